"""Where a head looks."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from reklamai.media.types import AnyArray

LEVEL: Final = 8.0
"""Degrees down that the axis from forehead to chin reads on people who look straight ahead (0 to 18, measured)."""
RIGHT_OUTER_EYE, LEFT_OUTER_EYE, FOREHEAD, CHIN = 33, 263, 10, 152
NOSE_REACH: Final = 1.4
"""Tip of the nose before the line of the ears, in half widths of a head."""


class Pose(NamedTuple):
    """Degrees. yaw > 0 looks to the right of the picture, pitch > 0 up, roll > 0 is clockwise."""

    yaw: float
    pitch: float
    roll: float


def of_mesh(mesh: AnyArray) -> Pose:
    """Pose of a mesh (478, 3): the line through the eyes is the head's x axis, forehead to chin its y axis."""
    across = _unit(mesh[LEFT_OUTER_EYE] - mesh[RIGHT_OUTER_EYE])
    down = mesh[CHIN] - mesh[FOREHEAD]
    down = _unit(down - across * float(across @ down))
    yaw = np.arctan2(across[2], np.hypot(across[0], across[1]))
    roll = np.arctan2(across[1], across[0])
    # pitch is read in the turned head's own frame: seen from the picture a nod of a profile is a roll
    level = np.array((-np.sin(roll), np.cos(roll), 0.0))
    pitch = np.arctan2(-float(down @ np.cross(across, level)), float(down @ level))
    return Pose(float(np.degrees(yaw)), float(np.degrees(pitch)) + LEVEL, float(np.degrees(roll)))


def of_marks(marks: AnyArray) -> Pose:
    """A rough pose from six marks (eyes, nose, mouth, ears); for faces without a mesh."""
    right_eye, left_eye, nose, mouth, right_ear, left_ear = marks
    roll = roll_of(marks)
    turn = np.deg2rad(roll)
    across, down = np.array((np.cos(turn), np.sin(turn))), np.array((-np.sin(turn), np.cos(turn)))
    half = float((left_ear - right_ear) @ across) / 2
    ahead = float((nose - (left_ear + right_ear) / 2) @ across) / NOSE_REACH
    high = float((mouth - (right_eye + left_eye) / 2) @ down)
    lift = float(((left_ear + right_ear) / 2 - nose) @ down)
    yaw = np.arctan2(ahead, max(half, 1e-6))
    pitch = 0.6 * float(np.degrees(np.arctan2(lift, max(high, 1e-6)))) + 12  # fitted to the meshes of 106 faces
    return Pose(float(np.degrees(yaw)), pitch, roll)


def roll_of(marks: AnyArray) -> float:
    """Degrees by which the line through the eyes is turned clockwise."""
    x, y = marks[1] - marks[0]
    return float(np.degrees(np.arctan2(y, x)))


def _unit(direction: AnyArray) -> AnyArray:
    unit: AnyArray = direction / max(float(np.linalg.norm(direction)), 1e-6)
    return unit
