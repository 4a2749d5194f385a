"""What the pages of one Soul ID share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from soulids.forms import NamesForm, TrainForm, narrowed
from soulids.models import Consent, Right, SoulID
from soulids.selectors.album import album_of
from soulids.services.consent import words_for
from soulids.services.training import parts_under_way
from soulids.shown.album import Shown, shown
from soulids.shown.cards import Part, parts
from soulids.shown.offers import offers
from studio.views import PageRequest


def names_of(soul: SoulID) -> NamesForm:
    return NamesForm(initial={"name": soul.name, "handle": soul.handle, "description": soul.description})


def consent_of(soul: SoulID) -> Consent | None:
    return getattr(soul, "consent", None)


def parts_of(soul: SoulID) -> list[Part]:
    """What of its last training is under way."""
    return parts(parts_under_way(soul)) if soul.is_training else []


def training_context(request: PageRequest, soul: SoulID, **more: Any) -> dict[str, Any]:
    """What the four steps show."""
    album = shown(album_of(soul))
    context = album_context(request, soul, album) | consent_context(soul) | gate_context(request, soul, album)
    context |= {"names": names_of(soul), "parts": parts_of(soul), "key": uuid4()}
    return context | more


def album_context(request: PageRequest, soul: SoulID, album: Shown) -> dict[str, Any]:
    show = narrowed(request.GET.get("show", ""))
    labels = {"all": _("All"), "good": _("Good"), "weak": _("Weak"), "bad": _("Left out")}
    return {
        "soul": soul,
        "album": album,
        "rows": album.narrowed(show),
        "narrowed": show,
        "filters": [(mark, labels[mark], number) for mark, number in album.counts.items()],
    }


def consent_context(soul: SoulID) -> dict[str, Any]:
    label = str(Right.OWN_FACE.label)
    return {
        "soul": soul,
        "consent": consent_of(soul),
        "rights": Right.choices,
        "words": words_for(Right.OWN_FACE).removeprefix(f"{label}. "),
    }


def gate_context(request: PageRequest, soul: SoulID, album: Shown) -> dict[str, Any]:
    """The button of step 4: its price, and what is still missing."""
    asked = asked_of(request.POST or request.GET)
    return {"soul": soul, "offer": offers(**asked), "asked": asked, "gate": missing(soul, album)}


def asked_of(data: Mapping[str, Any]) -> dict[str, Any]:
    form = TrainForm(data)
    form.is_valid()
    return {"master": form.cleaned_data.get("master", ""), "lora": form.cleaned_data.get("lora", False)}


def missing(soul: SoulID, album: Shown) -> list[tuple[str, str]]:
    """(id of the place, sentence) of everything that holds a training back."""
    found = [("photo-new", sentence) for sentence in album.blocked]
    if not album.total:
        found.append(("photo-new", _("Photos are missing.")))
    elif album.waiting:
        found.append(("album", _("Some photos are still being looked at.")))
    if consent_of(soul) is None:
        found.append(("consent", _("Consent is missing.")))
    return found
