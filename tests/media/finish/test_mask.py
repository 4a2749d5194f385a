"""The shape that is seen: by ratio, to the pixel, where chroma at half size allows it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reklamai.media.cinema.model import Camerawork
from reklamai.media.finish.frames import FrameFinish
from reklamai.media.finish.mask import Window, window
from reklamai.media.i420 import planes

SIZES = st.tuples(st.integers(8, 2000).map(lambda half: 2 * half), st.integers(8, 2000).map(lambda half: 2 * half))


def noise(size: tuple[int, int]) -> np.ndarray:
    return np.random.default_rng(5).integers(30, 220, (size[1] * 3 // 2, size[0]), dtype=np.uint8)


@pytest.mark.parametrize(
    ("size", "ratio", "seen"),
    [
        ((1920, 1080), 2.39, Window(0, 138, 1920, 804)),  # 1920 / 2.39 = 803.3, the DCI's own 2.39 of this width
        ((1920, 1080), 1.85, Window(0, 20, 1920, 1038)),
        ((1920, 1080), 4 / 3, Window(240, 0, 1440, 1080)),
        ((1920, 1080), 9 / 16, Window(656, 0, 608, 1080)),
        ((1080, 1920), 1.0, Window(0, 420, 1080, 1080)),
        ((3840, 2160), 21 / 9, Window(0, 256, 3840, 1646)),
        ((1920, 1080), 16 / 9, Window(0, 0, 1920, 1080)),
        ((1920, 1080), None, Window(0, 0, 1920, 1080)),
    ],
)
def test_a_ratio_is_seen_to_the_pixel(size, ratio, seen):
    assert window(size, ratio) == seen


@given(SIZES, st.floats(0.3, 3.5))
def test_a_window_is_even_in_the_middle_and_of_its_ratio(size, ratio):
    seen = window(size, ratio)

    assert all(each % 2 == 0 for each in (seen.left, seen.top, seen.width, seen.height))
    assert 0 <= size[0] - seen.width - 2 * seen.left <= 2
    assert 0 <= size[1] - seen.height - 2 * seen.top <= 2
    assert abs(seen.width - seen.height * ratio) <= max(1, ratio) + 1e-6 or 2 in seen.size
    assert seen.width == size[0] or seen.height == size[1]


def test_a_picture_of_an_odd_size_loses_no_pixel_more_than_its_ratio_takes():
    assert window((1001, 777), 1.0, even=False) == Window(112, 0, 777, 777)


@pytest.mark.parametrize("ratio", [0.0, -1.0, float("nan")])
def test_a_ratio_that_is_none_is_refused(ratio):
    with pytest.raises(ValueError, match="ratio"):
        window((100, 100), ratio)


@pytest.mark.parametrize("ratio", [2.39, 1.85, 1.0, 9 / 16])
def test_bars_are_black_to_the_pixel_and_the_picture_between_is_untouched(ratio):
    size = (640, 360)
    frame, seen = noise(size), window(size, ratio)
    before = frame.copy()

    made = FrameFinish(Camerawork(ratio=ratio, bars=True), ("mask",), size=size, fps=24, seed=1).apply(0, frame)

    assert made is frame
    for number, (was, now) in enumerate(zip(planes(before), planes(made), strict=True)):
        part = seen.half() if number else seen
        outside = np.ones(now.shape, bool)
        part.of(outside)[:] = False
        assert np.array_equal(part.of(now), part.of(was))
        assert outside.any()
        assert (now[outside] == (128 if number else 16)).all()


def test_a_cut_gives_the_very_pixels_of_the_window():
    size = (640, 360)
    frame = noise(size)
    finish = FrameFinish(Camerawork(ratio=2.39), ("mask",), size=size, fps=24, seed=1)

    made = finish.apply(0, frame.copy())

    assert finish.size == (640, 268)
    assert made.shape == (402, 640)
    assert np.array_equal(made[:268], frame[46:314])
    assert np.array_equal(planes(made)[2], planes(frame)[2][23:157])


def test_what_is_not_asked_for_changes_no_byte():
    frame = noise((320, 180))
    before = frame.copy()
    work = Camerawork(ratio=1.0, profile="noir", grain=1.0, vignette=1.0)

    made = FrameFinish(work, (), size=(320, 180), fps=24, seed=1).apply(0, frame)
    also = FrameFinish(Camerawork(), ("vignette", "grade", "grain", "mask"), size=(320, 180), fps=24, seed=1)

    assert np.array_equal(made, before)
    assert np.array_equal(also.apply(0, frame), before)


@pytest.mark.parametrize("bars", [True, False])
def test_dark_corners_are_those_of_the_picture_that_is_seen(bars):
    size, seen = (640, 360), window((640, 360), 2.39)
    frame = np.full((540, 640), 128, np.uint8)
    work = Camerawork(ratio=2.39, bars=bars, vignette=0.8)

    made = FrameFinish(work, ("vignette", "mask"), size=size, fps=24, seed=1).apply(0, frame)
    alone = FrameFinish(Camerawork(vignette=0.8), ("vignette",), size=seen.size, fps=24, seed=1)

    part = seen.of(planes(made)[0]) if bars else planes(made)[0]
    expected = alone.apply(0, np.full((seen.height * 3 // 2, seen.width), 128, np.uint8))
    assert np.array_equal(part, planes(expected)[0])
    assert part[0, 0] < 0.7 * part[134, 320]
