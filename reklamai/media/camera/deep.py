"""Scenes filmed in float from the layers to the last pixel: slower, and as deep as what is filmed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from reklamai.media.camera.look import GRAIN_TILE, veil
from reklamai.media.camera.plates import TO_YUVA, laid_out
from reklamai.media.camera.rig import Homographies, corners, inverted, mapped
from reklamai.media.camera.shot import Shot
from reklamai.media.camera.warp import moved
from reklamai.media.finish.still import PictureFinish
from reklamai.media.i420 import planes
from reklamai.media.types import AnyArray, FloatPicture, Plane, Report, quiet

Tone = Callable[[FloatPicture], FloatPicture]
"""A grade on screen values 0..1, (H, W, 3) float32."""
_HOW = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP


@dataclass(frozen=True, slots=True, eq=False)
class _Sheet:
    """A plane of float pixels that moves as a whole."""

    pixels: AnyArray
    """(h, w, 4) float32 in 0..1, premultiplied."""
    solid: bool
    sampling: Homographies


class DeepFilm:
    """The frames of a shot, (H, W, 3) float32 screen values in 0..1; not for two threads at once."""

    def __init__(
        self, shot: Shot, *, tone: Tone | None, post: Collection[str], seed: int, report: Report = quiet
    ) -> None:
        """tone: stands in for the table of the shot's look; post: of `cinema.model.POST`, put on each frame."""
        self.shot, self.size, self.frames = shot, shot.size, shot.frames
        self._sheets = [*_sheets(shot, tone, report)]
        self._look = _Look(shot, post=post, seed=seed)

    def frame(self, index: int) -> FloatPicture:
        """Frame `index`, an array of its own."""
        drawn = _empty(self.size)
        for sheet in self._sheets:
            _lay(drawn, sheet, index)
        return self._look.on(index, drawn)


def deep_still(
    shot: Shot, *, tone: Tone | None, post: Collection[str], seed: int, report: Report = quiet
) -> FloatPicture:
    """The first frame alone: no more than one plane of floats is in memory, which is 150 MB at 4K."""
    drawn = _empty(shot.size)
    for sheet in _sheets(shot, tone, report):
        _lay(drawn, sheet, 0)
    return _Look(shot, post=post, seed=seed).on(0, drawn)


def _empty(size: tuple[int, int]) -> FloatPicture:
    return np.zeros((size[1], size[0], 3), np.float32)


class _Look:
    """What the shot's own look and the finish put on frames."""

    def __init__(self, shot: Shot, *, post: Collection[str], seed: int) -> None:
        self.size, self._seed = shot.size, seed
        look = shot.focus.look
        shaded = look.vignette or look.flare
        self._veil = veil(self.size, look, light=shot.scene.light, face=shot.scene.face_box) if shaded else None
        self._grain = _grain(self.size, look.grain, seed) if look.grain else None
        self._post = PictureFinish(shot.work, tuple(post), size=self.size, seed=seed)

    def on(self, index: int, drawn: FloatPicture) -> FloatPicture:
        """Frame `index` as it is to be shown, 0..1."""
        if self._veil is not None:
            drawn = drawn * (1 - self._veil[..., 3:]) + self._veil[..., :3]
        if self._grain is not None:
            x, down = np.random.default_rng((self._seed, index)).integers(0, GRAIN_TILE, 2)
            drawn += self._grain[down : down + self.size[1], x : x + self.size[0], None]
        return self._post.apply(index, np.clip(drawn, 0, 1).astype(np.float32))


def coded(picture: FloatPicture, frame: AnyArray) -> None:
    """Write float screen values as 8-bit I420, BT.709 limited range, into `frame` (H * 3 / 2, W)."""
    yuv = cv2.transform(picture * np.float32(255), TO_YUVA[:3, :3].astype(np.float32))
    y, u, v = planes(frame)
    np.copyto(y, np.clip(yuv[..., 0] + 16.5, 16, 235).astype(np.uint8))
    half = cv2.resize(np.ascontiguousarray(yuv[..., 1:]), (u.shape[1], u.shape[0]), interpolation=cv2.INTER_AREA)
    np.copyto(u, np.clip(half[..., 0] + 128.5, 16, 240).astype(np.uint8))
    np.copyto(v, np.clip(half[..., 1] + 128.5, 16, 240).astype(np.uint8))


def _sheets(shot: Shot, tone: Tone | None, report: Report) -> Iterator[_Sheet]:
    def weighed(part: AnyArray) -> AnyArray:
        alpha = part[..., 3:].astype(np.float32)
        colours = part[..., :3].astype(np.float32)
        if tone:
            colours = tone(colours / np.float32(255)) * np.float32(255)
        return np.concatenate([colours * (alpha / 255), alpha], axis=-1)

    base = True
    for group in shot.groups():
        report("frames", 0.0)
        laid = laid_out(group, shot.focus, weighed, base=base)
        if laid and laid[0][..., 3].any():
            yield _cut(*laid)
            base = False


def _cut(pixels: AnyArray, sampling: Homographies) -> _Sheet:
    """A sheet without the empty rows and columns around it: planes of floats are large."""
    if pixels[..., 3].min() >= 255:
        return _Sheet(pixels / np.float32(255), solid=True, sampling=sampling)
    left, top, width, height = cv2.boundingRect((pixels[..., 3] > 0).astype(np.uint8))
    part = pixels[top : top + height, left : left + width] / np.float32(255)
    return _Sheet(part, solid=False, sampling=moved(-left, -top) @ sampling)


def _lay(drawn: FloatPicture, sheet: _Sheet, index: int) -> None:
    matrix = sheet.sampling[index]
    left, top, right, bottom = _seen(sheet, matrix, drawn.shape)
    if left >= right or top >= bottom:
        return
    there = drawn[top:bottom, left:right]
    mode = cv2.BORDER_REPLICATE if sheet.solid else cv2.BORDER_CONSTANT
    at = matrix @ moved(left, top)
    size = right - left, bottom - top
    if np.abs(at[2, :2]).max() > 1e-12:
        pixels = cv2.warpPerspective(sheet.pixels, at, size, flags=_HOW, borderMode=mode)
    else:
        pixels = cv2.warpAffine(sheet.pixels, at[:2], size, flags=_HOW, borderMode=mode)
    if not sheet.solid:
        there *= 1 - pixels[..., 3:]
        there += pixels[..., :3]
    else:
        np.copyto(there, pixels[..., :3])


def _seen(sheet: _Sheet, matrix: AnyArray, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what a sheet covers of the frame."""
    height, width = shape[:2]
    if sheet.solid:
        return 0, 0, width, height
    rows, columns = sheet.pixels.shape[:2]
    edges = mapped(inverted(matrix[None]), corners((-1.0, -1.0, columns, rows)))[0]
    low, high = np.floor(edges.min(axis=0)), np.ceil(edges.max(axis=0)) + 1
    left, top = (int(np.clip(each, 0, side)) for each, side in zip(low, (width, height), strict=True))
    right, bottom = (int(np.clip(each, 0, side)) for each, side in zip(high, (width, height), strict=True))
    return left, top, right, bottom


def _grain(size: tuple[int, int], sigma: float, seed: int) -> Plane:
    random = np.random.default_rng(seed)
    noise = cv2.GaussianBlur(
        random.standard_normal((size[1] + GRAIN_TILE, size[0] + GRAIN_TILE), dtype=np.float32), (0, 0), 0.7
    )
    return np.asarray(noise * (sigma / 219 / float(noise.std())), np.float32)
