"""One camera move between two views of a thing: exact where it is all there is, and not taken where it is not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from skimage import data

from reklamai.media.inbetween.between import Between, strip
from reklamai.media.inbetween.flow import FlowPair
from reklamai.media.inbetween.glide import Glide, glide_between, scaled
from reklamai.media.inbetween.route import route_of, shared
from reklamai.media.types import AnyArray, Picture

SIZE = (320, 240)


def view(left: float, top: float, width: float, *, turn: float = 0.0) -> Picture:
    """What a camera sees of a photo of a cup: a window of it at 320 x 240, its middle turned by degrees."""
    scale = SIZE[0] / width
    matrix: AnyArray = cv2.getRotationMatrix2D((left + width / 2, top + width * 3 / 8), turn, scale)
    matrix[:, 2] += np.array((159.5, 119.5)) - np.array((left + width / 2, top + width * 3 / 8))
    return np.asarray(cv2.warpAffine(data.coffee(), matrix, SIZE, flags=cv2.INTER_AREA), np.uint8)


def decibels(one: Picture, other: Picture) -> float:
    return float(cv2.PSNR(one, other))


@pytest.mark.parametrize(
    ("first", "last", "middle"),
    [
        ((20, 20, 400), (140, 60, 400), (80, 40, 400)),
        ((40, 20, 480), (160, 110, 240), None),
    ],
    ids=["aside", "nearer"],
)
def test_the_middle_is_what_a_camera_half_way_would_have_seen(
    first: tuple[float, float, float], last: tuple[float, float, float], middle: tuple[float, float, float] | None
) -> None:
    if middle is None:  # the scale grows by equal factors around the one point that stays: 2 ** 0.5 half way
        share = (1 - 0.5**0.5) / (1 - 0.5)
        middle = tuple(a + (b - a) * share for a, b in zip(first, last, strict=True))  # type: ignore[assignment]
        assert middle is not None
    one, other = view(*first), view(*last)

    made = Between(one, other).at(0.5)

    truth = view(*middle)
    assert decibels(made, truth) > 28
    assert decibels(made, truth) > decibels(FlowPair(one, other, mode="fast").at(0.5), truth) + 2


def test_a_turned_camera_is_turned_back_the_shorter_way() -> None:
    one, other = view(100, 40, 340, turn=0), view(100, 40, 340, turn=20)

    route = route_of(one, other)
    assert route.move is not None
    made = Glide(route.move, size=SIZE).at(one, other, 0.5)

    middle = (slice(40, 200), slice(60, 260))
    assert decibels(made[middle], view(100, 40, 340, turn=10)[middle]) > 28


def test_both_ends_are_exact_and_nothing_jumps_beside_them() -> None:
    one, other = view(20, 20, 400), view(140, 60, 300)
    between = Between(one, other)

    assert between.route.move is not None
    assert np.array_equal(between.at(0), one)
    assert np.array_equal(between.at(1), other)
    assert np.abs(between.at(0.001).astype(int) - one).mean() < 1.5
    assert np.abs(between.at(0.999).astype(int) - other).mean() < 1.5


def test_a_move_of_more_than_half_a_frame_is_still_one_move() -> None:
    one, other = view(0, 30, 300), view(190, 30, 300)

    route = route_of(one, other)

    assert (route.style, route.why) == ("flow", "near_view")
    assert route.move is not None
    assert decibels(Glide(route.move, size=SIZE).at(one, other, 0.5), view(95, 30, 300)) > 26


def test_somebody_who_walks_through_is_no_camera_move() -> None:
    one, other = view(20, 20, 400), view(26, 22, 400)
    one[60:160, 40:100] = (20, 60, 200)
    other[60:160, 80:140] = (20, 60, 200)

    assert len(shared(one, other)[0]) > 100
    assert route_of(one, other).move is None


def test_two_eyes_see_depth_which_is_no_camera_move() -> None:
    left, right, _disparity = data.stereo_motorcycle()
    one, other = (np.ascontiguousarray(cv2.resize(each, (371, 250))) for each in (left, right))

    route = route_of(one, other)

    assert route.move is None
    assert (route.style, route.why) == ("flow", "near_view")


def test_few_points_are_no_ground_for_a_move() -> None:
    one, other = view(20, 20, 400), view(60, 20, 400)
    points = shared(one, other)

    assert glide_between(one, other, points) is not None
    assert glide_between(one, other, (points[0][:18], points[1][:18])) is None


def test_a_strip_glides_as_the_clip_does() -> None:
    one, other = view(20, 20, 400), view(140, 60, 300)
    between = Between(one, other)

    middle = strip(between, 1, 120)[:, 160:320]

    large = cv2.resize(between.at(0.5), (160, 120), interpolation=cv2.INTER_AREA)
    assert decibels(np.ascontiguousarray(middle), np.asarray(large, np.uint8)) > 30


@pytest.mark.parametrize("factor", [0.5, 3.0])
def test_a_move_is_the_same_for_copies_of_another_size(factor: float) -> None:
    matrix = np.array([[1.2, -0.1, 7.0], [0.1, 1.2, -3.0]])
    point = np.array((100.0, 50.0))
    half = (factor - 1) / 2

    copied = scaled(matrix, (factor, factor))

    expected = factor * (matrix[:, :2] @ point + matrix[:, 2]) + half
    assert copied[:, :2] @ (factor * point + half) + copied[:, 2] == pytest.approx(expected)
