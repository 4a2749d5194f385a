"""Where a head looks."""

import numpy as np
import pytest

from reklamai.media.faces import find_faces, pose
from reklamai.media.faces.model import Face, mesh_of
from reklamai.media.types import AnyArray
from tests.media.faces.photos import astronaut, cameraman, her_face, his_face, mirrored, only, turned


def head(*, yaw: float = 0, pitch: float = 0, roll: float = 0) -> AnyArray:
    """The four points that `of_mesh` reads, of a head that nods, then turns, then tilts; x right, y down, z away."""
    points = np.zeros((478, 3))
    points[pose.RIGHT_OUTER_EYE], points[pose.LEFT_OUTER_EYE] = (-45, 0, 0), (45, 0, 0)
    # upright, the chin lies that much behind the forehead
    back = 100 * np.tan(np.deg2rad(pose.LEVEL))
    points[pose.FOREHEAD], points[pose.CHIN] = (0, -40, 0), (0, 60, back)
    nod, turn, tilt = (np.deg2rad(angle) for angle in (pitch, yaw, roll))
    nods = np.array([(1, 0, 0), (0, np.cos(nod), np.sin(nod)), (0, -np.sin(nod), np.cos(nod))])
    turns = np.array([(np.cos(turn), 0, -np.sin(turn)), (0, 1, 0), (np.sin(turn), 0, np.cos(turn))])
    tilts = np.array([(np.cos(tilt), -np.sin(tilt), 0), (np.sin(tilt), np.cos(tilt), 0), (0, 0, 1)])
    return points @ (tilts @ turns @ nods).T


@pytest.mark.parametrize(
    ("yaw", "pitch", "roll"),
    [(0, 0, 0), (30, 0, 0), (-45, 0, 0), (0, 20, 0), (0, -25, 0), (0, 0, 15), (40, 20, -30), (-60, -15, 10)],
)
def test_a_head_turned_by_known_angles_reads_them(yaw: float, pitch: float, roll: float) -> None:
    found = pose.of_mesh(head(yaw=yaw, pitch=pitch, roll=roll))

    assert tuple(found) == pytest.approx((yaw, pitch, roll), abs=0.01)


def test_a_chin_nearer_than_the_forehead_looks_up() -> None:
    points = head()
    points[pose.CHIN, 2] -= 40

    assert pose.of_mesh(points).pitch > 15


def test_who_looks_into_the_camera_has_small_angles() -> None:
    face = her_face()

    assert abs(face.yaw) < 10 and abs(face.pitch) < 12
    # the line through her eyes, read off the photo by eye
    assert face.roll == pytest.approx(np.degrees(np.arctan2(104 - 101, 245 - 203)), abs=4)


def test_the_cameraman_looks_to_the_right_and_his_mirror_image_to_the_left() -> None:
    face = his_face()
    other = only(find_faces(mirrored(cameraman())))

    assert face.yaw > 15
    assert other.yaw == pytest.approx(-face.yaw, abs=8)
    assert other.pitch == pytest.approx(face.pitch, abs=8)


@pytest.mark.parametrize("degrees", [-30, -15, 15, 30])
def test_a_picture_turned_clockwise_adds_to_roll_alone(degrees: float) -> None:
    face = only(find_faces(turned(degrees)(astronaut())))

    assert face.roll == pytest.approx(her_face().roll + degrees, abs=3)
    assert face.yaw == pytest.approx(her_face().yaw, abs=5)
    assert face.pitch == pytest.approx(her_face().pitch, abs=5)


def test_six_marks_tell_the_side_that_a_head_is_turned_to() -> None:
    frontal = np.array([(-20, 0), (20, 0), (0, 20), (0, 40), (-45, 5), (45, 5)], np.float32)
    aside = frontal + np.array([(15, 0), (12, 0), (28, 0), (18, 0), (10, 0), (-8, 0)], np.float32)

    assert pose.of_marks(frontal).yaw == pytest.approx(0, abs=1)
    assert pose.of_marks(aside).yaw > 20
    swapped = aside[[1, 0, 2, 3, 5, 4]] * np.array((-1, 1), np.float32)
    assert pose.of_marks(swapped).yaw == pytest.approx(-pose.of_marks(aside).yaw, abs=0.01)
    assert pose.of_marks(frontal).roll == 0


def test_a_face_without_a_mesh_says_so_and_refuses_to_be_measured() -> None:
    face = Face((0, 0, 10, 10), 0.7, None, 0.0, 0.0, 0.0)

    assert not face.has_mesh
    with pytest.raises(ValueError, match="no mesh"):
        mesh_of(face)
