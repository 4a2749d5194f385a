"""Layers into one picture, as sharp as the depth of each is in focus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import cv2
import numpy as np

from reklamai.media.scene.model import Layer, Role, Scene
from reklamai.media.types import AnyArray, Picture, Rgba

MOST_BLUR = 2.0
"""Blur of the nearest foreground in multiples of the blur at infinity."""


def flatten(scene: Scene) -> Picture:
    """What a still camera sees of a scene: its layers laid over one another, farthest first, everything sharp.

    Returns: (H, W, 3) uint8, RGB order, of the scene's size; black where no layer covers the frame.
    """
    return lay(scene.layers, size=scene.size)


def lay(layers: Iterable[Layer], *, size: tuple[int, int]) -> Picture:
    """`flatten` of layers that come one at a time: no more than one of them need be in memory.

    size: width and height of the frame in pixels.
    """
    canvas = np.zeros((size[1], size[0], 3), dtype=np.uint8)
    for layer in layers:
        _over(canvas, layer)
    return canvas


def focused(scene: Scene, *, blur: float, depth: float) -> Iterator[Layer]:
    """The layers of a scene as a lens sees them that is focused at `depth` metres.

    blur: sigma of what lies at infinity, share of the frame's height (0 gives the layers unchanged). What stands
    at another depth z is blurred by |1 - depth / z| of it, the ground row by row.
    Source: thin lens, circle of confusion proportional to |1/depth - 1/z|.
    """
    for layer in scene.layers:
        away = min(MOST_BLUR, abs(1 - depth / layer.depth)) if layer.depth > 0 else MOST_BLUR
        rows = layer.pixels.shape[0] / max(1e-6, layer.box[3])
        sigma = blur * away * rows
        if layer.role is Role.GROUND and scene.ground > 0:
            yield _ground_in_focus(layer, scene, sigma=blur * rows, depth=depth)
        elif sigma < 0.4 or (layer.role is Role.SUBJECT and away < 0.3):
            yield layer
        else:
            yield layer.with_pixels(blurred(layer.pixels, sigma))


def with_focus(scene: Scene, *, blur: float, depth: float) -> Scene:
    """A scene whose layers are `focused`: blurred once, then ready to be moved."""
    return replace(scene, layers=tuple(focused(scene, blur=blur, depth=depth)))


def premultiplied(pixels: Rgba) -> Rgba:
    """Colours weighed by their alpha, as resizing and blurring need them. (H, W, 4) uint8, same order."""
    alpha = cv2.cvtColor(np.ascontiguousarray(pixels[..., 3]), cv2.COLOR_GRAY2BGRA)
    weighed: Rgba = np.asarray(cv2.multiply(pixels, alpha, scale=1 / 255), dtype=np.uint8)
    weighed[..., 3] = pixels[..., 3]
    return weighed


def straight(weighed: Rgba) -> Rgba:
    """The inverse of `premultiplied`; colours under clear pixels are black."""
    alpha = np.maximum(weighed[..., 3:], 1)
    colours = np.minimum(weighed[..., :3].astype(np.uint16) * 255 // alpha, 255).astype(np.uint8)
    return np.dstack([colours, weighed[..., 3]])


def blurred(pixels: Rgba, sigma: float) -> Rgba:
    """Pixels out of focus; sigma in pixels. Large blurs are made at a smaller size: nobody sees the difference."""
    height, width = pixels.shape[:2]
    shrink = max(1, int(sigma / 2.5))
    # weighed: a blur of straight colours would bleed the black of clear pixels into the edges
    small = premultiplied(pixels)
    if shrink > 1:
        size = (max(1, width // shrink), max(1, height // shrink))
        small = np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    soft = cv2.GaussianBlur(small, (0, 0), max(0.3, sigma / shrink), borderType=cv2.BORDER_REPLICATE)
    if shrink > 1:
        soft = cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR)
    return straight(np.asarray(soft, dtype=np.uint8))


def _ground_in_focus(layer: Layer, scene: Scene, *, sigma: float, depth: float) -> Layer:
    """The ground lies at another depth in every row: sharp where the subject stands, soft towards the horizon."""
    rows, columns = layer.pixels.shape[:2]
    if sigma < 0.4:
        return layer
    y = layer.box[1] + (np.arange(rows, dtype=np.float32) + 0.5) / rows * layer.box[3]
    away = np.clip(np.abs(1 - depth * np.maximum(0, y - scene.horizon) / scene.ground), 0, 1)
    soft = blurred(layer.pixels, sigma)
    share = np.broadcast_to(away[:, None], (rows, columns)).astype(np.float32)
    mixed = cv2.blendLinear(soft, layer.pixels, np.ascontiguousarray(share), np.ascontiguousarray(1 - share))
    return layer.with_pixels(np.asarray(mixed, dtype=np.uint8))


def _over(canvas: Picture, layer: Layer) -> None:
    placed = _placed(layer, size=(canvas.shape[1], canvas.shape[0]))
    if placed is None:
        return
    weighed, x, y = placed
    under = canvas[y : y + weighed.shape[0], x : x + weighed.shape[1]]
    alpha = weighed[..., 3]
    if int(alpha.min()) == 255:
        under[:] = weighed[..., :3]
        return
    # in whole numbers: floats would take four times the memory, 100 MB for a layer at 4K
    left = cv2.cvtColor(255 - alpha, cv2.COLOR_GRAY2RGB)
    under[:] = cv2.add(cv2.multiply(under, left, scale=1 / 255), np.ascontiguousarray(weighed[..., :3]))


def _placed(layer: Layer, *, size: tuple[int, int]) -> tuple[Rgba, int, int] | None:
    """Weighed pixels of what the frame shows of a layer, with their left and top; None if it is outside."""
    x, y, wide, high = (value * side for value, side in zip(layer.box, size * 2, strict=True))
    left, top = max(0, int(np.floor(x + 1e-6))), max(0, int(np.floor(y + 1e-6)))
    right, bottom = min(size[0], int(np.ceil(x + wide - 1e-6))), min(size[1], int(np.ceil(y + high - 1e-6)))
    if right <= left or bottom <= top:
        return None
    columns, rows = layer.pixels.shape[1], layer.pixels.shape[0]
    whole = all(abs(v - round(v)) < 1e-3 for v in (x, y)) and abs(wide - columns) < 0.01 and abs(high - rows) < 0.01
    if whole:
        seen = layer.pixels[top - round(y) : bottom - round(y), left - round(x) : right - round(x)]
        return premultiplied(np.ascontiguousarray(seen)), left, top
    return _warped(layer, (x, y, wide, high), (left, top, right, bottom)), left, top


def _warped(layer: Layer, box: tuple[float, float, float, float], seen: tuple[int, int, int, int]) -> Rgba:
    """`layer` drawn into the whole pixels `seen` (left, top, right, bottom) of a frame in which it covers `box`."""
    x, y, wide, high = box
    left, top, right, bottom = seen
    pixels: AnyArray = premultiplied(layer.pixels)
    across, down = wide / pixels.shape[1], high / pixels.shape[0]
    if min(across, down) < 0.7:  # bilinear taps alone would skip pixels
        size = (max(1, round(wide)), max(1, round(high)))
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
        across, down = wide / pixels.shape[1], high / pixels.shape[0]
    move = np.array(
        [[across, 0, x - left + 0.5 * across - 0.5], [0, down, y - top + 0.5 * down - 0.5]], dtype=np.float64
    )
    border = cv2.BORDER_CONSTANT if layer.role is Role.SUBJECT else cv2.BORDER_REPLICATE
    return np.asarray(cv2.warpAffine(pixels, move, (right - left, bottom - top), borderMode=border), dtype=np.uint8)
