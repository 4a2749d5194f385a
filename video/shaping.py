"""settings.SHAPER: what the camera and the master of an ask come to with one model, control by control."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.catalogue.labels import value_label
from studio.catalogue.validate import AskInvalid, check_parameters
from studio.engines.base import SentControl
from studio.models import User
from studio.shaping import ControlMark, Shape, names_camera
from video import mastering
from video.camera import CameraSettings, merged, settings_of
from video.marks import CONTROLS, mark_of, marks_for
from video.parting import Parts, noted, parted
from video.references import preset_named
from video.selectors.presets import settings_in
from video.selectors.vocabulary import Vocabulary, vocabulary


class Camera:
    """Asks for the words of the camera by one query, and for a preset by another where one is named."""

    def shape(self, user: User, ask: Ask, entry: Entry) -> Shape:
        """Raises AskInvalid with "camera.<field>" and "master.<field>", NotFound for a preset this user cannot see,
        QuotaReached where there is no room for the master."""
        words = vocabulary()
        asked = asked_by(user, ask, words)
        files = tuple(each for each in ask.references if not names_camera(each.source))
        plain = replace(ask, camera=None, master=None, references=files)
        parts = parted(asked, plain, entry, words) if asked else Parts(plain)
        shape = Shape(
            parts.ask,
            words=parts.words,
            controls=parts.controls,
            notes=parts.notes,
            plan=parts.plan,
            camera=asked.as_json() if asked else None,
        )
        return shape if ask.master is None else with_master(user, replace(shape.ask, master=ask.master), entry, shape)

    def marks(self, entry: Entry) -> Mapping[str, ControlMark]:
        return marks_for(entry)

    def left_out(self, camera: Mapping[str, Any], master: Mapping[str, Any], entry: Entry) -> tuple[str, ...]:
        """Of what stands in a composer: right or wrong, it is judged by its names alone."""
        given = [name for name in CONTROLS if camera.get(name) not in (None, "", [], {})]
        marks = {name: mark_of(entry, name) for name in (*given, *(["master"] if master else []))}
        return tuple(noted(name, mark.reason) for name, mark in marks.items() if mark.kind == "none")


def asked_by(user: User, ask: Ask, words: Vocabulary) -> CameraSettings | None:
    """The whole camera of an ask: its preset with its own settings over it; None where it has none."""
    presets = [each for each in ask.references if names_camera(each.source)]
    if len(presets) > 1:
        raise AskInvalid({"references": _("An order has one camera: name one preset.")})
    own = None if ask.camera is None else settings_of(ask.camera, vocabulary=words)
    if not presets:
        return own
    preset = settings_in(preset_named(user, presets[0].id), vocabulary=words)
    return preset if own is None else merged(preset, own, vocabulary=words)


def with_master(user: User, ask: Ask, entry: Entry, shape: Shape) -> Shape:
    """The same with the master file that is made beside the result."""
    # Of what is wrong among the settings the check that follows tells: sizes and bytes are reckoned without it.
    found = mastering.planned(user, replace(ask, parameters=check_parameters(entry, ask.parameters, {})), entry)
    size = found.plan["resolution"]
    value = ", ".join((found.offer.label, *([value_label("resolution", size)] if size else []), found.offer.statement))
    control = SentControl("master", value, "native" if found.plan["deep"] else "post")
    return replace(
        shape,
        controls=(*shape.controls, control),
        plan={**shape.plan, "master": found.plan},
        depth=found.depth,
    )
