"""Cloth: hulls round the trunk, their folds and trims."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reklamai.media.scene.figures.bones import Bones
from reklamai.media.scene.figures.look import Look
from reklamai.media.scene.figures.tubes import between, wedge
from reklamai.media.scene.things.ink import Colour, Point, Sheet, hexa, smooth
from reklamai.media.scene.things.shade import Shade

Row = tuple[float, float]
"""Share of the trunk (1 shoulders, 0 hips, below nought further down) and half width there, units."""


@dataclass(frozen=True, slots=True)
class Body:
    """What every painter of a part of the body gets."""

    sheet: Sheet
    bones: Bones
    look: Look
    shade: Shade

    @property
    def reach(self) -> float:
        """Half the widest trunk, for paint that runs across it."""
        return max(self.bones.build.chest, self.bones.build.hip) + 18

    def paint(self, colour: Colour, *, depth: float = 0.75) -> str:
        """Paint across the whole trunk, so that pieces of one garment meet without a seam."""
        x = (self.bones.root[0] + self.bones.pit[0]) / 2
        stops = self.shade.across(colour, depth=depth)
        return self.sheet.linear(stops, (x - self.reach, 0, x + self.reach, 0), user=True)

    def fold(self, start: Point, end: Point, colour: Colour, *, width: float = 3.4, bend: float = 3.0) -> None:
        """A crease with its lit ridge beside it."""
        self.sheet.path(wedge(start, end, width, bend), hexa(self.shade.tone(colour, 0.12)), opacity=0.42)
        move = 2.2 if self.shade.side > 0 else -2.2
        start, end = (start[0] + move, start[1] - 0.8), (end[0] + move, end[1] - 0.8)
        self.sheet.path(
            wedge(start, end, width * 0.5, bend), hexa(self.shade.tone(colour, 1.0, gloss=0.15)), opacity=0.34
        )


def hull(body: Body, rows: Sequence[Row], *, neck: float, dip: float = 6.0, hem: float | None = None) -> str:
    """Outline of a garment of the trunk, from the collar down.

    rows: from the armpits down; neck: half width of the opening; hem: y of a skirt's edge, drawn round the legs.
    """
    bones = body.bones
    narrow = max(bones.narrow, 0.74)
    build = bones.build
    collar = max(neck * max(narrow, 0.85), 8)
    slope = (build.shoulder + build.cap * 0.25) * narrow
    right: list[Point] = [
        bones.along(1.13, collar),
        bones.along(1.085, slope * 0.46),
        bones.along(1.04, slope * 0.82),
        bones.along(0.96, slope * 1.02),
    ]
    left: list[Point] = [
        bones.along(1.13, -collar),
        bones.along(1.085, -slope * 0.46),
        bones.along(1.04, -slope * 0.82),
        bones.along(0.96, -slope * 1.02),
    ]
    for share, half in rows:
        right.append(bones.along(share, half * narrow))
        left.append(bones.along(share, -half * narrow))
    if hem is not None:
        low, high = skirt_edge(body, rows[-1][1], hem)
        mid = bones.root[1] + (hem - bones.root[1]) * 0.5
        near_low, near_high = skirt_edge(body, rows[-1][1], mid)
        right += [(near_high, mid), (high, hem), ((low + high) / 2, hem + 5)]
        left += [(near_low, mid), (low, hem)]
    middle = bones.along(1.13 - dip / 100, 0)
    return smooth([*right, *reversed(left), middle], tension=0.8)


def skirt_edge(body: Body, half: float, y: float) -> tuple[float, float]:
    """x of the two sides of a skirt at height y: it hangs from the hips, and the legs push it out."""
    x = body.bones.root[0]
    low, high = body.bones.legs_at(y)
    return min(x - half, low - 7), max(x + half, high + 7)


def trunk_folds(body: Body, colour: Colour, *, loose: float) -> None:
    """Creases at the armpits and the waist; loose 0..1."""
    bones, build = body.bones, body.bones.build
    narrow = max(bones.narrow, 0.74)
    for side in (-1.0, 1.0):
        chest, waist = build.chest * narrow * side, build.waist * narrow * side
        body.fold(bones.along(0.76, chest), bones.along(0.66, chest * 0.45), colour, bend=-4 * side)
        body.fold(bones.along(0.36, waist * 1.02), bones.along(0.3, waist * 0.42), colour, width=2.6, bend=-3 * side)
        if loose > 0.4:
            body.fold(
                bones.along(0.24, waist * 1.06), bones.along(0.12, waist * 0.5), colour, width=3.2, bend=-4 * side
            )
    twist = math.copysign(1, bones.stance.hip_tilt or 1)
    body.fold(
        bones.along(0.46, -twist * build.waist * 0.9 * narrow), bones.along(0.3, twist * 4), colour, width=2.4, bend=4
    )


def buttons(body: Body, colour: Colour, shares: Sequence[float], *, across: float = 0.0, size: float = 2.3) -> None:
    for share in shares:
        x, y = body.bones.along(share, across)
        body.sheet.ellipse((x + 0.5, y + 0.8), (size, size), "#000000", opacity=0.25)
        body.sheet.ellipse((x, y), (size, size), hexa(colour))


def seam(body: Body, points: Sequence[Point], colour: Colour, *, width: float = 1.2, opacity: float = 0.5) -> None:
    body.sheet.line(smooth(points, closed=False), hexa(body.shade.tone(colour, 0.08)), width, opacity=opacity)


def middle(start: Point, end: Point) -> Point:
    return between(start, end, 0.5)
