"""What the lens and the film add to a clip: focus, grade, vignette, flare and grain."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from reklamai.media.scene.model import Box, SceneLight
from reklamai.media.types import AnyArray, FloatPicture, Plane, Rgba

CELLS = 64
"""Cells along each side of the packed grade: 2 MB, which a processor's cache holds."""
WIDEST_BLUR = 0.02
"""Radius of the largest circle of confusion, share of the longer side."""
GRAIN_TILE = 256
MOST_GRAIN = 2.0
"""Luma steps; more than that costs the encoder a third of its speed (measured with x264 veryfast)."""


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """How a clip is to look; each part costs nothing where it is off."""

    depth_of_field: float = 0.0
    """0 everything sharp .. 1 a wide open lens."""
    lut: FloatPicture | None = None
    """Grade (33, 33, 33, 3) float32 in 0..1, screen values, indexed by red, green, blue."""
    vignette: float = 0.0
    """0..1: how much darker the corners are."""
    grain: float = 0.0
    """Sigma of the grain in luma steps, 0..2."""
    flare: float = 0.0
    """0..1: glow of the key light at the rim of the frame, kept off the face."""

    @classmethod
    def clean(cls) -> Look:
        """Nothing added: sharp, ungraded, without grain."""
        return cls()

    @classmethod
    def film(cls, lut: FloatPicture | None = None) -> Look:
        """The whole look at habitual strength."""
        return cls(depth_of_field=0.5, lut=lut, vignette=0.35, grain=1.6, flare=0.3)


def blur_radius(look: Look, *, depth: float, distance: float, longest_px: float) -> float:
    """Radius in pixels of the circle of confusion of a layer, for a lens focused on `distance`.

    Source: thin lens; the circle grows with |1 / depth - 1 / distance|.
    """
    apart = abs(distance / depth - 1.0)
    return min(WIDEST_BLUR, 0.017 * look.depth_of_field * apart) * longest_px


class Grade:
    """A 33-cubed table, made ready to be applied to millions of pixels."""

    def __init__(self, lut: FloatPicture) -> None:
        side = lut.shape[0]
        if lut.ndim != 4 or lut.shape != (side, side, side, 3):
            raise ValueError(f"expected (N, N, N, 3), got {lut.shape}")
        centres = (np.arange(CELLS, dtype=np.float32) * 4 + 1.5) / 255
        change = np.empty((CELLS, CELLS, CELLS, 4), np.int16)
        fine = _between(_between(_between(lut.astype(np.float32), centres, 0), centres, 1), centres, 2)
        for channel in range(3):
            shape = [1, 1, 1]
            shape[channel] = CELLS
            change[..., channel] = np.round((fine[..., channel] - centres.reshape(shape)) * 255)
        change[..., 3] = 0
        self._packed = change.reshape(-1, 4).view(np.uint64).ravel()

    def applied(self, pixels: Rgba) -> Rgba:
        """(H, W, 4) uint8 with its colours graded; alpha stays.

        The table holds changes, not colours: within a cell of four steps the picture keeps its own fine steps.
        """
        cells = pixels >> 2
        index = cells[..., 0].astype(np.uint32) << 12
        index |= cells[..., 1].astype(np.uint32) << 6
        index |= cells[..., 2]
        change = np.take(self._packed, index).view(np.int16).reshape(pixels.shape)
        return np.asarray(cv2.add(pixels, change, dtype=cv2.CV_8U), np.uint8)


def _between(table: AnyArray, at: Plane, axis: int) -> AnyArray:
    place = at * (table.shape[axis] - 1)
    low = np.minimum(place.astype(int), table.shape[axis] - 2)
    shape = [1] * table.ndim
    shape[axis] = len(at)
    share = (place - low).reshape(shape)
    mixed: AnyArray = np.take(table, low, axis) * (1 - share) + np.take(table, low + 1, axis) * share
    return mixed


