"""The place behind somebody: what is kept, what is painted in, what is refused."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from skimage import data

from anchors.media.features import PlaceFound
from anchors.media.fill import fill
from anchors.media.indoors import indoors, signs
from anchors.media.place import read_place
from reklamai.media.colour import to_lab
from reklamai.media.mattes import Missing
from tests.media.anchors.places import (
    SIDE,
    as_picture,
    city,
    grain,
    magenta,
    meadow,
    packshot,
    room,
    somebody,
    two_halves,
    with_somebody,
)


def read(picture: np.ndarray, person: np.ndarray | None = None) -> tuple[PlaceFound, np.ndarray]:
    found = read_place(picture, person=person)
    assert not isinstance(found, Missing)
    return found


def everywhere(picture: np.ndarray) -> np.ndarray:
    return np.ones(picture.shape[:2], np.float32)


def test_a_place_without_anybody_is_given_back_as_it_is() -> None:
    picture = city()

    place, filled = read(picture)

    assert place.filled == 0
    np.testing.assert_array_equal(filled, picture)
    assert filled is not picture


@pytest.mark.parametrize("place", [city, meadow, room, two_halves])
def test_nobody_is_left_in_the_filled_place(place) -> None:
    mask = somebody()

    found, filled = read(with_somebody(place(), mask), mask)

    assert magenta(filled) < 0.001
    assert found.filled == pytest.approx(float(mask.mean()), abs=0.06)
    assert found.filled > float(mask.mean())


def test_what_nobody_hid_is_kept_to_the_pixel() -> None:
    mask = somebody()
    picture = with_somebody(city(), mask)

    _, filled = read(picture, mask)

    far = cv2.dilate(mask, np.ones((25, 25))) == 0
    np.testing.assert_array_equal(filled[far], picture[far])


def test_the_colours_are_the_places_and_not_the_persons() -> None:
    mask = somebody()

    found, _ = read(with_somebody(meadow(), mask), mask)

    assert all(not (colour.lab[1] > 40 and colour.lab[2] < -20) for colour in found.colours)
    assert found.colours[0].lab[1] < -5
    assert sum(colour.share for colour in found.colours) <= 1.001


def test_a_fill_goes_on_with_what_is_beside_it() -> None:
    place, mask = two_halves(), somebody(wide=90)

    _, filled = read(with_somebody(place, mask), mask)

    truth, made = to_lab(place)[..., 0], to_lab(filled)[..., 0]
    left, right = slice(180, 215), slice(265, 300)
    assert abs(float(np.median(made[300:, left])) - float(np.median(truth[300:, left]))) < 8
    assert abs(float(np.median(made[300:, right])) - float(np.median(truth[300:, right]))) < 8


def test_a_fill_has_the_grain_of_the_place_and_no_more() -> None:
    place, mask = as_picture(np.tile(np.linspace(60, 200, SIDE)[None, :, None], (SIDE, 1, 3)), noise=3.0), somebody()

    made = fill(with_somebody(place, mask), mask > 0)

    def fine(where: np.ndarray) -> float:
        grey = made.astype(np.float32).mean(axis=2)
        return float(np.abs(grey - cv2.GaussianBlur(grey, (0, 0), 1.2))[where].mean())

    inside = cv2.erode(mask, np.ones((31, 31))) > 0
    assert fine(inside) == pytest.approx(fine(mask == 0), rel=0.4)


def test_a_smooth_ground_is_continued_to_within_a_just_visible_difference() -> None:
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32) / SIDE
    truth = as_picture(np.dstack([80 + 90 * x, 90 + 60 * y, 140 - 50 * x]), noise=1.0)
    mask = somebody(wide=60, tall=250)

    made = fill(with_somebody(truth, mask), mask > 0)

    off = np.linalg.norm(to_lab(cv2.GaussianBlur(made, (0, 0), 3)) - to_lab(cv2.GaussianBlur(truth, (0, 0), 3)), axis=2)
    assert off[mask > 0].mean() < 4


def test_the_same_picture_is_filled_the_same_way() -> None:
    mask = somebody()
    picture = with_somebody(city(), mask)

    np.testing.assert_array_equal(fill(picture, mask > 0), fill(picture, mask > 0))


def test_a_large_picture_is_filled_in_its_own_size() -> None:
    mask = cv2.resize(somebody(), (1600, 1600))
    picture = with_somebody(cv2.resize(city(), (1600, 1600)), mask)

    place, filled = read(picture, mask)

    assert filled.shape == picture.shape
    assert magenta(filled) < 0.001
    assert place.filled > 0
    far = cv2.dilate(mask, np.ones((81, 81))) == 0
    np.testing.assert_array_equal(filled[far], picture[far])


def test_somebody_who_fills_the_frame_leaves_no_place() -> None:
    mask = np.ones((SIDE, SIDE), np.float32)
    mask[:40] = 0

    assert read_place(with_somebody(city(), mask), person=mask) == Missing("person_fills_the_frame")


def test_paper_behind_somebody_is_no_place() -> None:
    y = np.linspace(250, 225, SIDE)[:, None, None] * np.ones((1, SIDE, 3))
    mask = somebody()

    assert read_place(with_somebody(as_picture(y), mask), person=mask) == Missing("plain_ground")


def test_the_ground_of_a_packshot_is_no_place() -> None:
    thing = np.zeros((SIDE, SIDE), np.float32)
    thing[105:406, 165:316] = 1

    assert read_place(packshot(), person=thing) == Missing("plain_ground")


def test_an_empty_sheet_is_no_place_either() -> None:
    sheet = as_picture(np.full((SIDE, SIDE, 3), 240, np.float32))

    assert read_place(sheet, person=None) == Missing("empty_ground")


def test_a_speck_is_not_painted_over() -> None:
    mask = np.zeros((SIDE, SIDE), np.float32)
    mask[200:210, 200:210] = 1
    picture = city()

    place, filled = read(picture, mask)

    assert place.filled == 0
    np.testing.assert_array_equal(filled, picture)


def test_the_more_is_hidden_the_less_the_place_is_known() -> None:
    confidences = []
    for wide in (40, 110):
        mask = somebody(wide=wide)
        confidences.append(read(with_somebody(two_halves(), mask), mask)[0].confidence)

    assert confidences[0] > confidences[1] > 0


def test_a_sky_over_houses_is_outdoors() -> None:
    told, sure = indoors(city(), everywhere(city()))

    assert told is False
    assert sure > 0.5


def test_grass_is_outdoors_and_green_paint_is_not_told() -> None:
    paint = as_picture(np.full((SIDE, SIDE, 3), (90, 130, 60), np.float32), noise=0.5)

    assert indoors(meadow(), everywhere(meadow()))[0] is False
    assert indoors(paint, everywhere(paint)) == (None, 0.0)


def test_upright_lines_in_lamplight_are_a_room_but_not_for_sure() -> None:
    told, sure = indoors(room(), everywhere(room()))

    assert told is True
    assert 0 < sure <= 0.6


def test_the_same_lines_in_daylight_are_not_told() -> None:
    cold = room()[..., ::-1].copy()

    assert indoors(cold, everywhere(cold))[0] is None


@pytest.mark.parametrize("blue", [(60, 110, 190), (40, 60, 120)])
def test_blue_paper_is_no_sky(blue: tuple[int, ...]) -> None:
    paper = as_picture(np.full((SIDE, SIDE, 3), blue, np.float32))

    assert signs(paper, everywhere(paper)).sky == 0
    assert indoors(paper, everywhere(paper)) == (None, 0.0)


def test_a_blue_wall_beside_somebody_is_no_sky() -> None:
    wall = np.full((SIDE, SIDE, 3), (70, 130, 220), np.float32)
    wall[300:, 100:380] = 128 + grain((180, 280, 1), 50.0)  # a crowd, and the wall goes down on both sides of it
    picture = as_picture(wall)

    assert indoors(picture, everywhere(picture))[0] is None


def test_real_photographs_that_show_no_sign_are_not_told() -> None:
    coffee = data.coffee()

    assert indoors(coffee, everywhere(coffee)) == (None, 0.0)
    assert indoors(data.cat(), everywhere(data.cat()))[0] is None


def test_what_is_hidden_is_no_sign() -> None:
    picture = city()
    low = everywhere(picture)
    low[:260] = 0

    assert signs(picture, low).sky == 0


def test_a_mask_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="a mask of"):
        read_place(city(), person=np.zeros((10, 10), np.float32))


def test_a_picture_with_transparency_is_refused() -> None:
    with pytest.raises(ValueError, match="expected"):
        read_place(np.zeros((40, 40, 4), np.uint8), person=None)
