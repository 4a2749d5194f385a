"""A master image made from a photo."""

from dataclasses import replace
from functools import lru_cache

import cv2
import numpy as np
import pytest

from reklamai.media.colour import luma, to_lab
from reklamai.media.faces import find_faces, identity
from reklamai.media.mattes import Missing
from soulids.media import studio
from soulids.media.portrait import LIMIT, SIZE, donors, portrait, verify
from soulids.media.verdicts import Verdict
from tests.media.anchors.people import two_people
from tests.media.faces.photos import astronaut, cameraman, scaled
from tests.media.soulids.people import a_photo, directions, exposed, her


def donor():
    """The astronaut without the flag and the shuttle behind her, twice as large."""
    return np.ascontiguousarray(scaled(2)(astronaut()))


@lru_cache(maxsize=1)
def master():
    made = portrait(donor())
    assert not isinstance(made, Missing), made
    return made


def face_of(picture):
    faces = find_faces(picture)
    assert len(faces) == 1
    return faces[0]


def test_a_portrait_has_the_size_that_vendors_take() -> None:
    assert master().shape == (SIZE[1], SIZE[0], 3) == (1350, 1080, 3) and master().dtype == np.uint8


def test_it_is_her() -> None:
    checked = verify(master(), her().vector)

    assert checked.passed and checked.distance is not None and checked.distance < 0.2


def test_it_is_nobody_else() -> None:
    him = identity.vector(cameraman(), find_faces(cameraman())[0])

    checked = verify(master(), him)

    assert not checked.passed and checked.distance is not None and checked.distance > LIMIT


def test_the_limit_can_be_drawn_tighter() -> None:
    assert not verify(master(), her().vector, limit=0.0).passed


def test_her_head_and_shoulders_fill_the_frame() -> None:
    x, y, width, height = face_of(master()).box

    assert 0.25 < height / SIZE[1] < 0.55
    assert x + width / 2 == pytest.approx(SIZE[0] / 2, abs=0.06 * SIZE[0])
    assert 0.33 < (y + height / 2) / SIZE[1] < 0.6


def test_the_ground_behind_her_is_even_and_grey() -> None:
    corners = np.concatenate([to_lab(np.ascontiguousarray(master()[20:120, x : x + 100])) for x in (20, 960)])

    assert corners[..., 0].std() < 4
    assert abs(corners[..., 1].mean()) < 3 and abs(corners[..., 2].mean()) < 4


def test_the_same_photo_makes_the_same_portrait() -> None:
    assert np.array_equal(portrait(donor()), master())


def test_a_dark_photo_becomes_as_light_as_a_portrait() -> None:
    made = portrait(exposed(donor(), stops=-1.5))
    assert not isinstance(made, Missing)

    x, y, width, height = face_of(made).box
    before = luma(exposed(donor(), stops=-1.5)).mean()
    assert np.percentile(luma(made[y : y + height, x : x + width].copy()), 95) > 0.55 > before


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        (np.full((300, 300, 3), 140, np.uint8), "no_face"),
        (two_people()[0], "several_faces"),
        (scaled(0.6)(astronaut()), "face_too_small"),
    ],
    ids=["a wall", "two people", "far away"],
)
def test_what_no_portrait_can_be_made_from_says_why(picture, reason: str) -> None:
    assert portrait(picture) == Missing(reason)


