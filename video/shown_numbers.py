"""The camera's numbers in words: what a cinematographer would read off the lens and its tables."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from reklamai.media.cinema import thinlens
from reklamai.media.cinema.model import Camerawork

if TYPE_CHECKING:
    from reklamai.media.cinema.live import Facts

LEAST_BEYOND = 0.02
USUAL_SUBJECT_M = 2.5
"""Where the subject is taken to stand while no picture says it."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Metres, millimetres and degrees of one camera; `far_m` may be infinite."""

    focal_mm: float
    angle_deg: float
    equivalent_mm: float
    focus_m: float
    near_m: float
    far_m: float
    beyond: float = 0.0
    """Share of the frame that the picture does not hold, 0..1."""


def numbers_of(camerawork: Camerawork, *, subject_m: float = USUAL_SUBJECT_M) -> Numbers | None:
    """None where body and lens are the maker's own: nothing is known of these."""
    if camerawork.optics is None:
        return None
    optics = thinlens.for_subject(camerawork.optics, subject_m)
    focus = optics.focus_m or subject_m
    near, far = thinlens.near_far_m(optics, focus)
    angle, _down, _corner = thinlens.field_deg(optics, ratio=camerawork.ratio)
    return Numbers(optics.focal_mm, angle, thinlens.equivalent_mm(optics), focus, near, far)


def numbers_in(facts: Facts, camerawork: Camerawork) -> Numbers | None:
    """Those of a live view; None where its picture was taken with a camera of its own."""
    if camerawork.optics is None:
        return None
    far = math.inf if facts.far_m is None else facts.far_m
    return Numbers(
        camerawork.optics.focal_mm,
        facts.horizontal_deg,
        facts.equivalent_mm,
        facts.focus_m,
        facts.near_m,
        far,
        facts.beyond,
    )


def said_of(numbers: Numbers | None) -> dict[str, str]:
    """By name: "lens" for the stage's corner, "equivalent" and "sharp" for the line below it."""
    if numbers is None:
        return dict.fromkeys(("lens", "equivalent", "sharp", "beyond"), "")
    lens = _("%(focal)s mm · %(angle)s°") % {
        "focal": plain(numbers.focal_mm, 1),
        "angle": number_format(round(numbers.angle_deg, 1), 1),
    }
    equivalent = _("like %(focal)s mm on full frame") % {"focal": plain(numbers.equivalent_mm, 0)}
    return {"lens": lens, "equivalent": equivalent, "sharp": sharp_of(numbers), "beyond": beyond_of(numbers)}


def beyond_of(numbers: Numbers) -> str:
    """What the picture does not hold and this camera would see."""
    if numbers.beyond < LEAST_BEYOND:
        return ""
    words = _("%(percent)d %% of this frame lies beyond your picture: only a sketch of it is shown")
    return words % {"percent": round(100 * numbers.beyond)}


def sharp_of(numbers: Numbers) -> str:
    words = {"focus": metres(numbers.focus_m), "near": metres(numbers.near_m), "far": metres(numbers.far_m)}
    if math.isinf(numbers.far_m):
        return _("focus %(focus)s m, sharp from %(near)s m to infinity") % words
    return _("focus %(focus)s m, sharp from %(near)s to %(far)s m") % words


def metres(length: float) -> str:
    """As precise as anybody can use it: three figures."""
    if math.isinf(length):
        return "∞"
    return plain(length, max(0, 2 - math.floor(math.log10(max(length, 0.01)))))


def plain(number: float, places: int) -> str:
    """A number in the reader's way of writing, without idle zeros."""
    text = f"{number:.{places}f}"
    trimmed = text.rstrip("0").rstrip(".") if "." in text else text
    return str(number_format(trimmed, use_l10n=True)) if "." in trimmed else trimmed
