"""The settings of a camera in a reader's words."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from studio.catalogue.labels import value_label
from video.camera import CameraSettings, MovementAsked
from video.selectors.vocabulary import Vocabulary

TERMS = {"sensor": "sensor", "lens": "lens", "color_profile": "profile", "genre": "genre", "lighting": "lighting"}
"""Setting -> kind of the term that it names."""


def shown(name: str, asked: CameraSettings, vocabulary: Vocabulary) -> str:
    """ "ARRI ALEXA 35", "50 mm", "f/2", "Dolly in 70 %": one setting's value; "" where it is not set."""
    value = getattr(asked, name)
    if value in ("", None, ()):
        return ""
    if kind := TERMS.get(name):
        return with_strength(term_name(vocabulary, kind, value), asked.color_strength if kind == "profile" else None)
    match name:
        case "focal_length":
            return _("%(n)g mm") % {"n": value}
        case "aperture":
            return f"f/{value:g}"
        case "focus_distance":
            return _("%(n)g m") % {"n": value}
        case "movements":
            return moves_shown(value, vocabulary)
        case "speed_ramp":
            return term_name(vocabulary, "ramp", value.name) if value.name else _("Own curve")
        case "grain" | "vignette" | "flare":
            return f"{value} %"
    return value_label(name, value)


def moves_shown(movements: Sequence[MovementAsked], vocabulary: Vocabulary) -> str:
    return ", ".join(with_strength(term_name(vocabulary, "movement", each.name), each.strength) for each in movements)


def with_strength(name: str, percent: int | None) -> str:
    return name if percent is None else f"{name} {percent} %"


def term_name(vocabulary: Vocabulary, kind: str, slug: str) -> str:
    term = vocabulary.find(kind, slug)
    return term.name if term else slug
