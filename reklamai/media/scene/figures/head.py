"""A head with hair, face, ears, and what is worn on it, on its neck."""

from __future__ import annotations

import math

from reklamai.media.scene.figures.bones import Bones
from reklamai.media.scene.figures.cloth import Body
from reklamai.media.scene.figures.face import Face, draw_face, outline
from reklamai.media.scene.figures.hair import Hair, draw_back, draw_front
from reklamai.media.scene.figures.tubes import tube
from reklamai.media.scene.things.ink import Colour, hexa, mix, smooth
from reklamai.media.words.reading import Side


def placed(bones: Bones) -> str:
    """The transform from head units to the drawing."""
    tilt = bones.stance.head_tilt + bones.stance.lean * 0.5
    scale = bones.build.head / 37.0 * 0.98
    return f"translate({bones.head[0]:.2f} {bones.head[1]:.2f}) rotate({tilt:.2f}) scale({scale:.3f} 1)"


def draw_behind(body: Body, yaw: float) -> None:
    """Hair that hangs behind the body."""
    with body.sheet.group(transform=placed(body.bones)):
        draw_back(Hair(body.sheet, body.look, body.shade, yaw))


def draw_neck(body: Body) -> None:
    """Neck and the open part of the chest, with the shadow of the chin."""
    bones, build, skin = body.bones, body.bones.build, body.look.skin
    top, base = bones.head, bones.along(0.97, 0)
    throat = (top[0] + (base[0] - top[0]) * 0.3, top[1] + 22)
    shape = tube(
        [throat, bones.along(1.1, 0), base], [build.neck * 0.96, build.neck, build.neck * 1.5], round_end=False
    )
    chest = smooth([bones.along(1.1, -build.neck), bones.along(1.1, build.neck), bones.along(1.03,
        build.shoulder * 0.5 * bones.narrow),
                    bones.front(0.74, build.neck * 0.9), bones.front(0.74, -build.neck * 0.9),
                    bones.along(1.03, -build.shoulder * 0.5 * bones.narrow)], tension=0.7)  # fmt: skip
    deep = hexa(mix(mix(skin, (150.0, 62.0, 44.0), 0.42), (40.0, 16.0, 26.0), 0.3))
    body.sheet.path(chest, body.paint(skin))
    body.sheet.path(
        shape, body.sheet.linear(body.shade.across(skin), (base[0] - build.neck, 0, base[0] + build.neck, 0), user=True)
    )
    with body.sheet.group(clip=shape):
        x, y = top[0] - body.shade.side * 5, top[1] + 48
        for reach in (0.92, 0.98, 1.04, 1.1):
            body.sheet.ellipse((x, y), (build.neck * 1.35 * reach, 25 * reach), deep, opacity=0.16)
    notch = bones.front(1.0, 0)
    for side in (-1.0, 1.0):
        bone = [
            (notch[0] + side * 3.5, notch[1] + 4),
            (notch[0] + side * 16, notch[1] - 1),
            (notch[0] + side * 32, notch[1] - 4),
        ]
        body.sheet.line(smooth(bone, closed=False), deep, 1.8, opacity=0.26)


def draw_head(body: Body, yaw: float, side: Side) -> None:
    """Everything of the head but the hair behind it; seen from the back, only hair."""
    sheet, look = body.sheet, body.look
    with sheet.group(transform=placed(body.bones)):
        if side is Side.BACK:
            _ears(body, 0.0)
            _back_of_head(body)
        else:
            # ears first: hair and cheeks lie over their roots
            face = Face(sheet, look, body.shade, yaw, body.bones.stance.mouth)
            _ears(body, yaw)
            draw_face(face)
            draw_front(Hair(sheet, look, body.shade, yaw), outline(face))
            if look.outfit.glasses is not None:
                _glasses(face, look.outfit.glasses)
        if look.outfit.hat is not None:
            _hat(body, look.outfit.hat, yaw)


def _ears(body: Body, yaw: float) -> None:
    sheet, look, shade = body.sheet, body.look, body.shade
    if look.hair_style in {"long", "waves", "bob", "curls"}:
        return
    slide = math.sin(math.radians(yaw))
    for side in (-1.0, 1.0):
        if side * slide > 0.24:
            continue
        x = side * 36.6 - slide * 9
        skin = shade.tone(look.skin, 0.66 if side * shade.side > 0 else 0.4)
        ear = [
            (x - side * 2, -4),
            (x + side * 4.5, -6),
            (x + side * 6.2, 2),
            (x + side * 4, 11),
            (x, 17),
            (x - side * 3, 14),
        ]
        sheet.path(smooth(ear), hexa(skin))
        fold = f"M{x + side * 3.4:.1f} -2.5q{side * 1.6:.1f} 6 {-side * 2.6:.1f} 12"
        sheet.line(fold, hexa(mix(skin, (130.0, 50.0, 40.0), 0.45)), 1.3, opacity=0.6)
        if look.earrings:
            sheet.ellipse((x + side * 1.2, 19), (2.5, 2.5), "#e0b452")
            sheet.ellipse((x + side * 1.2 - 0.6, 18.3), (0.8, 0.8), "#fff3cf")


