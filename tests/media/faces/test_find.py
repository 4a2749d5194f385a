"""Where faces are, and the mesh of each."""

import numpy as np
import pytest
from skimage import data

from reklamai.media.faces import find_faces
from reklamai.media.faces.model import POINTS, mesh_of
from tests.media.faces.photos import (
    astronaut,
    cameraman,
    her_face,
    his_face,
    jpeg,
    mirrored,
    on_wall,
    only,
    scaled,
    turned,
)

RIGHT_IRIS, LEFT_IRIS, NOSE, CHIN = 468, 473, 1, 152


def test_a_face_has_a_box_a_confidence_and_a_mesh_in_pixels() -> None:
    face = her_face()

    x, y, width, height = face.box
    mesh = mesh_of(face)
    assert face.box == pytest.approx((174, 68, 104, 104), abs=14)
    assert face.confidence > 0.8
    assert face.has_mesh
    assert mesh.shape == (POINTS, 3) and mesh.dtype == np.float32
    assert x < mesh[NOSE, 0] < x + width and y < mesh[NOSE, 1] < y + height


def test_the_mesh_lies_on_eyes_nose_and_chin() -> None:
    mesh = mesh_of(her_face())

    # read off the photo by eye
    assert mesh[RIGHT_IRIS, :2] == pytest.approx((203, 101), abs=3)
    assert mesh[LEFT_IRIS, :2] == pytest.approx((245, 104), abs=3)
    assert mesh[NOSE, :2] == pytest.approx((223, 127), abs=5)
    assert mesh[CHIN, :2] == pytest.approx((225, 178), abs=5)
    assert mesh[NOSE, 2] < mesh[CHIN, 2], "the nose is nearer"


@pytest.mark.parametrize("share", [0.5, 2.0])
def test_the_mesh_scales_with_the_picture(share: float) -> None:
    face = only(find_faces(scaled(share)(astronaut())))

    apart = np.linalg.norm(mesh_of(face) / share - mesh_of(her_face()), axis=1)
    assert np.median(apart) < 1.5, "of 100 pixels"


def test_the_same_picture_gives_the_same_mesh_whatever_was_looked_at_before() -> None:
    first = mesh_of(only(find_faces(astronaut())))
    find_faces(cameraman())

    second = mesh_of(only(find_faces(astronaut())))

    assert np.array_equal(first, second)


def test_two_faces_come_largest_first_each_with_its_own_mesh() -> None:
    pair = on_wall(astronaut(), size=(800, 512), at=(0, 0))
    pair[200:456, 540:796] = scaled(0.5)(astronaut())

    large, small = find_faces(pair)

    assert large.box[2] > 1.6 * small.box[2]
    assert mesh_of(large)[NOSE, :2] == pytest.approx((223, 127), abs=5)
    assert mesh_of(small)[NOSE, :2] == pytest.approx((540 + 223 / 2, 200 + 127 / 2), abs=5)


def test_no_more_faces_are_looked_at_than_asked_for() -> None:
    pair = np.hstack([scaled(0.5)(astronaut()), astronaut()[:256, 100:356]])

    assert len(find_faces(pair)) == 2
    assert only(find_faces(pair, most=1)).box[0] > 256, "the larger one"


def test_neighbours_cheek_to_cheek_do_not_share_a_mesh() -> None:
    head = astronaut()[40:230, 160:290]
    row = np.hstack([head, mirrored(head), head])

    noses = sorted(float(mesh_of(face)[NOSE, 0]) for face in find_faces(row))

    assert noses == pytest.approx([67, 260 - 67, 260 + 67], abs=8)


def test_a_face_looking_aside_in_a_grey_wide_picture_is_found() -> None:
    face = his_face()

    assert face.has_mesh
    assert face.box == pytest.approx((200, 123, 76, 76), abs=14)


@pytest.mark.parametrize("share", [0.5, 0.3])
def test_a_small_face_in_a_large_picture_is_found(share: float) -> None:
    wall = on_wall(scaled(share)(astronaut()), size=(1500, 1000), at=(1100, 620))

    face = only(find_faces(wall))

    assert mesh_of(face)[NOSE, :2] == pytest.approx((1100 + 223 * share, 620 + 127 * share), abs=5)


def test_a_face_in_twelve_megapixels_is_found() -> None:
    face = only(find_faces(scaled(7.8)(astronaut())[:3000]))

    assert mesh_of(face)[NOSE, :2] == pytest.approx((223 * 7.8, 127 * 7.8), abs=39)


@pytest.mark.parametrize("cut", [np.s_[80:], np.s_[:165], np.s_[:, 195:], np.s_[:, :255]])
def test_a_face_that_the_rim_cuts_keeps_its_box_inside(cut: tuple[slice, ...]) -> None:
    picture = np.ascontiguousarray(astronaut()[cut])

    faces = find_faces(picture)

    assert len(faces) == 1
    x, y, width, height = faces[0].box
    assert x >= 0 and y >= 0 and x + width <= picture.shape[1] and y + height <= picture.shape[0]


@pytest.mark.parametrize(
    "change",
    [
        turned(40),
        jpeg(15),
        lambda picture: picture // 8,
        lambda picture: np.clip(picture.astype(int) * 2, 0, 255).astype(np.uint8),
        lambda picture: picture.mean(axis=2, keepdims=True).repeat(3, axis=2).astype(np.uint8),
        scaled(0.25),
    ],
    ids=["tilted", "crushed", "three stops dark", "a stop bright", "grey", "128 pixels"],
)
def test_a_face_in_a_bad_picture_still_has_its_mesh(change) -> None:
    assert only(find_faces(change(astronaut()))).has_mesh


@pytest.mark.parametrize("name", ["coffee", "rocket", "chelsea", "grass", "coins", "text"])
def test_a_picture_without_people_has_no_face(name: str) -> None:
    picture = getattr(data, name)()

    assert find_faces(picture if picture.ndim == 3 else picture[..., None].repeat(3, axis=2)) == ()


@pytest.mark.parametrize("shape", [(1, 1), (1, 3), (2, 5000), (5000, 2), (20, 20), (200, 3200)])
def test_a_picture_too_small_or_narrow_for_a_face_has_none(shape: tuple[int, int]) -> None:
    assert find_faces(np.full((*shape, 3), 90, np.uint8)) == ()


@pytest.mark.parametrize("picture", [np.zeros((20, 20, 3), np.float32), np.zeros((20, 20), np.uint8)])
def test_what_is_no_picture_is_refused(picture: np.ndarray) -> None:
    with pytest.raises(ValueError, match="uint8"):
        find_faces(picture)
