"""Hair in head units: what lies behind the head and neck, and what frames the face."""

from __future__ import annotations

import math
from dataclasses import dataclass

from reklamai.media.scene.figures.look import Look
from reklamai.media.scene.things.ink import WHITE, Colour, Point, Sheet, hexa, mix, smooth
from reklamai.media.scene.things.shade import Shade

Points = list[Point]
TIGHT = frozenset({"short", "tied", "bowl"})
BACKS: dict[str, Points] = {
    "bob": [(0, -57), (28, -50), (43, -24), (45, 8), (46, 36), (38, 46), (20, 42), (-20, 42), (-38, 46), (-46, 36),
            (-45, 8), (-43, -24), (-28, -50)],
    "long": [(0, -57), (28, -50), (42, -22), (45, 20), (50, 70), (50, 118), (30, 128), (0, 118), (-30, 128), (-50, 118),
             (-50, 70), (-45, 20), (-42, -22), (-28, -50)],
    "waves": [(0, -58), (30, -51), (45, -24), (47, 4), (54, 28), (50, 52), (59, 76), (50, 104), (30, 106), (0, 90),
              (-30, 106), (-50, 104), (-59, 76), (-50, 52), (-54, 28), (-47, 4), (-45, -24), (-30, -51)],
    "tied": [(0, -54), (26, -48), (39, -24), (37, 4), (20, 18), (-20, 18), (-37, 4), (-39, -24), (-26, -48)],
    "bowl": [(0, -57), (28, -51), (43, -24), (43, 6), (34, 16), (-34, 16), (-43, 6), (-43, -24), (-28, -51)],
    "short": [(0, -54), (26, -49), (39.5, -24), (37, 2), (26, 14), (-26, 14), (-37, 2), (-39.5, -24), (-26, -49)],
}  # fmt: skip
BACK_OF = {"bun": "tied", "ponytail": "tied", "pigtails": "tied", "pixie": "short", "crop": "short", "side": "short",
           "quiff": "short"}  # fmt: skip
CURLS = ((0, -52, 19), (-22, -46, 18), (22, -46, 18), (-38, -30, 17), (38, -30, 17), (-44, -8, 15), (44, -8, 15),
    (-43, 12, 13),
         (43, 12, 13), (-12, -58, 14), (13, -58, 14), (-33, -45, 14), (33, -45, 14))  # fmt: skip
FRINGE: dict[str, Points] = {
    "bob": [(4, -55), (28, -49), (42, -22), (42, 10), (37, 26), (35, 4), (30, -16), (12, -32), (-8, -36), (-25, -26),
            (-33, -8), (-37, 22), (-42, 12), (-43, -20), (-29, -48)],
    "long": [(3, -56), (28, -50), (42, -22), (43, 14), (38, 44), (37, 10), (33, -9), (24, -25), (10, -34), (-5, -35),
             (-19, -29), (-29, -16), (-34, -2), (-37, 14), (-38, 44), (-43, 14), (-42, -22), (-28, -50)],
    "tied": [(3, -54), (27, -48), (39, -22), (38, 2), (34, -10), (24, -27), (4, -34), (-18, -30), (-33, -12), (-37, 2),
             (-39, -22), (-26, -48)],
    "pixie": [(6, -58), (30, -50), (41, -24), (39, 8), (35, 10), (33, -8), (27, -16), (10, -20), (-10, -25), (-26, -23),
              (-33, -8), (-35, 8), (-39, 6), (-41, -22), (-28, -49)],
    "crop": [(2, -55), (26, -50), (38, -28), (38, -4), (35, 4), (33, -12), (28, -27), (10, -31), (-10, -31), (-28, -27),
             (-33, -12), (-35, 4), (-38, -4), (-38, -28), (-25, -50)],
    "side": [(8, -58), (30, -50), (39, -26), (38, -2), (35, 4), (33, -12), (29, -25), (18, -36), (0, -33), (-18, -28),
             (-30, -24), (-34, -8), (-36, 4), (-39, -4), (-40, -28), (-28, -52)],
    "quiff": [(6, -66), (27, -60), (37, -38), (38, -6), (35, 2), (32, -16), (26, -31), (8, -35), (-12, -34), (-27, -29),
              (-33, -14), (-35, 2), (-38, -6), (-38, -32), (-28, -55), (-12, -63)],
    "bowl": [(0, -57), (28, -51), (43, -24), (41, 6), (36, 4), (34, -8), (22, -13), (6, -11), (-10, -15), (-25, -11),
             (-34, -6), (-37, 5), (-41, 6), (-43, -24), (-28, -51)],
    "buzz": [(0, -50.5), (24, -46), (37, -26), (37, -6), (35, -1), (32, -16), (26, -30), (9, -34), (-9, -34), (-26,
        -30),
             (-32, -16), (-35, -1), (-37, -6), (-37, -26), (-24, -46)],
}  # fmt: skip
FRONT_OF = {"waves": "long", "bun": "tied", "ponytail": "tied", "pigtails": "tied", "tied": "tied"}


