"""Scenes carried on past where they were drawn to, for lenses that see wider."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np

from reklamai.media.camera.moves import Trajectory
from reklamai.media.camera.rig import Rig
from reklamai.media.scene.model import Box, Layer, Role, Scene

NEAREST = 0.85
"""Of the way to the camera: nearer ground is left away."""


def carried_on(scene: Scene, overscan: float) -> Scene:
    """The scene with every layer that goes on beyond the frame going on to `overscan`: mirrored, the sky as it ends.

    overscan: shares of the frame. A scene that reaches so far already is given back. What is added is invented:
    `invented` tells how much of a frame it is.
    """
    if overscan <= scene.overscan:
        return scene
    layers = tuple(_longer(layer, scene.overscan, overscan) for layer in scene.layers)
    return replace(scene, layers=layers, overscan=overscan)


def reach_at_rest(rig: Rig) -> float:
    """Shares of the frame beyond each edge that the lens sees of the farthest plane before anything moves."""
    return seen_beyond(rig.lens)


def seen_beyond(lens: float) -> float:
    """The same by `Rig.lens` alone."""
    # a little more than it sees, for turns of a camera that moves
    return 0.53 * (1 / lens - 1) + 0.04 if lens < 1 else 0.0


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


def enlarged(scene: Scene, factor: float) -> Scene:
    """The same scene with its frame's shares `factor` times as large about its middle: as a narrower field has it.

    Nothing is drawn anew, and what no longer fits the frame lies beyond it.
    """

    def moved(share: float) -> float:
        return 0.5 + (share - 0.5) * factor

    def boxed(box: Box) -> Box:
        return moved(box[0]), moved(box[1]), box[2] * factor, box[3] * factor

    layers = tuple(
        replace(each, box=boxed(each.box), foot=None if each.foot is None else moved(each.foot))
        for each in scene.layers
    )
    return replace(
        scene,
        layers=layers,
        overscan=max(0.0, -moved(-scene.overscan)),
        horizon=moved(scene.horizon),
        subject_box=boxed(scene.subject_box) if scene.subject_box else None,
        face_box=boxed(scene.face_box) if scene.face_box else None,
        ground=scene.ground * factor,
        stand=(moved(scene.stand[0]), moved(scene.stand[1])) if scene.stand else None,
    )


def before_lens(scene: Scene, rig: Rig, way: Trajectory) -> Scene:
    """The scene without the ground that lies behind the camera where it comes nearest: it would be seen in the sky."""
    towards = float(way.z.max()) - rig.back
    if rig.ground is None or towards <= 0:
        return scene
    lowest = (rig.horizon + NEAREST * rig.ground / towards + 0.5) / rig.size[1]
    return replace(scene, layers=tuple(_ending(each, lowest) for each in scene.layers))


def _ending(layer: Layer, lowest: float) -> Layer:
    """Level ground that ends at a row (share of the frame)."""
    x, y, w, h = layer.box
    if layer.role is not Role.GROUND or y + h <= lowest:
        return layer
    rows = max(1, math.floor(layer.pixels.shape[0] * (lowest - y) / h))
    return replace(layer, pixels=layer.pixels[:rows], box=(x, y, w, h * rows / layer.pixels.shape[0]))


def invented(lens: float, drawn: float) -> float:
    """Share of the frame that shows what was never drawn, 0..1.

    lens: as `rig.Rig.lens`; drawn: shares of the frame that the scene was drawn beyond each edge.
    """
    return max(0.0, 1 - (lens * (1 + 2 * drawn)) ** 2)
