"""Upright square pieces of a picture."""

import cv2
import numpy as np
import pytest

from reklamai.media.faces.crops import cut

WHERE = (300.0, 220.0)


def dotted() -> np.ndarray:
    """600 x 400, black, with a white disc of 6 pixels at (330, 220) and a red one at (300, 250)."""
    picture = np.zeros((400, 600, 3), np.uint8)
    cv2.circle(picture, (330, 220), 6, (255, 255, 255), -1, cv2.LINE_AA)
    cv2.circle(picture, (300, 250), 6, (255, 0, 0), -1, cv2.LINE_AA)
    return picture


def middle_of(pixels: np.ndarray, channel: int) -> tuple[float, float]:
    """Centre of what is bright, x and y in pixels."""
    weights = pixels[..., channel].astype(float)
    rows, columns = np.indices(weights.shape)
    return float((columns * weights).sum() / weights.sum()), float((rows * weights).sum() / weights.sum())


@pytest.mark.parametrize("roll", [0, 30, -75])
@pytest.mark.parametrize(("side", "size"), [(120, 240), (120, 120), (200, 40), (390, 33)])
def test_points_lie_where_the_pixels_lie(roll: float, side: float, size: int) -> None:
    crop = cut(dotted(), WHERE, side=side, roll=roll, size=size)

    expected = crop.inside(np.array([(330, 220)], np.float32))[0]
    assert crop.pixels.shape == (size, size, 3)
    assert middle_of(crop.pixels, 1) == pytest.approx(tuple(expected), abs=0.25)


def test_a_roll_is_taken_back() -> None:
    # 45 degrees clockwise: what lies to the lower right of the centre lies level with it afterwards
    crop = cut(dotted(), WHERE, side=120, roll=45, size=120)

    white, red = crop.inside(np.array([(330, 220), (300, 250)], np.float32))
    assert white == pytest.approx((59.5 + 30 / np.sqrt(2), 59.5 - 30 / np.sqrt(2)), abs=0.01)
    assert red == pytest.approx((59.5 + 30 / np.sqrt(2), 59.5 + 30 / np.sqrt(2)), abs=0.01)


def test_points_go_in_and_come_back_with_their_depth() -> None:
    crop = cut(dotted(), WHERE, side=150, roll=20, size=300)
    points = np.array([(310, 200, -12), (290, 260, 5)], np.float32)

    inside = crop.inside(points)

    assert inside[:, 2] == pytest.approx([-24, 10])
    assert crop.outside(inside) == pytest.approx(points, abs=1e-3)


def test_a_strong_reduction_averages_instead_of_picking_pixels() -> None:
    board = np.zeros((800, 800, 3), np.uint8)
    board[::2, ::2] = board[1::2, 1::2] = 255

    crop = cut(board, (400, 400), side=700, roll=10, size=70)

    assert crop.pixels.min() > 115 and crop.pixels.max() < 140


def test_beyond_the_picture_its_rim_goes_on() -> None:
    picture = np.full((50, 50, 3), 80, np.uint8)

    assert (cut(picture, (0, 0), side=100, roll=30, size=64).pixels == 80).all()
    assert (cut(picture, (400, -300), side=20, roll=0, size=16).pixels == 80).all()


def test_one_pixel_can_be_cut_from() -> None:
    crop = cut(np.full((1, 1, 3), 9, np.uint8), (0, 0), side=2, roll=0, size=8)

    assert (crop.pixels == 9).all()
