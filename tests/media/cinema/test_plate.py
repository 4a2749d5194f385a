"""Plates: what is read from a photo, kept in two files, and taken apart into front and ground."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest
from skimage import data

from reklamai.core.errors import MediaError
from reklamai.media.cinema import plate as plates
from reklamai.media.cinema.parting import filled, parted
from tests.media.cinema import scenes


@pytest.fixture(scope="module")
def astronaut():
    return plates.plate_of(data.astronaut(), seed=1)


def test_a_person_is_nearer_than_the_wall_behind_and_in_front_of_it(astronaut):
    face, shuttle = astronaut.depth[90:130, 200:250], astronaut.depth[60:200, 400:440]

    assert face.max() < 1.05 * astronaut.subject_m
    assert shuttle.min() > 3 * astronaut.subject_m
    assert astronaut.parts.alpha[110, 225] > 0.99
    assert astronaut.parts.alpha[100, 420] < 0.01


def test_metres_come_from_the_size_of_the_face(astronaut):
    # a face box of 104 px in 512 px of 24 mm, 35 mm lens: 0.16 m * 746.7 / 104
    assert astronaut.face is not None
    assert astronaut.subject_m == pytest.approx(0.16 * 512 * 35 / 24 / (astronaut.face[3] * 512), rel=0.01)
    assert 0.8 < astronaut.subject_m < 1.6


def test_a_ground_without_anybody_comes_nearer_downwards_and_has_no_front():
    made = plates.plate_of(np.dstack([data.grass()] * 3), seed=1)

    middle = made.depth[:, made.depth.shape[1] // 2]
    assert not made.parts.stands
    assert (np.diff(middle) <= 1e-4).all()
    # 60 m at the horizon, 2.5 m in the lowest row: 1.5 m of eye level by the tangent of half of 54 degrees is 2.9
    assert middle[0] == pytest.approx(60, rel=0.01)
    assert 2.2 < middle[-1] < 3.2


def test_a_thing_in_the_middle_that_no_net_knows_is_where_the_detail_is():
    made = plates.plate_of(data.chelsea(), seed=1)

    # both eyes of a cat, and the blurred room to its right
    for eye in (made.depth[95:140, 145:190], made.depth[115:150, 305:330]):
        assert eye.max() < 1.35 * made.subject_m
    assert made.depth[100:200, 420:].min() > 2.5 * made.subject_m
    assert made.face is None


def test_a_product_is_cut_out_without_holes():
    made = plates.plate_of(data.coffee(), seed=1)

    assert made.subject_m == 1.0
    # the spoon on the saucer has the table's colours
    assert made.parts.alpha[285:310, 350:370].min() > 0.9
    assert made.parts.alpha[10:60, 10:60].max() < 0.05


def test_a_large_picture_is_shrunk_to_1280_and_a_small_one_kept(astronaut):
    large = plates.plate_of(cv2.resize(data.rocket(), (2000, 1340)), seed=1)

    assert large.picture.shape == (858, 1280, 3)
    assert large.depth.shape == (858, 1280)
    assert np.array_equal(astronaut.picture, data.astronaut())


@pytest.mark.parametrize(
    "broken", [np.zeros((0, 4, 3), np.uint8), np.zeros((9, 9), np.uint8), np.zeros((9, 9, 3), np.float32)]
)
def test_what_is_no_picture_is_refused(broken):
    with pytest.raises(ValueError, match="expected"):
        plates.plate_of(broken, seed=1)


def test_a_plate_comes_back_from_its_files(astronaut, tmp_path):
    picture, depth = tmp_path / "picture.png", tmp_path / "depth.png"

    plates.save(astronaut, picture, depth)
    back = plates.load(picture, depth, subject_m=astronaut.subject_m, face=astronaut.face)

    assert np.array_equal(back.picture, astronaut.picture)
    assert 1 / back.depth == pytest.approx(1 / astronaut.depth, abs=4.0 / 65535)
    assert np.abs(back.parts.alpha - astronaut.parts.alpha).max() < 0.01


def test_depth_is_kept_as_nearness_in_sixteen_bits(tmp_path):
    depth = np.full((4, 6), np.inf, np.float32)
    depth[0], depth[1], depth[2] = 0.25, 0.5, 10.0
    made = plates.FramePlate(np.zeros((4, 6, 3), np.uint8), depth, 2.0, None)

    plates.save(made, tmp_path / "p.png", tmp_path / "d.png")

    steps = cv2.imread(str(tmp_path / "d.png"), cv2.IMREAD_UNCHANGED)
    assert steps.dtype == np.uint16
    assert steps[:, 0].tolist() == [65535, 32768, 1638, 0]
    back = plates.load(tmp_path / "p.png", tmp_path / "d.png", subject_m=2.0, face=None)
    assert np.isinf(back.depth[3]).all()


def test_files_that_are_no_plate_are_refused(astronaut, tmp_path):
    plates.save(astronaut, tmp_path / "p.png", tmp_path / "d.png")
    cv2.imwrite(str(tmp_path / "eight.png"), np.zeros((512, 512), np.uint8))
    cv2.imwrite(str(tmp_path / "small.png"), np.zeros((9, 9), np.uint16))
    (tmp_path / "text.png").write_text("no picture")

    for broken in ("eight.png", "small.png", "text.png", "missing.png"):
        with pytest.raises(MediaError):
            plates.load(tmp_path / "p.png", tmp_path / broken, subject_m=1.0, face=None)


def test_a_depth_that_cannot_be_written_is_an_error(astronaut, tmp_path):
    with pytest.raises(MediaError):
        plates.save(astronaut, tmp_path / "p.png", tmp_path / "nowhere" / "d.png")


def test_the_front_is_where_the_depth_steps_and_the_ground_goes_on_behind_it():
    made = scenes.plate(scenes.wall(lamps=False, marks=False))

    assert made.parts.stands
    assert np.abs(made.parts.alpha - scenes.subject_mask()).max() < 0.02
    assert made.parts.ground_near == pytest.approx(np.full((480, 640), 0.1), abs=0.005)
    # no grey of the subject is left in the ground: the wall's own are 38 and 70
    assert made.parts.ground.max() <= 72


def test_the_fronts_colours_run_out_over_its_rim_without_the_walls():
    picture = np.full((200, 200, 3), 240, np.uint8)
    mask = cv2.circle(np.zeros((200, 200), np.float32), (100, 100), 50, 1.0, cv2.FILLED)
    mask = cv2.GaussianBlur(mask, (0, 0), 1.2)
    picture = (picture * (1 - mask[..., None]) + 20 * mask[..., None]).astype(np.uint8)

    made = parted(picture, 0.1 + 0.4 * mask, subject_m=2.0)

    rim = (mask > 0.2) & (mask < 0.98)
    assert made.front[rim].max() < 40
    assert made.ground[rim].min() > 225


def test_a_ground_that_comes_nearer_evenly_has_no_front():
    near = np.repeat(np.linspace(0.05, 0.6, 200, dtype=np.float32)[:, None], 100, axis=1)
    picture = np.zeros((200, 100, 3), np.uint8)

    made = parted(picture, near, subject_m=2.5)

    assert not made.stands
    assert made.ground is picture


def test_holes_are_filled_smoothly_from_around_and_what_is_known_stays():
    ramp = np.tile(np.linspace(0, 200, 160, dtype=np.float32)[None, :, None], (120, 1, 3))
    known = np.ones((120, 160), np.float32)
    known[40:80, 60:100] = 0
    holed = ramp.copy()
    holed[known == 0] = 999

    found = filled(holed, known)

    assert np.array_equal(found[known == 1], ramp[known == 1])
    assert np.abs(found - ramp)[known == 0].mean() < 12
    steps = [found[60, 60:100, 0][index : index + 10].mean() for index in range(0, 40, 10)]
    assert all(left < right for left, right in pairwise(steps))
