"""Legs, what covers them, and the seat of a sitting body."""

from __future__ import annotations

from reklamai.media.scene.figures.cloth import Body, seam
from reklamai.media.scene.figures.feet import draw_shoe
from reklamai.media.scene.figures.tubes import bent, between, limb
from reklamai.media.scene.figures.wardrobe import Piece
from reklamai.media.scene.things.ink import WHITE, Colour, Point, hexa, mix, smooth
from reklamai.media.words.reading import Garment

WOOD: Colour = (150.0, 108.0, 74.0)
FAR_FIRST = (1, 0)


def draw_legs(body: Body) -> None:
    """Both legs with shoes, the far one first, and the trousers, shorts or skin on them."""
    for index in FAR_FIRST:
        _leg(body, index)
    bottom = body.look.outfit.bottom
    if bottom is not None and bottom.garment is not Garment.SKIRT:
        _hips(body, bottom)


def _leg(body: Body, index: int) -> None:
    bones, build, outfit = body.bones, body.bones.build, body.look.outfit
    hip, knee, ankle = bones.hips[index], bones.knees[index], bones.ankles[index]
    skin = body.look.skin
    bare = outfit.bottom is None or outfit.bottom.garment in {Garment.SKIRT, Garment.SHORTS}
    if index == FAR_FIRST[0] and bones.stance.turn > 20:
        body = Body(body.sheet, bones, body.look, body.shade)
        skin = body.shade.tone(skin, 0.42)
    if bare:
        _bare(body, hip, knee, ankle, skin)
        if outfit.skirt is not None:
            lap, half = between(hip, knee, 0.62), build.thigh + 3
            limb(body.sheet, [hip, between(hip, knee, 0.3), lap], [half, half, half - 2], outfit.skirt, body.shade)
    draw_shoe(body.sheet, ankle, outfit, body.shade, height=build.height * 0.045, toe=bones.stance.feet[index],
              tilt=bones.stance.foot_tilts[index])  # fmt: skip
    if outfit.bottom is None or outfit.bottom.garment is Garment.SKIRT:
        return
    colour = outfit.bottom.colour if skin is body.look.skin else body.shade.tone(outfit.bottom.colour, 0.4)
    if outfit.bottom.garment is Garment.SHORTS:
        edge = between(hip, knee, 0.72)
        wide = [build.thigh + 1, build.thigh + 3, build.thigh * 0.86 + 7]
        limb(body.sheet, [hip, between(hip, knee, 0.4), edge], wide, colour, body.shade, round_end=False)
        return
    _trouser(body, Piece(outfit.bottom.garment, colour), (hip, knee, ankle))


def _bare(body: Body, hip: Point, knee: Point, ankle: Point, skin: Colour) -> None:
    build = body.bones.build
    upper = [hip, between(hip, knee, 0.35), between(hip, knee, 0.8), knee]
    lower = [
        knee,
        between(knee, ankle, 0.12),
        between(knee, ankle, 0.34),
        between(knee, ankle, 0.7),
        between(knee, ankle, 1.05),
    ]
    thigh = [build.thigh, build.thigh * 0.96, build.knee * 1.08, build.knee * 0.94]
    shin = [build.knee * 0.94, build.knee * 0.92, build.calf, build.calf * 0.74, build.ankle]
    bent(body.sheet, (upper, thigh), (lower, shin), skin, body.shade)
    x, y = knee
    body.sheet.line(f"M{x - build.knee * 0.45:.1f} {y + 7:.1f}q{build.knee * 0.45:.1f} 5 {build.knee * 0.9:.1f} 0",
                    hexa(body.shade.tone(skin, 0.15)), 1.4, opacity=0.35)  # fmt: skip


