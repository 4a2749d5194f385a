"""How each pixel of a picture goes to another picture."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np

from reklamai.media.inbetween.warp import grid, length, moved
from reklamai.media.threads import one_thread
from reklamai.media.types import AnyArray, Picture, Plane

CUT = 22.0
"""Mean difference in luma steps of two pictures moved onto each other, from which they are taken for two shots."""
WHOLE_PX = 100_000
"""Pictures up to so many pixels are measured whole: at half of 176x144 things get lost."""
LEAST = 16


@dataclass(frozen=True)
class Motion:
    """Two small pictures and the ways between them, in their pixels."""

    first: AnyArray
    """(H, W) uint8: its luma."""
    last: AnyArray
    there: AnyArray
    """(H, W, 2) float32: how far each pixel of the first has gone in the last."""
    back: AnyArray
    """(H, W, 2) float32: how far each pixel of the last is from its place in the first."""

    @cached_property
    def own(self) -> AnyArray:
        """Each pixel's own place."""
        return grid((self.first.shape[1], self.first.shape[0]))

    @cached_property
    def unlike(self) -> tuple[Plane, Plane]:
        """Difference in luma steps of each pixel of the first, and of the last, from where it goes."""
        return (
            _apart(self.first, moved(self.last, self.there, self.own)),
            _apart(self.last, moved(self.first, self.back, self.own)),
        )

    @property
    def is_cut(self) -> bool:
        """Whether the pictures stay so different when moved onto each other that they are two shots."""
        return float(np.mean([each.mean() for each in self.unlike])) > CUT

    @property
    def agreement(self) -> float:
        """0..1: the share of the picture in which the ways there and back meet."""
        astray = length(self.there + moved(self.back, self.there, self.own))
        return float(np.mean(astray < 1.0 + 0.05 * length(self.there)))


def measured(first: Picture, last: Picture, *, most_px: int) -> Motion:
    """Motion between two pictures of one size, at half of it or less: at `most_px` pixels at most.

    The same pictures give the same ways, to the bit, on any number of cores.
    """
    size = _small(first, most_px)
    one, other = (
        cv2.resize(cv2.cvtColor(each, cv2.COLOR_RGB2GRAY), size, interpolation=cv2.INTER_AREA) for each in (first, last)
    )
    # OpenCV cuts the picture into as many stripes as it has threads, and what it finds depends on where they lie
    with one_thread(), ThreadPoolExecutor(2) as pool:
        there, back = pool.map(_way, (one, other), (other, one))
    return Motion(one, other, there, back)


def _small(picture: Picture, most_px: int) -> tuple[int, int]:
    height, width = picture.shape[:2]
    half = 1.0 if width * height <= WHOLE_PX else 0.5
    shrink = min(half, (most_px / (width * height)) ** 0.5)
    return max(LEAST, round(width * shrink)), max(LEAST, round(height * shrink))


def _way(one: AnyArray, other: AnyArray) -> AnyArray:
    dis = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    return np.asarray(dis.calc(one, other, np.zeros((*one.shape, 2), np.float32)), np.float32)


def _apart(one: AnyArray, other: AnyArray) -> Plane:
    return cv2.absdiff(one, other).astype(np.float32)
