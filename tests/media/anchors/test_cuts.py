"""Pieces of pictures and the boxes and outlines around them."""

import cv2
import numpy as np
import pytest

from anchors.media import cuts, shapes


def disc(side=400, radius=120, middle=(200, 200)):
    """Anti-aliased coverage of a disc."""
    big = cv2.circle(np.zeros((side * 4, side * 4), np.uint8), [4 * each for each in middle], 4 * radius, 255, -1)
    return cv2.resize(big, (side, side), interpolation=cv2.INTER_AREA).astype(np.float32) / 255


def mixed(front, back, alpha):
    return np.rint(np.array(front) * alpha[..., None] + np.array(back) * (1 - alpha[..., None])).astype(np.uint8)


class TestCutOuts:
    def test_hold_the_thing_with_a_narrow_margin(self):
        alpha = disc()

        made = cuts.cut_out(mixed((200, 40, 30), (20, 200, 40), alpha), alpha)

        assert made.shape[2] == 4
        assert made.dtype == np.uint8
        assert all(abs(side - 251) <= 2 for side in made.shape[:2])  # 241 pixels and a fiftieth on both sides
        assert made[made.shape[0] // 2, made.shape[1] // 2].tolist() == [200, 40, 30, 255]
        assert made[0, 0, 3] == 0

    def test_have_none_of_the_old_ground_in_their_rim(self):
        alpha = cv2.GaussianBlur(disc(), (0, 0), 2)

        picture = mixed((200, 40, 30), (20, 200, 40), alpha)
        made = cuts.cut_out(picture, alpha).astype(int)

        rim = (made[..., 3] > 60) & (made[..., 3] < 200)
        before = np.abs(picture[(alpha > 0.24) & (alpha < 0.78)].astype(int) - (200, 40, 30)).mean()
        assert rim.sum() > 500
        assert np.abs(made[rim][:, :3] - (200, 40, 30)).mean() < 0.3 * before
        on_blue = made[..., :3] * made[..., 3:] / 255 + np.array((0, 0, 255)) * (1 - made[..., 3:] / 255)
        assert on_blue[rim][:, 1].max() < 70  # no green is left to shine through

    def test_take_a_mask_of_a_smaller_copy(self):
        alpha = disc()
        picture = cv2.resize(mixed((200, 40, 30), (20, 200, 40), alpha), (1600, 1600))

        made = cuts.cut_out(picture, alpha)

        assert abs(made.shape[0] - 4 * 251) <= 8
        area = made[..., 3].sum() / 255
        assert area == pytest.approx(np.pi * 480**2, rel=0.01)

    def test_keep_what_the_frame_cuts(self):
        alpha = disc(middle=(390, 200))

        made = cuts.cut_out(mixed((200, 40, 30), (20, 200, 40), alpha), alpha)

        assert made[made.shape[0] // 2, -1, 3] == 255

    def test_of_an_empty_mask_there_are_none(self):
        assert cuts.cut_out(np.zeros((40, 60, 3), np.uint8), np.full((40, 60), 0.4, np.float32)) is None


class TestPortraits:
    picture = np.random.default_rng(1).integers(0, 255, (600, 800, 3), np.uint8)

    def test_hold_head_and_shoulders(self):
        made = cuts.portrait(self.picture, (300, 200, 100, 110))

        assert made.shape == (335, 290, 3)
        assert np.array_equal(made, self.picture[96:431, 205:495])

    @pytest.mark.parametrize("box", [(0, 0, 90, 90), (710, 510, 90, 90), (0, 0, 800, 600), (799, 599, 1, 1)])
    def test_end_where_the_picture_ends(self, box):
        made = cuts.portrait(self.picture, box)

        assert 0 < made.shape[0] <= 600
        assert 0 < made.shape[1] <= 800

    def test_are_no_longer_than_vendors_take(self):
        made = cuts.portrait(np.zeros((4000, 5000, 3), np.uint8), (1000, 800, 2000, 2200))

        assert max(made.shape) == cuts.LONGEST


class TestBoxes:
    def test_on_a_larger_picture_lie_over_the_same_things(self):
        assert shapes.scaled((10, 20, 30, 40), frm=(100, 200), to=(400, 800)) == (40, 80, 120, 160)

    @pytest.mark.parametrize("seed", range(30))
    def test_stay_inside_and_are_never_empty(self, seed):
        roll = np.random.default_rng(seed)
        small, large = roll.integers(1, 900, 2).tolist(), roll.integers(1, 5000, 2).tolist()
        x, y = roll.integers(0, small[0]), roll.integers(0, small[1])
        box = (int(x), int(y), int(roll.integers(1, small[0] - x + 1)), int(roll.integers(1, small[1] - y + 1)))

        left, top, width, height = shapes.scaled(box, frm=tuple(small), to=tuple(large))

        assert left >= 0
        assert top >= 0
        assert width >= 1
        assert height >= 1
        assert left + width <= large[0]
        assert top + height <= large[1]

    def test_with_a_margin_end_at_the_rim(self):
        assert cuts.around((5, 50, 20, 20), by=10, within=(100, 75)) == (0, 40, 35, 35)


class TestOutlines:
    def test_follow_the_shape(self):
        alpha = disc()

        points = np.array(shapes.outline(alpha)) * 400

        away = np.hypot(*(points - 200).T)
        assert np.abs(away - 120).max() < 2.5
        drawn = cv2.fillPoly(np.zeros((400, 400), np.uint8), [np.rint(points - 0.5).astype(int)], 1)
        both = (drawn > 0) & (alpha > 0.5)
        assert both.sum() / ((drawn > 0) | (alpha > 0.5)).sum() > 0.97

    def test_of_several_pieces_is_the_largest(self):
        mask = np.zeros((200, 300), np.float32)
        mask[20:60, 20:60] = mask[80:180, 100:280] = 1

        points = np.array(shapes.outline(mask))

        assert points.min(axis=0).tolist() == pytest.approx([100.5 / 300, 80.5 / 200], abs=1e-3)

    def test_of_a_ragged_shape_has_a_bounded_number_of_points(self):
        noise = cv2.GaussianBlur(np.random.default_rng(3).random((900, 900)).astype(np.float32), (0, 0), 3)

        points = shapes.outline((noise > 0.49).astype(np.float32))

        assert 3 <= len(points) <= shapes.MOST_POINTS
        assert min(map(min, points)) >= 0
        assert max(map(max, points)) <= 1

    def test_of_nothing_is_empty(self):
        assert shapes.outline(np.zeros((20, 20), np.float32)) == ()


@pytest.mark.parametrize(("size", "longest", "expected"), [
    ((400, 300), 1280, (400, 300)), ((4000, 3000), 1280, (1280, 960)), ((1, 9000), 1280, (1, 1280)),
])  # fmt: skip
def test_a_copy_is_shrunk_and_never_grown(size, longest, expected):
    made = shapes.limited(np.zeros((*size, 3), np.uint8), longest)

    assert made.shape == (*expected, 3)
