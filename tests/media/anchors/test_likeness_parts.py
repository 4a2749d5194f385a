"""Faces, light, places and products compared: with what is known to be the same, and known to be another."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from skimage import data

from anchors.media.features import LightFound
from anchors.media.likeness import Likeness, identity, points
from anchors.media.likeness.lighting import same_light, turn
from anchors.media.likeness.place import ground, same_place
from anchors.media.likeness.product import same_thing, thing
from reklamai.media.mattes.model import Missing

ASTRONAUT, CUP, CAT = (np.ascontiguousarray(each()) for each in (data.astronaut, data.coffee, data.chelsea))


def unit(*values):
    made = np.array(values, np.float32)
    return made / np.linalg.norm(made)


def test_of_several_faces_the_nearest_counts():
    held, far, near = unit(1, 0, 0), unit(0, 1, 0), unit(1, 0.1, 0)

    found = identity.same_face(held, [far, near])

    assert isinstance(found, Likeness)
    assert found.distance == pytest.approx(float(np.linalg.norm(held - near)), abs=1e-4)
    assert found.value >= 80
    assert identity.same_face(held, [far]).value < 5
    assert found.facts == {"faces": 2.0}


def test_a_face_that_is_not_there_is_no_score():
    assert identity.same_face(None, [unit(1, 0, 0)]) == Missing("no_face_in_reference")
    assert identity.same_face(unit(1, 0, 0), []) == Missing("no_face_in_result")


def light(azimuth=270.0, elevation=30.0, *, contrast=1.5, kelvin=5500.0, sure=0.9):
    return LightFound(
        azimuth=azimuth, elevation=elevation, hardness=0.5, kelvin=kelvin, contrast=contrast, confidence=0.9,
        kelvin_confidence=sure,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "degrees"),
    [
        ((270, 0), (90, 0), 180),
        ((0, 0), (45, 0), 45),
        ((350, 10), (10, 10), 19.7),  # by the cosine rule of the sphere
        ((120, 90), (0, 90), 0),
    ],
)
def test_degrees_between_lights(one, other, degrees):
    assert turn(light(*one), light(*other)) == pytest.approx(degrees, abs=0.05)


def test_the_same_light_a_little_aside_is_the_same_and_one_from_the_other_side_is_not():
    assert same_light(light(), light(262, 34)).value >= 80
    assert same_light(light(), light(90)).value < 20


def test_a_warmer_light_is_another_one_if_its_colour_is_sure():
    warm = same_light(light(), light(kelvin=3200))

    assert warm.value < 40
    assert warm.facts["mired"] == pytest.approx(0.9 * (1e6 / 3200 - 1e6 / 5500), abs=0.01)
    assert same_light(light(), light(kelvin=3200, sure=0.1)).value > warm.value + 30


def test_the_side_of_a_light_without_shadows_hardly_counts():
    flat = same_light(light(contrast=0.1), light(90, contrast=0.1))

    assert flat.value >= 70
    assert flat.value > same_light(light(), light(90)).value + 40


def test_a_light_that_could_not_be_read_is_no_score():
    assert same_light(Missing("flat_light"), light()) == Missing("no_light_in_reference")
    assert same_light(light(), Missing("flat_light")) == Missing("no_light_in_result")
    assert same_light(light(), replace(light(), confidence=0.1)) == Missing("no_light_in_result")
    assert same_light(replace(light(), confidence=0.1), light()) == Missing("no_light_in_reference")


def nearer(picture, share, *, left=0.5, top=0.5):
    """What a camera sees that came nearer, at the size of before."""
    height, width = picture.shape[:2]
    wide, high = round(share * width), round(share * height)
    x, y = round(left * (width - wide)), round(top * (height - high))
    return cv2.resize(picture[y : y + high, x : x + wide], (width, height), interpolation=cv2.INTER_CUBIC)


def place_score(one, other, hidden=None):
    return same_place(ground(one, hidden=None), ground(other, hidden=hidden)).value


def test_a_place_is_the_same_from_nearer_and_with_somebody_in_front():
    hidden = np.zeros(CUP.shape[:2], np.float32)
    hidden[100:, 200:380] = 1
    peopled = CUP.copy()
    peopled[hidden > 0] = (60, 30, 120)

    assert place_score(CUP, nearer(CUP, 0.8, left=0.2)) >= 70
    assert place_score(CUP, peopled, hidden) >= 80


def test_other_places_are_others():
    assert place_score(CUP, ASTRONAUT) < 30
    assert place_score(ASTRONAUT, CAT) < 30


def test_a_place_that_people_hide_is_not_measured():
    hidden = np.ones(CUP.shape[:2], np.float32)
    hidden[:, :40] = 0

    assert ground(CUP, hidden=hidden) is None
    assert same_place(ground(CUP, hidden=None), None) == Missing("place_hidden")
    assert same_place(None, ground(CUP, hidden=None)) == Missing("reference_too_plain")


def test_points_are_found_again_under_a_known_change_of_view():
    height, width = ASTRONAUT.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = corners + np.array([[30, 20], [-60, 5], [-10, -40], [12, -8]], np.float32)
    truth = cv2.getPerspectiveTransform(corners, seen)
    everywhere = np.ones((height, width), np.float32)

    matrix, count = points.mapped(
        points.found(ASTRONAUT, everywhere),
        points.found(cv2.warpPerspective(ASTRONAUT, truth, (width, height)), everywhere),
    )

    probe = np.array([[[100, 100], [256, 256], [400, 300]]], np.float32)
    assert count > 60
    assert matrix is not None
    away = cv2.perspectiveTransform(probe, matrix) - cv2.perspectiveTransform(probe, truth)
    assert np.abs(away).max() < 2, "pixels"


@pytest.mark.parametrize("other", [CUP, CAT, np.full((300, 300, 3), 128, np.uint8)], ids=["cup", "cat", "wall"])
def test_nothing_is_found_again_where_it_is_not(other):
    one = points.found(ASTRONAUT, np.ones(ASTRONAUT.shape[:2], np.float32))

    assert points.agreeing(one, points.found(other, np.ones(other.shape[:2], np.float32))) == 0


def label(*, seed, tint):
    """A box with a print of its own, 260 x 180, and its mask in a little margin."""
    dice = np.random.default_rng(seed)
    face = np.full((260, 180, 3), tint, np.uint8)
    for _ in range(26):
        x, y = (int(v) for v in dice.integers(8, (150, 230)))
        wide, high = (int(v) for v in dice.integers(6, 34, 2))
        cv2.rectangle(face, (x, y), (x + wide, y + high), tuple(int(v) for v in dice.integers(0, 255, 3)), -1)
    cv2.putText(face, f"No {seed}", (14, 60), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (20, 20, 20), 3, cv2.LINE_AA)
    return cv2.copyMakeBorder(face, 10, 10, 10, 10, cv2.BORDER_CONSTANT, value=(255, 255, 255))


INSIDE = cv2.copyMakeBorder(np.ones((260, 180), np.float32), 10, 10, 10, 10, cv2.BORDER_CONSTANT, value=0)


def standing_in(scene, box):
    """The box in a scene, seen a little from the side."""
    high, wide = box.shape[:2]
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    seen = np.array([[210, 110], [345, 125], [340, 330], [205, 335]], np.float32)
    matrix, size = cv2.getPerspectiveTransform(corners, seen), (scene.shape[1], scene.shape[0])
    share = cv2.warpPerspective(INSIDE, matrix, size)[..., None]
    return np.rint(cv2.warpPerspective(box, matrix, size) * share + scene * (1 - share)).astype(np.uint8)


def test_a_product_is_found_again_in_a_scene_and_another_one_is_not():
    held = thing(label(seed=3, tint=(200, 180, 60)), INSIDE)

    same = same_thing(held, standing_in(CUP, label(seed=3, tint=(200, 180, 60))), seen=None)
    other = same_thing(held, standing_in(CUP, label(seed=8, tint=(200, 180, 60))), seen=None)

    assert same.value >= 80
    assert same.facts["points"] >= 20
    assert other.value < 40


def test_a_product_in_another_colour_scores_less_than_in_its_own():
    grey = label(seed=3, tint=(150, 150, 150))
    held = thing(grey, INSIDE)
    tinted = np.clip(grey.astype(np.float32) * (1.35, 0.8, 0.45), 0, 255).astype(np.uint8)

    own, dyed = (same_thing(held, standing_in(CUP, each), seen=None) for each in (grey, tinted))

    assert own.value >= 80 > dyed.value
    assert dyed.facts["colours"] > own.facts["colours"] + 8


def test_a_plain_thing_is_judged_by_its_colours_where_something_stands_out():
    ball = np.full((300, 300, 3), 245, np.uint8)
    cv2.circle(ball, (150, 150), 90, (190, 40, 40), -1, cv2.LINE_AA)
    mask = cv2.circle(np.zeros((300, 300), np.float32), (150, 150), 88, 1.0, -1)
    green = np.ascontiguousarray(ball[..., [1, 0, 2]])
    held = thing(ball, mask)

    same, other = same_thing(held, ball, seen=mask), same_thing(held, green, seen=mask)

    assert same.value > 50 > other.value
    assert same_thing(held, CUP, seen=None) == Missing("reference_too_plain")
    assert same_thing(None, CUP, seen=None) == Missing("reference_too_plain")
