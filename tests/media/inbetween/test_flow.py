"""Pictures between two pictures by optical flow."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from reklamai.media.inbetween.flow import FlowPair
from reklamai.media.inbetween.model import MODES, Mode
from reklamai.media.types import Picture
from tests.media.faces.photos import cameraman
from tests.media.inbetween.drawn import SIZE, edge_of, faded, pan, psnr, square

MOMENTS = (0.25, 0.5, 0.75)


def noise(seed: int, low: int = 0, high: int = 256, size: tuple[int, int] = SIZE) -> Picture:
    return np.random.default_rng(seed).integers(low, high, (size[1], size[0], 3)).astype(np.uint8)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("last", [square(130), noise(1)], ids=["near", "another shot"])
def test_the_ends_are_the_pictures_themselves(mode: Mode, last: Picture) -> None:
    first = square(100)
    pair = FlowPair(first, last, mode=mode)

    assert np.array_equal(pair.at(0), first)
    assert np.array_equal(pair.at(1), last)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("t", [0.0, 0.5, 1.0])
def test_a_picture_that_was_given_may_be_drawn_on_without_harm(mode: Mode, t: float) -> None:
    first, last = square(100), square(106)
    pair = FlowPair(first, last, mode=mode)
    expected = pair.at(t).copy()

    pair.at(t)[:] = 0

    assert np.array_equal(pair.at(t), expected)
    assert np.array_equal(first, square(100))
    assert np.array_equal(last, square(106))


@pytest.mark.parametrize("mode", MODES)
def test_a_thing_goes_evenly_along_its_way(mode: Mode) -> None:
    pair = FlowPair(square(100), square(116), mode=mode)

    for t in MOMENTS:
        assert edge_of(pair.at(t)) - edge_of(square(100)) == pytest.approx(16 * t, abs=1)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("grow", [1.0, 1.06])
def test_a_photo_under_a_moving_camera_is_nearly_the_true_one_at_every_moment(mode: Mode, grow: float) -> None:
    first, last = pan(0), pan(11.3, grow=grow)
    pair = FlowPair(first, last, mode=mode)

    for t in MOMENTS:
        # between two sizes a thing is at the mean of its places, and a window that opens evenly shows it there
        scale = 1 / (1 + t * (1 / grow - 1))
        truth = pan(11.3 * t, grow=scale)
        inside = np.s_[16:-16, 24:-24]
        made = psnr(pair.at(t)[inside], truth[inside])
        assert made > 32
        assert made > psnr(faded(first, last, t)[inside], truth[inside]) + 8


def test_best_draws_what_comes_out_from_behind_better_than_fast() -> None:
    first, last, truth = square(90), square(122, slide=-6), square(106, slide=-3)

    fast, best = (psnr(FlowPair(first, last, mode=mode).at(0.5), truth) for mode in MODES)

    assert best > fast + 0.5
    assert fast > psnr(faded(first, last, 0.5), truth) + 3


def test_best_keeps_fine_detail_under_half_a_pixel_of_motion() -> None:
    first, last, truth = pan(0), pan(1), pan(0.5)

    fast, best = (psnr(FlowPair(first, last, mode=mode).at(0.5), truth) for mode in MODES)

    assert best > fast


@pytest.mark.parametrize("mode", MODES)
def test_what_stands_still_stays_as_it_is(mode: Mode) -> None:
    picture = pan(0)

    for t in MOMENTS:
        made = FlowPair(picture, picture.copy(), mode=mode).at(t)
        assert np.abs(made.astype(int) - picture).max() <= 1


@pytest.mark.parametrize("mode", MODES)
def test_over_a_cut_the_nearer_picture_is_shown_whole(mode: Mode) -> None:
    first, last = noise(1, 20, 110), noise(2, 140, 230)
    pair = FlowPair(first, last, mode=mode)

    assert pair.is_cut
    assert pair.agreement == 0
    assert np.array_equal(pair.at(0.49), first)
    assert np.array_equal(pair.at(0.51), last)


def test_agreement_tells_what_belongs_together_from_what_does_not() -> None:
    near = FlowPair(pan(0), pan(9), mode="fast").agreement
    strangers = FlowPair(pan(0), cv2.resize(cameraman(), SIZE), mode="fast").agreement

    assert near > 0.9
    assert 0 <= strangers < 0.5


@pytest.mark.parametrize("mode", MODES)
def test_the_same_pictures_give_the_same_bytes_on_any_number_of_cores(mode: Mode) -> None:
    before, made = cv2.getNumThreads(), []
    try:
        for threads in (1, 2, 3):
            cv2.setNumThreads(threads)
            made.append(FlowPair(square(90), square(122, slide=-6), mode=mode).at(0.3))
            assert cv2.getNumThreads() == threads
    finally:
        cv2.setNumThreads(before)

    assert np.array_equal(made[0], made[1])
    assert np.array_equal(made[0], made[2])


@pytest.mark.parametrize("mode", MODES)
def test_the_way_back_shows_the_same_moments(mode: Mode) -> None:
    first, last = pan(0), pan(11.3)

    there, back = FlowPair(first, last, mode=mode), FlowPair(last, first, mode=mode)

    for t in MOMENTS:
        assert psnr(there.at(t), back.at(1 - t)) > 38


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("size", [(16, 16), (17, 33), (129, 127), (641, 359)])
def test_any_size_from_sixteen_pixels_on_is_drawn(mode: Mode, size: tuple[int, int]) -> None:
    first, last = square(2, size=size), square(4, size=size)

    made = FlowPair(first, last, mode=mode).at(0.5)

    assert made.shape == first.shape
    assert made.dtype == np.uint8
    assert psnr(made, square(3, size=size)) > 25


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (square(1), square(1, size=(322, 192))),
        (np.zeros((15, 40, 3), np.uint8), np.zeros((15, 40, 3), np.uint8)),
        (square(1)[..., 0], square(1)[..., 0]),
        (square(1).astype(np.float32), square(1).astype(np.float32)),
    ],
    ids=["two sizes", "too small", "grey", "float"],
)
def test_other_pictures_are_refused(first: Picture, last: Picture) -> None:
    with pytest.raises(ValueError):
        FlowPair(first, last, mode="fast")


def test_another_mode_or_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="middling"):
        FlowPair(square(1), square(2), mode="middling")
    for moment in (-0.01, 1.01, float("nan")):
        with pytest.raises(ValueError, match="moment"):
            FlowPair(square(1), square(2), mode="fast").at(moment)
