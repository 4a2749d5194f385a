"""Where a body is, drawn from its joints: torso, limbs, head, hands and feet as planes of the working picture."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from reklamai.media.mattes.model import Box
from reklamai.media.types import AnyArray, Plane

INK = (1,)
"""What is drawn into a plane of zeros."""
SIDEWAYS = 0.55
"""Breadth of the shoulders, in units of what they would be from the front, under which a body is seen from the side:
then its corners lie on one line."""
SEEN = 0.5
"""Visibility that MediaPipe gives a joint it has really seen."""
NOSE, SHOULDERS, ELBOWS, WRISTS, KNUCKLES = 0, (11, 12), (13, 14), (15, 16), (19, 20)
HIPS, KNEES, ANKLES = (23, 24), (25, 26), (27, 28)
OVAL = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150,
    136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
"""FaceMesh points around the face. Source: MediaPipe, FACEMESH_FACE_OVAL."""


@dataclass(frozen=True, slots=True)
class Oval:
    """The face in pixels of the working picture: crown of the brow, chin, and half its width."""

    top: AnyArray
    chin: AnyArray
    half: float
    rim: AnyArray
    """(N, 2) points around it."""

    @property
    def height(self) -> float:
        return float(np.linalg.norm(self.chin - self.top))

    @property
    def centre(self) -> AnyArray:
        return (self.top + self.chin) / 2


@dataclass(frozen=True, slots=True)
class Zones:
    """Planes of 0 and 1, (H, W) uint8; `near`: distance from the bones in units of the body's breadth."""

    inner: AnyArray
    head: AnyArray
    face: AnyArray
    hair: AnyArray
    hands: AnyArray
    feet: AnyArray
    near: Plane
    unit: float


def oval_of(box: Box, landmarks: AnyArray | None, *, origin: tuple[float, float], scale: float) -> Oval:
    """The face of `box` and mesh points (pixels of the whole picture), moved to `origin` and scaled."""
    if landmarks is not None:
        rim = (np.asarray(landmarks)[list(OVAL), :2] - origin) * scale
        return Oval(rim[0], rim[18], float(np.linalg.norm(rim[8] - rim[28])) / 2, rim)
    x, y, width, height = ((box[0] - origin[0]) * scale, (box[1] - origin[1]) * scale, box[2] * scale, box[3] * scale)
    middle = x + width / 2
    turn = np.linspace(0, 2 * np.pi, 36, endpoint=False)
    # a detector's box ends at the brows: the forehead lies above it
    top, chin = y - 0.15 * height, y + height
    rim = np.stack([middle + np.sin(turn) * width / 2, (top + chin) / 2 - np.cos(turn) * (chin - top) / 2], axis=1)
    return Oval(np.array([middle, top]), np.array([middle, chin]), width / 2, rim)


def joints_from(oval: Oval) -> AnyArray:
    """Joints as they mostly are under a face: (33, 3), unseen but shoulders and hips."""
    joints = np.zeros((33, 3), np.float32)
    down = (oval.chin - oval.top) / max(1e-3, oval.height)
    across = np.array([-down[1], down[0]])
    breadth, neck = 1.25 * oval.height, oval.chin + 0.45 * oval.height * down
    for shoulder, hip, side in zip(SHOULDERS, HIPS, (-1, 1), strict=True):
        joints[shoulder, :2] = neck + side * breadth * 0.75 * across
        joints[hip, :2] = neck + 2.2 * oval.height * down + side * breadth * 0.5 * across
        joints[shoulder, 2] = joints[hip, 2] = SEEN + 0.1
    return joints


