"""Scenes carried on past where they were drawn to, for lenses that see wider."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np

from reklamai.media.scene.model import Layer, Role, Scene


def carried_on(scene: Scene, overscan: float) -> Scene:
    """The scene with every layer that goes on beyond the frame going on to `overscan`: mirrored, the sky as it ends.

    overscan: shares of the frame. A scene that reaches so far already is given back. What is added is invented:
    `invented` tells how much of a frame it is.
    """
    if overscan <= scene.overscan:
        return scene
    layers = tuple(_longer(layer, scene.overscan, overscan) for layer in scene.layers)
    return replace(scene, layers=layers, overscan=overscan)


def _longer(layer: Layer, had: float, wanted: float) -> Layer:
    x, y, w, h = layer.box
    ends = (-x, -y, x + w - 1, y + h - 1)
    if layer.role is Role.SUBJECT:
        return layer
    rows, columns = layer.pixels.shape[:2]
    density = columns / w, rows / h
    more = [
        math.ceil((wanted - end) * density[side % 2]) if had - 0.01 <= end < wanted else 0
        for side, end in enumerate(ends)
    ]
    if not any(more):
        return layer
    left, top, right, bottom = more
    how = cv2.BORDER_REPLICATE if layer.role is Role.SKY else cv2.BORDER_REFLECT_101
    pixels = np.asarray(cv2.copyMakeBorder(layer.pixels, top, bottom, left, right, how), layer.pixels.dtype)
    box = x - left / density[0], y - top / density[1], pixels.shape[1] / density[0], pixels.shape[0] / density[1]
    return replace(layer, pixels=pixels, box=box)


def invented(lens: float, drawn: float) -> float:
    """Share of the frame that shows what was never drawn, 0..1.

    lens: as `rig.Rig.lens`; drawn: shares of the frame that the scene was drawn beyond each edge.
    """
    return max(0.0, 1 - (lens * (1 + 2 * drawn)) ** 2)
