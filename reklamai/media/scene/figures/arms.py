"""Arms, sleeves and what a hand holds."""

from __future__ import annotations

import math
from random import Random

from reklamai.media.scene.figures.cloth import Body, seam
from reklamai.media.scene.figures.hands import HandSpot, draw_grip, draw_hand, draw_palm_behind
from reklamai.media.scene.figures.poses import Grip
from reklamai.media.scene.figures.tubes import bent, between, limb, tube
from reklamai.media.scene.things.catalogue import HEIGHTS_M, Placed, paint_alone, paint_thing
from reklamai.media.scene.things.ink import Colour, Point, Sheet, hexa, smooth
from reklamai.media.words.reading import Garment, Product, Thing

SLEEVES = {
    Garment.COAT: 8.5,
    Garment.JACKET: 7.0,
    Garment.SUIT: 5.5,
    Garment.SWEATER: 6.0,
    Garment.HOODIE: 8.0,
    Garment.SHIRT: 4.5,
}
"""Ease of long sleeves, units; other garments leave the forearm bare."""
UNITS_PER_METRE = {True: 470.0, False: 440.0}
"""Of a child and of an adult."""


def spot_of(body: Body, index: int) -> HandSpot:
    """Where the hand of an arm is."""
    elbow, wrist = body.bones.elbows[index], body.bones.wrists[index]
    angle = math.degrees(math.atan2(wrist[0] - elbow[0], wrist[1] - elbow[1]))
    return HandSpot(wrist, angle, body.bones.build.hand, -1.0 if index else 1.0)


def draw_arm(body: Body, index: int, *, far: bool, holds: Thing | None, rng: Random) -> Point | None:
    """One arm with its sleeve, hand and what it holds; gives the middle of a holding hand."""
    # a holding hand comes before the sleeve, whose end then covers its wrist
    grip = body.bones.stance.hands[index]
    spot = spot_of(body, index)
    skin = body.shade.tone(body.look.skin, 0.42) if far else body.look.skin
    held: Point | None = None
    if grip is Grip.HOLD:
        held = _holding(body, spot, holds, skin, rng)
    elif holds is Thing.BAG and grip is Grip.FIST:
        held = _carrying(body, spot, rng)
    _sleeve(body, index, skin, far=far)
    if grip is Grip.HIDDEN:
        _pocket(body, spot, skin)
    draw_hand(body.sheet, spot, grip, skin, body.shade)
    _cuff(body, index, far=far)
    return held


def _sleeve(body: Body, index: int, skin: Colour, *, far: bool) -> None:
    bones, build, outer = body.bones, body.bones.build, body.look.outfit.outer
    shoulder, elbow, wrist = bones.shoulders[index], bones.elbows[index], bones.wrists[index]
    colour = body.shade.tone(outer.colour, 0.4) if far else outer.colour
    ease = SLEEVES.get(outer.garment)
    cap = build.arm + min(ease or 0.0, 6.0) * 0.45
    shoulder = socket(body, index)
    upper = [shoulder, between(shoulder, elbow, 0.25), between(shoulder, elbow, 0.7), elbow]
    if not far:
        _cast(body, shoulder, elbow, wrist)
    if not far:
        _yoke(body, index, shoulder, build.arm + 2.5 if ease is None else cap)
    lower = [elbow, between(elbow, wrist, 0.3), between(elbow, wrist, 1.03 if ease is None else 0.98)]
    if ease is None:
        wide = [build.arm * 0.94, build.arm, build.arm * 0.92, build.elbow]
        bent(body.sheet, (upper, wide), (lower, [build.elbow, build.elbow * 1.05, build.wrist]), skin, body.shade)
        _short(body, shoulder, elbow, colour, far=far)
        return
    wide = [cap, build.arm + ease * 0.7, build.arm + ease * 0.7, build.elbow + ease]
    ends = [build.elbow + ease, build.elbow + ease, build.wrist + ease * 0.75]
    outline = bent(body.sheet, (upper, wide), (lower, ends), colour, body.shade, round_end=False)
    if not far:
        _blend(body, outline, shoulder, elbow, colour)
    x, y = elbow
    swell = build.elbow + ease
    body.fold((x - swell * 0.8, y - 5), (x + swell * 0.5, y + 3), colour, width=2.4, bend=3)
    body.fold((x + swell * 0.8, y + 7), (x - swell * 0.3, y + 11), colour, width=2.2, bend=-2)
    start = between(shoulder, elbow, 0.3)
    body.fold((start[0] + swell * 0.5, start[1]), between(shoulder, elbow, 0.62), colour, width=2.2, bend=3)


