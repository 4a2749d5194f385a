"""Frames at moments between frames: a clip that slows down and speeds up."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from reklamai.media.finish.reader import FramesReader
from reklamai.media.i420 import planes
from reklamai.media.inbetween.warp import between, grid, moved
from reklamai.media.types import AnyArray

NEAR = 1 / 16
"""Of a frame: a moment that is nearer to a frame than this shows that frame, untouched and sharp."""
FLOW_ROWS = 270
"""Motion is measured on a picture so high: a quarter of 1080p, 8 ms for a pair of frames each way."""
CUT = 22.0
"""Mean difference in luma steps of two frames moved onto each other, from which they are taken for two shots."""


def retimed(reader: FramesReader, positions: AnyArray, *, size: tuple[int, int]) -> Iterator[AnyArray]:
    """Frames of a source at these moments, counted in its frames, which never go back; the last one is held.

    Between two frames things are moved along their way, and not blended: a slow passage stays sharp. Each frame may be
    changed until the next is asked for.
    """
    pair, shown = Pair(reader, size), np.empty((size[1] * 3 // 2, size[0]), np.uint8)
    for position in positions:
        whole = int(position)
        share = float(position) - whole
        if share > 1 - NEAR:
            whole, share = whole + 1, 0.0
        if (first := pair.forward(whole)) is None:
            return
        if share < NEAR:
            np.copyto(shown, first)
        else:
            pair.between(first, share, shown)
        yield shown


class Pair:
    """Two frames that follow each other, and how things move from one to the other."""

    def __init__(self, reader: FramesReader, size: tuple[int, int]) -> None:
        self._reader, self._size = reader, size
        self._at, self._first = 0, reader.read()
        self._second: AnyArray | None = None
        shrink = min(1.0, FLOW_ROWS / size[1])
        self._small = max(16, round(size[0] * shrink)), max(16, round(size[1] * shrink))
        self._ways: tuple[AnyArray, AnyArray] | None = None
        self._motion = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
        self._grids = [grid((size[0] // each, size[1] // each)) for each in (1, 2)]

    def forward(self, whole: int) -> AnyArray | None:
        """Go on to a frame, or to the last if there are fewer: that frame; None of a clip without any."""
        while self._at < whole and (following := self._following()) is not None:
            if self._first is not None:
                self._reader.take_back(self._first)
            self._first, self._second, self._ways = following, None, None
            self._at += 1
        return self._first

    def between(self, first: AnyArray, share: float, into: AnyArray) -> None:
        """Fill `into` with the moment `share` of the way to the next frame; over a cut with the nearer of the two."""
        second = self._following()
        if second is None:
            np.copyto(into, first)
        elif not self._moved(first, second, share, into):
            np.copyto(into, second if share >= 0.5 else first)

    def _moved(self, first: AnyArray, second: AnyArray, share: float, into: AnyArray) -> bool:
        early, late = between(*self._measured(first, second), share)
        if self._is_cut(first, second, early, late):
            return False
        for number, planes_of in enumerate(zip(planes(first), planes(second), planes(into), strict=True)):
            grid_of = self._grids[number > 0]
            one, other = (moved(plane, way, grid_of) for plane, way in zip(planes_of, (early, late), strict=False))
            cv2.addWeighted(one, 1 - share, other, share, 0, planes_of[2])
        return True

    def _following(self) -> AnyArray | None:
        if self._second is None:
            self._second = self._reader.read()
        return self._second

    def _measured(self, first: AnyArray, second: AnyArray) -> tuple[AnyArray, AnyArray]:
        if self._ways is None:
            one, other = (self._shrunk(each) for each in (first, second))
            self._ways = self._way(one, other), self._way(other, one)
        return self._ways

    def _way(self, one: AnyArray, other: AnyArray) -> AnyArray:
        return np.asarray(self._motion.calc(one, other, np.zeros((*one.shape, 2), np.float32)), np.float32)

    def _shrunk(self, frame: AnyArray) -> AnyArray:
        return cv2.resize(planes(frame)[0], self._small, interpolation=cv2.INTER_AREA)

    def _is_cut(self, first: AnyArray, second: AnyArray, early: AnyArray, late: AnyArray) -> bool:
        small = grid(self._small)
        one, other = (moved(self._shrunk(each), way, small) for each, way in ((first, early), (second, late)))
        return float(cv2.mean(cv2.absdiff(one, other))[0]) > CUT