def draw(shape: tuple[int, int], joints: AnyArray, oval: Oval | None) -> Zones:
    """The zones of one body. joints: (33, 3) of x, y in pixels and visibility."""
    unit = breadth_of(joints)
    corners = joints[[12, 11, 23, 24], :2]
    centre = corners.mean(axis=0)
    inner = _filled(shape, centre + (corners - centre) * 0.72)
    if float(np.linalg.norm(corners[0] - corners[1])) < SIDEWAYS * unit:
        upper_spine = corners[:2].mean(axis=0) * 0.6 + centre * 0.4
        cv2.line(inner, _point(upper_spine), _point(corners[2:].mean(axis=0)), INK, max(1, round(unit * 0.35)))
    bones = np.maximum(_filled(shape, corners), inner)
    for upper, lower in _limbs():
        if joints[upper, 2] > 0.3 and joints[lower, 2] > 0.3:
            cv2.line(bones, _point(joints[upper]), _point(joints[lower]), INK, max(1, round(unit * 0.2)))
    near = cv2.distanceTransform(1 - bones, cv2.DIST_L2, 3) / unit
    face, hair = _head(shape, oval)
    return Zones(
        inner & ~hair & 1, np.maximum(face, hair), face, hair, _hands(shape, joints, unit), _feet(shape, joints, unit),
        near.astype(np.float32), unit,
    )  # fmt: skip


def breadth_of(joints: AnyArray) -> float:
    """Breadth of the shoulders, or what it would be if the body stood square to the camera; pixels."""
    breadth = float(np.linalg.norm(joints[11, :2] - joints[12, :2]))
    length = float(np.linalg.norm(joints[[11, 12], :2].mean(axis=0) - joints[[23, 24], :2].mean(axis=0)))
    return max(4.0, breadth, 0.55 * length)


def _limbs() -> list[tuple[int, int]]:
    pairs = (SHOULDERS, ELBOWS), (ELBOWS, WRISTS), (HIPS, KNEES), (KNEES, ANKLES)
    return [joint for upper, lower in pairs for joint in zip(upper, lower, strict=True)]


def _head(shape: tuple[int, int], oval: Oval | None) -> tuple[AnyArray, AnyArray]:
    """The face, and the round of hair or hat above the chin."""
    if oval is None:
        return np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
    face = _filled(shape, oval.rim)
    hair = np.zeros(shape, np.uint8)
    up = oval.top - oval.chin
    middle, angle = oval.centre + 0.18 * up, float(np.degrees(np.arctan2(up[0], -up[1])))
    axes = max(1, round(1.5 * oval.half)), max(1, round(0.95 * oval.height))
    cv2.ellipse(hair, _point(middle), axes, angle, 0, 360, INK, -1)
    rows, columns = np.mgrid[0 : shape[0], 0 : shape[1]]
    below = (columns - oval.chin[0]) * -up[0] + (rows - oval.chin[1]) * -up[1] > -0.1 * oval.height**2
    hair[below] = 0
    return face, hair


def _hands(shape: tuple[int, int], joints: AnyArray, unit: float) -> AnyArray:
    made = np.zeros(shape, np.uint8)
    for wrist, knuckle in zip(WRISTS, KNUCKLES, strict=True):
        if joints[wrist, 2] > SEEN:
            middle = joints[wrist, :2] + 0.7 * (joints[knuckle, :2] - joints[wrist, :2])
            cv2.circle(made, _point(middle), max(2, round(unit * 0.17)), INK, -1)
    return made


def _feet(shape: tuple[int, int], joints: AnyArray, unit: float) -> AnyArray:
    made = np.zeros(shape, np.uint8)
    for ankle, heel, toe in ((27, 29, 31), (28, 30, 32)):
        if joints[ankle, 2] > SEEN:
            for end in (heel, toe):
                cv2.line(made, _point(joints[ankle]), _point(joints[end]), INK, max(2, round(unit * 0.25)))
    return made


def _filled(shape: tuple[int, int], corners: AnyArray) -> AnyArray:
    made = np.zeros(shape, np.uint8)
    cv2.fillConvexPoly(made, np.round(corners).astype(np.int32), INK)
    return made


def _point(joint: AnyArray) -> tuple[int, int]:
    return round(float(joint[0])), round(float(joint[1]))
