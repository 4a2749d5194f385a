"""Pictures between two pictures, by the way that each pixel goes from the one to the other."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.colour import check_picture
from reklamai.media.inbetween.model import MODES, Mode
from reklamai.media.inbetween.warp import grid, moved, widened
from reklamai.media.types import AnyArray, Picture

CUT = 22.0
"""Mean difference in luma steps of two pictures moved onto each other, from which they are taken for two shots."""


class FlowPair:
    """Two pictures, how things move between them, and every moment on the way."""

    def __init__(self, first: Picture, last: Picture, *, mode: Mode) -> None:
        """Measure the motion once, for all moments.

        first, last: (H, W, 3) uint8, RGB order, of one size, at least 16 pixels each way.
        Raises: ValueError for other shapes or an unknown mode.
        """
        check_picture(first)
        check_picture(last)
        if first.shape != last.shape or min(first.shape[:2]) < 16:
            raise ValueError(f"two pictures of one size and of 16 pixels or more, not {first.shape} and {last.shape}")
        if mode not in MODES:
            raise ValueError(f"no mode {mode!r}")
        self._first, self._last = first, last
        height, width = first.shape[:2]
        self._size = width, height
        self._small = max(16, width // 2), max(16, height // 2)
        self._own, self._grid = grid(self._size), grid(self._small)
        one, other = (self._shrunk(each) for each in (first, last))
        dis = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
        self._there, self._back = (
            np.asarray(dis.calc(a, b, np.zeros((*a.shape, 2), np.float32)), np.float32)
            for a, b in ((one, other), (other, one))
        )
        onto = moved(other, self._there, self._grid), moved(one, self._back, self._grid)
        self._apart = float(np.mean([cv2.mean(cv2.absdiff(a, b))[0] for a, b in zip((one, other), onto, strict=True)]))
        gap = np.linalg.norm(self._there + moved(self._back, self._there, self._grid), axis=2)
        reach = 1.0 + 0.05 * np.linalg.norm(self._there, axis=2)
        self._agreement = float(np.mean(gap < reach))

    @property
    def agreement(self) -> float:
        """0..1: the share of the picture in which the ways there and back meet; low for pictures that do not belong."""
        return 0.0 if self.is_cut else self._agreement

    @property
    def is_cut(self) -> bool:
        """Whether the pictures stay so different when moved onto each other that they are two shots."""
        return self._apart > CUT

    def at(self, t: float) -> Picture:
        """The picture of the moment `t`, 0..1: the pictures themselves at the ends; over a cut the nearer of the two.

        Raises: ValueError for another moment.
        """
        if not 0 <= t <= 1:
            raise ValueError(f"a moment is 0..1, not {t}")
        if t in (0, 1) or self.is_cut:
            return (self._first if t < 0.5 else self._last).copy()
        # where each pixel of the moment between comes from in either frame. Source: Jiang et al., Super SloMo (2018)
        early = -(1 - t) * t * self._there + t * t * self._back
        late = (1 - t) ** 2 * self._there - t * (1 - t) * self._back
        one, other = (
            moved(picture, widened(way, self._size), self._own)
            for picture, way in ((self._first, early), (self._last, late))
        )
        return np.asarray(cv2.addWeighted(one, 1 - t, other, t, 0), np.uint8)

    def _shrunk(self, picture: Picture) -> AnyArray:
        return cv2.cvtColor(cv2.resize(picture, self._small, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
