"""From where, and how much of a person, a photo shows."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import numpy as np

from reklamai.media.faces import Face
from reklamai.media.types import AnyArray

SEEN: Final = 0.5
"""Visibility that MediaPipe gives a joint it has really seen."""
NOSE: Final = 0
HIPS, ANKLES = (23, 24), (27, 28)
TO_HIPS: Final = 3.5
"""Heights of a face, brows to chin, from the chin to the hips of somebody who sits bent: nobody's body is looked for in
a photo with less room, which saves 20 ms. Standing people have 4 to 5."""
CLOSE: Final = 0.35
"""Height of a face, brows to chin, in heights of the photo, from which it is a close-up."""
FRONT: Final = 12.0
"""Degrees of yaw up to which somebody faces the camera."""
QUARTER: Final = 25.0
"""Degrees of yaw from which both cheeks are seen unequally: a three-quarter view."""
LEVEL: Final = 15.0
"""Degrees of pitch up to which somebody looks straight ahead: 61 portraits of people who do so read -10 to 15."""


class Framing(StrEnum):
    """How much of the person is seen."""

    CLOSE_UP = "close_up"
    SHOULDERS = "shoulders"
    HALF = "half"
    FULL = "full"


class Pose(StrEnum):
    """Views that a good album has. Left and right are the picture's: where the nose points."""

    FRONT = "front"
    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    THREE_QUARTER = "three_quarter"
    CLOSE_UP = "close_up"
    HALF = "half"
    FULL = "full_height"


FRAMED: Final = {Framing.CLOSE_UP: Pose.CLOSE_UP, Framing.HALF: Pose.HALF, Framing.FULL: Pose.FULL}


def may_show_hips(face: Face, *, size: tuple[int, int]) -> bool:
    """Whether there is room for hips below this face. size: width and height of the photo in pixels."""
    below = size[1] - (face.box[1] + face.box[3])
    return below >= TO_HIPS * face.box[3]


def framing_of(face: Face, joints: AnyArray | None, *, size: tuple[int, int]) -> Framing:
    """How much of a person is in the photo.

    joints: (33, 3) x, y in pixels and visibility, or None; those of somebody else than `face` are left out.
    size: width and height of the photo in pixels.
    """
    if joints is not None and _belong(joints, face):
        if _inside(joints, ANKLES, size):
            return Framing.FULL
        if _inside(joints, HIPS, size):
            return Framing.HALF
    return Framing.CLOSE_UP if face.box[3] >= CLOSE * size[1] else Framing.SHOULDERS


def poses_of(*, yaw: float, pitch: float, framing: Framing) -> frozenset[Pose]:
    """The views that a photo stands for: its direction, its height and its framing. Angles in degrees."""
    found = set()
    if abs(yaw) <= FRONT and abs(pitch) <= LEVEL:
        found.add(Pose.FRONT)
    if abs(yaw) > FRONT:
        found.add(Pose.RIGHT if yaw > 0 else Pose.LEFT)
    if abs(yaw) >= QUARTER:
        found.add(Pose.THREE_QUARTER)
    if abs(pitch) > LEVEL:
        found.add(Pose.UP if pitch > 0 else Pose.DOWN)
    if framing in FRAMED:
        found.add(FRAMED[framing])
    return frozenset(found)


def _belong(joints: AnyArray, face: Face) -> bool:
    """Whether the body is the one under this face: its nose lies in the face's box, grown by half."""
    x, y, width, height = face.box
    nose = joints[NOSE]
    away = np.abs(nose[:2] - (x + width / 2, y + height / 2))
    return bool(nose[2] > SEEN and away[0] < 0.75 * width and away[1] < 0.75 * height)


def _inside(joints: AnyArray, ids: tuple[int, ...], size: tuple[int, int]) -> bool:
    # a joint below the rim is guessed, and its visibility is high all the same
    points = joints[list(ids)]
    shown = (points[:, 2] > SEEN) & (points[:, 1] < size[1]) & (points[:, 0] > 0) & (points[:, 0] < size[0])
    return bool(shown.any())
