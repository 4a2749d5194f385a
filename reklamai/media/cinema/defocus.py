"""Surfaces out of focus: each point of a surface becomes the picture of the iris, as large as the lens makes it."""

from __future__ import annotations

import math
from collections.abc import Iterator

import cv2
import numpy as np

from reklamai.media.cinema.iris import Iris, disc, farthest
from reklamai.media.types import AnyArray, FloatPicture, Plane

SHARP_PX = 0.35
"""Radius under which a disc is a point."""
STEP = 1.6
"""Between the radii that are drawn; what lies between is mixed of two. Steps of 2 show as rings on an even ground."""
FULL_PX, HALF_PX, QUARTER_PX = 8.0, 24.0, 48.0
"""Largest radii that are drawn at full, half and quarter size: a disc of eight small pixels still shows its corners.

A kernel of 17 pixels costs 20 ms on three channels of 1280 x 720 at full size, 5 ms at half.
"""
SWIRLING = 0.35
"""Of those radii where a lens swirls: its tiles overlap and cost four times as much."""
TILES = (5, 5)
"""Across and down: kernels of a lens that swirls, one for each tile, mixed between. Odd: the middle one is round."""
SWIRLS_PX = 2.5
"""Radius from which on a cat's eye can be told from a disc."""


def defocused(surface: FloatPicture, radius: Plane, iris: Iris) -> FloatPicture:
    """A surface with each point spread by its own radius.

    surface: (H, W, C) float32 linear light, one to four channels (with alpha: premultiplied). radius: (H, W) float32
    pixels, of the disc's upright half. Returns: the same shape; the surface itself where all of it is sharp.
    """
    low, high = float(radius.min()), float(radius.max())
    if high < SHARP_PX:
        return surface
    levels = _levels(low, high)
    if len(levels) == 1:
        return _Spread(surface, iris).over(levels[0], 0, surface.shape[0])
    place = np.interp(radius, levels, np.arange(len(levels))).astype(np.float32)
    spread, out = _Spread(surface, iris), np.zeros_like(surface)
    for index, top, bottom in _bands(place, len(levels)):
        # from the sharpest on, each over the last: where a pixel lies between two, it is mixed of these
        share = np.clip(place[top:bottom] - (index - 1), 0, 1)
        drawn = np.ascontiguousarray(spread.over(levels[index], top, bottom))
        out[top:bottom] = _kept(cv2.blendLinear(drawn, out[top:bottom], share, 1 - share), out)
    return out


def _levels(low: float, high: float) -> list[float]:
    """Radii to draw: 0 for what is sharp, then geometric steps from the least to the most."""
    if high - low < 0.04 * high:
        return [(low + high) / 2]
    start = max(low, 0.8)
    count = max(1, math.ceil(math.log(max(high / start, 1.0)) / math.log(STEP)))
    steps = [start * (high / start) ** (index / count) for index in range(count + 1)]
    if high <= start:
        steps = [high]
    return [0.0, *steps] if low < start else steps


def _bands(place: Plane, count: int) -> Iterator[tuple[int, int, int]]:
    """For each level that is used: its index and the rows from the first to the last pixel that needs it."""
    least, most = place.min(axis=1), place.max(axis=1)
    for index in range(count):
        rows = np.flatnonzero((most > index - 1) & (least < index + 1))
        if len(rows):
            yield index, int(rows[0]), int(rows[-1]) + 1


