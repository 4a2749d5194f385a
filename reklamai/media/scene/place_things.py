"""Where things stand in the frame: alone on a surface, or beside people. Numbers only."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from reklamai.media.scene.place_subject import Shot, Size, Spot, Zone, inside
from reklamai.media.words.reading import Angle, Framing

THING = {
    Framing.EXTREME_CLOSE_UP: 1.0, Framing.CLOSE_UP: 0.6, Framing.MEDIUM: 0.46, Framing.FULL: 0.36, Framing.WIDE: 0.22,
}  # fmt: skip
"""Height of the tallest thing in a picture of things alone, share of the frame's."""
THING_ACROSS = {
    Framing.EXTREME_CLOSE_UP: 1.1, Framing.CLOSE_UP: 0.68, Framing.MEDIUM: 0.62, Framing.FULL: 0.5, Framing.WIDE: 0.34,
}  # fmt: skip


ALIKE = 1.8
"""Things no further apart in height than this keep their true sizes."""


def place_things(sizes: Sequence[Size], shot: Shot, *, stand: tuple[float, float],
                 level: tuple[float, float] | None = None) -> list[Spot]:  # fmt: skip
    """Spots for things in a picture of things alone, on the surface at `stand` (x, y); the tallest in the middle.

    level: horizon (y) and the camera's height in metres, for things that stand on the ground itself.
    """
    if not sizes:
        return []
    evened = [_evening(size, sizes[0]) for size in sizes]
    shown = [Size(size.tall * k, size.wide * k, size.seen * k) for size, k in zip(sizes, evened, strict=True)]
    spots = _side_by_side(shown, shot, stand, level)
    return [replace(spot, scale=spot.scale * k) for spot, k in zip(spots, evened, strict=True)]


def _evening(size: Size, hero: Size) -> float:
    """How much larger than life a thing is shown beside the first one: a bouquet must not dwarf the scent it is for."""
    ratio = hero.tall / size.tall
    if 1 / ALIKE <= ratio <= ALIKE:
        return 1.0
    beyond = ratio / ALIKE if ratio > 1 else ratio * ALIKE
    return math.pow(beyond, 0.8)


def _side_by_side(
    sizes: Sequence[Size], shot: Shot, stand: tuple[float, float], level: tuple[float, float] | None
) -> list[Spot]:  # fmt: skip
    tops = max(size.tall for size in sizes)
    gap = 0.16 * max(size.wide for size in sizes)
    front = list(range(len(sizes))) if len(sizes) <= 4 else list(range(0, len(sizes), 2))
    across = sum(sizes[i].wide for i in front) + gap * (len(front) - 1)
    zone = shot.zone
    foot = min(1.02 if shot.framing is Framing.EXTREME_CLOSE_UP else stand[1], zone.bottom - 0.02)
    if zone.top > 0 or shot.angle is Angle.LOW:
        foot = max(foot, 0.86)
    scale = min(THING[shot.framing], foot - zone.top - 0.04) / tops
    scale = min(scale, THING_ACROSS[shot.framing] * zone.width * shot.aspect / across)
    if shot.angle is Angle.TOP:
        foot = (zone.top + zone.bottom) / 2 + scale * tops / 2
    elif shot.framing is not Framing.EXTREME_CLOSE_UP:
        foot = max(foot, min(zone.bottom - 0.05, 0.5 * (zone.top + 1) + 0.46 * scale * tops))
    if level is not None and shot.angle is not Angle.TOP:
        foot = min(level[0] + level[1] * scale, zone.bottom - 0.02)
    centre = inside(replace(shot, centre=shot.centre if shot.centre != 0.5 else stand[0]), across * scale / shot.aspect)
    return _rows(sizes, front, gap=gap, scale=scale, foot=foot, centre=centre, aspect=shot.aspect)


def _rows(
    sizes: Sequence[Size], front: Sequence[int], *, gap: float, scale: float, foot: float, centre: float, aspect: float
) -> list[Spot]:  # fmt: skip
    spots: dict[int, Spot] = {}
    behind = [i for i in range(len(sizes)) if i not in front]
    for row, members in enumerate((front, behind)):
        near = scale * (1 if row == 0 else 0.86)
        across = sum(sizes[i].wide for i in members) + gap * max(0, len(members) - 1)
        x = centre - across * near / aspect / 2
        for i in members:
            wide = sizes[i].wide * near / aspect
            # things in a row do not stand on a ruler
            ground = foot - (0.07 * scale * sizes[i].tall if row else 0) - (0.012 if i % 2 and row == 0 else 0)
            spots[i] = Spot(x + wide / 2, ground, ground - sizes[i].tall * near, near, row)
            x += wide + gap * near / aspect
    return [spots[i] for i in range(len(sizes))]


def beside_people(shot: Shot, *, things: int, seed: int) -> tuple[Shot, bool]:
    """The shot for the people of a picture that also shows `things` small things, and whether those stand to the right.

    People keep about two thirds of the zone, on the side that the words or chance (by seed) give them.
    """
    zone = shot.zone
    chance = Random(f"beside/{seed}").random() < 0.5
    right = shot.centre < zone.middle - 0.02 or (chance and shot.centre <= zone.middle + 0.02)
    if not things:
        return shot, right
    share = 0.36 if things == 1 else 0.2
    give = share * zone.width
    both = things > 1
    kept = replace(zone, left=zone.left + give * (both or not right), right=zone.right - give * (both or right))
    return replace(shot, zone=kept, centre=kept.middle), right


def place_beside(size: Size, shot: Shot, *, people: Sequence[Spot], large: bool, right: bool) -> Spot:
    """A spot for a thing beside people: a large one on their ground, a small one near the camera, below the faces.

    right: the side of the people it stands on.
    """
    sign, outer = (1, max(spot.x for spot in people)) if right else (-1, min(spot.x for spot in people))
    if large:
        front = min(people, key=lambda spot: spot.row)
        half = size.wide * front.scale / shot.aspect / 2
        x = outer + sign * (half * 0.85 + 0.2 * front.scale / shot.aspect)
        foot, behind = front.foot - 0.015, 1 if size.tall > 0.9 else 0
        return Spot(_kept(x, half, shot.zone), foot, foot - size.tall * front.scale, front.scale, behind)
    share = 0.36 if shot.framing is not Framing.WIDE else 0.2
    scale = min(share / size.tall, 0.32 * shot.zone.width * shot.aspect / size.wide)
    half = size.wide * scale / shot.aspect * 0.7  # its plinth is wider
    foot = min(0.88, shot.zone.bottom - 0.03)
    edge = shot.zone.right if right else shot.zone.left
    return Spot(_kept(edge - sign * 0.18 * shot.zone.width, half, shot.zone), foot, foot - size.tall * scale, scale)


def _kept(x: float, half: float, zone: Zone) -> float:
    low, high = zone.left + half, zone.right - half
    return zone.middle if low > high else min(max(x, low), high)