def _trouser(body: Body, piece: Piece, joints: tuple[Point, Point, Point]) -> None:
    hip, knee, ankle = joints
    build, colour = body.bones.build, piece.colour
    slim = body.look.outfit.slim or piece.garment is Garment.SPORTSWEAR
    ease, hem = (2.5, build.ankle + 3.5) if slim else (5.5, build.ankle + 12)
    if piece.garment is Garment.SPORTSWEAR:
        ease, hem = 0.5, build.ankle + 1.0
    foot = between(knee, ankle, 0.97)
    mid = max(build.calf * (1 if slim else 0.96) + ease, hem)
    upper = [hip, between(hip, knee, 0.4), between(hip, knee, 0.85), knee]
    lower = [knee, between(knee, ankle, 0.1), between(knee, ankle, 0.4), foot]
    thigh = [build.thigh + ease * 0.4, build.thigh + ease, build.knee + ease + 3, build.knee + ease]
    shin = [build.knee + ease, build.knee + ease + 0.6, mid, hem]
    bent(body.sheet, (upper, thigh), (lower, shin), colour, body.shade, round_end=False)
    if piece.garment is Garment.SPORTSWEAR:
        return
    x, y = knee
    wide = build.knee + ease
    body.fold((x - wide * 0.9, y + 4), (x + wide * 0.3, y + 12), colour, width=2.6, bend=3)
    body.fold((x + wide * 0.9, y - 8), (x - wide * 0.1, y - 1), colour, width=2.2, bend=-3)
    if not slim:
        body.fold((foot[0] - hem, foot[1] - 16), (foot[0] + hem * 0.5, foot[1] - 7), colour, width=2.4, bend=2)
    if piece.garment is Garment.JEANS:
        body.sheet.soft(between(hip, knee, 0.55), (build.thigh * 0.8, 62), mix(colour, WHITE, 0.28), 0.24)


def _hips(body: Body, piece: Piece) -> None:
    """The part of trousers round the hips, down to the crotch."""
    bones, build, colour = body.bones, body.bones.build, piece.colour
    narrow = max(bones.narrow, 0.74)
    waist, hip = (build.waist + 2) * narrow, (build.hip + 1) * narrow
    crotch = bones.front(-0.14, 0)
    left, right = (between(bones.hips[i], bones.knees[i], 0.16) for i in (0, 1))
    rise = 0.4 if body.look.soft else 0.27
    edge = [bones.along(rise, -waist), bones.along(rise, waist), bones.along(0.16, hip * 0.96), bones.along(-0.02, hip),
            (right[0] + build.thigh * 0.9, right[1]), (crotch[0] + 10, crotch[1] - 2), (crotch[0] - 10, crotch[1] - 2),
            (left[0] - build.thigh * 0.9, left[1]), bones.along(-0.02, -hip), bones.along(0.16,
            -hip * 0.96)]  # fmt: skip
    if bones.stance.sitting:
        edge = [
            *edge[:4],
            (right[0] + 6, right[1] + build.thigh * 0.8),
            (left[0] - 8, left[1] + build.thigh * 0.8),
            *edge[8:],
        ]
    body.sheet.path(smooth(edge, tension=0.8), body.paint(colour))
    fly = [bones.front(0.36, 0), bones.front(0.12, 1.5), (crotch[0], crotch[1] - 6)]
    seam(body, fly, colour, opacity=0.4)
    for side in (-1.0, 1.0):
        seam(body, [bones.front(0.3, side * waist * 0.6), bones.front(0.14, side * hip * 0.84)], colour, opacity=0.4)
        body.fold(
            (crotch[0] + side * 3, crotch[1] - 4),
            bones.front(0.03, side * hip * 0.62),
            colour,
            width=2.6,
            bend=side * 3,
        )


def draw_seat(body: Body) -> None:
    """A round stool under a sitting body."""
    sheet, shade, root = body.sheet, body.shade, body.bones.root
    scale = body.bones.build.height / 750
    x, top, wide = root[0] - 8 * scale, root[1] + 26 * scale, 74 * scale
    for foot, bend in ((-0.62, 0.5), (0.62, 0.5), (-0.95, 1.0), (0.95, 1.0)):
        end = (x + foot * wide * 1.12, -6.0 if bend < 1 else 0.0)
        wood = WOOD if bend == 1 else shade.tone(WOOD, 0.2)
        limb(sheet, [(x + foot * wide * 0.72, top + 12), end], [6.5 * scale, 4.2 * scale], wood, shade, round_end=False)
    rail = top + (0 - top) * 0.66
    sheet.line(f"M{x - wide * 0.96:.1f} {rail:.1f}H{x + wide * 0.96:.1f}", hexa(shade.tone(WOOD, 0.35)), 5 * scale)
    sheet.rect((x - wide, top, wide * 2, 22 * scale), shade.cylinder(sheet, (92.0, 84.0, 86.0)), 11 * scale)
    sheet.ellipse((x, top + 3 * scale), (wide * 0.97, 7 * scale), hexa(shade.tone((112.0, 102.0, 104.0), 0.7)))
