"""A person, drawn: from words and a seed to pixels."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random

import numpy as np

from reklamai.media.scene.figures.arms import draw_arm
from reklamai.media.scene.figures.bones import Bones, pose_bones
from reklamai.media.scene.figures.build import BUILDS
from reklamai.media.scene.figures.cloth import Body
from reklamai.media.scene.figures.head import draw_behind, draw_head, draw_neck
from reklamai.media.scene.figures.legs import draw_legs, draw_seat
from reklamai.media.scene.figures.look import look_of
from reklamai.media.scene.figures.model import Figure
from reklamai.media.scene.figures.overs import draw_apron, draw_over, draw_scarf
from reklamai.media.scene.figures.poses import DOWN_LEFT, DOWN_RIGHT, Grip, Stance, stance_for
from reklamai.media.scene.figures.tops import draw_skirt, draw_top
from reklamai.media.scene.figures.wardrobe import Outfit
from reklamai.media.scene.model import SceneLight
from reklamai.media.scene.things.finish import View, picture_of
from reklamai.media.scene.things.ink import Point, Sheet
from reklamai.media.scene.things.shade import shade_of
from reklamai.media.words.reading import Framing, Garment, Person, Side, Thing

CLOSE = frozenset({Framing.CLOSE_UP, Framing.EXTREME_CLOSE_UP})
MARGIN = 130.0
"""Units round the joints that hair, clothes and held things may fill."""
WAIST = 0.42
"""Share of the trunk below which legs and skirt are seen."""


def draw_person(person: Person, *, height_px: int, light: SceneLight, seed: int, facing: Side = Side.FRONT,
                crop: Framing = Framing.FULL, shown: float = 1.0, close: bool = False) -> Figure:  # fmt: skip
    """One person as words describe it; what they leave open comes from `seed`. The same ask gives the same pixels.

    height_px: of the whole standing figure, even if `crop` shows only head and shoulders (CLOSE_UP) or down to the
    hips (MEDIUM); only the part shown is rendered, at no more than `finish.MAX_PIXELS`. shown: share of the height,
    from the crown down, beyond which nothing need be drawn. close: what is held is held up beside the face, as a close
    view needs it (CLOSE_UP implies it).
    facing: LEFT and RIGHT turn the body, BACK shows it from behind, anything else is the front.
    """
    # dice of their own: turning a person round must not change the clothes
    mirror = _mirrors(facing, person, Random(seed + 7))
    seen = replace(light, azimuth=-light.azimuth) if mirror else light
    sheet = Sheet()
    near = crop in CLOSE
    body, rng = _body(sheet, person, seen, seed, facing, close=close or near)
    bones = body.bones
    view = _view(bones, crop, shown)
    held = _layers(body, facing, person.holds, rng, legs=view[1] + view[3] > bones.along(WAIST, 0)[1])
    pixels, kept = picture_of(sheet, view, scale=height_px / bones.build.height, light=seen)
    figure = _measured(bones, held, kept)
    if mirror:
        return _flipped(replace(figure, pixels=pixels))
    return replace(figure, pixels=pixels)


def _mirrors(facing: Side, person: Person, rng: Random) -> bool:
    """All stances are made turned to picture right; those to the left are their mirror images."""
    if facing in {Side.LEFT, Side.RIGHT}:
        return facing is Side.LEFT
    return person.holds is None and rng.random() < 0.5


def _body(
    sheet: Sheet, person: Person, light: SceneLight, seed: int, facing: Side, *, close: bool
) -> tuple[Body, Random]:  # fmt: skip
    """The posed body, and the dice for what is still open."""
    rng = Random(seed)
    look = look_of(person, rng)
    stance = stance_for(person.pose, person.holds, rng, close=close)
    stance = _without_pockets(stance, look.outfit)
    if facing in {Side.LEFT, Side.RIGHT}:
        stance = replace(stance, turn=max(stance.turn, 24.0), yaw=max(stance.yaw, 24.0))
    bones = pose_bones(BUILDS[person.who], stance)
    return Body(sheet, bones, look, shade_of(light), facing is Side.BACK), rng


def _without_pockets(stance: Stance, outfit: Outfit) -> Stance:
    """The stance with hanging arms instead of hands in pockets, where there is no pocket."""
    if Grip.HIDDEN not in stance.hands or outfit.pockets:
        return stance
    arms = tuple(rest if grip is Grip.HIDDEN else arm
                 for arm, grip, rest in zip(stance.arms, stance.hands, (DOWN_LEFT, DOWN_RIGHT),
                     strict=True))  # fmt: skip
    hands = tuple(Grip.RELAXED if grip is Grip.HIDDEN else grip for grip in stance.hands)
    return replace(stance, arms=(arms[0], arms[1]), hands=(hands[0], hands[1]))


def _layers(body: Body, facing: Side, holds: Thing | None, rng: Random, *, legs: bool) -> Point | None:
    """Paints from the back to the front; gives the middle of a holding hand."""
    stance = body.bones.stance
    # a trunk turned aside hides its far arm, unless that arm holds what the picture is about
    far = stance.turn > 20 and stance.hands[1] is not Grip.HOLD
    draw_behind(body, stance.yaw)
    held = [draw_arm(body, 1, far=True, holds=holds, rng=rng)] if far else []
    if legs:
        _lower(body)
    _clothed(body)
    draw_head(body, stance.yaw, facing)
    # arms come last: hands and what they hold pass before coat and hair
    if not far:
        held.append(draw_arm(body, 1, far=False, holds=holds, rng=rng))
    held.append(draw_arm(body, 0, far=False, holds=None, rng=rng))
    return next((point for point in held if point is not None), None)


def _lower(body: Body) -> None:
    """Seat, legs and skirt: what a close view does not show."""
    if body.bones.stance.sitting:
        draw_seat(body)
    outfit, child = body.look.outfit, body.look.child
    short = 0.22 if outfit.over is not None and outfit.over.garment is Garment.COAT else None
    draw_legs(body)
    if outfit.skirt is not None:
        draw_skirt(body, outfit.skirt, long=short or (0.42 if child else 0.51))


def _clothed(body: Body) -> None:
    outfit = body.look.outfit
    draw_neck(body)
    draw_top(body, under=outfit.over is not None)
    if outfit.over is not None:
        draw_over(body, outfit.over)
    if outfit.apron is not None:
        draw_apron(body, outfit.apron)
    if outfit.scarf is not None:
        draw_scarf(body, outfit.scarf)


def _view(bones: Bones, crop: Framing, shown: float) -> View:
    """The part of the drawing to render."""
    points = [bones.head, *bones.shoulders, *bones.elbows, *bones.wrists, *bones.hips, *bones.knees, *bones.ankles]
    left, right = min(x for x, _ in points) - MARGIN, max(x for x, _ in points) + MARGIN
    top = min(bones.head[1] - 50, *(y for _, y in points)) - MARGIN
    bottom = 6.0
    if crop in CLOSE:
        bottom = bones.pit[1] + 0.34 * (bones.root[1] - bones.pit[1])
        half = bones.build.shoulder + bones.build.cap + 58
        left, right = bones.pit[0] - half, bones.pit[0] + half
        top = bones.head[1] - 50 - 45
    elif crop is Framing.MEDIUM:
        bottom = bones.root[1] + 30
    if shown < 1:
        bottom = min(bottom, bones.head[1] - 50 + shown * bones.build.height)
    return left, top, right - left, bottom - top


def _measured(bones: Bones, held: Point | None, kept: View) -> Figure:
    """The figure's places in shares of the pixels that were kept."""

    def share(point: Point) -> Point:
        return (point[0] - kept[0]) / kept[2], (point[1] - kept[1]) / kept[3]

    wide = bones.build.head
    tilt = math.radians(bones.stance.head_tilt)
    left, top = share((bones.head[0] - wide, bones.head[1] - 50))
    right, bottom = share((bones.head[0] + wide, bones.head[1] + 50))
    eyes = share((bones.head[0], bones.head[1] + 3 * math.cos(tilt)))[1]
    hand = held
    if hand is None and Grip.OPEN in bones.stance.hands:
        index = bones.stance.hands.index(Grip.OPEN)
        hand = bones.wrists[index]
    return Figure(
        pixels=np.zeros((1, 1, 4), np.uint8), face=(left, top, right - left, bottom - top), eye_line=eyes,
        feet=share((0.0, 0.0))[1], hand=share(hand) if hand else None, sitting=bones.stance.sitting,
    )  # fmt: skip


def _flipped(figure: Figure) -> Figure:
    x, y, width, height = figure.face
    hand = (1 - figure.hand[0], figure.hand[1]) if figure.hand else None
    return replace(
        figure, pixels=np.ascontiguousarray(figure.pixels[:, ::-1]), face=(1 - x - width, y, width, height), hand=hand
    )