@dataclass(frozen=True, slots=True)
class Hair:
    """What the parts of the hair share."""

    sheet: Sheet
    look: Look
    shade: Shade
    yaw: float

    def paint(self, *, light: float = 0.0) -> str:
        colour = mix(self.look.hair, WHITE, light)
        return self.sheet.linear(self.shade.across(colour, gloss=0.06), (-46, 0, 46, 0), user=True)

    def placed(self, points: Points, follow: float) -> Points:
        """Points of a style with the parting on its side, following the turned head by `follow` (0..1)."""
        slide = math.sin(math.radians(self.yaw)) * 22 * follow
        side = self.look.parting
        ordered = points if side > 0 else [(-x, y) for x, y in points]
        return [(x + slide * max(0.0, 1 - abs(x) / 46), y) for x, y in ordered]


def draw_back(hair: Hair) -> None:
    """What hangs behind head and shoulders."""
    style, sheet = hair.look.hair_style, hair.sheet
    dark = hexa(hair.shade.tone(hair.look.hair, 0.16))
    _tails(hair, style)
    if style == "bun":
        sheet.ellipse((hair.look.parting * 3, -58), (21, 19), hair.shade.ball(sheet, hair.look.hair, gloss=0.2))
    if style == "curls":
        for x, y, radius in CURLS:
            sheet.ellipse((x, y), (radius, radius), hair.paint())
    name = BACK_OF.get(style, style)
    if name in BACKS:
        sheet.path(smooth(BACKS[name]), dark if name in TIGHT else hair.paint())
        if name in {"bob", "long", "waves"}:
            with sheet.group(clip=smooth(BACKS[name])):
                sheet.path("M-30 20H30L36 70H-36Z", dark, opacity=0.8)


def _tails(hair: Hair, style: str) -> None:
    sheet = hair.sheet
    if style == "ponytail":
        x = -math.copysign(1, hair.yaw) * 30 if abs(hair.yaw) > 3 else hair.look.parting * 34
        tail = [
            (x * 0.4, -44),
            (x * 1.25, -36),
            (x * 1.75, 0),
            (x * 1.6, 50),
            (x * 1.1, 88),
            (x * 0.95, 50),
            (x * 0.8, 0),
        ]
        sheet.path(smooth(tail), hair.paint())
    if style == "pigtails":
        for side in (-1, 1):
            tail = [
                (side * 34, -10),
                (side * 52, -6),
                (side * 60, 26),
                (side * 52, 64),
                (side * 44, 40),
                (side * 40, 10),
            ]
            sheet.path(smooth(tail), hair.paint())
            sheet.ellipse((side * 41, -3), (6, 7), "#e0705c")


