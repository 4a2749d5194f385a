"""Actors onto their spots: who goes where, who carries what, and what needs a plinth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reklamai.media.scene import actors as company
from reklamai.media.scene.actors import Actor, Sprite
from reklamai.media.scene.model import Box, Layer, Role
from reklamai.media.scene.palette import triple
from reklamai.media.scene.place_subject import LARGE, Shot, Size, Spot, body_metres, place_people
from reklamai.media.scene.place_things import beside_people, place_beside, place_things
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.stage import Ground, Staged, box_on, plinth, staged
from reklamai.media.types import Picture
from reklamai.media.words.reading import Framing, Pose

PLINTH = "#d8d0c6"
AIR = 2.5
"""Air before photos counts more than it would: their contrast is higher than that of what is drawn around them."""
CLOSE = (Framing.EXTREME_CLOSE_UP, Framing.CLOSE_UP)
HAIR = 0.004
"""Shares of the frame that a cut edge is held outside of it."""
NEAR = 1.1
"""Metres at which a plinth stands before the people, whatever size its thing is shown at."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What the placing of one scene shares. stand: where a thing stands best, shares of the frame; around: the empty
    place in small, that cut-outs are matched to; None if there are none."""

    setting: Setting
    shot: Shot
    ground: Ground
    stand: tuple[float, float]
    around: Picture | None
    seed: int

    @property
    def rows(self) -> int:
        return self.setting.view.size[1]


def put(cast: Sequence[Actor], stage: Stage) -> list[Staged]:
    """Every actor on its spot, from the back to the front."""
    sizes = [company.size_of(actor, stage.setting.light, stage.seed + i) for i, actor in enumerate(cast)]
    persons = [i for i, actor in enumerate(cast) if actor.person is not None]
    things = [i for i, actor in enumerate(cast) if actor.person is None and actor.carried is None]
    small = [i for i in things if persons and not _large(cast[i])]
    people_shot, right = beside_people(stage.shot, things=len(small), seed=stage.seed)
    spots = dict(zip(persons, place_people([sizes[i] for i in persons], people_shot), strict=True))
    if persons:
        people = list(spots.values())
        for turn, i in enumerate(things):
            side = right == (turn % 2 == 0)
            spots[i] = place_beside(sizes[i], stage.shot, people=people, large=i not in small, right=side)
    else:
        spots.update(zip(things, _things(things, cast, sizes, stage), strict=True))
    done: list[Staged] = []
    # plinths stand nearer than anybody, so they come last
    for i in sorted(spots, key=lambda k: (k in small, -spots[k].row)):
        shown = _shown(i, cast, spots[i], sizes[i], stage=stage, on_plinth=i in small)
        done += [shown, *_carried(i, cast, shown, sizes, stage=stage)]
    return sorted(done, key=lambda item: -item.layers[-1].depth)


def _things(things: Sequence[int], cast: Sequence[Actor], sizes: Sequence[Size], stage: Stage) -> list[Spot]:
    on_ground = all(_large(cast[i]) for i in things)
    level = (stage.ground.horizon, stage.setting.view.eye) if on_ground else None
    return place_things([sizes[i] for i in things], stage.shot, stand=stage.stand, level=level)


def _large(actor: Actor) -> bool:
    return actor.product is not None and actor.product.thing in LARGE


def _shown(index: int, cast: Sequence[Actor], spot: Spot, size: Size, *, stage: Stage, on_plinth: bool) -> Staged:
    actor = cast[index]
    cropped = actor.cut is not None and actor.cut.cropped
    sprite = _sprite(index, actor, spot, size, stage)
    box = _fitted(box_on(spot, sprite, stage.ground.aspect), sprite, actor, spot, stage=stage)
    if sprite.hand is not None and any(other.carried == index for other in cast):
        box = _hand_inside(box, sprite, stage)
    name = f"person {index + 1}" if actor.person is not None else f"product {index + 1}"
    shown = staged(name, sprite, box, ground=stage.ground, rooted=not cropped, nearest=NEAR if on_plinth else None)
    if not on_plinth:
        return shown
    colour = triple(stage.setting.tone(PLINTH, 0.9))
    pixels, where = plinth(box, foot=spot.foot, colour=colour, aspect=stage.ground.aspect, rows_px=stage.rows)
    base = Layer(f"plinth of {name}", Role.SUBJECT, pixels, where, shown.layers[-1].depth)
    return replace(shown, layers=(base, *shown.layers))


def _fitted(box: Box, sprite: Sprite, actor: Actor, spot: Spot, *, stage: Stage) -> Box:
    """`box`, moved so that a close framing has the head where it wants it and no cut edge of a photo shows."""
    x, y, wide, high = box
    close = stage.shot.framing in (Framing.EXTREME_CLOSE_UP, Framing.CLOSE_UP, Framing.MEDIUM) and spot.foot > 1
    if actor.person is not None and actor.cut is None and sprite.face is not None and close:
        y = spot.top - sprite.face[1] * high
    if actor.cut is not None and actor.cut.topless:
        return _under_the_edge(box, stage)
    if actor.cut is not None and actor.cut.cropped:
        y = max(y, 1.0 + stage.setting.view.overscan - high) if y + high < 1 + stage.setting.view.overscan else y
    return x, y, wide, high


def _under_the_edge(box: Box, stage: Stage) -> Box:
    """`box`, moved and enlarged until the frame cuts head and chest where the photo did."""
    x, y, wide, high = box
    over = stage.setting.view.overscan + HAIR
    top = min(y, -over)
    larger = max(1.0, (1 + over - top) / high)
    return x - (larger - 1) * wide / 2, top, larger * wide, larger * high


def _hand_inside(box: Box, sprite: Sprite, stage: Stage) -> Box:
    """`box`, moved sideways until the hand that shows something is well inside the zone and the face still is."""
    x, y, wide, high = box
    zone, hand, face = stage.shot.zone, sprite.hand or (0.5, 0.5), sprite.face or (0.4, 0.0, 0.2, 0.1)
    room = 0.09
    at = x + hand[0] * wide
    goal = min(max(at, zone.left + room), zone.right - room)
    left, right = x + face[0] * wide, x + (face[0] + face[2]) * wide
    least, most = zone.left + 0.02 - left, zone.right - 0.02 - right
    move = min(max(goal - at, least), most) if least < most else 0.0
    return x + move, y, wide, high


def _sprite(index: int, actor: Actor, spot: Spot, size: Size, stage: Stage) -> Sprite:
    tall = body_metres(replace(actor.person, pose=Pose.STANDING)) if actor.person is not None else size.tall
    height_px = max(8, round(tall * spot.scale * stage.rows))
    distance = stage.ground.focal / spot.scale
    return company.sprite(
        actor, height_px=height_px, light=stage.setting.light, seed=stage.seed + index, crop=_crop(spot, size, stage),
        shown=min(1.0, _seen_metres(spot, stage) / size.tall), close=stage.shot.framing in CLOSE, around=stage.around,
        veil=1 - math.exp(-AIR * distance / stage.setting.palette.visibility),
    )  # fmt: skip


def _crop(spot: Spot, size: Size, stage: Stage) -> Framing:
    """How much of a figure need be drawn: what the frame and its overscan can show."""
    shown = _seen_metres(spot, stage)
    if shown < 0.25 * size.tall:
        return Framing.CLOSE_UP
    return Framing.MEDIUM if shown < 0.46 * size.tall else Framing.FULL


def _seen_metres(spot: Spot, stage: Stage) -> float:
    """Metres below the crown that the frame and its overscan can show; a tenth more, as a head may be moved up."""
    return 1.1 * (1.04 + stage.setting.view.overscan - spot.top) / spot.scale


def _carried(owner: int, cast: Sequence[Actor], shown: Staged, sizes: Sequence[Size], *, stage: Stage) -> list[Staged]:
    """What lies in a hand, if it is not part of the figure's drawing."""
    result = []
    for i, actor in enumerate(cast):
        if actor.carried != owner or company.drawn_in_hand(actor):
            continue
        person = shown.layers[-1]
        scale = stage.ground.focal / person.depth
        sprite = _sprite(i, actor, Spot(0.5, 0.9, 0.5, scale), sizes[i], stage)
        x, y = shown.hand or (person.box[0] + 0.5 * person.box[2], person.box[1] + 0.5 * person.box[3])
        high = sprite.metres * scale
        wide = high * sprite.pixels.shape[1] / sprite.pixels.shape[0] / stage.ground.aspect
        where = (x - wide / 2, y - 0.62 * high, wide, high)
        result.append(staged(f"product {i + 1}", sprite, where, ground=stage.ground, rooted=False))
    return result
