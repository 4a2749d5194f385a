"""The movements of a camera with one model: its own, told in words, or made by us inside the frame of its clip."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from studio.catalogue.entry import Entry
from studio.catalogue.labels import role_label
from studio.engines.base import Mark, SentControl
from video.camera import CameraSettings, MovementAsked
from video.resolving import easing_of, traits
from video.selectors.vocabulary import Vocabulary
from video.shown import moves_shown
from video.traits import MovementTraits

STILL: Final = "static"
"""The engine's move that is none."""
OWN_SETTINGS: Final = ("camera_moves", "camera_strength", "camera_easing")
"""Settings of our own clips that a camera's movements stand in for."""
Movements = tuple[MovementAsked, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    told: Movements = ()
    """In words."""
    done: Movements = ()
    """By our own engine, or by us inside the frame."""
    cropped: bool = False
    parameters: dict[str, Any] = field(default_factory=dict)
    instead_of: tuple[str, ...] = ()
    """Settings that these stand in for."""
    notes: tuple[str, ...] = ()
    shown: str = ""
    mark: Mark = "native"

    def controls(self, *, unsaid: bool) -> tuple[SentControl, ...]:
        """unsaid: whether there was no room for the words."""
        return (SentControl("movements", self.shown, self.mark),) if self.shown and not unsaid else ()


def moved(asked: CameraSettings, entry: Entry, kind: str, vocabulary: Vocabulary) -> Moved:
    """kind: the mark that movements have on this model."""
    wanted = asked.movements
    if not wanted or kind == "none":
        return Moved()
    if kind == "native":
        return natively(asked, entry, vocabulary)
    if kind == "prompt":
        return in_words(wanted, entry, vocabulary)
    inside = tuple(each for each in wanted if crop_of(each, vocabulary))
    notes = tuple(beyond(each, vocabulary) for each in wanted if each not in inside)
    return Moved(done=inside, cropped=bool(inside), notes=notes, shown=moves_shown(inside, vocabulary), mark="post")


def natively(asked: CameraSettings, entry: Entry, vocabulary: Vocabulary) -> Moved:
    """Our own engine films them, each as strongly as it is asked for."""
    strongest = max(each.strength for each in asked.movements) / 100
    told: dict[str, Any] = {
        "camera_strength": max(0.1, round(strongest, 1)),
        "camera_easing": easing_of(asked, vocabulary),
    }
    return Moved(
        done=asked.movements,
        parameters={name: value for name, value in told.items() if entry.input_for(name)},
        instead_of=OWN_SETTINGS,
        shown=moves_shown(asked.movements, vocabulary),
    )


def in_words(wanted: Movements, entry: Entry, vocabulary: Vocabulary) -> Moved:
    """Words; and where a model has a setting for a camera that stands still, that setting says so for certain."""
    if entry.input_for("camera_fixed") is None:
        return Moved(told=wanted, shown=moves_shown(wanted, vocabulary), mark="prompt")
    if all(is_still(each, vocabulary) for each in wanted):
        return Moved(parameters={"camera_fixed": True})
    return Moved(told=wanted, parameters={"camera_fixed": False}, shown=moves_shown(wanted, vocabulary), mark="prompt")


def is_still(each: MovementAsked, vocabulary: Vocabulary) -> bool:
    found = traits(vocabulary.find("movement", each.name), MovementTraits)
    return found is not None and all(move == STILL for move, _share in found.moves)


def crop_of(each: MovementAsked, vocabulary: Vocabulary) -> str:
    found = traits(vocabulary.find("movement", each.name), MovementTraits)
    return found.crop if found else ""


def beyond(each: MovementAsked, vocabulary: Vocabulary) -> str:
    """Why a movement cannot be made of a finished clip."""
    if is_still(each, vocabulary):
        reason = _("The clip moves as it was filmed.")
    else:
        reason = _("“%(movement)s” cannot be made inside the frame of a finished clip.") % {
            "movement": moves_shown((each,), vocabulary)
        }
    return _("%(name)s: no effect. %(reason)s") % {"name": role_label("movements"), "reason": reason}
