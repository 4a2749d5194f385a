"""How each setting of the camera is read from JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from video.selectors.vocabulary import Vocabulary
from video.trait_fields import Curve, Unfit, number_of

__all__ = ["ASKED", "RATIOS", "Reader", "Unfit"]

RATIOS: Mapping[str, float] = {
    "21:9": 21 / 9, "2.39:1": 2.39, "1.85:1": 1.85, "16:9": 16 / 9, "4:3": 4 / 3, "1:1": 1.0, "4:5": 4 / 5,
    "9:16": 9 / 16,
}  # fmt: skip
"""Width by height, by the names that an order has for them."""
DEPTHS = ("macro", "shallow", "medium", "deep")
FRAMINGS = ("crop", "bars")
FOCAL_MM = (8, 200)
APERTURES = (1.2, 22)
FOCUS_M = (0.1, 1000)
MOST_MOVEMENTS = 3
HABIT = 50


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads values against one vocabulary. Every method raises Unfit with a sentence."""

    vocabulary: Vocabulary

    def slug(self, kind: str, value: Any) -> str:
        if not isinstance(value, str) or self.vocabulary.find(kind, value) is None:
            raise Unfit(_("The camera does not know “%(name)s”.") % {"name": str(value)[:50]})
        return value

    def movements(self, value: Any) -> list[tuple[str, int]]:
        if not isinstance(value, list) or len(value) > MOST_MOVEMENTS:
            raise Unfit(_("A camera makes at most three movements at once."))
        read = [self.movement(each) for each in value]
        if len({name for name, _strength in read}) < len(read):
            raise Unfit(_("Name each movement once; its strength says how much of it."))
        return read

    def movement(self, value: Any) -> tuple[str, int]:
        if not isinstance(value, Mapping) or value.keys() - {"name", "strength"}:
            raise Unfit(_("A movement has a name and a strength."))
        strength = value.get("strength")
        return self.slug("movement", value.get("name")), HABIT if strength is None else whole(strength, low=1)

    def ramp(self, value: Any) -> tuple[str, tuple[tuple[float, float], ...]]:
        match value:
            case {"name": name, **rest} if not rest:
                return self.slug("ramp", name), ()
            case {"points": points, **rest} if not rest:
                return "", Curve("").read(points)
        raise Unfit(_("A speed ramp has a name, or points of its own."))


def whole(value: Any, *, low: int = 0) -> int:
    """A whole number up to 100. Raises Unfit."""
    found = number_of(value, low=low, high=100)
    if found != int(found):
        raise Unfit(_("Give a whole number."))
    return int(found)


def one_of(value: Any, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise Unfit(_("Choose one of: %(choices)s.") % {"choices": ", ".join(choices)})
    return str(value)


def text(value: Any) -> str:
    """The id or the slug of a preset; whether there is such a one is of no matter any more."""
    if not isinstance(value, str) or len(value) > 50:
        raise Unfit(_("Name the preset by its id."))
    return value


def term(kind: str) -> Callable[[Reader, Any], str]:
    return lambda reader, value: reader.slug(kind, value)


def between(limits: tuple[float, float]) -> Callable[[Reader, Any], float]:
    return lambda _reader, value: number_of(value, low=limits[0], high=limits[1])


def among(choices: tuple[str, ...]) -> Callable[[Reader, Any], str]:
    return lambda _reader, value: one_of(value, choices)


def percent(_reader: Reader, value: Any) -> int:
    return whole(value)


ASKED: Mapping[str, Callable[[Reader, Any], Any]] = {
    "preset": lambda _reader, value: text(value),
    "sensor": term("sensor"),
    "lens": term("lens"),
    "focal_length": between(FOCAL_MM),
    "aperture": between(APERTURES),
    "focus_distance": between(FOCUS_M),
    "depth_of_field": among(DEPTHS),
    "aspect_ratio": among(tuple(RATIOS)),
    "framing": among(FRAMINGS),
    "color_profile": term("profile"),
    "color_strength": percent,
    "movements": Reader.movements,
    "speed_ramp": Reader.ramp,
    "genre": term("genre"),
    "lighting": term("lighting"),
    "grain": percent,
    "vignette": percent,
    "flare": percent,
}
"""Every setting, with what reads it."""
