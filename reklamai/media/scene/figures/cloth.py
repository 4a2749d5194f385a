"""Cloth: hulls round the trunk, their folds and trims."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reklamai.media.scene.figures.bones import Bones
from reklamai.media.scene.figures.look import Look
from reklamai.media.scene.figures.tubes import wedge
from reklamai.media.scene.things.ink import Colour, Point, Sheet, hexa, joined, mix, smooth
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
    back: bool = False
    """Seen from behind."""

    @property
    def reach(self) -> float:
        """Half the widest trunk, for paint that runs across it."""
        return max(self.bones.build.chest, self.bones.build.hip) + 18

    def paint(self, colour: Colour, *, depth: float = 0.75) -> str:
        """Paint across the whole trunk, so that pieces of one garment meet without a seam."""
        x = (self.bones.root[0] + self.bones.pit[0]) / 2
        stops = self.shade.across(colour, depth=depth)
        return self.sheet.linear(stops, (x - self.reach, 0, x + self.reach, 0), user=True)

    def cloth_at(self, x: float, colour: Colour) -> Colour:
        """The colour of `paint` at an x of the trunk, with the shade over its far side."""
        depth = 0.85 if self.look.outfit.over is not None else 0.75
        middle = (self.bones.root[0] + self.bones.pit[0]) / 2
        stops = self.shade.across(colour, depth=depth)
        at = min(1.0, max(0.0, (x - middle + self.reach) / (2 * self.reach))) * (len(stops) - 1)
        first = min(int(at), len(stops) - 2)
        bare = mix(stops[first][1], stops[first + 1][1], at - first)
        away = -1.0 if self.shade.side > 0 else 1.0
        near, far = self.bones.build.waist * 0.4, self.bones.build.chest * 0.85
        share = min(1.0, max(0.0, ((x - middle) * away - near) / (far - near)))
        return mix(bare, self.shade.tone(colour, 0.06), 0.26 * share)

    def fold(self, start: Point, end: Point, colour: Colour, *, width: float = 3.4, bend: float = 3.0) -> None:
        """A crease with its lit ridge beside it."""
        self.sheet.path(wedge(start, end, width, bend), hexa(self.shade.tone(colour, 0.12)), opacity=0.42)
        move = 2.2 if self.shade.side > 0 else -2.2
        start, end = (start[0] + move, start[1] - 0.8), (end[0] + move, end[1] - 0.8)
        self.sheet.path(
            wedge(start, end, width * 0.5, bend), hexa(self.shade.tone(colour, 1.0, gloss=0.15)), opacity=0.34
        )


def hull(body: Body, rows: Sequence[Row], *, neck: float, dip: float) -> str:
    """Outline of a garment of the trunk, from the collar down.

    rows: from the armpits down; neck: half width of the opening; dip: how deep it falls, hundredths of the trunk.
    """
    bones = body.bones
    # a trunk is nearly as deep as 0.74 of its width: turned farther it gets no narrower
    narrow = max(bones.narrow, 0.74)
    build = bones.build
    collar = max(neck * max(narrow, 0.85), 8)
    slope = (build.shoulder + build.cap * 0.25) * narrow
    levels = ((1.115, collar), (1.078, slope * 0.5), (1.035, slope * 0.82), (0.955, slope * 1.02))
    right: list[Point] = [bones.along(share, half) for share, half in levels]
    left: list[Point] = [bones.along(share, -half) for share, half in levels]
    for share, half in rows:
        right.append(bones.along(share, half * narrow))
        left.append(bones.along(share, -half * narrow))
    level = 1.115 - dip / 100 * 0.72
    throat = [
        left[0],
        bones.front(level, -neck * 0.6),
        bones.front(1.115 - dip / 100, 0),
        bones.front(level, neck * 0.6),
        right[0],
    ]
    return joined(right, left[::-1], throat, tension=0.8)


def skirt_edge(body: Body, half: float, y: float) -> tuple[float, float]:
    """x of the two sides of a skirt at height y: it hangs from the hips, and the legs push it out."""
    x = body.bones.root[0]
    low, high = body.bones.legs_at(y)
    return min(x - half, low - 7), max(x + half, high + 7)


def side_shade(body: Body, colour: Colour, strength: float) -> None:
    """The shade over the far side of everything on the trunk; painted inside the outline of a garment."""
    x, build = (body.bones.root[0] + body.bones.pit[0]) / 2, body.bones.build
    away = -1.0 if body.shade.side > 0 else 1.0
    deep = body.shade.tone(colour, 0.06)
    near, far = x + away * build.waist * 0.4, x + away * build.chest * 0.85
    paint = body.sheet.linear(
        [(0, deep, 0), (0.5, deep, strength * 0.8), (1, deep, strength)], (near, 0, far, 0), user=True
    )
    top, low = body.bones.pit[1] - 60, 10.0
    body.sheet.rect((min(near, near + away * 400), top, 400, low - top), paint)


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
