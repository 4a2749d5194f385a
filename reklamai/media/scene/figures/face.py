"""A drawn face. Drawn in head units: crown at y = -50, chin at 50, the eyes near 0; x grows to picture right."""

from __future__ import annotations

import math
from dataclasses import dataclass

from reklamai.media.scene.figures.look import Look
from reklamai.media.scene.figures.tubes import tube
from reklamai.media.scene.things.ink import WHITE, Colour, Point, Sheet, hexa, mirrored, mix, smooth
from reklamai.media.scene.things.shade import Shade

BALL = 43.0
"""Radius of the cylinder that the features lie on."""


@dataclass(frozen=True, slots=True)
class Face:
    """What the parts of a face share."""

    sheet: Sheet
    look: Look
    shade: Shade
    yaw: float
    """Degrees to picture right."""
    mouth: str

    @property
    def deep(self) -> Colour:
        """Colour of lines and shadows on the skin: warmer than grey shade."""
        return mix(mix(self.look.skin, (150.0, 62.0, 44.0), 0.42), (40.0, 16.0, 26.0), 0.28)

    @property
    def eye_y(self) -> float:
        return 6.5 if self.look.child else 2.0

    def at(self, x: float, y: float, out: float = 0.0) -> Point:
        """A point of the face seen from the front, where the turned head shows it; `out`: how far it stands off."""
        turn = math.radians(self.yaw)
        angle = math.asin(max(-0.98, min(0.98, x / BALL)))
        return BALL * math.sin(angle + turn) * 0.97 + out * math.sin(turn), y

    def path(self, points: list[tuple[float, float]], *, closed: bool = True) -> str:
        return smooth([self.at(*point) for point in points], closed=closed)


def outline(face: Face) -> str:
    """The edge of the face, from the temples round the chin."""
    jaw = face.look.jaw * (0.97 if face.look.soft else 1.05)
    low = 47.0 if face.look.child else 50.0
    cheek = 36.5 if face.look.child else 35.2
    half = [(0, -47), (20, -43.5), (33, -27), (36.4, -6), (cheek, 11), (31.5 * jaw, 28), (22.5 * jaw, 41),
            (11 * jaw, low - 1.2)]  # fmt: skip
    slide = math.sin(math.radians(face.yaw))
    points = mirrored([(x, float(y)) for x, y in half])
    shifted = [(x + slide * max(0.0, y + 6) * 0.2, y) for x, y in points]
    return smooth(shifted[1:])


def draw_face(face: Face) -> None:
    """Paints the skin of the face and every feature on it."""
    edge = outline(face)
    face.sheet.path(edge, face.sheet.linear(face.shade.across(face.look.skin, depth=0.8), (-38, 0, 38, 0), user=True))
    with face.sheet.group(clip=edge):
        _planes(face)
    for side in (-1.0, 1.0):
        _eye(face, side)
        _brow(face, side)
    _nose(face)
    if face.look.beard:
        _beard(face, edge)
    _mouth(face)
    if face.look.elderly:
        _wrinkles(face)


def _planes(face: Face) -> None:
    """Soft light and shade that give the face its form."""
    sheet, side = face.sheet, math.copysign(1.0, face.shade.side)
    deep = hexa(face.deep)
    far = [(-side * 40, -50), (-side * 27, -34), (-side * 25.5, -12), (-side * 28, 8), (-side * 20, 26), (-side * 15,
        40),
           (-side * 8, 54), (-side * 44, 54)]  # fmt: skip
    for move in (-1.6, -0.5, 0.6, 1.7):
        sheet.path(smooth([(x + move, y) for x, y in far]), deep, opacity=0.06 + 0.045 * face.shade.hardness)
    for x in (-16.5, 16.5):
        centre = face.at(x, face.eye_y - 3.5)
        sheet.soft(centre, (14.5, 9.5), face.deep, 0.26)
        cheek = face.at(x * 1.33, 20)
        blush = sheet.radial([(0, (222, 92, 80), face.look.blush * 0.55), (1, (222, 92, 80), 0)])
        sheet.ellipse(cheek, (12, 9), blush)
    lit = sheet.radial([(0, face.shade.tone(face.look.skin, 1.0, gloss=0.5), 0.6), (1, face.look.skin, 0)])
    sheet.ellipse(face.at(side * 18, 14), (11, 8), lit)
    sheet.ellipse(face.at(side * 10, -24), (18, 11), lit)
    sheet.soft(face.at(0, 41.5), (12, 4.6), face.deep, 0.14)


