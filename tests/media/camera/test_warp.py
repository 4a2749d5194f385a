"""Warped planes, against bilinear sampling in double precision by SciPy."""

from contextlib import nullcontext

import cv2
import numpy as np
import pytest
from scipy.ndimage import map_coordinates

from reklamai.media.camera.rig import inverted
from reklamai.media.camera.warp import fast_warps, moved, warp
from tests.media.camera.scenes import texture

SCALE = np.array([[1.06, 0, 12.3], [0, 1.06, 8.7], [0, 0, 1]])
TURN = np.array([[0.998, 0.05, 9.4], [-0.05, 0.998, 21.6], [0, 0, 1]])
SLANT = np.array([[1.0, 0.1, 6.2], [0, 0.95, 7.1], [0, 4e-4, 1]])
LEANING = np.array([[1.0, 0.1, 6.2], [0.02, 0.95, 7.1], [5e-5, 4e-4, 1]])


def plane(rows=160, columns=240) -> np.ndarray:
    return np.ascontiguousarray(texture(rows, columns, 4)[..., 0])


def sampled(source: np.ndarray, matrix: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float64)
    there = matrix @ np.stack([x.ravel(), y.ravel(), np.ones(x.size)])
    return map_coordinates(source.astype(np.float64), (there[:2] / there[2])[::-1], order=1).reshape(shape)


@pytest.mark.parametrize("matrix", [SCALE, TURN, SLANT, LEANING], ids=["scale", "turn", "slant", "leaning"])
@pytest.mark.parametrize("fast", [True, False])
def test_a_warp_is_the_bilinear_one(matrix, fast):
    source, target = plane(), np.zeros((100, 180), np.uint8)

    with fast_warps() if fast else nullcontext():
        warp(source, matrix, target)

    difference = np.abs(target - sampled(source, matrix, target.shape))
    assert difference.mean() < 0.7
    assert difference.max() < 3  # coordinates are kept to a 32nd of a pixel


@pytest.mark.parametrize("shift", [(7, 4), (7.25, 4), (7, 4.5), (6.4, 3.7)])
def test_a_shift_mixes_neighbours(shift):
    source, target = plane(), np.zeros((100, 180), np.uint8)

    warp(source, moved(*shift), target)

    assert np.abs(target - sampled(source, moved(*shift), target.shape)).max() <= 1.01


def test_a_shift_by_whole_pixels_changes_no_pixel():
    source, target = plane(), np.zeros((100, 180), np.uint8)

    warp(source, moved(7, 4), target)

    np.testing.assert_array_equal(target, source[4:104, 7:187])


@pytest.mark.parametrize("matrix", [SCALE, moved(0.5, 0.5)], ids=["scale", "shift"])
def test_past_the_end_comes_the_last_pixel_again_unless_a_border_is_given(matrix):
    source = np.full((40, 60), 200, np.uint8)
    again, ended = np.zeros((2, 80, 120), np.uint8)

    with fast_warps():
        warp(source, matrix, again)
        warp(source, matrix, ended, border=9)

    assert (again == 200).all()
    assert (ended[5:25, 5:40] == 200).all()
    assert (ended[60:] == 9).all()
    assert (ended[:, 100:] == 9).all()


def test_four_channels_keep_apart():
    source = np.ascontiguousarray(np.dstack([plane(), 255 - plane(), np.full((160, 240, 2), (40, 0), np.uint8)]))
    target = np.zeros((100, 180, 4), np.uint8)

    with fast_warps():
        warp(source, SCALE, target, border=(0, 0, 255, 0))

    np.testing.assert_allclose(target[..., 0].astype(int) + target[..., 1], 255, atol=1)
    assert (target[..., 2:] == (40, 0)).all()


def test_a_warp_fills_its_window_and_nothing_else():
    frame = np.full((120, 200), 77, np.uint8)

    with fast_warps():
        warp(plane(), SCALE, frame[10:90, 20:180])

    outside = np.ones(frame.shape, bool)
    outside[10:90, 20:180] = False
    assert (frame[outside] == 77).all()
    assert frame[10:90, 20:180].std() > 5


@pytest.mark.parametrize("before", [True, False])
def test_the_thread_gets_its_setting_back_whatever_happens(before):
    at_first = cv2.ipp.useIPP_NotExact()
    cv2.ipp.setUseIPP_NotExact(before)
    try:
        with pytest.raises(ZeroDivisionError), fast_warps():
            raise ZeroDivisionError
        assert cv2.ipp.useIPP_NotExact() == before
    finally:
        cv2.ipp.setUseIPP_NotExact(at_first)


@pytest.mark.parametrize("matrix", [SCALE, TURN, SLANT, np.stack([SCALE, TURN, SLANT])], ids=["1", "2", "3", "stack"])
def test_an_inverse_undoes_its_matrix(matrix):
    np.testing.assert_allclose(inverted(matrix) @ matrix, np.broadcast_to(np.eye(3), matrix.shape), atol=1e-12)
