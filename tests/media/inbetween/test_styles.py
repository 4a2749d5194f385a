"""Styled moves between two pictures that have nothing in common."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from reklamai.media.inbetween import styles
from reklamai.media.types import Picture

SIZES = ((96, 64), (64, 96), (33, 17))
STYLES = ("whip", "zoom", "wipe", "dissolve")


def picture(size: tuple[int, int], seed: int) -> Picture:
    noise = np.random.default_rng(seed).integers(0, 256, (6, 9, 3), np.uint8)
    return np.asarray(cv2.resize(noise, size, interpolation=cv2.INTER_CUBIC), np.uint8)


def pair(size: tuple[int, int]) -> tuple[Picture, Picture]:
    return picture(size, 1), picture(size, 2)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("size", SIZES)
def test_every_move_is_exactly_its_pictures_at_both_ends(style: str, size: tuple[int, int]) -> None:
    first, last = pair(size)

    moment = styles.moves_of(style, first, last, seed=3)

    assert np.array_equal(moment(0), first)
    assert np.array_equal(moment(1), last)


@pytest.mark.parametrize("style", STYLES)
def test_every_move_starts_and_ends_without_a_jump(style: str) -> None:
    first, last = pair((96, 64))

    moment = styles.moves_of(style, first, last)

    assert np.abs(moment(0.001).astype(int) - first).mean() < 1
    assert np.abs(moment(0.999).astype(int) - last).mean() < 1


@pytest.mark.parametrize("style", STYLES)
def test_no_moment_is_darker_or_brighter_than_what_it_is_made_of(style: str) -> None:
    first, last = (np.full((40, 60, 3), value, np.uint8) for value in (60, 180))

    moments = [styles.moves_of(style, first, last)(t) for t in np.linspace(0, 1, 13)]

    assert min(each.min() for each in moments) >= 60
    assert max(each.max() for each in moments) <= 180
    assert np.all(np.diff([each.mean() for each in moments]) >= 0)


@pytest.mark.parametrize("style", STYLES)
def test_the_same_seed_gives_the_same_pixels(style: str) -> None:
    first, last = pair((96, 64))

    once, again = (styles.moves_of(style, first, last, seed=7)(0.4) for _ in range(2))

    assert np.array_equal(once, again)


@pytest.mark.parametrize(("size", "axis"), [((96, 64), 1), ((64, 96), 0)])
def test_a_whip_smears_along_the_longer_side_alone(size: tuple[int, int], axis: int) -> None:
    noise = np.random.default_rng(5).integers(0, 256, (size[1], size[0], 3), np.uint8)

    made = styles.whip(noise, noise, 0.4).astype(float)

    along, across = (np.abs(np.diff(made, axis=each)).mean() for each in (axis, 1 - axis))
    assert along < across / 4


def test_seeds_send_a_whip_one_way_and_the_other() -> None:
    first = np.zeros((40, 120, 3), np.uint8)
    first[:, 55:65] = 255

    right, left = (styles.whip(first, first, 0.2, seed=seed).mean(axis=(0, 2)) for seed in (1, 0))

    columns = np.arange(120)
    assert (right * columns).sum() / right.sum() > 60 > (left * columns).sum() / left.sum()


def test_whip_and_zoom_show_one_picture_alone_outside_the_hand_over() -> None:
    first, last = np.full((40, 60, 3), 50, np.uint8), np.full((40, 60, 3), 200, np.uint8)

    for style in ("whip", "zoom"):
        moment = styles.moves_of(style, first, last)
        assert np.ptp(moment(0.5 - styles.OVERLAP / 2)) == 0
        assert moment(0.5 - styles.OVERLAP / 2).max() == 50
        assert moment(0.5 + styles.OVERLAP / 2).min() == 200
        assert 50 < moment(0.5).mean() < 200


def test_a_zoom_enlarges_the_first_and_lets_the_last_grow_to_its_size() -> None:
    dot = np.zeros((81, 81, 3), np.uint8)
    cv2.circle(dot, (40, 40), 12, (255, 255, 255), -1)
    nothing = np.zeros_like(dot)

    out, into = styles.zoom(dot, nothing, 0.35), styles.zoom(nothing, dot, 0.65)

    at_rest = (dot[..., 0] > 127).sum()
    assert (out[..., 0] > 127).sum() > 1.2 * at_rest
    assert (into[36:45, 36:45, 0] > 127).all()
    assert (into[20:61, 20:61, 0] > 127).sum() < at_rest


def test_a_wipe_has_changed_as_many_pixels_as_its_time_is_over() -> None:
    first, last = np.zeros((90, 120, 3), np.uint8), np.full((90, 120, 3), 255, np.uint8)
    order = styles.wipe_order(picture((120, 90), 4))

    shares = [styles.wipe(first, last, t, order=order).mean() / 255 for t in (0.25, 0.5, 0.75)]

    assert shares == pytest.approx([0.25, 0.5, 0.75], abs=0.06)


def test_a_wipe_leaves_most_pixels_to_one_picture_or_the_other() -> None:
    first, last = np.zeros((90, 120, 3), np.uint8), np.full((90, 120, 3), 255, np.uint8)

    made = styles.wipe(first, last, 0.5, order=styles.wipe_order(picture((120, 90), 4)))

    assert ((made > 0) & (made < 255)).mean() < 1.5 * styles.SOFT


def test_moves_that_cannot_be_are_refused() -> None:
    first, last = pair((96, 64))

    with pytest.raises(ValueError, match="no such move"):
        styles.moves_of("flow", first, last)
    with pytest.raises(ValueError, match="expected one size"):
        styles.moves_of("whip", first, last[:-1])
