"""The look of a virtual camera on the frames of a clip, straight in the Y, U and V that go into the encoder."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

import numpy as np

from reklamai.media.camera.compositor import planes
from reklamai.media.cinema.lens import bends
from reklamai.media.cinema.model import Camerawork, Optics
from reklamai.media.finish.glass import Glass, Shading
from reklamai.media.finish.glow import Glow
from reklamai.media.finish.grain import Grain
from reklamai.media.finish.mask import BLACK, GREY, Window, barred, window
from reklamai.media.grading.frames import FrameGrade
from reklamai.media.types import AnyArray

FASTEST_GRAIN = 30
"""Grains a second: in a clip of 60 frames a second the eye would average those of two frames, and see less."""


class FrameFinish:
    """Everything of `cinema.model.POST` that is done frame by frame; not for two threads at once.

    size: width and height of the frames, both even. A part that is not in `post`, or does nothing, costs nothing.
    """

    def __init__(
        self, camerawork: Camerawork, post: Collection[str], *, size: tuple[int, int], fps: Fraction | int, seed: int
    ) -> None:
        """fps: of the frames; seed: of the grain."""
        work = camerawork
        self._frame, self._grains = size, min(Fraction(1), FASTEST_GRAIN / Fraction(fps))
        optics = work.optics if work.optics and "lens" in post else None
        self._glass = Glass(size, optics) if optics and (bends(optics) or optics.aberration) else None
        self._glow = glow_of(work, post)
        self._mask = window(size, work.ratio if "mask" in post else None)
        self.cuts = self._mask.size != size and not work.bars
        self._shading = Shading(size, work.vignette) if "vignette" in post and work.vignette else None
        graded = "grade" in post and work.profile and work.profile_strength
        self._grade = FrameGrade(work.profile, work.profile_strength) if graded else None
        grainy = "grain" in post and work.grain
        self._grain = Grain(size, work.grain, grain_size=work.grain_size, seed=seed) if grainy else None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of what `apply` gives."""
        return self._mask.size if self.cuts else self._frame

    def apply(self, index: int, frame: AnyArray, into: AnyArray | None = None) -> AnyArray:
        """Frame `index` as it is to be shown: `frame` itself, changed, or `into` where the mask cuts it.

        frame: (H * 3 / 2, W) uint8 I420, BT.709 limited range; into: the same at `size`, made new if it is needed and
        not given.
        """
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
        if self._mask.size == self._frame:
            return frame
        return cut(frame, self._mask, into) if self.cuts else bars(frame, self._mask)


def glow_of(work: Camerawork, post: Collection[str]) -> Glow:
    """What glows: old glass with "lens", lamps in it with "flare"; film with "lens" or "grain", as it has both."""
    optics = work.optics or Optics()
    return Glow(
        softness=optics.softness if "lens" in post else 0.0,
        flare=work.flare if "flare" in post else 0.0,
        halation=work.halation if {"lens", "grain"} & {*post} else 0.0,
        squeeze=optics.squeeze,
    )


def cut(frame: AnyArray, part: Window, into: AnyArray | None = None) -> AnyArray:
    """The window of an I420 frame as a frame of its own."""
    made = np.empty((part.height * 3 // 2, part.width), np.uint8) if into is None else into
    for number, (whole, seen) in enumerate(zip(planes(frame), planes(made), strict=True)):
        np.copyto(seen, (part.half() if number else part).of(whole))
    return made


def bars(frame: AnyArray, part: Window) -> AnyArray:
    """An I420 frame, in place, black outside of the window."""
    y, u, v = planes(frame)
    barred(y, part, BLACK)
    barred(u, part.half(), GREY)
    barred(v, part.half(), GREY)
    return frame
