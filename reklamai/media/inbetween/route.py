"""Which way leads from one picture to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import cv2
import numpy as np

from reklamai.media.inbetween.glide import glide_between, scaled
from reklamai.media.inbetween.model import STYLES, Style
from reklamai.media.inbetween.morph import paired
from reklamai.media.inbetween.motion import Motion, measured
from reklamai.media.inbetween.shapes import Shape, extent, shapes_of
from reklamai.media.pictures import resized
from reklamai.media.types import AnyArray, Picture

SIDE: Final = 640
"""Pixels of the copies that are compared."""
ENOUGH: Final = 100
"""Points that both pictures share, from which one is a near view of the other: flow then finds the rest. Unrelated
pictures shared 12 at most, near views 1,180 (prototype runs)."""
SOME: Final = 25
AGREED: Final = 0.8
"""… or so few of them, where the flows there and back agree on so much of the picture."""
FACTOR: Final = 3.0
"""Of two sizes of a face, up to which the one can grow into the other."""
AGREED_WITH: Final = 0.35
"""… and on so much of it where the points are enough: what moved by half a frame is shared, and no flow finds it."""
OFF: Final = 0.04
"""Sizes of a face that motion may miss its mesh by. Cuts of one photo, moved and enlarged, missed by 0.01."""
LIKE_TOLERANCE: Final = 0.75
"""Of Lowe's ratio test."""
PIXELS_OFF: Final = 2.0
FEWEST: Final = 8
"""Points that a fundamental matrix needs."""
NOTHING: Final = np.empty((0, 2), np.float32)


@dataclass(frozen=True, slots=True)
class Route:
    """The style that was taken, never "auto", and why.

    why: asked | faces | near_view | unlike | no_face (a face morph was asked for, and there is none to hold on to).
    """

    style: Style
    why: str
    facts: dict[str, float] = field(default_factory=dict)
    """"faces" that are held in both, "shared" points, "agreement" of the flows 0..1: what was looked at."""
    shapes: tuple[Sequence[Shape], Sequence[Shape]] = field(default=((), ()), repr=False, compare=False)
    """What a face morph holds on to, in pixels of the pictures."""
    move: AnyArray | None = field(default=None, repr=False, compare=False)
    """Of the camera, where it explains all that lies between two near views; see `glide`."""


def route_of(first: Picture, last: Picture, *, style: Style = "auto") -> Route:
    """The way between two pictures of one size, as asked for or as they need it.

    Near views of one thing are moved; else faces in both become one another; anything else gets a whip, or a zoom where
    the frame is upright. Raises: ValueError for another style.
    """
    if style not in STYLES:
        raise ValueError(f"no style {style!r}")
    if style not in ("auto", "face"):
        return Route(style, "asked")
    starts, ends = paired(shapes_of(first), shapes_of(last))
    facts = {"faces": float(len(starts))}
    if style == "face":
        return Route("face", "asked", facts, (starts, ends)) if starts else Route(aside(first), "no_face", facts)
    small, other = copy_of(first), copy_of(last)
    points = shared(small, other)
    facts["shared"] = float(len(points[0]))
    move = glide_between(small, other, points)
    if move is not None:
        factors = first.shape[1] / small.shape[1], first.shape[0] / small.shape[0]
        return Route("flow", "near_view", facts, move=scaled(move, factors))
    motion = measured(small, other, most_px=SIDE * SIDE) if facts["shared"] >= SOME else None
    near = motion is not None and is_near(motion, facts)
    if motion is not None and near and carries(motion, starts, ends, factor=motion.first.shape[1] / first.shape[1]):
        return Route("flow", "near_view", facts)
    if starts and all(map(near_in_size, starts, ends)):
        return Route("face", "faces", facts, (starts, ends))
    return Route("flow", "near_view", facts) if near else Route(aside(first), "unlike", facts)


def is_near(motion: Motion, facts: dict[str, float]) -> bool:
    """Whether one picture is a near view of the other; how well the flows agree is added to the facts."""
    facts["agreement"] = 0.0 if motion.is_cut else round(motion.agreement, 3)
    return facts["agreement"] >= (AGREED_WITH if facts["shared"] >= ENOUGH else AGREED)


def carries(motion: Motion, starts: Sequence[Shape], ends: Sequence[Shape], *, factor: float) -> bool:
    """Whether motion takes every face to where its mesh says it is: a head that turned is not carried, it is morphed.

    factor: of the copies that were measured against the pictures that the shapes were found in.
    """
    height, width = motion.there.shape[:2]
    for start, end in zip(starts, ends, strict=True):
        at = np.rint(start.mesh * factor).astype(int).clip(0, (width - 1, height - 1))
        came = start.mesh * factor + motion.there[at[:, 1], at[:, 0]]
        off = np.linalg.norm(came - end.mesh * factor, axis=1)
        if float(np.median(off)) > OFF * extent(end) * factor:
            return False
    return True


def aside(picture: Picture) -> Style:
    """The styled move for this frame: a whip needs width to fly through."""
    return "whip" if picture.shape[1] >= picture.shape[0] else "zoom"


def near_in_size(one: Shape, other: Shape) -> bool:
    return 1 / FACTOR < extent(one) / extent(other) < FACTOR


def shared(first: Picture, last: Picture) -> tuple[AnyArray, AnyArray]:
    """The points, (N, 2) in each, that both pictures have and one geometry explains: SIFT, Lowe's test, MAGSAC."""
    (here, one), (there, other) = points_of(first), points_of(last)
    if len(here) < FEWEST or len(there) < FEWEST:
        return NOTHING, NOTHING
    pairs = cv2.BFMatcher().knnMatch(one, other, 2)
    near = [pair[0] for pair in pairs if len(pair) == 2 and pair[0].distance < LIKE_TOLERANCE * pair[1].distance]
    if len(near) < FEWEST:
        return NOTHING, NOTHING
    a, b = here[[each.queryIdx for each in near]], there[[each.trainIdx for each in near]]
    _matrix, kept = cv2.findFundamentalMat(a, b, cv2.USAC_MAGSAC, PIXELS_OFF)
    if np.size(kept) != len(a):  # None: no geometry was found
        return NOTHING, NOTHING
    inside = kept.ravel() > 0
    return a[inside], b[inside]


def points_of(picture: Picture) -> tuple[AnyArray, AnyArray]:
    grey = cv2.createCLAHE(2).apply(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY))
    points, words = cv2.SIFT.create(2000).detectAndCompute(grey, np.full_like(grey, 255))
    return np.array([point.pt for point in points], np.float32).reshape(-1, 2), words


def copy_of(picture: Picture) -> Picture:
    height, width = picture.shape[:2]
    factor = min(1.0, SIDE / max(height, width))
    return resized(picture, (max(16, round(width * factor)), max(16, round(height * factor))))