def draw_front(hair: Hair, face_edge: str) -> None:
    """What lies over forehead and temples, with its shine and its shadow on the face."""
    style = hair.look.hair_style
    if style == "bald":
        _sheen(hair, hair.look.skin, 0.5)
        return
    if style == "fringe":
        _monk(hair)
        return
    if style == "curls":
        _curls(hair)
        return
    points = hair.placed(FRINGE[FRONT_OF.get(style, style)], 0.55)
    edge = smooth(points)
    with hair.sheet.group(clip=face_edge):
        for drop in (1.4, 2.6, 3.8):
            hair.sheet.path(edge, "#1e0e12", opacity=0.09, transform=f"translate(0 {drop})")
    hair.sheet.path(edge, hair.paint(), opacity=0.86 if style == "buzz" else 1.0)
    if style != "buzz":
        with hair.sheet.group(clip=edge):
            _strands(hair)


def _strands(hair: Hair) -> None:
    sheet, side = hair.sheet, hair.look.parting
    dark, pale = hexa(hair.shade.tone(hair.look.hair, 0.1)), hexa(hair.shade.tone(hair.look.hair, 1.0, gloss=0.5))
    root = (-side * 12, -58)
    for index in range(9):
        end = (side * (44 - index * 10.5), -4 - abs(index - 4) * -4)
        bend = (root[0] + (end[0] - root[0]) * 0.75, -54 + abs(index - 3) * 1.6)
        colour, opacity = (pale, 0.16) if index % 3 == 1 else (dark, 0.3)
        sheet.line(
            f"M{root[0]:.1f} {root[1]:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {end[0]:.1f} {end[1]:.1f}",
            colour,
            1.1,
            opacity=opacity,
        )
    lit = math.copysign(1, hair.shade.side)
    band = f"M{lit * 4:.0f} -48Q{lit * 27:.0f} -45 {lit * 35:.0f} -20"
    sheet.haze(band, pale, 9.0, 0.3)
    sheet.line(f"M{lit * 10:.0f} -46Q{lit * 27:.0f} -42 {lit * 33:.0f} -24", pale, 1.6, opacity=0.5)


def _curls(hair: Hair) -> None:
    sheet = hair.sheet
    cap = hair.placed([(0, -56), (30, -48), (43, -22), (40, 2), (34, -8), (27, -26), (10, -31), (-10, -31), (-27, -26),
                       (-34, -8), (-40, 2), (-43, -22), (-30, -48)], 0.5)  # fmt: skip
    sheet.path(smooth(cap), hair.paint())
    for index in range(9):
        x = -30 + index * 7.5
        y = -27 - 7 * math.cos((index - 4) / 4 * 1.3) + abs(index - 4) * 1.2
        sheet.ellipse((x + math.sin(math.radians(hair.yaw)) * 10, y), (6.4, 5.6), hair.paint())
    pale = hexa(hair.shade.tone(hair.look.hair, 1.0, gloss=0.5))
    lit = math.copysign(1, hair.shade.side)
    for x, y, radius in CURLS:
        if x * lit >= -6:
            arc = (
                f"M{x - radius * 0.5:.1f} {y - radius * 0.3:.1f}q{radius * 0.5:.1f} {-radius * 0.5:.1f} {radius:.1f} 0"
            )
            sheet.line(arc, pale, 1.5, opacity=0.3)


def _monk(hair: Hair) -> None:
    """Thin hair of an old man: bare on top."""
    for side in (-1, 1):
        patch = [
            (side * 38, -26),
            (side * 42, -8),
            (side * 38, 12),
            (side * 34.5, 4),
            (side * 33, -12),
            (side * 34, -24),
        ]
        hair.sheet.path(smooth([(float(x), float(y)) for x, y in patch]), hair.paint())
    _sheen(hair, hair.look.skin, 0.45)


def _sheen(hair: Hair, colour: Colour, strength: float) -> None:
    lit = math.copysign(1, hair.shade.side)
    pale = hair.shade.tone(colour, 1.0, gloss=0.9)
    with hair.sheet.group(transform=f"rotate({lit * 24:.0f} {lit * 14:.0f} -34)"):
        hair.sheet.soft((lit * 14, -34), (19, 10), pale, strength)