class _Spread:
    """A surface, and its smaller copies as they are needed."""

    def __init__(self, surface: FloatPicture, iris: Iris) -> None:
        self._copies = [surface]
        self._iris = iris

    def over(self, radius: float, top: int, bottom: int) -> FloatPicture:
        """Rows `top` to `bottom` with every point spread by one radius."""
        surface = self._copies[0]
        if radius < SHARP_PX:
            return surface[top:bottom]
        halvings = _halvings(
            radius / (SWIRLING if self._iris.swirl > 0 and radius >= SWIRLS_PX else 1), min(surface.shape[:2])
        )
        small, scale = self._copy(halvings), 2**halvings
        reach = math.ceil(radius * farthest(self._iris) / scale) + 2
        first, last = max(0, top // scale - reach), min(small.shape[0], -(-bottom // scale) + reach)
        band = np.ascontiguousarray(small[first:last])
        swirls = self._iris.swirl > 0 and radius >= SWIRLS_PX
        soft = self._spread(band, radius / scale, first, small.shape[0], swirls=swirls)
        if halvings == 0:
            return soft[top - first : bottom - first]
        return _enlarged(soft, scale, top - first * scale, bottom - first * scale, surface.shape[1])

    def _copy(self, halvings: int) -> FloatPicture:
        while len(self._copies) <= halvings:
            last = self._copies[-1]
            odd_rows, odd_columns = last.shape[0] % 2, last.shape[1] % 2
            if odd_rows or odd_columns:
                last = _kept(cv2.copyMakeBorder(last, 0, odd_rows, 0, odd_columns, cv2.BORDER_REPLICATE), last)
            size = last.shape[1] // 2, last.shape[0] // 2
            self._copies.append(_kept(cv2.resize(last, size, interpolation=cv2.INTER_AREA), last))
        return self._copies[halvings]

    def _spread(self, band: FloatPicture, radius: float, first: int, rows: int, *, swirls: bool) -> FloatPicture:
        if not swirls:
            plain = Iris(self._iris.blades, self._iris.squeeze)
            return _filtered(band, disc(round(radius, 2), plain))
        return _swirled(band, round(radius, 2), self._iris, first=first, rows=rows)


def _halvings(radius: float, shortest: int) -> int:
    wanted = 0 if radius <= FULL_PX else 1 if radius <= HALF_PX else 2 if radius <= QUARTER_PX else 3
    return min(wanted, max(0, int(math.log2(max(1, shortest / 8)))))


def _filtered(pixels: FloatPicture, kernel: Plane) -> FloatPicture:
    # filter2D correlates; a disc that is not symmetric must be turned to be a spread
    turned = np.ascontiguousarray(kernel[::-1, ::-1])
    return _kept(cv2.filter2D(pixels, -1, turned, borderType=cv2.BORDER_REFLECT_101), pixels)


def _swirled(band: FloatPicture, radius: float, iris: Iris, *, first: int, rows: int) -> FloatPicture:
    """Tiles with a kernel each, mixed bilinearly between the tiles' middles. first, rows: of the band in the frame."""
    height, width = band.shape[:2]
    out = np.zeros_like(band)
    half = math.hypot(width, rows) / 2
    margin = math.ceil(radius * farthest(iris)) + 1
    for line, down in _tiles(rows, TILES[1], first, height):
        for column, across in _tiles(width, TILES[0], 0, width):
            (t, b), (s, e) = _span(down), _span(across)
            around = max(0, t - margin), max(0, s - margin)
            piece = np.ascontiguousarray(band[around[0] : b + margin, around[1] : e + margin])
            off = round((column - (width - 1) / 2) / half, 3), round((line - (rows - 1) / 2) / half, 3)
            soft = _filtered(piece, disc(radius, iris, off=off))
            weight = down[t:b, None] * across[None, s:e]
            inside = soft[t - around[0] : b - around[0], s - around[1] : e - around[1]]
            out[t:b, s:e] += inside * weight[..., None]
    return out


def _tiles(length: int, count: int, first: int, seen: int) -> Iterator[tuple[float, Plane]]:
    """Middle of each tile along a side of the frame, and its weights on the `seen` pixels from `first` on."""
    middles = np.linspace(0, length - 1, count)
    at = np.arange(first, first + seen, dtype=np.float32)
    for middle in middles:
        weight = np.clip(1 - np.abs(at - middle) / max(1.0, middles[1] - middles[0]), 0, 1).astype(np.float32)
        if weight.any():
            yield float(middle), weight


def _span(weight: Plane) -> tuple[int, int]:
    used = np.flatnonzero(weight)
    return int(used[0]), int(used[-1]) + 1


def _enlarged(small: FloatPicture, scale: int, top: int, bottom: int, width: int) -> FloatPicture:
    whole = cv2.resize(small, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
    return _kept(np.asarray(whole), small)[top:bottom, :width]


def _kept(made: AnyArray, like: AnyArray) -> AnyArray:
    """OpenCV drops the last axis of a single channel."""
    return np.asarray(made if made.ndim == like.ndim else made[..., None], np.float32)