def _yoke(body: Body, index: int, top: Point, wide: float) -> None:
    """Cloth from the slope of the trunk over the shoulder: without it the sleeve's round top stands up as a bump."""
    bones, side = body.bones, 1.0 if index else -1.0
    slope = (bones.build.shoulder + bones.build.cap * 0.3) * max(bones.narrow, 0.74)
    x, y = top
    cover = [
        bones.along(1.08, side * slope * 0.5),
        (x - side * wide * 0.1, y - wide * 1.03),
        (x + side * wide * 0.62, y - wide * 0.8),
        (x + side * wide * 0.5, y),
        bones.along(0.9, side * slope * 0.6),
    ]
    body.sheet.path(
        smooth(cover, tension=0.6), hexa(body.cloth_at(x - side * wide * 0.4, body.look.outfit.outer.colour))
    )


def _short(body: Body, shoulder: Point, elbow: Point, colour: Colour, *, far: bool) -> None:
    build, garment = body.bones.build, body.look.outfit.outer.garment
    if garment is Garment.SPORTSWEAR:
        outline = limb(
            body.sheet, [shoulder, between(shoulder, elbow, 0.1)], [build.arm + 1, build.arm + 1], colour, body.shade
        )
    else:
        end = between(shoulder, elbow, 0.3 if garment is Garment.DRESS else 0.56)
        wide = build.arm + (3 if garment is Garment.DRESS else 6.5)
        line, widths = [shoulder, between(shoulder, end, 0.5), end], [build.arm + 2.5, wide, wide]
        outline = limb(body.sheet, line, widths, colour, body.shade, round_end=False)
    if not far:
        _blend(body, outline, shoulder, elbow, colour)


def _blend(body: Body, outline: str, shoulder: Point, elbow: Point, colour: Colour) -> None:
    """Lets the top of a sleeve run into the trunk: the same cloth, without an edge.

    The cloth of the trunk at the shoulder fades out down the arm; a shape with an edge of its own, laid over the
    joint, would show as a pad.
    """
    side = 1.0 if shoulder[0] > body.bones.pit[0] else -1.0
    cloth = body.cloth_at(shoulder[0] - side * body.bones.build.arm * 0.4, colour)
    top = (shoulder[0] - side * body.bones.build.arm, shoulder[1] - body.bones.build.arm * 1.1)
    end = between(shoulder, elbow, 0.6)
    fade = [(0.0, cloth, 1.0), (0.34, cloth, 0.96), (0.62, cloth, 0.55), (1.0, cloth, 0.0)]
    if side * body.shade.side < 0:
        deep = body.shade.tone(colour, 0.06)
        down = between(shoulder, elbow, 1.0)
        body.sheet.path(
            outline, body.sheet.linear([(0.0, deep, 0.0), (1.0, deep, 0.26)], (*shoulder, *down), user=True)
        )
    body.sheet.path(outline, body.sheet.linear(fade, (*top, *end), user=True))


def _cast(body: Body, shoulder: Point, elbow: Point, wrist: Point) -> None:
    """The soft shadow of the arm on the trunk: only where the trunk is."""
    bones, build = body.bones, body.bones.build
    narrow = max(bones.narrow, 0.74)
    trunk = [bones.along(0.95, -build.shoulder * narrow), bones.along(0.95, build.shoulder * narrow),
        bones.along(0.4, build.waist * narrow),
             bones.along(0.05, build.hip * 0.94 * narrow), bones.along(0.05, -build.hip * 0.94 * narrow),
             bones.along(0.4, -build.waist * narrow)]  # fmt: skip
    edge = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in trunk) + "Z"
    move = -7.0 if body.shade.side > 0 else 7.0
    line = "M" + "L".join(f"{x + move:.1f} {y + 4:.1f}" for x, y in (between(shoulder, elbow, 0.35), elbow, wrist))
    with body.sheet.group(clip=edge):
        body.sheet.haze(line, "#180f22", build.arm * 2.2, 0.24)


