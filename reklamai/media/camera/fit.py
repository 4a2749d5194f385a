"""How far a move may go before a scene: no layer's end comes into view, and the face stays in the frame."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reklamai.media.camera.moves import Trajectory, trajectory
from reklamai.media.camera.rig import Homographies, Rig, corners, held, inverted, lens_of, mapped, rig_for, seen
from reklamai.media.cinema.model import Moving, Optics
from reklamai.media.scene.model import Box, Layer, Role, Scene, SceneLight
from reklamai.media.types import Rgba
from reklamai.media.words.reading import Move

ENOUGH = 0.5
"""A move that keeps this share of its way still reads as itself; before it gets less, the picture is enlarged."""
ENLARGED = (1.0, 1.03, 1.06, 1.1, 1.15, 1.2, 1.25)
STEPS = 9
SLACK_PX = 0.01
"""For rounding."""
Inset = tuple[float, float, float, float]
"""Left, top, right, bottom edges in pixels."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A camera's way that a scene has room for."""

    way: Trajectory
    enlarged: float
    notes: tuple[str, ...]
    """ "travel:0.72": the share of the move that was kept; "enlarged:1.10"; "arrives": it ends on the subject."""


def fitted(rig: Rig, scene: Scene, way: Trajectory) -> Fit:
    """The longest part of `way` that uncovers nothing and keeps the face; enlarged only where little would be left."""
    best, share, enlarged = way, 0.0, 1.0
    for factor in ENLARGED:
        for candidate in (way, way.arriving()):
            possible = _share(rig, scene, candidate, factor)
            # arriving changes the first frame, and enlarging all of them: only for a clear gain
            if possible > share + (0.2 if share else 0.0) or (possible >= ENOUGH > share):
                best, share, enlarged = candidate, possible, factor
            if share >= ENOUGH:
                break
        if share >= ENOUGH:
            break
    notes = [f"travel:{share:.2f}"] if share < 1 else []
    notes += [f"enlarged:{enlarged:.2f}"] if enlarged > 1 else []
    notes += ["arrives"] if best is not way else []
    return Fit(best.scaled(share) if share < 1 else best, enlarged, tuple(notes))


def _share(rig: Rig, scene: Scene, way: Trajectory, enlarged: float) -> float:
    def possible(share: float) -> bool:
        tried = way.scaled(share)
        return covered(rig, scene, tried, enlarged=enlarged) and _keeps_face(rig, scene, tried, enlarged)

    if possible(1.0):
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        half = (low + high) / 2
        low, high = (half, high) if possible(half) else (low, half)
    return low


def covered(rig: Rig, scene: Scene, way: Trajectory, *, enlarged: float = 1.0) -> bool:
    """Whether no end of a layer comes into view in any frame.

    An end that lies inside the frame at rest, as a figure's or a plant's does, is the layer's own shape and no fault.
    """
    for index, layer in enumerate(scene.layers):
        needs = reach(rig, seen(rig, way, layer, enlarged=enlarged), layer)
        if not _holds(rig, layer, needs, least=-math.inf if index == 0 else scene.overscan - 0.01):
            return False
    return True


def reach(rig: Rig, matrices: Homographies, layer: Layer) -> Inset:
    """The part of a layer that any frame of a clip shows: left, top, right, bottom in pixels of the frame at rest."""
    width, height = rig.size
    top = max(-0.5, rig.horizon) if layer.role is Role.GROUND and rig.ground else -0.5
    frame = corners((-0.5, top, width - 0.5, height - 0.5))
    points = mapped(inverted(matrices), frame).reshape(-1, 2)
    (left, upper), (right, lower) = points.min(axis=0), points.max(axis=0)
    return float(left), float(upper), float(right), float(lower)


def _holds(rig: Rig, layer: Layer, needs: Inset, *, least: float) -> bool:
    width, height = rig.size
    has = rig.pixels(layer.box)
    rest = rig.pixels((0, 0, 1, 1))
    for side in range(4):
        outward = -1 if side < 2 else 1
        spare = (has[side] - rest[side]) * outward / (height if side % 2 else width)
        if spare >= least and (needs[side] - has[side]) * outward > SLACK_PX:
            return False
    return True


def face_inside(rig: Rig, scene: Scene, way: Trajectory, *, enlarged: float = 1.0) -> float:
    """Share of frames that hold the whole face; 1 for a scene without one."""
    return _share_inside(rig, way, scene.face_box, enlarged) if scene.face_box else 1.0


def _keeps_face(rig: Rig, scene: Scene, way: Trajectory, enlarged: float) -> bool:
    box = held(scene.face_box)
    return box is None or _share_inside(rig, way, box, enlarged) == 1


def _share_inside(rig: Rig, way: Trajectory, box: Box, enlarged: float) -> float:
    figure = Layer("face", Role.SUBJECT, _NOTHING, box, rig.distance)
    points = mapped(seen(rig, way, figure, enlarged=enlarged), corners(rig.pixels(box)))
    inside = (points > -1).all(axis=(1, 2)) & (points < np.array(rig.size)).all(axis=(1, 2))
    return float(inside.mean())


def needed_overscan(
    moves: Sequence[Move | Moving],
    *,
    strength: float,
    seconds: float,
    size: tuple[int, int],
    optics: Optics | None = None,
) -> float:
    """How far the layers of a scene must reach beyond each edge of the frame, in frame widths (and heights).

    Enough for a medium shot whose nearest layer stands at two thirds of the way to the subject; `fitted` shortens
    the move where a scene has something nearer. 0 for a camera at rest.
    """
    lens = lens_of(optics, size=size) if optics else 1.0
    way = trajectory(moves, strength=strength, seconds=seconds, fps=24, seed=0, field=1 / lens)
    near = 0.67 * way.distance
    depths = ((Role.SKY, math.inf), (Role.GROUND, near), (Role.FOREGROUND, near), (Role.SUBJECT, way.distance))
    layers = tuple(Layer(role.value, role, _NOTHING, (0.0, 0.0, 1.0, 1.0), depth, foot=0.93) for role, depth in depths)
    scene = Scene(size, 0.0, layers, SceneLight(), 0.5, face_box=(0.42, 0.25, 0.16, 0.2))
    rig = rig_for(scene, size=size, optics=optics)
    width, height = size
    most = 0.0
    for layer in layers[:-1]:
        left, top, right, bottom = reach(rig, seen(rig, way, layer), layer)
        upper = 0.0 if layer.role is Role.GROUND else -0.5 - top
        most = max(most, (-0.5 - left) / width, upper / height, (right - width + 0.5) / width)
        most = max(most, (bottom - height + 0.5) / height)
    return math.ceil(most * 100 + 0.5) / 100 if most > 1e-6 else 0.0


_NOTHING: Rgba = np.zeros((1, 1, 4), np.uint8)
