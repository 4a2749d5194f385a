"""The look of a virtual camera on pictures: 8 bits a channel, or floats for deep files."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from reklamai.media.cinema.lens import LensMap, bends, fringed, vignetted
from reklamai.media.cinema.model import Camerawork
from reklamai.media.colour import to_linear, to_screen
from reklamai.media.finish.frames import glow_of
from reklamai.media.finish.grain import DeepGrain
from reklamai.media.finish.mask import window
from reklamai.media.grading.apply import graded
from reklamai.media.types import AnyArray, FloatPicture


class PictureFinish:
    """The same parts as `frames.FrameFinish`, for (H, W, 3) float32 screen values; not for two threads at once.

    size: width and height of the pictures; any. A part that is not in `post`, or does nothing, costs nothing.
    """

    def __init__(self, camerawork: Camerawork, post: Collection[str], *, size: tuple[int, int], seed: int) -> None:
        work = camerawork
        self._mask = window(size, work.ratio if "mask" in post else None, even=False)
        self._whole, self._bars = size, work.bars
        size = self._mask.size
        optics = work.optics if work.optics and "lens" in post else None
        self._bent = LensMap(size, optics) if optics and bends(optics) else None
        self._aberration = optics.aberration if optics else 0.0
        self._glow = glow_of(work, post)
        self._vignette = work.vignette if "vignette" in post else 0.0
        self._profile = work.profile if "grade" in post and work.profile_strength else ""
        self._strength = work.profile_strength
        grainy = "grain" in post and work.grain
        self._grain = DeepGrain(size, work.grain, grain_size=work.grain_size, seed=seed) if grainy else None

    def apply(self, index: int, picture: FloatPicture) -> FloatPicture:
        """Picture `index` of a row as it is to be shown, 0..1: a new array."""
        made = self._lit(np.array(self._mask.of(picture), np.float32))
        if self._profile:
            made = graded(made, self._profile, strength=self._strength)
        if self._grain:
            self._grain.apply(index, made)
        np.clip(made, 0, 1, out=made)
        if not self._bars or self._mask.size == self._whole:
            return made
        whole = np.zeros((self._whole[1], self._whole[0], 3), np.float32)
        self._mask.of(whole)[:] = made
        return whole

    def _lit(self, picture: FloatPicture) -> FloatPicture:
        """What happens to light, before any colour is graded."""
        if self._bent:
            picture = np.asarray(self._bent.applied(picture), np.float32)
        picture = np.asarray(fringed(picture, self._aberration), np.float32)
        if not self._glow and not self._vignette:
            return picture
        return to_screen(vignetted(self._glow.of(to_linear(picture)), self._vignette))


def finish_picture(picture: AnyArray, camerawork: Camerawork, post: Collection[str], *, seed: int) -> AnyArray:
    """A picture with what `post` names of a camera put on it, of the same dtype; moves and ramps do nothing to it.

    picture: (H, W, 3) RGB screen values, uint8 or float32 in 0..1. The same in gives the same out.
    Raises: ValueError for another picture; KeyError for a profile that is not there.
    """
    if picture.ndim != 3 or picture.shape[2] != 3 or picture.dtype not in (np.uint8, np.float32):
        raise ValueError(f"expected (H, W, 3) uint8 or float32, got {picture.shape} {picture.dtype}")
    finish = PictureFinish(camerawork, post, size=(picture.shape[1], picture.shape[0]), seed=seed)
    if picture.dtype == np.float32:
        return finish.apply(0, picture)
    made = finish.apply(0, picture.astype(np.float32) / 255)
    return np.asarray(np.round(made * 255), np.uint8)
