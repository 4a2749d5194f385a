"""Pictures between two pictures, by the way that each pixel goes from the one to the other."""

from __future__ import annotations

from functools import cached_property

from reklamai.media.colour import check_picture
from reklamai.media.inbetween.candidates import candidates
from reklamai.media.inbetween.model import MODES, Mode
from reklamai.media.inbetween.motion import LEAST, measured
from reklamai.media.inbetween.tiles import Tiled, plain
from reklamai.media.inbetween.warp import between
from reklamai.media.types import Picture

MOST_PX: dict[Mode, int] = {"fast": 640 * 360, "best": 1280 * 720}
"""Pixels on which motion is measured at most: what bounds the time, and the memory, of large pictures."""


class FlowPair:
    """Two pictures, how things move between them, and every moment on the way."""

    def __init__(self, first: Picture, last: Picture, *, mode: Mode) -> None:
        """Measure the motion once, for all moments.

        first, last: (H, W, 3) uint8, RGB order, of one size, at least 16 pixels each way; they are not copied.
        mode: fast, or best, which tries several ways for each pixel.
        Raises: ValueError for other shapes or an unknown mode.
        """
        check_picture(first)
        check_picture(last)
        if first.shape != last.shape or min(first.shape[:2]) < LEAST:
            raise ValueError(f"two pictures of one size, {LEAST} px or more, not {first.shape} and {last.shape}")
        if mode not in MODES:
            raise ValueError(f"no mode {mode!r}")
        self._first, self._last, self._mode = first, last, mode
        self._motion = measured(first, last, most_px=MOST_PX[mode])

    @property
    def agreement(self) -> float:
        """0..1: the share of the picture in which the ways there and back meet; 0 over a cut."""
        return 0.0 if self.is_cut else self._motion.agreement

    @cached_property
    def is_cut(self) -> bool:
        """Whether the pictures stay so different when moved onto each other that they are two shots."""
        return self._motion.is_cut

    def at(self, t: float) -> Picture:
        """The picture of the moment `t`, 0..1: the pictures themselves at the ends; over a cut the nearer of the two.

        Raises: ValueError for another moment.
        """
        if not 0 <= t <= 1:
            raise ValueError(f"a moment is 0..1, not {t}")
        if t in (0, 1) or self.is_cut:
            return (self._first if t < 0.5 else self._last).copy()
        if self._mode == "best":
            return Tiled(self._first, self._last, candidates(self._motion, t), t).drawn()
        return plain(self._first, self._last, *between(self._motion.there, self._motion.back, t), t)
