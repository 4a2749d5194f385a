"""Pictures before the camera: the first frame is the picture, and what is behind it is never seen through."""

import cv2
import numpy as np
import pytest
from skimage import data

from reklamai.media.camera import from_picture
from reklamai.media.camera.clip import render_clip
from reklamai.media.camera.look import Look
from reklamai.media.probe import probe
from reklamai.media.scene.compose import flatten
from reklamai.media.scene.model import Role
from reklamai.media.types import quiet
from reklamai.media.words.reading import Move
from tests.media.camera.scenes import film, frames, texture
from tests.media.camera.test_clip import decoded


@pytest.fixture(scope="module")
def portrait():
    return np.ascontiguousarray(data.astronaut())


@pytest.fixture(scope="module")
def portrait_scene(portrait):
    return from_picture(portrait, seed=1)


def bottle() -> np.ndarray:
    """A dark bottle on a calm grey ground."""
    picture = np.full((400, 600, 3), 190, np.uint8)
    picture[:] = (picture * np.linspace(1.05, 0.9, 400)[:, None, None]).astype(np.uint8)
    cv2.rectangle(picture, (260, 150), (340, 360), (150, 40, 30), -1)
    cv2.rectangle(picture, (285, 80), (315, 150), (110, 30, 25), -1)
    return cv2.GaussianBlur(picture, (0, 0), 0.8)


def test_a_person_and_what_is_behind_stand_apart(portrait_scene):
    behind, person = portrait_scene.layers

    assert (behind.role, person.role) == (Role.BACKDROP, Role.SUBJECT)
    assert behind.depth > person.depth == 2.5
    assert behind.pixels[..., 3].min() == 255
    x, y, width, height = portrait_scene.face_box
    assert abs(x + width / 2 - 0.44) < 0.05  # seen by eye: her nose is at 0.44, 0.22 of the picture
    assert abs(y + height / 2 - 0.22) < 0.06


def test_at_rest_the_scene_is_the_picture(portrait, portrait_scene):
    assert cv2.PSNR(flatten(portrait_scene), portrait) > 38


@pytest.mark.parametrize(
    "move", [Move.STATIC, Move.DOLLY_IN, Move.ZOOM_IN, Move.ORBIT_LEFT, Move.DOLLY_ZOOM, Move.ROLL]
)
def test_a_clip_starts_with_the_picture_itself(tmp_path, portrait, portrait_scene, move):
    facts = render_clip(
        portrait_scene,
        moves=[move],
        seconds=0.5,
        fps=24,
        seed=1,
        out=tmp_path / "c.mp4",
        look=Look.clean(),
        report=quiet,
    )

    assert not any(note.startswith(("enlarged", "arrives")) for note in facts.notes)
    assert cv2.PSNR(decoded(tmp_path / "c.mp4")[0], portrait) > 35


@pytest.mark.parametrize("move", [Move.PAN_LEFT, Move.ZOOM_OUT, Move.DOLLY_OUT, Move.TRUCK_RIGHT])
def test_a_move_that_needs_room_says_what_it_took(portrait_scene, move):
    shot = film([move], of=portrait_scene, fps=4, strength=0.8)

    assert shot.fit.notes
    assert shot.fit.enlarged <= 1.25
    assert shot.face_in_frame >= 0.95


def test_a_product_is_found_before_a_calm_ground():
    made = from_picture(bottle(), seed=1)

    behind, product = made.layers
    assert product.depth < behind.depth < 2
    x, y, width, height = made.subject_box
    assert (x, y, x + width, y + height) == pytest.approx((260 / 600, 0.2, 340 / 600, 0.9), abs=0.02)
    hole = behind.pixels[behind.pixels.shape[0] // 2, :, 0].astype(int)
    assert hole.min() > 150  # the red of the bottle is gone from behind it


def test_a_picture_without_anybody_moves_as_one():
    made = from_picture(texture(180, 320, 4), seed=1)

    assert [layer.name for layer in made.layers] == ["behind"]
    assert made.face_box is None
    drawn = frames(film([Move.TRUCK_LEFT], of=made, fps=2))
    assert not (drawn[0] == drawn[-1]).all()


@pytest.mark.parametrize("size", [(320, 180), (180, 320), (200, 200)])
def test_a_picture_is_cropped_to_the_frame_about_its_face(portrait, size, tmp_path):
    made = from_picture(portrait, seed=1, size=size)

    x, y, width, height = made.face_box
    assert made.size == size
    assert x >= 0
    assert y >= 0
    assert x + width <= 1
    assert y + height <= 1
    render_clip(made, moves=[Move.ORBIT_RIGHT], seconds=0.25, fps=24, seed=1, out=tmp_path / "c.mp4", look=Look.clean())
    assert (probe(tmp_path / "c.mp4").width, probe(tmp_path / "c.mp4").height) == size


def test_the_same_picture_and_seed_give_the_same_scene(portrait, portrait_scene):
    again = from_picture(portrait, seed=1)

    for one, other in zip(again.layers, portrait_scene.layers, strict=True):
        np.testing.assert_array_equal(one.pixels, other.pixels)


def test_what_is_no_picture_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="expected"):
        from_picture(np.zeros((10, 10), np.uint8), seed=1)