def _eye(face: Face, side: float) -> None:
    sheet, look = face.sheet, face.look
    x, y = side * (17.0 if look.child else 16.6), face.eye_y
    wide, high, radius = _eye_size(face)
    inner, outer = face.at(x - side * wide, y + 1.0), face.at(x + side * wide, y - 0.5)
    upper = [inner, face.at(x - side * wide * 0.45, y - high * 0.8), face.at(x + side * wide * 0.15, y - high),
             face.at(x + side * wide * 0.72, y - high * 0.66), outer]  # fmt: skip
    lower = [face.at(x + side * wide * 0.5, y + high * 0.62), face.at(x - side * wide * 0.2, y + high * 0.78)]
    almond = smooth([*upper, *lower], tension=0.9)
    lash = hexa(mix(look.hair, (24.0, 14.0, 16.0), 0.75))
    sheet.path(almond, hexa(mix(WHITE, look.skin, 0.14)))
    middle = face.at(x, y - 0.5, 2.0)
    with sheet.group(clip=almond):
        iris = sheet.radial(
            [(0, mix(look.eyes, WHITE, 0.25), 1), (0.7, look.eyes, 1), (1, mix(look.eyes, (10, 8, 10), 0.6), 1)]
        )
        sheet.ellipse(middle, (radius * 0.96, radius), iris)
        sheet.ellipse(middle, (radius * 0.46, radius * 0.48), "#140e10")
        sheet.line(smooth([(px, py + 0.9) for px, py in upper], closed=False), hexa(face.deep), 2.0, opacity=0.38)
    sheet.ellipse(
        (middle[0] + 1.5 * math.copysign(1, face.shade.side), middle[1] - 1.5), (1.15, 1.15), "#ffffff", opacity=0.95
    )
    sheet.ellipse(
        (middle[0] - 1.4 * math.copysign(1, face.shade.side), middle[1] + 1.5), (0.6, 0.6), "#ffffff", opacity=0.4
    )
    widths = [0.35, 0.8, 1.15, 1.25, 0.5] if look.soft else [0.3, 0.65, 0.85, 0.8, 0.35]
    tip = face.at(x + side * (wide + (1.8 if look.soft else 0.5)), y - (2.0 if look.soft else 0.9))
    sheet.path(tube([*upper[:-1], tip], widths), lash)
    crease = [(px, py - (2.3 if not look.child else 2.6)) for px, py in upper[1:]]
    sheet.line(smooth(crease, closed=False), hexa(face.deep), 0.75, opacity=0.5)
    sheet.line(smooth([outer, *lower], closed=False), hexa(face.deep), 0.7, opacity=0.5)


def _eye_size(face: Face) -> tuple[float, float, float]:
    """Half width, half height, and radius of the iris."""
    narrow = 0.88 if face.mouth in {"smile", "laugh"} else 1.0  # cheeks that rise in a smile push the lower lid up
    if face.look.child:
        return 8.6, 5.6 * narrow, 5.0
    return (8.4, 4.5 * narrow, 4.6) if face.look.soft else (8.4, 4.0 * narrow, 4.3)


