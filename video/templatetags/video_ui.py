"""Signs of the camera in the hall's templates."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from studio.catalogue.labels import value_label
from studio.forms.order import OrderForm
from video.camera import readable
from video.master_sizes import SizeOffer
from video.mastering import MasterOffer, offers_for
from video.models import CameraPreset
from video.panel import Panel, drawn
from video.selectors.vocabulary import Vocabulary, vocabulary

register = template.Library()


@register.filter
def of(table: Mapping[str, Any], name: str) -> Any:
    """What a table has under a name."""
    return table[name]


@register.filter
def card_picture(preset: CameraPreset) -> str:
    """The address of a preset's card; of a user's own its lens's; "" where there is none."""
    return (drawn("preset", preset.slug) if preset.is_system else "") or drawn("lens", preset.lens)


@register.inclusion_tag("video/_row.html")
def camera_row(form: OrderForm, in_cinema: object = "") -> dict[str, Any]:
    """The camera that the composer carries: a chip on its own page, nothing but the values in the cinema."""
    camera, master = form.shape_of("camera"), form.shape_of("master")
    # Words are read only where there is a camera to name: most composers have none.
    words = vocabulary() if camera and not in_cinema else Vocabulary({})
    return {
        "camera": json.dumps(camera) if camera else "",
        "master": json.dumps(master) if master else "",
        "summary": Panel(readable(camera, vocabulary=words), words).summary if camera and not in_cinema else "",
        "mode": "still" if form.composer == "image" else "clip",
        "errors": [*form.errors.get("camera", []), *form.errors.get("master", [])],
        "masters": masters_of(form, master or {}),
        "master_open": bool(master),
    }


@dataclass(frozen=True, slots=True)
class MasterChoice:
    """One format of the composer's list of masters."""

    offer: MasterOffer
    sizes: tuple[tuple[str, str, bool], ...]
    """Value, words, whether it is chosen: of those that can be had."""
    chosen: bool

    @property
    def sizes_json(self) -> str:
        return json.dumps([[value, words] for value, words, _chosen in self.sizes])


def masters_of(form: OrderForm, asked: Mapping[str, Any]) -> list[MasterChoice]:
    """What can be made beside the result of the form's model, at the settings that stand in it."""
    found = []
    for offer in offers_for(form.entry, form.parameters()):
        can_be = [each for each in offer.sizes if not each.reason]
        sizes = tuple((each.value, words_of(each), each.value == asked.get("resolution", "")) for each in can_be)
        found.append(MasterChoice(offer, sizes, offer.format == asked.get("format")))
    return found


def words_of(size: SizeOffer) -> str:
    named = str(value_label("resolution", size.value)) if size.value else _("As it is made")
    detail = f", {_('enlarged: no new detail')}" if size.enlarged else ""
    about = _(", about %(size)s") % {"size": filesizeformat(size.bytes)} if size.bytes else ""
    return f"{named}{detail}{about}"
