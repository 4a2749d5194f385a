"""From where, and how much of a person, a photo shows."""

import numpy as np
import pytest

from reklamai.media.faces import Face
from soulids.media.framing import Framing, Pose, framing_of, may_show_hips, poses_of

SIZE = (800, 1200)


def face(height=120, *, x=340, y=100):
    return Face((x, y, height, height), 0.9, None, 0, 0, 0)


def body(*, hips=(400, 600), ankles=(400, 1100), nose=(400, 160), seen=0.9):
    """33 joints: the nose, hips and ankles where they are said to be, as surely seen as `seen`."""
    joints = np.zeros((33, 3), np.float32)
    joints[0] = (*nose, 0.99)
    for at in (23, 24):
        joints[at] = (*hips, seen)
    for at in (27, 28):
        joints[at] = (*ankles, seen)
    return joints


def test_feet_in_the_photo_are_full_height() -> None:
    assert framing_of(face(), body(), size=SIZE) is Framing.FULL


def test_feet_below_the_rim_are_guessed_and_do_not_count() -> None:
    assert framing_of(face(), body(ankles=(400, 1300)), size=SIZE) is Framing.HALF


def test_hips_below_the_rim_leave_a_portrait() -> None:
    assert framing_of(face(), body(hips=(400, 1250), ankles=(400, 1900)), size=SIZE) is Framing.SHOULDERS


def test_joints_that_are_not_really_seen_do_not_count() -> None:
    assert framing_of(face(), body(seen=0.3), size=SIZE) is Framing.SHOULDERS


def test_the_body_of_somebody_else_does_not_count() -> None:
    assert framing_of(face(x=20), body(), size=SIZE) is Framing.SHOULDERS


def test_without_a_body_the_size_of_the_face_tells() -> None:
    assert framing_of(face(120), None, size=SIZE) is Framing.SHOULDERS
    assert framing_of(face(420), None, size=SIZE) is Framing.CLOSE_UP
    assert framing_of(face(419), None, size=SIZE) is Framing.SHOULDERS


def test_a_portrait_has_no_room_for_hips_and_a_full_figure_has() -> None:
    assert may_show_hips(face(120), size=SIZE)
    assert not may_show_hips(face(300), size=SIZE)
    assert not may_show_hips(face(120), size=(800, 600))


@pytest.mark.parametrize(
    ("yaw", "pitch", "poses"),
    [
        (0, 0, {Pose.FRONT}),
        (12, -15, {Pose.FRONT}),
        (-20, 0, {Pose.LEFT}),
        (20, 0, {Pose.RIGHT}),
        (-35, 0, {Pose.LEFT, Pose.THREE_QUARTER}),
        (35, 20, {Pose.RIGHT, Pose.THREE_QUARTER, Pose.UP}),
        (0, 25, {Pose.UP}),
        (0, -25, {Pose.DOWN}),
    ],
)
def test_a_direction_is_one_or_more_views(yaw: float, pitch: float, poses: set[Pose]) -> None:
    assert poses_of(yaw=yaw, pitch=pitch, framing=Framing.SHOULDERS) == poses


def test_left_and_right_mirror_each_other() -> None:
    swap = {Pose.LEFT: Pose.RIGHT, Pose.RIGHT: Pose.LEFT}
    for yaw in range(-60, 61, 5):
        here = poses_of(yaw=yaw, pitch=0, framing=Framing.HALF)
        there = poses_of(yaw=-yaw, pitch=0, framing=Framing.HALF)
        assert {swap.get(pose, pose) for pose in here} == there


@pytest.mark.parametrize(
    ("framing", "pose"),
    [(Framing.CLOSE_UP, Pose.CLOSE_UP), (Framing.HALF, Pose.HALF), (Framing.FULL, Pose.FULL)],
)
def test_the_framing_is_a_view_of_its_own(framing: Framing, pose: Pose) -> None:
    assert poses_of(yaw=0, pitch=0, framing=framing) == {Pose.FRONT, pose}


def test_every_direction_is_some_view() -> None:
    for yaw in range(-90, 91, 6):
        for pitch in range(-60, 61, 6):
            assert poses_of(yaw=yaw, pitch=pitch, framing=Framing.SHOULDERS)
