"""Moves from one picture to another that has nothing in common with it: whip, zoom, wipe and dissolve.

Every one of them is exactly the first picture at 0 and the last at 1.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import cv2
import numpy as np

from reklamai.media.inbetween.blends import mixed, smooth
from reklamai.media.types import AnyArray, Picture, Plane

OVERLAP: Final = 0.16
"""Share of a whip or zoom in which both pictures are seen: four frames of a second's 25."""
FARTHEST: Final = 0.9
"""Sides of the frame that a picture has left it by when the other takes over."""
LONGEST: Final = 0.32
"""Sides of the frame that a whip smears a point over, at its fastest."""
NEAREST: Final = 2.2
SMALLEST: Final = 0.55
"""How large the first picture becomes in a zoom, and how small the last begins; beyond its rim it is mirrored."""
DEPTH: Final = 0.35
"""How much larger one end of a zoom's smear is than the other, at its fastest."""
DOUBLINGS: Final = 4
"""Of the pictures that a zoom's smear is made of: four warps do what sixteen would."""
AT_REST: Final = 0.01
SOFT: Final = 0.18
"""Share of a wipe that one pixel takes."""
STYLED: Final = ("whip", "zoom", "wipe", "dissolve")


def moves_of(style: str, first: Picture, last: Picture, *, seed: int = 0) -> Callable[[float], Picture]:
    """Any moment 0..1 of a styled move between two pictures of one size; exactly these at 0 and 1.

    style: whip, zoom, wipe or dissolve. seed: direction of a whip and a wipe. A moment needs a few copies of a picture.
    For moving pictures `whip`, `zoom`, `wipe` and `dissolve` take the two of each moment themselves.
    Raises: ValueError for another style or pictures of two sizes.
    """
    if style not in STYLED:
        raise ValueError(f"no such move: {style!r}")
    if first.shape != last.shape:
        raise ValueError(f"expected one size, got {first.shape} and {last.shape}")
    if style == "whip":
        return lambda t: whip(first, last, t, seed=seed)
    if style == "wipe":
        order = wipe_order(first, seed=seed)
        return lambda t: wipe(first, last, t, order=order)
    return lambda t: (zoom if style == "zoom" else dissolve)(first, last, t)


def dissolve(first: Picture, last: Picture, t: float) -> Picture:
    """Both at once, one ever weaker and the other ever stronger."""
    return mixed(first, last, t)


def whip(first: Picture, last: Picture, t: float, *, seed: int = 0) -> Picture:
    """The camera is torn aside: the first flies out in a smear, the last flies in and comes to rest."""
    across, sign = direction(first.shape[1] / first.shape[0], seed)
    side = first.shape[1] if across else first.shape[0]

    def seen(picture: Picture, place: float, speed: float) -> Picture:
        away = sign * FARTHEST * side * place
        flown = warped(picture, np.array([[1, 0, away if across else 0], [0, 1, 0 if across else away]], np.float32))
        return smeared(flown, round(LONGEST * side * speed), across=across)

    return handed_over(first, last, t, seen)


def zoom(first: Picture, last: Picture, t: float) -> Picture:
    """A punch forwards: the first rushes past the eye, the last comes up from behind it."""
    height, width = first.shape[:2]

    def seen(picture: Picture, place: float, speed: float) -> Picture:
        made = warped(picture, about_middle(NEAREST**-place if place < 0 else SMALLEST**place, width, height))
        step = (1 + DEPTH * speed) ** (1 / 2**DOUBLINGS)
        for _ in range(DOUBLINGS if speed > AT_REST else 0):
            made = mixed(made, warped(made, about_middle(step, width, height)), 0.5)
            step **= 2
        return made

    return handed_over(first, last, t, seen)


def handed_over(first: Picture, last: Picture, t: float, seen: Callable[[Picture, float, float], Picture]) -> Picture:
    """One picture on its way out, the other on its way in, both around the middle.

    seen(picture, place, speed): place goes from 0 to -1 for the first and from 1 to 0 for the last; speed 0..1.
    """
    speed = float(np.sin(np.pi * t) ** 2)
    share = float(np.clip((t - 0.5) / OVERLAP + 0.5, 0, 1))
    if share <= 0:
        return seen(first, -leaving(t), speed)
    if share >= 1:
        return seen(last, leaving(1 - t), speed)
    return mixed(seen(first, -leaving(t), speed), seen(last, leaving(1 - t), speed), smooth(share))


def leaving(t: float) -> float:
    """How far out a picture is: 0 at rest, 1 in the middle of the move, and slow to start."""
    return float(min(1.0, 2 * t) ** 3)


def wipe(first: Picture, last: Picture, t: float, *, order: Plane) -> Picture:
    """The last comes through the first, pixel after pixel as `wipe_order` has them, with a soft edge."""
    share = np.clip((t * (1 + SOFT) - order) / SOFT, 0, 1)
    share = share * share * (3 - 2 * share)
    return np.asarray(cv2.blendLinear(first, last, 1 - share, share), np.uint8)


def wipe_order(first: Picture, *, seed: int = 0) -> Plane:
    """When each pixel changes, 0..1 with as many at every moment: the darker parts of the first lead, from one side.

    For moving pictures it is made once: made anew for each it would flicker.
    """
    height, width = first.shape[:2]
    grey = cv2.cvtColor(first, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, (96, max(2, round(96 * height / width))), interpolation=cv2.INTER_AREA)
    light = ranked(cv2.GaussianBlur(small.astype(np.float32), (0, 0), 5))
    across, sign = direction(width / height, seed)
    rows, columns = np.mgrid[0 : light.shape[0], 0 : light.shape[1]]
    way = (columns / light.shape[1] if across else rows / light.shape[0]).astype(np.float32)
    # light alone takes the eyes out of a face before the rest of it; the side it comes from keeps a face together
    order = ranked(0.35 * light + 0.65 * (way if sign > 0 else 1 - way))
    return np.asarray(cv2.resize(order, (width, height), interpolation=cv2.INTER_CUBIC).clip(0, 1), np.float32)


def ranked(plane: AnyArray) -> Plane:
    """Each value's place among all, 0..1."""
    places = np.empty(plane.size, np.float32)
    places[np.argsort(plane, axis=None, kind="stable")] = np.linspace(0, 1, plane.size, dtype=np.float32)
    return places.reshape(plane.shape)


def direction(ratio: float, seed: int) -> tuple[bool, int]:
    """(across the frame, sign) that a seed chooses: along the longer side, one way or the other."""
    return ratio >= 1, 1 if seed % 2 == 0 else -1


def about_middle(scale: float, width: int, height: int) -> AnyArray:
    x, y = (width - 1) / 2 * (1 - scale), (height - 1) / 2 * (1 - scale)
    return np.array([[scale, 0, x], [0, scale, y]], np.float32)


def warped(picture: Picture, matrix: AnyArray) -> Picture:
    size = (picture.shape[1], picture.shape[0])
    made = cv2.warpAffine(picture, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    return np.asarray(made, np.uint8)


def smeared(picture: Picture, length: int, *, across: bool) -> Picture:
    """Smeared along one axis; twice, as one box leaves the edges of every bright point to be seen."""
    for part in (length, length * 2 // 3):
        if part > 1:
            size = (part, 1) if across else (1, part)
            picture = np.asarray(cv2.blur(picture, size, borderType=cv2.BORDER_REFLECT_101), np.uint8)
    return picture
