"""What stands on something moves with it: depths that agree with the ground and with each other."""

from __future__ import annotations

from dataclasses import replace

from reklamai.media.camera.rig import main_subject
from reklamai.media.scene.model import Layer, Role, Scene

NEARLY = (0.55, 1.8)
"""How far the ground may correct a stated depth; beyond that the figure was drawn freely."""
NEAREST = 0.67
"""Share of the way to the subject; leaves right before the lens would cut every move short."""
ON_TOP = 0.04
"""How near, in shares of the frame, a foot is to the place where things stand to count as standing there."""


def grounded(scene: Scene) -> Scene:
    """The scene with depths by which no foot slides.

    A subject whose foot is on level ground takes the depth of the ground there, and its shadow and mirror image with
    it; the table or plinth that a subject stands on takes the depth of the subject. Leaves and rain right before the
    lens are moved back to two thirds of the way to the subject.
    """
    depths = {layer.depth: _by_ground(scene, layer) for layer in scene.layers if _stands(layer)}
    moved = tuple(
        replace(layer, depth=depths.get(layer.depth, layer.depth)) if layer.role is Role.SUBJECT else layer
        for layer in scene.layers
    )
    subject = main_subject(moved)
    least = NEAREST * subject.depth if subject else 0.0
    far_enough = tuple(replace(layer, depth=max(layer.depth, least)) for layer in moved)
    return replace(scene, layers=_with_support(scene, far_enough))


def _stands(layer: Layer) -> bool:
    return layer.role is Role.SUBJECT and layer.foot is not None


def _by_ground(scene: Scene, layer: Layer) -> float:
    below = (layer.foot or 0.0) - scene.horizon
    if scene.ground <= 0 or below < 0.05:
        return layer.depth
    depth = scene.ground / below
    return depth if NEARLY[0] < depth / layer.depth < NEARLY[1] else layer.depth


def _with_support(scene: Scene, layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
    standing = [layer for layer in layers if _stands(layer)]
    if scene.stand is None or not standing:
        return layers
    top = scene.stand[1]
    on_it = [layer for layer in standing if abs((layer.foot or 0.0) - top) < ON_TOP]
    under = [
        layer
        for layer in layers
        if layer.role is Role.BACKDROP and layer.foot is not None and layer.foot > top + ON_TOP
    ]
    if not on_it or not under:
        return layers
    nearest = min(under, key=lambda layer: layer.depth)
    return tuple(replace(layer, depth=on_it[0].depth) if layer is nearest else layer for layer in layers)
