"""Layers made ready for filming: focused, graded, premultiplied, cut to what is seen, and turned to Y, U and V."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from reklamai.media.camera.fill import filled
from reklamai.media.camera.fit import reach
from reklamai.media.camera.focus import Focus
from reklamai.media.camera.look import Grade
from reklamai.media.camera.rig import Homographies, Rig, inverted
from reklamai.media.scene.model import Layer
from reklamai.media.types import AnyArray, Rgba

MERGED_PX = 0.25
"""Layers that never part by more than this are filmed as one."""
MARGIN_PX = 4
DENSEST = 2.0
"""Layer pixels kept for each frame pixel, however far the lens goes in on a move."""
_Y, _U, _V = (0.2126, 0.7152, 0.0722), (-0.114572, -0.385428, 0.5), (0.5, -0.454153, -0.045847)
TO_YUVA = np.array(
    [[*(c * 219 / 255 for c in _Y), 16 / 255], [*(c * 224 / 255 for c in _U), 128 / 255],
     [*(c * 224 / 255 for c in _V), 128 / 255], [0, 0, 0, 1]],
    dtype=np.float64,
)  # fmt: skip
"""Premultiplied red, green, blue and alpha (0..255) to premultiplied Y, U, V (limited range) and alpha.
Source: ITU-R BT.709-6, 3.2-3.5."""


@dataclass(frozen=True, slots=True, eq=False)
class Plate:
    """One plane of pixels that moves as a whole, premultiplied."""

    y: AnyArray
    """(h, w) uint8."""
    clear: AnyArray | None
    """(h, w) uint8, 255 minus alpha; None if all of it is opaque."""
    colour: AnyArray
    """(h / 2, w / 2, 4) uint8: U, V, 255 minus alpha, nothing. OpenCV warps four channels faster than two of them."""
    inside: tuple[float, float, float, float]
    """What is not empty: left, top, right, bottom, in plate pixels."""
    solid: tuple[int, int]
    """First row, and the row after the last one, of its fully opaque band."""
    sampling: Homographies
    """(N, 3, 3): from pixels of frame n to pixels of the plate."""


@dataclass(frozen=True, slots=True, eq=False)
class Filmed:
    """A layer and how it falls into each frame."""

    layer: Layer
    matrices: Homographies


def grouped(filmed: Sequence[Filmed], *, size: tuple[int, int]) -> list[list[Filmed]]:
    """Neighbouring layers that move as one, together; `filmed` comes from the farthest to the nearest."""
    width, height = size
    frame = np.array([[0, 0, 1], [width, 0, 1], [0, height, 1], [width, height, 1]], np.float64)
    groups: list[list[Filmed]] = []
    for one in filmed:
        if groups and _apart(groups[-1][0].matrices, one.matrices, frame) < MERGED_PX:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _apart(a: Homographies, b: Homographies, points: AnyArray) -> float:
    there, here = points @ a.transpose(0, 2, 1), points @ b.transpose(0, 2, 1)
    return float(np.abs(there[..., :2] / there[..., 2:] - here[..., :2] / here[..., 2:]).max())


def plate_for(group: Sequence[Filmed], focus: Focus, grade: Grade | None, *, base: bool) -> Plate | None:
    """The plate of layers that move as one; None if nothing of it is ever seen. base: make it opaque everywhere."""

    def weighed(part: Rgba) -> Rgba:
        return _premultiplied(grade.applied(part) if grade else part)

    laid = laid_out(group, focus, weighed, base=base)
    return plate_of(*laid) if laid else None


def laid_out(
    group: Sequence[Filmed], focus: Focus, weighed: Callable[[AnyArray], AnyArray], *, base: bool
) -> tuple[AnyArray, Homographies] | None:
    """Layers that move as one, in focus and over one another, and how frames sample them; None if none is ever seen.

    weighed: premultiplies a part of a layer's pixels, uint8 or float32 of 0..255, and says by that which they become.
    """
    spread = max(focus.spread_px(one.layer) for one in group)
    canvas = _canvas(group, focus.rig, base=base, spread=spread)
    if canvas is None:
        return None
    rows = ((np.arange(canvas.rows) + 0.5) / canvas.density + canvas.top - 0.5).astype(np.float32)
    pixels: AnyArray | None = None
    for one in group:
        drawn = focus.applied(
            _drawn(one.layer, canvas, focus.rig, weighed), one.layer, rows=rows, density=canvas.density
        )  # fmt: skip
        if pixels is None:
            pixels = drawn
        else:
            _over(pixels, drawn)
    if pixels is None:
        raise ValueError("a group holds at least one layer")
    if base and pixels[..., 3].min() < 255:
        pixels = filled(pixels)
    return pixels, canvas.sampling(group[0].matrices)


@dataclass(frozen=True, slots=True)
class _Canvas:
    """A grid of pixels over the frame at rest."""

    left: int
    top: int
    columns: int
    rows: int
    density: float
    """Pixels for each frame pixel."""

    @property
    def matrix(self) -> AnyArray:
        """(3, 3) from frame pixels at rest to pixels of the grid."""
        half = 0.5 * self.density - 0.5
        d = self.density
        return np.array([[d, 0, half - d * self.left], [0, d, half - d * self.top], [0, 0, 1]], np.float64)

    def sampling(self, matrices: Homographies) -> Homographies:
        inverse: Homographies = self.matrix @ inverted(matrices)
        return inverse / inverse[:, 2:, 2:]


def _canvas(group: Sequence[Filmed], rig: Rig, *, base: bool, spread: float) -> _Canvas | None:
    needs = reach(rig, group[0].matrices, group[0].layer)
    # a wide lens makes its frame out of fewer of these pixels, and its rim reaches over more of them
    margin = MARGIN_PX / min(1.0, rig.lens) + spread
    boxes = np.array([rig.pixels(one.layer.box) for one in group])
    has = (*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0))
    # a figure out of focus reaches past its own end; what goes on beyond the frame would grow thin there
    rest = rig.pixels((0, 0, 1, 1))
    over = all(has[i] <= rest[i] for i in (0, 1)) and all(has[i] >= rest[i] for i in (2, 3))
    past = 1 if over else 1 + spread
    low = [needs[i] - margin if base else max(needs[i] - margin, has[i] - past) for i in (0, 1)]
    high = [needs[i] + margin if base else min(needs[i] + margin, has[i] + past) for i in (2, 3)]
    if min(high[0] - low[0], high[1] - low[1]) <= 2:
        return None
    # even edges, so that the chroma of a frame at rest falls on the chroma of the plate
    left, top = (math.floor(edge / 2) * 2 for edge in low)
    native = max(one.layer.pixels.shape[1] / (one.layer.box[2] * rig.size[0]) for one in group)
    grows = float(np.sqrt(np.abs(np.linalg.det(group[0].matrices[:, :2, :2]))).max())
    density = float(np.clip(min(native, grows), min(1.0, rig.lens), DENSEST * max(1.0, rig.lens)))
    columns, rows = (math.ceil((edge - start) * density / 2) * 2 for edge, start in zip(high, (left, top), strict=True))
    return _Canvas(left, top, columns, rows, density)


def _drawn(layer: Layer, canvas: _Canvas, rig: Rig, weighed: Callable[[AnyArray], AnyArray]) -> AnyArray:
    """The layer on the canvas, premultiplied."""
    left, top, right, bottom = rig.pixels(layer.box)
    rows, columns = layer.pixels.shape[:2]
    x_density, y_density = columns / (right - left), rows / (bottom - top)
    to_layer = np.array(
        [[x_density, 0, -(left + 0.5) * x_density + 0.5 * x_density - 0.5],
         [0, y_density, -(top + 0.5) * y_density + 0.5 * y_density - 0.5], [0, 0, 1]]
    ) @ inverted(canvas.matrix)  # fmt: skip
    corner, end = to_layer @ [0, 0, 1], to_layer @ [canvas.columns - 1, canvas.rows - 1, 1]
    x0, y0 = (int(np.clip(math.floor(corner[i]) - 2, 0, (columns, rows)[i] - 1)) for i in (0, 1))
    x1, y1 = (int(np.clip(math.ceil(end[i]) + 3, 1, (columns, rows)[i])) for i in (0, 1))
    part = np.ascontiguousarray(layer.pixels[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)])
    premultiplied = weighed(part)
    moved = np.array([[1, 0, -x0], [0, 1, -y0], [0, 0, 1]]) @ to_layer
    shrink = max(moved[0, 0], moved[1, 1])
    if shrink > 1.5:  # a plain warp would skip pixels
        size = max(1, round(part.shape[1] / moved[0, 0])), max(1, round(part.shape[0] / moved[1, 1]))
        premultiplied = cv2.resize(premultiplied, size, interpolation=cv2.INTER_AREA)
        ratio = size[0] / part.shape[1], size[1] / part.shape[0]
        moved = np.array(
            [[ratio[0], 0, 0.5 * ratio[0] - 0.5], [0, ratio[1], 0.5 * ratio[1] - 0.5], [0, 0, 1]]
        ) @ moved  # fmt: skip
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    # a layer wider than the frame must not grow thin at the rim of what is seen; a figure ends where it ends
    over_frame = left <= -0.5 and top <= -0.5 and right >= rig.size[0] - 0.5 and bottom >= rig.size[1] - 0.5
    spare = 2 * MARGIN_PX * shrink
    wide = over_frame and min(corner[0], corner[1], columns - end[0], rows - end[1]) > -spare
    border = cv2.BORDER_REPLICATE if wide else cv2.BORDER_CONSTANT
    size = canvas.columns, canvas.rows
    return np.asarray(cv2.warpAffine(premultiplied, moved[:2], size, flags=how, borderMode=border))


def _premultiplied(pixels: Rgba) -> Rgba:
    alpha = np.ascontiguousarray(pixels[..., 3])
    if alpha.min() == 255:
        return pixels
    planes = [cv2.multiply(np.ascontiguousarray(pixels[..., i]), alpha, scale=1 / 255) for i in range(3)]
    return np.asarray(cv2.merge([*planes, alpha]), np.uint8)


def _over(below: AnyArray, above: AnyArray) -> None:
    """Put premultiplied pixels over others, in place."""
    clear = 255 - np.ascontiguousarray(above[..., 3])
    cv2.multiply(below, cv2.merge([clear] * 4), dst=below, scale=1 / 255)
    cv2.add(below, above, dst=below)


def plate_of(premultiplied: Rgba, sampling: Homographies) -> Plate | None:
    """Premultiplied pixels (even rows and columns) as a plate; None if all of them are empty."""
    alpha = np.ascontiguousarray(premultiplied[..., 3])
    left, top, width, height = cv2.boundingRect(alpha)
    if not width:
        return None
    yuva = cv2.transform(premultiplied, TO_YUVA)
    half = cv2.resize(yuva, (yuva.shape[1] // 2, yuva.shape[0] // 2), interpolation=cv2.INTER_AREA)
    u, v, alpha_half = (np.ascontiguousarray(half[..., i]) for i in (1, 2, 3))
    return Plate(
        y=np.ascontiguousarray(yuva[..., 0]),
        clear=None if alpha.min() == 255 else cv2.bitwise_not(alpha),
        colour=cv2.merge([u, v, cv2.bitwise_not(alpha_half), np.zeros_like(u)]),
        inside=(left, top, left + width, top + height),
        solid=_longest_band(alpha.min(axis=1) == 255),
        sampling=sampling,
    )  # fmt: skip


def _longest_band(rows: AnyArray) -> tuple[int, int]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], rows, [False])).astype(np.int8)))
    bands = edges.reshape(-1, 2)
    if not len(bands):
        return 0, 0
    start, end = bands[np.argmax(bands[:, 1] - bands[:, 0])]
    return int(start), int(end)
