"""The camera before a scene of flat layers: which point of a layer falls on which point of a frame."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reklamai.media.camera.moves import FOCAL_MM, SENSOR_MM, SUBJECT_M, Trajectory
from reklamai.media.cinema.lens import WIDEST_RAD, bends, source_share
from reklamai.media.cinema.model import Optics
from reklamai.media.cinema.thinlens import window_of
from reklamai.media.scene.model import Box, Layer, Role, Scene

Homographies = NDArray[np.float64]
"""(N, 3, 3): for each frame, from pixels of the frame at rest to pixels of the frame as the camera sees it now."""
RIM = 0.02
"""Share of the frame: what comes nearer to its edge counts as cut."""
AIR = 0.05
"""Share of the frame that is left around a thing for sale."""
UPRIGHT = 0.75
NEAREST = 2.5
"""No layer grows more than this by coming nearer: closer ones are taken to stand as far off as that needs."""


@dataclass(frozen=True, slots=True)
class Rig:
    """A pin-hole camera at rest, in pixels of the frame. The middle of the first pixel is 0."""

    size: tuple[int, int]
    anchor: tuple[float, float]
    """What a dolly goes towards and a lens grows about: the face, else the subject, else the middle."""
    distance: float
    """Metres to the subject."""
    horizon: float
    """Row of the horizon."""
    ground: float | None
    """Depth of the ground, metres, times its rows below the horizon: one number for the whole plane."""
    lens: float = 1.0
    """How much larger than the habitual lens this one shows everything: 2 for 70 mm on full frame, 16:9."""
    back: float = 0.0
    """Metres that the camera stands farther off than the scene was drawn for, so that a long lens holds the subject;
    below 0 for a wide one that goes near."""

    @property
    def away(self) -> float:
        """Metres from the camera to the subject."""
        return self.distance + self.back

    @property
    def focal(self) -> float:
        """Lens at rest, in pixels."""
        width, height = self.size
        # upright frames get a wider lens, or the habitual pan would leave a person at once
        return FOCAL_MM / SENSOR_MM * max(width, UPRIGHT * height)

    @property
    def middle(self) -> tuple[float, float]:
        return (self.size[0] - 1) / 2, (self.size[1] - 1) / 2

    def shown(self, point: tuple[float, float]) -> tuple[float, float]:
        """Where the lens puts a point of the frame at rest: a wide one shows more all around, a long one is aimed."""
        x, y = self.middle if self.lens < 1 else self.anchor
        return x + self.lens * (point[0] - x), y + self.lens * (point[1] - y)

    def pixels(self, box: Box) -> tuple[float, float, float, float]:
        """Left, top, right, bottom edges of a box, in pixels (the first pixel reaches from -0.5 to 0.5)."""
        width, height = self.size
        x, y, w, h = box
        return x * width - 0.5, y * height - 0.5, (x + w) * width - 0.5, (y + h) * height - 0.5


def rig_for(
    scene: Scene, *, size: tuple[int, int], optics: Optics | None = None, nearer: float = 0.0, bars: float = 0.0
) -> Rig:
    """The camera for a scene, in a frame of `size` pixels.

    optics: the body and lens on it, the habitual ones unless given; nearer: metres that it stands nearer to the
    subject than the scene was drawn for; bars: share of the height that is black above, and again below.
    """
    width, height = size
    subject = main_subject(scene.layers)
    distance = subject.depth if subject else min(SUBJECT_M, *(layer.depth for layer in scene.layers))
    x, y, w, h = scene.face_box or scene.subject_box or (0.5, 0.5, 0.0, 0.0)
    horizon = scene.horizon * height - 0.5
    anchor = float(np.clip(x + w / 2, 0.1, 0.9) * width - 0.5), float(np.clip(y + h / 2, 0.1, 0.9) * height - 0.5)
    rig = Rig(size, anchor, distance, horizon, _ground(scene, subject, height))
    return rig if optics is None else _equipped(rig, scene, optics, nearer, bars)


def lens_of(optics: Optics, *, size: tuple[int, int]) -> float:
    """`Rig.lens` of a body and lens for a frame of `size` pixels: its part of the sensor is as large as the sensor has
    room for."""
    ratio = size[0] / size[1]
    window = window_of(optics, ratio=ratio)
    # what bends lines is put on afterwards, and takes its middle from a picture that sees wider than it shows
    widest = window.diagonal_mm / 2 / WIDEST_RAD if optics.fisheye else 0.0
    inner = float(source_share(optics, np.zeros(1, np.float32), ratio=ratio)[0]) if bends(optics) else 1.0
    focal = max(optics.focal_mm, widest) * inner * size[0] / window.width_mm
    return focal / Rig(size, (0, 0), SUBJECT_M, 0, None).focal


def _equipped(rig: Rig, scene: Scene, optics: Optics, nearer: float, bars: float) -> Rig:
    lens = lens_of(optics, size=rig.size)
    box = held(scene.face_box or scene.subject_box)
    # an operator with a longer lens steps back, and so the ground behind grows against the subject
    most = _room(rig, box, spare=RIM / 2 if scene.face_box else AIR, bars=bars) if box else math.inf
    return replace(
        rig, lens=lens, back=max(-nearer, rig.distance * (lens / most - 1), -0.8 * rig.distance) if box else 0.0
    )


def held(box: Box | None) -> Box | None:
    """The part of a face or a thing that must stay in the frame: all of it, or its middle where it is cut at rest."""
    if box is None:
        return None
    x, y, w, h = box
    cut_at_rest = min(x, y, 1 - x - w, 1 - y - h) < RIM
    return (x + w * 0.3, y + h * 0.3, w * 0.4, h * 0.4) if cut_at_rest else box


def _room(rig: Rig, box: Box, *, spare: float, bars: float) -> float:
    """How much a box may grow about the anchor until it touches the rim of the frame; at least 1."""
    edges, frame = rig.pixels(box), rig.pixels((spare, spare + bars, 1 - 2 * spare, 1 - 2 * (spare + bars)))
    room = []
    for side in range(4):
        outward = -1 if side < 2 else 1
        reach = (edges[side] - rig.anchor[side % 2]) * outward
        room += [(frame[side] - rig.anchor[side % 2]) * outward / reach] if reach > 0 else []
    return max(1.0, min(room, default=1.0))


def main_subject(layers: Sequence[Layer]) -> Layer | None:
    """The largest subject that stands, else the largest one: a shadow is a subject's, not a subject."""
    subjects = [layer for layer in layers if layer.role is Role.SUBJECT]
    return max(subjects, key=lambda layer: (layer.foot is not None, layer.box[2] * layer.box[3]), default=None)


