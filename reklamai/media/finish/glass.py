"""What a lens does to the frames of a clip wherever light falls: bent lines, colour fringes, dark corners."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.cinema.lens import FRINGE, bent_grid, vignette_gain
from reklamai.media.cinema.model import Optics
from reklamai.media.finish.mask import BLACK, GREY
from reklamai.media.grading.frames import KB, KR
from reklamai.media.i420 import planes
from reklamai.media.types import AnyArray, Plane

RED = 2 * (1 - KR) * 219 / 224
"""What one step of V is of red, in steps of Y."""
BLUE = 2 * (1 - KB) * 219 / 224
SCREEN = 1 / 2.2
"""A share s of the light is about s ** SCREEN of the screen value, the same share for R, G and B, whatever they are."""
Maps = tuple[AnyArray, AnyArray]


class Glass:
    """Distortion and fringes in one look at the frame: each of red, green and blue has its own place it comes from."""

    def __init__(self, size: tuple[int, int], optics: Optics) -> None:
        half = size[0] // 2, size[1] // 2
        shift = FRINGE / 2 * optics.aberration
        self._fringes = shift > 0
        self._full, self._half = (
            [_maps(each, optics, 1 + sign * shift) for sign in ((-1, 0, 1) if shift else (0,))] for each in (size, half)
        )

    def apply(self, frame: AnyArray) -> None:
        """Bend an I420 frame in place."""
        y, u, v = planes(frame)
        if not self._fringes:
            for plane, maps in ((y, self._full[0]), (u, self._half[0]), (v, self._half[0])):
                plane[:] = _at(plane, maps)
            return
        reds, plain, blues = self._half
        u_plain, v_plain = _at(u, plain), _at(v, plain)
        red = cv2.subtract(_at(v, reds), v_plain, dtype=cv2.CV_32F) * RED
        blue = cv2.subtract(_at(u, blues), u_plain, dtype=cv2.CV_32F) * BLUE
        y_plain = _at(y, self._full[1])
        y_red = cv2.subtract(_at(y, self._full[0]), y_plain, dtype=cv2.CV_16S)
        y_blue = cv2.subtract(_at(y, self._full[2]), y_plain, dtype=cv2.CV_16S)
        wide = cv2.resize(KR * red + KB * blue, (y.shape[1], y.shape[0]), interpolation=cv2.INTER_LINEAR)
        more = cv2.addWeighted(y_red, KR, y_blue, KB, 0, dtype=cv2.CV_32F)
        cv2.add(y_plain, cv2.add(more, wide), y, dtype=cv2.CV_8U)
        red += _halved(y_red)
        blue += _halved(y_blue)
        luma = KR * red + KB * blue
        cv2.add(v_plain, (red - luma) / RED, v, dtype=cv2.CV_8U)
        cv2.add(u_plain, (blue - luma) / BLUE, u, dtype=cv2.CV_8U)


def _maps(size: tuple[int, int], optics: Optics, scale: float) -> Maps:
    """For `remap`: the bent grid, seen as much larger or smaller as one colour is drawn."""
    width, height = size
    matrix = np.array([[scale, 0, (1 - scale) * (width - 1) / 2], [0, scale, (1 - scale) * (height - 1) / 2]])
    x, y = (_scaled(each, matrix) for each in bent_grid(size, optics))
    return cv2.convertMaps(x, y, cv2.CV_16SC2)


def _scaled(grid: Plane, matrix: AnyArray) -> Plane:
    grid = np.ascontiguousarray(np.broadcast_to(grid, grid.shape), np.float32)
    if matrix[0, 0] == 1:
        return grid
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    size = grid.shape[1], grid.shape[0]
    return np.asarray(cv2.warpAffine(grid, matrix, size, flags=how, borderMode=cv2.BORDER_REPLICATE), np.float32)


def _at(plane: AnyArray, maps: Maps) -> AnyArray:
    return cv2.remap(plane, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def _halved(plane: AnyArray) -> Plane:
    size = plane.shape[1] // 2, plane.shape[0] // 2
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.float32)


class Shading:
    """A vignette."""

    def __init__(self, size: tuple[int, int], amount: float) -> None:
        full = vignette_gain(size, amount) ** np.float32(SCREEN)
        half = cv2.resize(full, (size[0] // 2, size[1] // 2), interpolation=cv2.INTER_AREA)
        # a share s of R, G and B is s of (Y - 16), (U - 128) and (V - 128)
        self._kept = [bytes_of(255 * share) for share in (full, half)]
        self._added = [bytes_of((1 - share) * zero) for share, zero in ((full, BLACK), (half, GREY))]

    def apply(self, frame: AnyArray) -> None:
        """Darken the corners of an I420 frame in place."""
        for number, plane in enumerate(planes(frame)):
            kept, added = self._kept[number > 0], self._added[number > 0]
            cv2.multiply(plane, kept, plane, 1 / 255)
            cv2.add(plane, added, plane)


def bytes_of(values: AnyArray) -> AnyArray:
    """Rounded uint8, clipped."""
    return np.clip(np.round(values), 0, 255).astype(np.uint8)