def test_a_photo_that_ends_at_the_chin_is_cut_off() -> None:
    x, y, width, height = face_of(donor()).box
    tight = donor()[y - height // 2 : y + round(1.12 * height), x - width // 3 : x + round(1.33 * width)]

    made = portrait(np.ascontiguousarray(tight))

    assert isinstance(made, Missing) and made.reason in {"cut_off", "unsure"}


def test_a_picture_without_a_face_verifies_nobody() -> None:
    checked = verify(np.full((300, 300, 3), 140, np.uint8), directions(1)[0])

    assert checked.distance is None and not checked.passed
    assert verify(two_people()[0], her().vector).distance is None, "of two faces nobody knows which is meant"


def test_donors_are_frontal_large_and_in_colour() -> None:
    vector = directions(1)[0]
    photos = {
        "turned": a_photo(vector, yaw=30.0),
        "best": a_photo(vector),
        "far": a_photo(vector, box=(0, 0, 80, 80)),
        "grey": a_photo(vector, coloured=False),
        "refused": a_photo(vector, verdict=Verdict.REFUSED),
        "weak": a_photo(vector, verdict=Verdict.WEAK),
        "nobody": replace(a_photo(None), face=None),
    }

    assert donors(photos) == ("best", "weak", "turned")


def lit(colour, *, face=(40, 40, 60, 60)):
    """What the studio makes of a person in one colour."""
    pixels = np.empty((140, 140, 3), np.uint8)
    pixels[:] = colour
    return studio.balanced(pixels, np.ones((140, 140), np.float32), face=face)


def test_light_is_balanced_within_bounds_and_dark_skin_stays_dark() -> None:
    light, dark = lit((225, 180, 160)).mean(), lit((80, 54, 44)).mean()

    assert dark < 0.75 * light
    assert lit((3, 2, 2)).mean() < 0.1, "noise is not lifted into a face"


def test_a_green_cast_is_taken_from_the_skin_but_not_all_at_once() -> None:
    cast = np.array([[[170, 180, 130]]], np.uint8)
    before = to_lab(cast)[0, 0, 1]
    after = cv2.cvtColor(lit((170, 180, 130)), cv2.COLOR_RGB2Lab)[70, 70, 1]

    assert before < 0 and before + 2 < after < before + 9


def test_the_darker_side_of_a_face_is_lifted_halfway() -> None:
    pixels = np.empty((140, 140, 3), np.uint8)
    pixels[:, :70], pixels[:, 70:] = (200, 160, 140), (110, 84, 72)

    made = studio.balanced(pixels, np.ones((140, 140), np.float32), face=(40, 40, 60, 60)).mean(axis=2)

    assert 1 < made[70, 45] / made[70, 95] < 200 / 110


def test_behind_light_hair_the_wall_is_darker() -> None:
    alpha = np.zeros((200, 160), np.float32)
    alpha[60:, 50:110] = 1
    walls = [studio.set_before(np.full((200, 160, 3), value, np.float32), alpha)[:40].mean() for value in (0.1, 0.9)]

    assert walls[1] < walls[0] - 40


def test_nobody_leaves_the_wall_alone() -> None:
    made = studio.set_before(np.zeros((50, 40, 3), np.float32), np.zeros((50, 40), np.float32))

    assert made.shape == (50, 40, 3) and made.min() > 120


def test_a_person_alone_is_cropped_to_what_is_seen_of_them() -> None:
    alpha = np.zeros((200, 160), np.float32)
    alpha[60:180, 50:110] = 1
    alpha[60:180, 110] = 0.5

    alone = studio.alone(np.full((200, 160, 3), 0.5, np.float32), alpha)

    assert alone.shape == (120, 61, 4) and alone.dtype == np.uint8
    assert (alone[:, :60, 3] == 255).all() and (alone[:, 60, 3] == 128).all()
    assert (alone[..., :3] == 128).all()


def test_nobody_alone_is_an_empty_picture() -> None:
    alone = studio.alone(np.zeros((50, 40, 3), np.float32), np.zeros((50, 40), np.float32))

    assert alone.shape == (50, 40, 4) and not alone[..., 3].any()


def test_only_an_enlarged_photo_is_sharpened() -> None:
    edge = np.zeros((40, 40, 3), np.float32)
    edge[:, 20:] = 0.6

    assert studio.sharpened(edge, enlarged=1.2) is edge
    assert studio.sharpened(edge, enlarged=2.0).max() > 0.6