def blurred(premultiplied: AnyArray, radius: float) -> AnyArray:
    """Premultiplied pixels through a lens that is out of focus: a soft disc of `radius` pixels.

    Wide discs are made on a smaller picture: the eye cannot tell, and it costs a tenth.
    """
    if radius < 0.6:
        return premultiplied
    height, width = premultiplied.shape[:2]
    shrink = min(max(1.0, radius / 4), height / 2, width / 2)
    size = max(2, round(width / shrink)), max(2, round(height / shrink))
    small = cv2.resize(premultiplied, size, interpolation=cv2.INTER_AREA) if shrink > 1 else premultiplied
    soft = cv2.filter2D(small, -1, _disc(radius / shrink), borderType=cv2.BORDER_REFLECT_101)
    if shrink <= 1:
        return np.asarray(soft)
    back = np.asarray(cv2.resize(soft, (width, height), interpolation=cv2.INTER_CUBIC)).clip(0, 255)
    np.minimum(back[..., :3], back[..., 3:], out=back[..., :3])  # cubic overshoots past the alpha
    return back


def _disc(radius: float) -> Plane:
    reach = int(np.ceil(radius))
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(np.float32)
    disc = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1)
    kernel: Plane = (disc / disc.sum()).astype(np.float32)
    return kernel


def shade(size: tuple[int, int], look: Look, *, light: SceneLight, face: Box | None) -> Rgba:
    """Vignette and flare as one layer over the whole frame: (H, W, 4) uint8, premultiplied."""
    layer: Rgba = np.round(veil(size, look, light=light, face=face) * 255).astype(np.uint8)
    return layer


def veil(size: tuple[int, int], look: Look, *, light: SceneLight, face: Box | None) -> AnyArray:
    """The same, (H, W, 4) float32 in 0..1."""
    width, height = size
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = (x + 0.5) / width, (y + 0.5) / height
    dark = look.vignette * np.clip(((x - 0.5) ** 2 + (y - 0.5) ** 2) / 0.5, 0, 1) ** 1.4
    spot = look.flare * _spot(x, y, width / height, light)
    if face is not None:
        fx, fy, fw, fh = face
        off = ((x - fx - fw / 2) / (fw + 0.02)) ** 2 + ((y - fy - fh / 2) / (fh + 0.02)) ** 2
        spot *= 1 - np.exp(-(off**2))
    warm = float(np.clip((6500 - light.kelvin) / 4000, -0.5, 1))
    colours = [spot, spot * (0.9 - 0.12 * warm), spot * (0.82 - 0.4 * warm), 1 - (1 - dark) * (1 - spot)]
    layer: AnyArray = np.stack(colours, axis=-1).astype(np.float32)
    return layer


def _spot(x: Plane, y: Plane, ratio: float, light: SceneLight) -> Plane:
    """Glow of the key light, 0..1, from outside the frame on the light's side."""
    side, up = math.sin(math.radians(light.azimuth)), math.sin(math.radians(light.elevation))
    away = np.hypot((x - (0.5 + 0.56 * side)) * ratio, y - (0.4 - 0.5 * up))
    return np.asarray(0.42 * np.exp(-((away / 0.42) ** 2)), np.float32)


def grain_tiles(size: tuple[int, int], sigma: float, *, seed: int) -> tuple[Plane, Plane]:
    """Grain to add and grain to take away, each (H + 256, W + 256) uint8: a window at random for every frame.

    sigma: luma steps, 0..2 (more is cut to 2).
    """
    random = np.random.default_rng(seed)
    shape = (size[1] + GRAIN_TILE, size[0] + GRAIN_TILE)
    noise = cv2.GaussianBlur(random.standard_normal(shape, dtype=np.float32), (0, 0), 0.7)
    steps = np.round(noise * (min(sigma, MOST_GRAIN) / float(noise.std())))
    return np.clip(steps, 0, 255).astype(np.uint8), np.clip(-steps, 0, 255).astype(np.uint8)