def _brow(face: Face, side: float) -> None:
    look = face.look
    level = face.eye_y - (11.2 if look.soft else 9.6) - (1.2 if face.mouth in {"talk", "laugh"} else 0)
    arch = 3.0 if look.soft else 1.9
    points = [face.at(side * 8.0, level + 0.2), face.at(side * 13.5, level - arch * 0.62),
              face.at(side * 20, level - arch), face.at(side * 26.5, level + 1.4)]  # fmt: skip
    thick = look.brow / 2
    colour = hexa(mix(look.hair, (52.0, 36.0, 30.0), 0.25 if not look.elderly else 0.1))
    face.sheet.path(tube(points, [thick, thick * 1.08, thick * 0.85, 0.3]), colour, opacity=0.94)


def _nose(face: Face) -> None:
    sheet, look = face.sheet, face.look
    tip, wing = (18.5, 5.0) if look.child else (20.5, 6.2 if look.soft else 7.2)
    away = -math.copysign(1.0, face.shade.side)
    deep = hexa(face.deep)
    top = face.eye_y - 4
    plane = [face.at(away * 4.2, top), face.at(away * 2.4, top + 7, 4), face.at(away * 2.6, tip - 5, 8),
             face.at(away * 3.4, tip + 0.5, 8), face.at(away * wing, tip + 0.8, 2), face.at(away * (wing + 0.6),
                 tip - 2.6, 1),
             face.at(away * 5.4, top + 9, 1)]  # fmt: skip
    sheet.path(smooth(plane), deep, opacity=0.26)
    base = [face.at(-wing, tip - 0.6, 2), face.at(-wing * 0.45, tip + 2.2, 5), face.at(0, tip + 3.0, 6),
            face.at(wing * 0.45, tip + 2.2, 5), face.at(wing, tip - 0.6, 2)]  # fmt: skip
    sheet.line(smooth(base, closed=False), deep, 1.15, opacity=0.62)
    for side in (-1.0, 1.0):
        centre = face.at(side * wing * 0.5, tip + 1.4, 4)
        sheet.ellipse(centre, (1.5, 0.75), hexa(mix(face.deep, (30.0, 10.0, 14.0), 0.5)), opacity=0.55)
    glow = hexa(face.shade.tone(look.skin, 1.0, gloss=0.9))
    ridge = [face.at(-away * 0.9, top + 4, 4), face.at(-away * 0.9, tip - 7, 8)]
    sheet.haze(smooth(ridge, closed=False), glow, 2.2, 0.45)
    sheet.soft(face.at(-away * 1.4, tip - 2.4, 9), (3.0, 2.6), face.shade.tone(look.skin, 1.0, gloss=0.9), 0.75)


def _mouth(face: Face) -> None:
    sheet, look = face.sheet, face.look
    y = 31.5 if look.child else 33.0
    wide = {"calm": 11.2, "talk": 9.0}.get(face.mouth, 11.8) * (0.86 if look.child else 1.0)
    lift = {"calm": 1.8, "talk": 0.9}.get(face.mouth, 2.4)
    gape = {"talk": 5.2, "laugh": 7.4, "smile": 2.9}.get(face.mouth, 0.0)
    full = 3.4 if look.soft else 2.4
    ends = face.at(-wide, y - lift), face.at(wide, y - lift)
    bow = [face.at(x, y - full + rise, 2) for x, rise in ((-wide * 0.3, -0.4), (0.0, 0.7), (wide * 0.3, -0.4))]
    chin = [face.at(wide * 0.5, y + gape + full * 0.86, 1), face.at(0, y + gape + full * 1.35, 2),
            face.at(-wide * 0.5, y + gape + full * 0.86, 1)]  # fmt: skip
    lower = mix(look.lips, look.skin, 0.16)
    sheet.path(smooth([ends[0], *bow, ends[1], *chin], tension=0.95), hexa(lower))
    inside = [ends[0], face.at(0, y - 0.4 + lift * 0.3, 2), ends[1]]
    low = y + gape * 0.92
    hollow = [*inside, face.at(wide * 0.45, low, 1), face.at(0, y + gape + 0.25, 1), face.at(-wide * 0.45, low, 1)]
    sheet.path(smooth([ends[0], *bow, ends[1], inside[1]], tension=0.95), hexa(mix(look.lips, face.deep, 0.3)))
    if gape:
        _teeth(face, smooth(hollow), y, wide, gape)
    else:
        sheet.line(smooth(inside, closed=False), hexa(mix(face.deep, (40.0, 10.0, 20.0), 0.5)), 0.95, opacity=0.85)
    shine = face.at(math.copysign(2.2, face.shade.side), y + gape + full * 0.62, 2)
    sheet.ellipse(shine, (3.2, 0.75), "#ffffff", opacity=0.28 if look.soft else 0.12)
    sheet.soft(face.at(0, y + gape + full + 3.2, 1), (7.6, 2.5), face.deep, 0.32)
    for x, end in ((-1.0, ends[0]), (1.0, ends[1])):
        if lift > 2:
            sheet.line(
                f"M{end[0]:.1f} {end[1] - 2.2:.1f}q{x * 1.9:.1f} 2.2 {x * 0.5:.1f} 4.4",
                hexa(face.deep),
                0.8,
                opacity=0.4,
            )


