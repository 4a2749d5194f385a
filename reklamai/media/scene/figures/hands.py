"""Hands: a palm, four fingers and a thumb, in the frame of the forearm."""

from __future__ import annotations

import math
from dataclasses import dataclass

from reklamai.media.scene.figures.poses import Grip
from reklamai.media.scene.figures.tubes import limb, tube
from reklamai.media.scene.things.ink import Colour, Point, Sheet, hexa, mix
from reklamai.media.scene.things.shade import Shade

Chain = tuple[Point, ...]
"""Joints of a finger in hand units: y along the forearm (0 the wrist, 74 the finger tips), x to the thumb."""
FINGERS: dict[Grip, tuple[Chain, ...]] = {
    Grip.RELAXED: (((-11, 32), (-13, 45), (-9, 60)), ((-4, 36), (-4.5, 52), (0, 68)), ((3.5, 36), (4.5, 53), (7.5, 69)),
                   ((10.5, 33), (13, 48), (14, 62))),
    Grip.OPEN: (((-11, 32), (-19, 44), (-27, 54)), ((-4, 36), (-8, 53), (-12, 69)), ((3.5, 36), (5, 54), (5, 72)),
                ((10.5, 33), (17, 48), (21, 62))),
    Grip.FIST: (((-11, 30), (-12, 42), (-3, 45)), ((-4, 33), (-5, 46), (4, 47)), ((3.5, 34), (3, 46), (11, 46)),
                ((10.5, 31), (11, 43), (17, 41))),
}  # fmt: skip
THUMBS: dict[Grip, Chain] = {
    Grip.RELAXED: ((9, 9), (18, 22), (18, 40)),
    Grip.OPEN: ((9, 8), (24, 18), (33, 28)),
    Grip.FIST: ((10, 10), (18, 22), (10, 37)),
}


@dataclass(frozen=True, slots=True)
class HandSpot:
    """Where a hand is: wrist, direction of the forearm (degrees, 0 down), size (hand length), and the thumb's side."""

    wrist: Point
    angle: float
    size: float
    thumb: float
    """1: the thumb to the right of the forearm seen along it downwards, -1: to the left."""

    def at(self, x: float, y: float) -> Point:
        scale, turn = self.size / 74.0, math.radians(self.angle)
        along, across = y * scale, x * scale * self.thumb
        return (self.wrist[0] + math.sin(turn) * along + math.cos(turn) * across,
                self.wrist[1] + math.cos(turn) * along - math.sin(turn) * across)  # fmt: skip

    @property
    def palm(self) -> Point:
        return self.at(2, 30)


def draw_hand(sheet: Sheet, spot: HandSpot, grip: Grip, skin: Colour, shade: Shade) -> None:
    """Paints a free hand; a hidden one paints nothing."""
    if grip in {Grip.HIDDEN, Grip.HOLD}:
        return
    # the thumb last: it lies over the fingers in every grip
    scale = spot.size / 74.0
    _palm(sheet, spot, skin, shade)
    for number, chain in enumerate(FINGERS[grip]):
        wide = (4.3, 4.9, 5.0, 4.8)[number] * scale
        _finger(sheet, spot, chain, wide, skin, shade)
    _finger(sheet, spot, THUMBS[grip], 5.6 * scale, skin, shade)


def draw_grip(sheet: Sheet, spot: HandSpot, skin: Colour, shade: Shade, *, half: float) -> None:
    """The fingers of a hand round a thing that stands upright in it; `half`: half width of the thing there, units.

    Drawn over the thing; the palm lies behind it (`draw_palm_behind`).
    """
    scale = spot.size / 74.0
    x, y = spot.palm
    reach = min(half, 30 * scale)
    for number in range(4):
        level = y + (number - 1.6) * 9.6 * scale
        long = (1.0, 1.12, 1.06, 0.84)[number]
        start = (x - reach - 3 * scale, level + 3 * scale)
        end = (x - reach + 33 * scale * long, level + (number - 1) * 0.8)
        joint = (x - reach + 15 * scale * long, level - 2.6 * scale)
        limb(sheet, [start, joint, end], [5.6 * scale, 5.4 * scale, 4.4 * scale], skin, shade)
        crease = tube([(start[0] + 4, start[1] + 4.4 * scale), (joint[0], joint[1] + 5.3 * scale),
                       (end[0] - 2, end[1] + 4.3 * scale)], [0.3, 0.7 * scale, 0.3])  # fmt: skip
        sheet.path(crease, hexa(_line(skin)), opacity=0.55)
        nail = (end[0] - 1.2 * scale, end[1] - 0.8 * scale)
        sheet.ellipse(nail, (3.4 * scale, 2.4 * scale), hexa(mix(skin, (255.0, 226.0, 216.0), 0.5)), opacity=0.8)


def draw_palm_behind(sheet: Sheet, spot: HandSpot, skin: Colour, shade: Shade, *, half: float) -> None:
    """The palm and thumb behind a held thing."""
    scale = spot.size / 74.0
    x, y = spot.palm
    reach = min(half, 30 * scale)
    wrist = spot.at(0, -4)
    limb(sheet, [wrist, spot.at(1, 14), (x - reach * 0.5, y + 2)], [11 * scale, 15 * scale, 18 * scale], skin, shade)
    thumb = [
        (x - reach * 0.4, y - 6 * scale),
        (x + reach * 0.5, y - 17 * scale),
        (x + reach + 4 * scale, y - 24 * scale),
    ]
    limb(sheet, thumb, [7 * scale, 6.2 * scale, 4.6 * scale], skin, shade)


def _palm(sheet: Sheet, spot: HandSpot, skin: Colour, shade: Shade) -> None:
    scale = spot.size / 74.0
    points = [spot.at(0, -5), spot.at(0, 8), spot.at(-0.5, 24), spot.at(-0.5, 37)]
    limb(sheet, points, [9.5 * scale, 12.5 * scale, 16 * scale, 14 * scale], skin, shade)


def _finger(sheet: Sheet, spot: HandSpot, chain: Chain, wide: float, skin: Colour, shade: Shade) -> None:
    points = [spot.at(*joint) for joint in chain]
    edge = tube([(x + 0.7, y + 0.5) for x, y in points], [wide * 1.06, wide * 1.02, wide * 0.82])
    sheet.path(edge, hexa(_line(skin)), opacity=0.5)
    limb(sheet, points, [wide, wide * 0.96, wide * 0.74], skin, shade)


def _line(skin: Colour) -> Colour:
    return mix(mix(skin, (150.0, 62.0, 44.0), 0.4), (40.0, 16.0, 26.0), 0.22)
