"""Pictures finished: the same in gives the same out, and deep pictures stay deep."""

import numpy as np
import pytest

from reklamai.media.cinema.model import Camerawork, Moving, Optics
from reklamai.media.finish.still import PictureFinish, finish_picture

WORK = Camerawork(
    optics=Optics(distortion=-0.05, aberration=0.3, softness=0.3), ratio=2.39, profile="film_500t", grain=0.4,
    vignette=0.4, flare=0.3, halation=0.4,
)  # fmt: skip
ALL = ("lens", "flare", "vignette", "grade", "grain", "mask")


def ramp(dtype=np.float32, size=(401, 227)) -> np.ndarray:
    level = np.linspace(0.1, 0.9, size[0], dtype=np.float32)
    picture = np.broadcast_to(level[None, :, None], (size[1], size[0], 3)).copy()
    return np.round(picture * 255).astype(np.uint8) if dtype == np.uint8 else picture


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
def test_a_picture_keeps_its_depth_and_loses_what_the_ratio_takes(dtype):
    picture = ramp(dtype)
    before = picture.copy()

    made = finish_picture(picture, WORK, ALL, seed=4)

    assert (made.dtype, made.shape) == (dtype, (168, 401, 3))
    assert np.array_equal(picture, before), "what was given is not touched"
    assert np.array_equal(made, finish_picture(picture, WORK, ALL, seed=4))
    assert not np.array_equal(made, finish_picture(picture, WORK, ALL, seed=5))
    assert made.min() >= 0
    assert made.max() <= (255 if dtype == np.uint8 else 1)


def test_a_deep_gradient_stays_deep():
    made = finish_picture(
        ramp(size=(2048, 8)), Camerawork(profile="natural", vignette=0.2), ("grade", "vignette"), seed=1
    )

    assert len(np.unique(np.round(made[4, :, 1] * 65535))) > 1900


def test_bars_keep_the_size_of_a_picture_with_an_odd_one():
    made = finish_picture(ramp(), Camerawork(ratio=2.39, bars=True), ("mask",), seed=1)

    assert made.shape == (227, 401, 3)
    assert not made[:29].any()
    assert not made[-30:].any()
    assert np.array_equal(made[29:197], ramp()[29:197])


def test_moves_and_ramps_do_nothing_to_a_picture():
    work = Camerawork(moves=(Moving("zoom_in"),), ramp=((0, 1), (1, 2)))

    assert np.array_equal(finish_picture(ramp(np.uint8), work, ("crop_move", "speed_ramp"), seed=1), ramp(np.uint8))


def test_pictures_of_a_row_have_a_grain_each():
    finish = PictureFinish(Camerawork(grain=0.5), ("grain",), size=(401, 227), seed=1)

    one, other, again = (finish.apply(index, ramp()) for index in (0, 1, 0))

    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize("picture", [np.zeros((4, 4), np.uint8), np.zeros((4, 4, 3)), np.zeros((4, 4, 4), np.uint8)])
def test_what_is_no_picture_is_refused(picture):
    with pytest.raises(ValueError, match="float32"):
        finish_picture(picture, WORK, ALL, seed=1)


def test_a_profile_that_is_none_is_told():
    with pytest.raises(KeyError):
        finish_picture(ramp(), Camerawork(profile="nonsense"), ("grade",), seed=1)