def _cuff(body: Body, index: int, *, far: bool) -> None:
    bones, build, outer = body.bones, body.bones.build, body.look.outfit.outer
    ease = SLEEVES.get(outer.garment)
    if ease is None:
        return
    elbow, wrist = bones.elbows[index], bones.wrists[index]
    colour = body.shade.tone(outer.colour, 0.4) if far else outer.colour
    wide = build.wrist + ease * 0.75
    start, end = between(elbow, wrist, 0.86), between(elbow, wrist, 1.0)
    limb(body.sheet, [start, end], [wide + 0.8, wide], colour, body.shade, round_start=False, round_end=False)
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy) or 1.0
    nx, ny = -dy / length * wide, dx / length * wide
    seam(body, [(start[0] + nx, start[1] + ny), (start[0] - nx, start[1] - ny)], colour, width=1.4, opacity=0.55)


def socket(body: Body, index: int) -> Point:
    """Where the sleeve begins: inside the shoulder, so that its round top meets the slope of the trunk."""
    x, y = body.bones.shoulders[index]
    build = body.bones.build
    side = 1.0 if index else -1.0
    return x - side * build.cap * 0.25 * body.bones.narrow, y + build.arm * 0.86


def _pocket(body: Body, spot: HandSpot, skin: Colour) -> None:
    """A hand in a pocket: its back shows, the rest is under the cloth of the trunk."""
    outfit, build = body.look.outfit, body.bones.build
    scale = spot.size / 74.0
    limb(
        body.sheet,
        [spot.at(0, -6), spot.at(0, 10), spot.at(0, 24)],
        [9.5 * scale, 13 * scale, 15 * scale],
        skin,
        body.shade,
    )
    cloth = outfit.over or outfit.bottom or outfit.top
    patch = tube(
        [spot.at(0, 17), spot.at(0, 40), spot.at(0, 66)], [19 * scale, 18 * scale, 13 * scale], round_start=False
    )
    body.sheet.path(patch, body.paint(cloth.colour, depth=0.85 if outfit.over else 0.75))
    seam(
        body,
        [spot.at(-20, 18), spot.at(0, 15.5), spot.at(20, 18)],
        cloth.colour,
        width=2.0 + build.wrist * 0.05,
        opacity=0.6,
    )


def _holding(body: Body, spot: HandSpot, holds: Thing | None, skin: Colour, rng: Random) -> Point:
    """Palm, thing, fingers, in that order."""
    if holds is None:
        draw_hand(body.sheet, spot, Grip.OPEN, skin, body.shade)
        return spot.palm
    tall, x, y = _size(body, holds), *spot.palm
    chance = rng.random()
    form = paint_alone(Product(holds), Sheet(), body.shade, Random(chance))
    half = 9.0 if holds is Thing.FLOWERS else min(34.0, form.width / form.height * tall * 0.46)
    draw_palm_behind(body.sheet, spot, skin, body.shade, half=half)
    low = y + tall * 0.2 if holds is Thing.FLOWERS else y + min(tall * 0.42, 30.0)
    paint_thing(Product(holds), body.sheet, body.shade, Random(chance), at=Placed(x, low, tall))
    draw_grip(body.sheet, spot, skin, body.shade, half=half)
    return x, y


def _carrying(body: Body, spot: HandSpot, rng: Random) -> Point:
    """A bag that hangs from the hand."""
    tall, (x, y) = _size(body, Thing.BAG), spot.at(0, 40)
    paint_thing(Product(Thing.BAG), body.sheet, body.shade, rng, at=Placed(x, y + tall * 0.97, tall))
    return x, y


def _size(body: Body, thing: Thing) -> float:
    """Height of a held thing, units; small ones a little larger than life, large ones as large as a hand can show."""
    real = HEIGHTS_M[thing]
    # beside the face the eye compares: there a thing keeps nearer to its true size
    least = 60.0 if body.bones.wrists[1][1] < body.bones.pit[1] + 20 else 78.0
    return min(165.0, max(least, real * UNITS_PER_METRE[body.look.child] * 1.3))
