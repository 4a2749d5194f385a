"""Several ways for each pixel, and the picture that is drawn of them tile by tile."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from reklamai.media.inbetween.candidates import candidates, ends_of
from reklamai.media.inbetween.motion import Motion, measured
from reklamai.media.inbetween.tiles import SIDE, Tile, Tiled, plain, tiles_of
from reklamai.media.inbetween.warp import grid
from reklamai.media.types import AnyArray
from tests.media.inbetween.drawn import pan, psnr, square

MOMENTS = (0.2, 0.5, 0.8)


def of(first: AnyArray, last: AnyArray) -> Motion:
    return measured(first, last, most_px=1_000_000)


def chosen(motion: Motion, t: float) -> AnyArray:
    return np.asarray(sum(each.way * each.weight[..., None] for each in candidates(motion, t)))


@pytest.mark.parametrize("t", MOMENTS)
def test_the_weights_of_all_ways_are_one_everywhere(t: float) -> None:
    found = candidates(of(square(100), square(116)), t)

    assert sum(each.weight for each in found) == pytest.approx(1, abs=1e-5)
    assert min(each.weight.min() for each in found) >= 0
    assert all(np.isfinite(each.way).all() for each in found)


@pytest.mark.parametrize("t", MOMENTS)
def test_a_moving_thing_and_the_wall_behind_it_each_keep_their_own_way(t: float) -> None:
    way = chosen(of(square(100), square(116)), t)

    left = round(100 + 16 * t)
    assert np.median(way[75:117, left + 8 : left + 52, 0]) == pytest.approx(16, abs=0.5)
    assert np.abs(way[20:170, 220:300]).mean() < 0.2
    assert np.abs(way[20:170, 20:80]).mean() < 0.2


def test_the_way_of_a_fast_thing_is_thrown_to_where_it_is_at_the_moment() -> None:
    motion = of(square(60), square(104))

    way = chosen(motion, 0.5)

    # nothing of the thing was here before, nor will be later
    assert np.median(way[80:112, 104:120, 0]) > 30


def test_what_leaves_the_picture_breaks_nothing() -> None:
    motion = of(square(2), square(40))
    for each in (motion.there, motion.back):
        each[:] = np.where(np.arange(each.shape[1])[None, :, None] % 3 == 0, 1e4, -1e4)

    found = candidates(motion, 0.5)

    assert all(np.isfinite(each.way).all() and np.isfinite(each.weight).all() for each in found)


def test_a_way_begins_and_ends_as_far_from_its_moment_as_time_says() -> None:
    own, way = grid((8, 6)), np.full((6, 8, 2), 10, np.float32)

    early, late = ends_of(own, way, 0.3)

    assert np.allclose(own - early, 3)
    assert np.allclose(late - own, 7)


# tiles


@pytest.mark.parametrize("small", [(160, 96), (107, 64), (320, 192)])
def test_tiles_of_a_plane_are_the_whole_plane_enlarged(small: tuple[int, int]) -> None:
    plane = cv2.GaussianBlur(np.random.default_rng(1).random((small[1], small[0])).astype(np.float32), (0, 0), 2)
    whole = cv2.resize(plane, (320, 192), interpolation=cv2.INTER_LINEAR)

    for left, top in ((0, 0), (128, 0), (256, 128)):
        tile = Tile(left, top, 64, 64)
        assert tile.of(plane, (320, 192)) == pytest.approx(whole[top : top + 64, left : left + 64], abs=0.01)


@pytest.mark.parametrize("sides", [(128, 128), (300, 64), (7, 1)])
def test_tiles_cover_each_pixel_once(sides: tuple[int, int]) -> None:
    covered = np.zeros((200, 300), int)

    for tile in tiles_of((300, 200), *sides):
        covered[tile.place] += 1
        assert np.array_equal(tile.own[0, 0], [tile.left, tile.top])
        assert tile.own.shape == (tile.height, tile.width, 2)

    assert (covered == 1).all()


def test_no_seam_is_seen_between_bands() -> None:
    first, last = pan(0, size=(300, 260)), pan(20, size=(300, 260))
    steady = np.zeros((65, 75, 2), np.float32)

    made = plain(first, last, steady + np.float32([-2.5, 1.25]), steady + np.float32([2.5, -1.25]), 0.5)

    # the same shift everywhere: 10 pixels to the side and 5 up or down, of the large picture
    shifts = (np.float32([[1, 0, by * 10], [0, 1, -by * 5]]) for by in (1, -1))
    moved = [cv2.warpAffine(each, shift, (300, 260)) for each, shift in zip((first, last), shifts, strict=True)]
    truth = cv2.addWeighted(moved[0], 0.5, moved[1], 0.5, 0)
    assert np.abs(made[8:-8, 16:-16].astype(int) - truth[8:-8, 16:-16]).max() <= 1


def test_no_seam_is_seen_between_tiles() -> None:
    first, last = pan(0, size=(384, 300)), pan(13.4, size=(384, 300), grow=1.04)

    made = Tiled(first, last, candidates(of(first, last), 0.5), 0.5).drawn().astype(float)

    across = np.abs(np.diff(made, axis=1)).mean(axis=(0, 2))
    bends = np.abs(np.diff(across, 2))
    for seam in range(SIDE, 384, SIDE):
        assert bends[seam - 3 : seam + 2].max() < np.percentile(bends, 99) + 0.5


def test_where_ways_differ_each_is_drawn_and_a_thing_keeps_its_edges() -> None:
    first, last = square(90, slide=-4), square(120, slide=4)
    found = candidates(of(first, last), 0.5)

    made = Tiled(first, last, found, 0.5).drawn()

    truth = square(105)
    assert psnr(made, truth) > 26
    assert psnr(made[60:132, 110:160], truth[60:132, 110:160]) > 30