def _back_of_head(body: Body) -> None:
    sheet, look = body.sheet, body.look
    low = {"long": 60.0, "waves": 56.0, "bob": 44.0}.get(look.hair_style, 30.0)
    shape = smooth(
        [
            (0, -55),
            (28, -49),
            (41, -22),
            (41, 6),
            (34, low * 0.8),
            (14, low),
            (-14, low),
            (-34, low * 0.8),
            (-41, 6),
            (-41, -22),
            (-28, -49),
        ]
    )
    colour = look.skin if look.hair_style == "bald" else look.hair
    sheet.path(shape, sheet.linear(body.shade.across(colour, gloss=0.06), (-44, 0, 44, 0), user=True))
    with sheet.group(clip=shape):
        for index in range(-4, 5):
            line = f"M0 -52Q{index * 12:.0f} -30 {index * 8.4:.0f} {low:.0f}"
            sheet.line(line, hexa(body.shade.tone(colour, 0.1 if index % 2 else 0.95)), 1.2, opacity=0.24)


def _glasses(face: Face, colour: Colour) -> None:
    sheet, ink = face.sheet, hexa(colour)
    y = face.eye_y + 1.2
    for side in (-1.0, 1.0):
        rim = [face.at(side * 5.6, y - 5, 4), face.at(side * 16, y - 8, 3), face.at(side * 27, y - 6, 2),
            face.at(side * 28, y + 2, 2),
               face.at(side * 22, y + 9, 2), face.at(side * 12, y + 9, 3), face.at(side * 6, y + 3, 4)]  # fmt: skip
        shape = smooth(rim)
        sheet.path(shape, "#dcecf4", opacity=0.16)
        sheet.line(shape, ink, 1.9)
        glint = [face.at(side * 16.6 - 5, y + 6, 3), face.at(side * 16.6 + 3, y - 6, 3)]
        sheet.line(smooth(glint, closed=False), "#ffffff", 2.2, opacity=0.3)
        start, end = face.at(side * 27.5, y - 4, 2), (side * 36.5, y - 2)
        sheet.line(f"M{start[0]:.1f} {start[1]:.1f}L{end[0]:.1f} {end[1]:.1f}", ink, 1.9)
    left, mid, right = face.at(-5.6, y - 3, 4), face.at(0, y - 5, 7), face.at(5.6, y - 3, 4)
    sheet.line(smooth([left, mid, right], closed=False), ink, 1.9)


def _hat(body: Body, colour: Colour, yaw: float) -> None:
    """A brimmed felt hat on adults, a knitted one on children."""
    sheet, shade = body.sheet, body.shade
    slide = math.sin(math.radians(yaw)) * 4
    if body.look.child:
        cap = smooth([(0, -66), (26, -60), (42, -36), (43, -18), (0, -14), (-43, -18), (-42, -36), (-26, -60)])
        sheet.path(cap, sheet.linear(shade.across(colour), (-44, 0, 44, 0), user=True))
        band = smooth([(-44, -26), (0, -24), (44, -26), (44, -13), (0, -9), (-44, -13)], tension=0.7)
        sheet.path(band, sheet.linear(shade.across(shade.tone(colour, 0.75)), (-44, 0, 44, 0), user=True))
        for number in range(-6, 7):
            sheet.line(f"M{number * 6.6:.1f} -24v12", hexa(shade.tone(colour, 0.15)), 1.2, opacity=0.4)
        sheet.ellipse((0, -69), (10, 9), shade.ball(sheet, shade.tone(colour, 0.8)))
        return
    crown = [(-36, -26), (-35, -52), (-24, -71), (-6, -68), (10, -72), (27, -70), (35, -52), (36, -26), (0, -20)]
    sheet.path(
        smooth([(x + slide, float(y)) for x, y in crown], tension=0.85),
        sheet.linear(shade.across(colour), (-38, 0, 38, 0), user=True),
    )
    ribbon = smooth([(-36.5, -38), (0, -33), (36.5, -38), (37, -26), (0, -20), (-37, -26)], tension=0.7)
    sheet.path(ribbon, hexa(shade.tone(mix(colour, (20.0, 16.0, 20.0), 0.6), 0.5)))
    brim = smooth(
        [(-62, -30), (-30, -28), (0, -25), (30, -28), (62, -30), (46, -19), (0, -11), (-46, -19)], tension=0.9
    )
    sheet.path(brim, sheet.linear(shade.across(colour), (-62, 0, 62, 0), user=True))
    shadow = smooth([(-36, -17), (0, -12), (36, -17), (34, -8), (0, -4), (-34, -8)])
    sheet.path(shadow, "#140a12", opacity=0.16)
