"""Pictures under a profile: the fast way for bytes against the exact one."""

from __future__ import annotations

import numpy as np
import pytest
from skimage import color

from reklamai.media.grading.apply import graded
from reklamai.media.grading.profiles import PROFILES, shifted
from tests.media.grading.photos import colours, photos


@pytest.mark.parametrize("key", sorted(PROFILES))
def test_bytes_are_graded_as_exactly_as_an_eye_can_tell(key: str) -> None:
    for picture in photos():
        fast = graded(picture, key)

        exact = shifted(key, picture.astype(np.float32) / 255)
        apart = color.deltaE_ciede2000(color.rgb2lab(fast), color.rgb2lab(exact))
        assert apart.mean() < 0.4
        assert apart.max() < 2.5


def test_a_black_and_white_picture_has_no_speck_of_colour() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (64, 64, 3)).astype(np.uint8)

    assert np.ptp(graded(noise, "noir").astype(int), axis=2).max() <= 1


def test_no_strength_leaves_a_picture_as_it_is() -> None:
    noise = np.random.default_rng(2).integers(0, 256, (33, 47, 3)).astype(np.uint8)
    deep = colours(33 * 47).reshape(33, 47, 3)

    assert (graded(noise, "technicolor", strength=0) == noise).all()
    assert (graded(deep, "technicolor", strength=0) == deep).all()


def test_more_strength_is_more_of_the_profile() -> None:
    picture = photos()[0]

    away = [
        np.abs(graded(picture, "sepia", strength=strength).astype(int) - picture).mean()
        for strength in (0.1, 0.4, 0.7, 1)
    ]

    assert away == sorted(away)
    assert away[0] == pytest.approx(away[-1] / 10, rel=0.15)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_deep_pictures_keep_every_level(dtype: type[np.floating]) -> None:
    ramp = np.repeat(np.linspace(0.2, 0.4, 4096, dtype=dtype)[None, :, None], 3, axis=2)

    out = graded(ramp, "film_500t")

    assert out.dtype == dtype
    assert len(np.unique(out[0, :, 1])) > 4000


def test_the_picture_given_is_left_alone() -> None:
    picture = photos()[1]
    before = picture.copy()

    graded(picture, "noir")

    assert (picture == before).all()


def test_a_picture_seen_through_a_window_is_graded_too() -> None:
    picture = photos()[0]

    assert (graded(picture[:, ::-1], "pastel") == graded(picture, "pastel")[:, ::-1]).all()


@pytest.mark.parametrize(
    "picture", [np.zeros((4, 4), np.uint8), np.zeros((4, 4, 4), np.float32), np.zeros((4, 4, 3), np.int16)]
)
def test_what_is_no_picture_is_refused(picture: np.ndarray) -> None:
    with pytest.raises(ValueError, match="expected"):
        graded(picture, "noir")


def test_a_wrong_strength_and_a_wrong_name_are_refused() -> None:
    with pytest.raises(ValueError, match=r"0\.\.1"):
        graded(photos()[0], "noir", strength=1.5)
    with pytest.raises(KeyError):
        graded(photos()[0], "kodachrome")
