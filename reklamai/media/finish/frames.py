"""The look of a virtual camera on the frames of a clip, straight in the Y, U and V that go into the encoder."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

import numpy as np

from reklamai.media.cinema.lens import bends
from reklamai.media.cinema.model import Camerawork, Optics
from reklamai.media.finish.glass import Glass, Shading
from reklamai.media.finish.glow import Glow
from reklamai.media.finish.grain import Grain
from reklamai.media.finish.mask import BLACK, GREY, Window, barred, window
from reklamai.media.grading.frames import FrameGrade
from reklamai.media.i420 import planes
from reklamai.media.types import AnyArray

FASTEST_GRAIN = 30
"""Grains a second: in a clip of 60 frames a second the eye would average those of two frames, and see less."""


class FrameFinish:
    """Everything of `cinema.model.POST` that is done frame by frame; not for two threads at once.

    size: width and height of the frames, both even. A part that is not in `post`, or does nothing, costs nothing.
    The mask comes first here, though it is named last: a format uses a part of the sensor, and the corners that a lens
    darkens are those of the picture that is seen, as in the live view.
    """

    def __init__(
        self, camerawork: Camerawork, post: Collection[str], *, size: tuple[int, int], fps: Fraction | int, seed: int
    ) -> None:
        """fps: of the frames; seed: of the grain."""
        work = camerawork
        self._frame, self._grains = size, min(Fraction(1), FASTEST_GRAIN / Fraction(fps))
        self._mask = window(size, work.ratio if "mask" in post else None)
        seen = self._mask.size
        self.cuts = seen != size and not work.bars
        optics = work.optics if work.optics and "lens" in post else None
        self._glass = Glass(seen, optics) if optics and (bends(optics) or optics.aberration) else None
        self._glow = glow_of(work, post)
        self._shading = Shading(seen, work.vignette) if "vignette" in post and work.vignette else None
        graded = "grade" in post and work.profile and work.profile_strength
        self._grade = FrameGrade(work.profile, work.profile_strength) if graded else None
        grainy = "grain" in post and work.grain
        self._grain = Grain(seen, work.grain, grain_size=work.grain_size, seed=seed) if grainy else None
        self._inside = np.empty((seen[1] * 3 // 2, seen[0]), np.uint8)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of what `apply` gives."""
        return self._mask.size if self.cuts else self._frame

    def apply(self, index: int, frame: AnyArray, into: AnyArray | None = None) -> AnyArray:
        """Frame `index` as it is to be shown: `frame` itself, changed, or `into` where the mask cuts it.

        frame: (H * 3 / 2, W) uint8 I420, BT.709 limited range; into: the same at `size`, made new if it is needed and
        not given.
        """
        if self._mask.size == self._frame:
            self._put_on(index, frame)
            return frame
        if self.cuts:
            made = cut(frame, self._mask, np.empty_like(self._inside) if into is None else into)
            self._put_on(index, made)
            return made
        self._put_on(index, cut(frame, self._mask, self._inside))
        return barred_in(self._inside, self._mask, frame)

    def _put_on(self, index: int, frame: AnyArray) -> None:
        if self._glass:
            self._glass.apply(frame)
        if self._glow:
            self._glow.apply(frame)
        if self._shading:
            self._shading.apply(frame)
        if self._grade:
            self._grade.apply(frame)
        if self._grain:
            self._grain.apply(int(index * self._grains), planes(frame)[0])


def glow_of(work: Camerawork, post: Collection[str]) -> Glow:
    """What glows: old glass with "lens", lamps in it with "flare"; film with "lens" or "grain", as it has both."""
    optics = work.optics or Optics()
    return Glow(
        softness=optics.softness if "lens" in post else 0.0,
        flare=work.flare if "flare" in post else 0.0,
        halation=work.halation if {"lens", "grain"} & {*post} else 0.0,
        squeeze=optics.squeeze,
    )


def cut(frame: AnyArray, part: Window, into: AnyArray) -> AnyArray:
    """`into`, filled with the window of an I420 frame."""
    for number, (whole, seen) in enumerate(zip(planes(frame), planes(into), strict=True)):
        np.copyto(seen, (part.half() if number else part).of(whole))
    return into


def barred_in(inside: AnyArray, part: Window, frame: AnyArray) -> AnyArray:
    """An I420 frame, in place: what is given in its window, black outside of it."""
    for number, (whole, seen) in enumerate(zip(planes(frame), planes(inside), strict=True)):
        where = part.half() if number else part
        np.copyto(where.of(whole), seen)
        barred(whole, where, GREY if number else BLACK)
    return frame