def _ground(scene: Scene, subject: Layer | None, height: int) -> float | None:
    """What the painter says, else: where the subject's feet touch the ground, it is as far as the subject."""
    if scene.ground > 0:
        return scene.ground * height
    if subject and subject.foot is not None and subject.foot - scene.horizon > 0.05:
        return subject.depth * (subject.foot - scene.horizon) * height
    below = 1 - scene.horizon
    near = [layer.depth for layer in scene.layers if layer.role is Role.GROUND]
    return min(near) * below * height if near and below > 0.05 else None


def seen(rig: Rig, way: Trajectory, layer: Layer, *, enlarged: float = 1.0) -> Homographies:
    """How a layer falls into each frame of a clip.

    enlarged: constant factor about the anchor, for pictures that need room.
    Returns: (N, 3, 3) float64, from pixels at rest to pixels now.
    Source: pin-hole projection; a plane gives a homography (Hartley and Zisserman, Multiple View Geometry, 13.1).
    """
    plane = _ground_plane if layer.role is Role.GROUND and rig.ground else _facing_plane
    moved = plane(rig, way, layer.depth)
    lens: Homographies = _lens(rig, way, enlarged) @ moved
    return lens / lens[:, 2:, 2:]


def _travel(rig: Rig, way: Trajectory) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Metres right and down; going in goes along the ray to the anchor, so the anchor stays where it is."""
    towards = way.z - rig.back
    right = way.x + towards * (rig.anchor[0] - rig.middle[0]) / rig.focal
    down = -way.y + towards * (rig.anchor[1] - rig.horizon) / rig.focal
    return right, down


def _facing_plane(rig: Rig, way: Trajectory, depth: float) -> Homographies:
    right, down = _travel(rig, way)
    towards = way.z - rig.back
    depth = max(depth, float(towards.max()) / (1 - 1 / NEAREST))
    grows = np.ones(len(way)) if np.isinf(depth) else depth / (depth - towards)
    shift = rig.focal / (depth - towards)
    x, y = rig.middle[0], rig.horizon
    return _affine(grows, x - grows * x - shift * right, y - grows * y - shift * down)


def _ground_plane(rig: Rig, way: Trajectory, depth: float) -> Homographies:
    """A level plane below the camera: rows near the horizon are far and hardly move."""
    del depth  # each row has a depth of its own
    right, down = _travel(rig, way)
    plane = np.tile(np.eye(3), (len(way), 1, 1))
    far = rig.ground or 1.0
    plane[:, 0, 1] = -rig.focal * right / far
    plane[:, 1, 1] = 1 - rig.focal * down / far
    plane[:, 2, 1] = (rig.back - way.z) / far
    there = np.array([[1, 0, rig.middle[0]], [0, 1, rig.horizon], [0, 0, 1]])
    moved: Homographies = there @ plane @ inverted(there)
    return moved


def _lens(rig: Rig, way: Trajectory, enlarged: float) -> Homographies:
    """Zoom about the anchor, then turning the camera as a shift of the picture, then roll about the middle.

    A turn of a few degrees is a shift but for a keystone of less than a hundredth; as a shift it stays affine.
    """
    factor = way.focal_mm / FOCAL_MM * enlarged * rig.lens
    turn = rig.focal * factor
    aim = rig.shown(rig.anchor)
    x = aim[0] - factor * rig.anchor[0] - turn * np.tan(np.radians(way.yaw))
    y = aim[1] - factor * rig.anchor[1] + turn * np.tan(np.radians(way.pitch))
    angle = np.radians(way.roll)
    cos, sin, none, one = np.cos(angle), np.sin(angle), np.zeros(len(way)), np.ones(len(way))
    u, v = rig.middle
    rows = [[cos, sin, u - cos * u - sin * v], [-sin, cos, v + sin * u - cos * v], [none, none, one]]
    rolled = np.moveaxis(np.array(rows), -1, 0)
    turned: Homographies = rolled @ _affine(factor, x, y)
    return turned


def _affine(scale: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]) -> Homographies:
    matrix = np.zeros((len(scale), 3, 3))
    matrix[:, 0, 0] = matrix[:, 1, 1] = scale
    matrix[:, 0, 2], matrix[:, 1, 2], matrix[:, 2, 2] = x, y, 1
    return matrix


def mapped(matrices: Homographies, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """(P, 2) points through (N, 3, 3) matrices: (N, P, 2)."""
    through = np.c_[points, np.ones(len(points))] @ matrices.transpose(0, 2, 1)
    flat: NDArray[np.float64] = through[..., :2] / through[..., 2:]
    return flat


def inverted(matrices: Homographies) -> Homographies:
    """Matrices (..., 3, 3) that undo `matrices`, by cofactors."""
    # numpy's inverse wakes a thread of BLAS for every call: next to an encoder 2 ms of processor for nine numbers
    a, b, c = (matrices[..., row, :] for row in range(3))
    cofactors = np.stack([np.cross(b, c), np.cross(c, a), np.cross(a, b)], axis=-1)
    back: Homographies = cofactors / (a * cofactors[..., 0]).sum(axis=-1)[..., None, None]
    return back


def corners(box: tuple[float, float, float, float]) -> NDArray[np.float64]:
    """(4, 2) corners of left, top, right, bottom."""
    left, top, right, bottom = box
    return np.array([[left, top], [right, top], [left, bottom], [right, bottom]])
