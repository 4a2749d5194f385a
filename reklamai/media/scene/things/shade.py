"""How the key light of a scene falls on drawn forms: gradients for cylinders, balls and flat sides."""

from __future__ import annotations

import math
from dataclasses import dataclass

from reklamai.media.scene.model import SceneLight
from reklamai.media.scene.things.ink import BLACK, WHITE, Colour, Point, Sheet, Stop, mix

DARK: Colour = (34.0, 26.0, 58.0)
"""Shade leans to a cool violet, as illustrators paint it."""
SUN: Colour = (255.0, 246.0, 226.0)


@dataclass(frozen=True, slots=True)
class Shade:
    """Light as a unit vector in picture space (x right, y down, z to the camera), and how abruptly it falls off."""

    x: float
    y: float
    z: float
    hardness: float

    @property
    def side(self) -> float:
        """-1..1: how far to the right of the picture the light comes from; never quite nought, so forms keep a form."""
        return self.x if abs(self.x) > 0.12 else math.copysign(0.12, self.x)

    def tone(self, colour: Colour, amount: float, *, gloss: float = 0.0) -> Colour:
        """`colour` where the light falls with `amount`: 0 full shade, 0.6 its own colour, 1 lit."""
        if amount < 0.6:
            deep = mix(mix(colour, DARK, 0.22), BLACK, 0.28)
            return mix(deep, colour, max(0.0, amount) / 0.6)
        rise = (min(1.0, amount) - 0.6) / 0.4
        red, green, blue = (min(255.0, value * (1 + 0.08 * rise)) for value in colour)
        return mix((red, green, blue), SUN, rise * (0.05 + 0.5 * gloss))

    def lambert(self, normal: tuple[float, float, float]) -> float:
        """Wrapped diffuse light 0..1 on a surface with this normal."""
        dot = self.x * normal[0] + self.y * normal[1] + self.z * normal[2]
        wrapped = 0.5 + 0.5 * dot
        contrast = 0.85 + 0.45 * self.hardness
        return max(0.08, min(1.0, 0.5 + (wrapped - 0.5) * contrast))

    def across(
        self, colour: Colour, normal: Point = (1.0, 0.0), *, gloss: float = 0.0, depth: float = 1.0
    ) -> list[Stop]:
        """Stops over a cylinder from the side at -`normal` to the side at +`normal` (a unit vector in the picture).

        depth: 1 a full half round, smaller a flatter form.
        """
        stops: list[Stop] = []
        for index in range(7):
            at = index / 6
            turn = (2 * at - 1) * 0.96 * depth
            out = math.sqrt(max(0.0, 1 - turn * turn))
            amount = self.lambert((normal[0] * turn, normal[1] * turn, out))
            stops.append((at, self.tone(colour, amount, gloss=gloss), 1.0))
        return stops

    def cylinder(self, sheet: Sheet, colour: Colour, *, gloss: float = 0.0, depth: float = 1.0) -> str:
        """Paint of an upright round form, over the shape's own box."""
        return sheet.linear(self.across(colour, gloss=gloss, depth=depth))

    def flat(self, sheet: Sheet, colour: Colour, *, gloss: float = 0.1) -> str:
        """Paint of a nearly flat front: a slow fall from the lit corner to the far one."""
        near, far = self.tone(colour, 0.74, gloss=gloss), self.tone(colour, 0.42)
        start, end = (1.0, 0.0) if self.side > 0 else (0.0, 1.0)
        return sheet.linear([(0, near, 1), (0.55, colour, 1), (1, far, 1)], (start, 0, end, 0.9))

    def ball(self, sheet: Sheet, colour: Colour, *, gloss: float = 0.3) -> str:
        """Paint of a ball, over the shape's own box."""
        centre = (0.5 + 0.27 * self.side, 0.5 + 0.27 * self.y)
        rim = max(0.12, self.lambert((-self.x, -self.y, 0.2)))
        stops: list[Stop] = [
            (0, self.tone(colour, 1.0, gloss=gloss), 1),
            (0.35, self.tone(colour, 0.68, gloss=gloss), 1),
            (0.72, self.tone(colour, 0.4), 1),
            (1, self.tone(colour, rim * 0.8), 1),
        ]
        return sheet.radial(stops, centre, 0.78)

    def metal(self, sheet: Sheet, colour: Colour, *, upright: bool = True) -> str:
        """Paint of brushed metal: bands of reflection; the widest one turned to the light."""
        peak = 0.5 + 0.28 * self.side
        dark, pale = self.tone(colour, 0.1), mix(colour, WHITE, 0.75)
        stops: list[Stop] = [
            (0.0, self.tone(colour, 0.35), 1), (0.07, mix(colour, WHITE, 0.3), 1), (0.16, dark, 1),
            (max(0.2, peak - 0.16), colour, 1), (peak - 0.03, pale, 1), (peak + 0.03, pale, 1),
            (min(0.8, peak + 0.16), colour, 1), (0.86, dark, 1), (0.94, mix(colour, WHITE, 0.25), 1),
            (1.0, self.tone(colour, 0.25), 1),
        ]  # fmt: skip
        return sheet.linear(stops, (0, 0, 1, 0) if upright else (0, 0, 0, 1))


def shade_of(light: SceneLight) -> Shade:
    """The light as forms feel it. A light from behind still leaves a lit edge; see `finish`."""
    azimuth, elevation = math.radians(light.azimuth), math.radians(max(-20.0, min(85.0, light.elevation)))
    flat = math.cos(elevation)
    return Shade(math.sin(azimuth) * flat, -math.sin(elevation), math.cos(azimuth) * flat, light.hardness)
