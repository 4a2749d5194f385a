"""What of the measured numbers is worth a word, in codes: the two languages then say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from anchors.media.features import ClothingFound, Colour, LightFound

SURE: Final = 0.5
"""Confidence under which a detail is not spoken of."""
SIDES: Final = ("front", "front_right", "right", "back_right", "back", "back_left", "left", "front_left")
"""By eighths of a turn from the camera to the right of the picture."""


@dataclass(frozen=True, slots=True)
class LightSaid:
    """Codes of a light; "" where nothing is said.

    edge: soft | hard; temper: warm | neutral | cool; side: one of SIDES; height: high | above | below;
    shadows: deep | faint.
    """

    edge: str = ""
    temper: str = ""
    side: str = ""
    height: str = ""
    shadows: str = ""


class Phrases(Protocol):
    """One language: `english` or `russian`. Colours are keys of `names.COLOUR_WORDS`, the main one first."""

    def clothing(self, colours: Sequence[str], *, pattern: str) -> str: ...
    def light(self, said: LightSaid) -> str: ...
    def place(self, colours: Sequence[str], *, indoors: bool | None) -> str: ...
    def product(self, colours: Sequence[str]) -> str: ...


def light(found: LightFound) -> LightSaid:
    """A light in codes: what is neither one thing nor the other, or not sure enough, is left out."""
    temper = _temper(found.kelvin) if found.kelvin_confidence >= SURE else ""
    if found.confidence < SURE:
        return LightSaid(temper=temper)
    return LightSaid(
        edge="soft" if found.hardness < 0.35 else "hard" if found.hardness > 0.65 else "",
        temper=temper,
        side=SIDES[round(found.azimuth / 45) % 8],
        height=_height(found.elevation),
        shadows="deep" if found.contrast >= 2.0 else "faint" if found.contrast <= 0.4 else "",
    )


def _temper(kelvin: float) -> str:
    # between the lamp of a living room and a clear sky in the shade, as white balance menus part them
    return "warm" if kelvin < 4500 else "cool" if kelvin > 7000 else "neutral"


def _height(elevation: float) -> str:
    # heights are good to about 20 degrees: "from below" must not be said of a lamp beside the camera
    if elevation >= 60:
        return "high"
    return "above" if elevation >= 25 else "below" if elevation <= -25 else ""


def named(colours: Sequence[Colour], *, second: float) -> tuple[str, ...]:
    """The name of the first colour and of the next that has another one, if its share is at least `second`."""
    if not colours:
        return ()
    other = next((each.name for each in colours if each.name != colours[0].name and each.share >= second), "")
    return (colours[0].name, other) if other else (colours[0].name,)


def pattern(found: ClothingFound, *, colours: int) -> str:
    """The pattern if it is sure; clothes of two colours are not called plain."""
    if found.pattern_confidence < SURE or (found.pattern == "plain" and colours > 1):
        return ""
    return found.pattern
