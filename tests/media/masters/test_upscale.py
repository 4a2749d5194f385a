"""Enlarging against the truth: photos made smaller first."""

import threading
import time

import cv2
import numpy as np
import psutil
import pytest
from skimage.metrics import peak_signal_noise_ratio

from reklamai.media.masters.upscale import planes_at, upscaled
from tests.media.masters.scenes import PHOTOS, photo


def halved(picture):
    whole = picture[: picture.shape[0] // 2 * 2, : picture.shape[1] // 2 * 2]
    return whole, cv2.resize(whole, (whole.shape[1] // 2, whole.shape[0] // 2), interpolation=cv2.INTER_AREA)


def test_six_photos_gain_over_lanczos_at_twice_the_size():
    gains = []
    for name in PHOTOS:
        truth, small = halved(photo(name))
        size = truth.shape[1], truth.shape[0]
        ours = peak_signal_noise_ratio(truth, upscaled(small, size))
        gains.append(ours - peak_signal_noise_ratio(truth, cv2.resize(small, size, interpolation=cv2.INTER_LANCZOS4)))

    assert np.mean(gains) >= 0.15
    assert min(gains) > 0


def test_made_small_again_it_is_nearly_the_picture_it_was_made_of():
    _, small = halved(photo("coffee.png"))

    large = upscaled(small, (small.shape[1] * 2, small.shape[0] * 2))

    again = cv2.resize(large, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_AREA)
    assert np.abs(again.astype(int) - small).mean() < 0.5


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_every_depth_keeps_its_type_and_range(dtype):
    top = 1 if dtype == np.float32 else np.iinfo(dtype).max
    checks = (np.indices((20, 30)).sum(axis=0) % 2 * top).astype(dtype)

    made = upscaled(np.dstack([checks] * 3), (75, 50))

    assert made.dtype == dtype
    assert made.shape == (50, 75, 3)
    assert (made.min(), made.max()) == (0, top)
    assert np.array_equal(made[..., 0], made[..., 2])


def test_sixteen_bits_are_not_rounded_to_eight():
    ramp = np.linspace(20000, 21000, 64).astype(np.uint16)[None].repeat(8, axis=0)

    made = upscaled(ramp, (640, 80))

    assert len(np.unique(made)) > 500


def test_a_smaller_size_is_the_mean_of_the_area():
    picture = np.random.default_rng(1).integers(0, 256, (40, 60, 3), np.uint8)

    made = upscaled(picture, (30, 20))

    means = picture.reshape(20, 2, 30, 2, 3).mean(axis=(1, 3))
    assert np.abs(made - means).max() <= 0.5


def test_the_same_size_is_the_same_picture():
    picture = np.zeros((4, 6, 3), np.uint8)

    assert upscaled(picture, (6, 4)) is picture


def test_other_numbers_are_refused():
    with pytest.raises(ValueError, match="uint8"):
        upscaled(np.zeros((4, 4), np.int32), (8, 8))


def test_planes_are_enlarged_one_by_one():
    planes = np.random.default_rng(1).integers(0, 65536, (3, 20, 30), np.uint16)

    made = planes_at(planes, (45, 33))

    assert made.shape == (3, 33, 45)
    assert np.array_equal(made[1], upscaled(planes[1], (45, 33)))
    assert planes_at(planes, (30, 20)) is planes


def test_four_k_takes_little_more_memory_than_the_result():
    small = np.random.default_rng(1).integers(0, 256, (1080, 1920, 3), np.uint8)
    process, most, over = psutil.Process(), [0], threading.Event()
    before = process.memory_info().rss

    def watch():
        while not over.is_set():
            most[0] = max(most[0], process.memory_info().rss)
            time.sleep(0.005)

    watcher = threading.Thread(target=watch)
    watcher.start()
    made = upscaled(small, (3840, 2160))
    over.set()
    watcher.join()

    assert made.shape == (2160, 3840, 3)
    assert most[0] - before < 320 * 2**20