def _teeth(face: Face, cut: str, y: float, wide: float, gape: float) -> None:
    """The inside of an open mouth; the tongue shows only where it opens far."""
    sheet, far = face.sheet, gape > 4
    sheet.path(cut, "#4a1820")
    with sheet.group(clip=cut):
        sheet.ellipse(face.at(0, y + (0.2 if far else 0.9), 2), (wide * 0.82, 2.7 if far else 2.9), "#fbf6ee")
        if far:
            sheet.ellipse(face.at(0, y + gape + 0.8, 1), (wide * 0.5, 2.6), "#c4605e")


def _beard(face: Face, edge: str) -> None:
    sheet, hair = face.sheet, face.look.hair
    points = [(-37, 6), (-33, 14), (-25, 23), (-13, 27.5), (0, 26.2), (13, 27.5), (25, 23), (33, 14), (37, 6), (34, 30),
              (20, 48), (0, 55), (-20, 48), (-34, 30)]  # fmt: skip
    with sheet.group(clip=edge):
        sheet.path(face.path([(x, float(y)) for x, y in points]), hexa(hair), opacity=0.3)
        sheet.path(face.path([(x, float(y) + 1.2) for x, y in points]),
                   sheet.linear(face.shade.across(hair, depth=0.8), (-36, 0, 36, 0), user=True),
                       opacity=0.93)  # fmt: skip
    full = [face.at(-20, 43), face.at(0, 46), face.at(20, 43), face.at(13, 53), face.at(0, 56.5), face.at(-13, 53)]
    sheet.path(smooth(full), hexa(face.shade.tone(hair, 0.5)))
    bed = [face.at(-8.5, 36), face.at(0, 34.5), face.at(8.5, 36), face.at(0, 41.5)]
    sheet.path(smooth(bed), hexa(face.look.skin), opacity=0.75)


def _wrinkles(face: Face) -> None:
    colour = hexa(face.deep)
    for side in (-1.0, 1.0):
        fold = [face.at(side * 8.5, 18.5), face.at(side * 12.5, 25), face.at(side * 14, 33)]
        face.sheet.line(smooth(fold, closed=False), colour, 1.1, opacity=0.42)
        bag = [
            face.at(side * 10, face.eye_y + 6),
            face.at(side * 16, face.eye_y + 7.6),
            face.at(side * 22, face.eye_y + 5.4),
        ]
        face.sheet.line(smooth(bag, closed=False), colour, 0.9, opacity=0.4)
        for drop in (-1.5, 1.0, 3.4):
            start = face.at(side * 27, face.eye_y + drop * 0.6)
            end = face.at(side * 31, face.eye_y + drop * 1.6)
            face.sheet.line(smooth([start, end], closed=False), colour, 0.7, opacity=0.38)
    for y in (-22.0, -17.5):
        line = [face.at(-15, y + 1), face.at(0, y), face.at(15, y + 1)]
        face.sheet.line(smooth(line, closed=False), colour, 0.8, opacity=0.3)
