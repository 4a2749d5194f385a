"""The ways that pixels of a moment between two pictures may have gone, and how well each explains them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from reklamai.media.inbetween.motion import Motion
from reklamai.media.inbetween.warp import length, taken
from reklamai.media.types import AnyArray, Plane

DOUBT = 0.05
"""How fast a pixel's say falls, for each luma step by which it differs from where it goes, where several meet."""
SEEN = 0.05
"""Where less than this has arrived nothing is known, and the way of the picture itself is taken."""
AROUND = 33
"""Width in pixels of the neighbourhood whose mean way is tried."""
SIGMA = 1.5
BEND = 0.15
"""Luma steps that a way has to explain better for each pixel by which it leaves what the others say."""
SHARP = 1.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way for all pixels of a moment."""

    way: AnyArray
    """(H, W, 2) float32: from the first picture to the last, through each pixel of the moment."""
    weight: Plane
    """0..1, all candidates together 1."""


def candidates(motion: Motion, t: float) -> tuple[Candidate, ...]:
    """Ways of the moment `t` (above 0 and below 1) in the small pictures of `motion`.

    The idea: Herbst, Seitz, Baker, Occlusion Reasoning for Temporal Interpolation (2009), with a soft choice.
    """
    ways = _ways(motion, t)
    # of four values the mean of the two in the middle
    said = (sum(ways[:4]) - np.maximum.reduce(ways[:4]) - np.minimum.reduce(ways[:4])) * np.float32(0.5)
    costs = np.stack([_cost(motion, way, t) + BEND * length(way - said) for way in ways])
    weights = np.exp(SHARP * (costs.min(axis=0) - costs))
    weights /= weights.sum(axis=0)
    return tuple(
        Candidate(way, np.asarray(cv2.GaussianBlur(weight, (0, 0), 1.2), np.float32))
        for way, weight in zip(ways, weights, strict=True)
    )


def ends_of(own: AnyArray, way: AnyArray, t: float) -> tuple[AnyArray, AnyArray]:
    """Where the pixels at `own` are in the first and in the last picture if they go `way`."""
    return own - np.float32(t) * way, own + np.float32(1 - t) * way


def _ways(motion: Motion, t: float) -> list[AnyArray]:
    ahead, behind = motion.there, -motion.back
    thrown = [
        _thrown(way, motion.own, np.exp(-DOUBT * unlike), moved_by)
        for way, unlike, moved_by in ((ahead, motion.unlike[0], t), (behind, motion.unlike[1], t - 1))
    ]
    around = np.asarray(cv2.blur(thrown[0], (AROUND, AROUND)), np.float32)
    return [*thrown, ahead, behind, np.zeros_like(ahead), around]


def _thrown(way: AnyArray, own: AnyArray, say: Plane, share: float) -> AnyArray:
    """Each pixel's way at the place that it has reached after `share` of it; where nothing arrives, its own."""
    height, width = say.shape
    # one pixel of margin takes what leaves the picture
    x, y = (
        np.clip(np.rint(each), -1, side).astype(np.int32) + 1
        for each, side in zip(cv2.split(own + np.float32(share) * way), (width, height), strict=True)
    )
    places = (y * (width + 2) + x).ravel()
    sums = [
        np.bincount(places, weights.ravel(), (width + 2) * (height + 2)).reshape(height + 2, width + 2)
        for weights in (say, say * way[..., 0], say * way[..., 1])
    ]
    # pixels arrive on whole places and leave pinholes where things grow: neighbours close them
    seen, right, down = (cv2.blur(each[1:-1, 1:-1].astype(np.float32), (3, 3)) for each in sums)
    found = cv2.merge([right, down]) / (seen + 1e-6)[..., None]
    return np.where((seen > SEEN)[..., None], found, way)


def _cost(motion: Motion, way: AnyArray, t: float) -> Plane:
    early, late = ends_of(motion.own, way, t)
    apart = cv2.absdiff(taken(motion.first, early), taken(motion.last, late))
    return np.asarray(cv2.GaussianBlur(apart.astype(np.float32), (0, 0), SIGMA), np.float32)
