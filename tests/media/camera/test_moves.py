"""Trajectories as numbers."""

from fractions import Fraction

import numpy as np
import pytest

from reklamai.core.errors import BadInput
from reklamai.media.camera.moves import EASINGS, FOCAL_MM, TRACKS, Pose, trajectory, tremor
from reklamai.media.words.reading import Move


def way(*moves: Move, **more):
    return trajectory(moves, **{"seconds": 5.0, "fps": 24, "seed": 1, **more})


@pytest.mark.parametrize(("seconds", "fps", "frames"), [(5, 24, 120), (2, Fraction(30000, 1001), 60), (1 / 24, 24, 1)])
def test_a_clip_has_as_many_poses_as_frames(seconds, fps, frames):
    assert len(way(Move.DOLLY_IN, seconds=seconds, fps=fps)) == frames


@pytest.mark.parametrize("move", Move)
def test_every_move_starts_at_rest_and_only_the_static_one_stays_there(move):
    tried = way(move)

    assert tried[0] == Pose()
    moved = any(not np.allclose(getattr(tried, name), getattr(tried, name)[0]) for name in TRACKS)
    assert moved == (move is not Move.STATIC)


@pytest.mark.parametrize("easing", EASINGS)
def test_an_easing_goes_from_nought_to_one_and_never_back(easing):
    curve = EASINGS[easing](np.linspace(0, 1, 50))

    assert (curve[0], curve[-1]) == (0, 1)
    assert (np.diff(curve) > 0).all()


def test_strength_is_how_far_a_move_goes():
    assert way(Move.PAN_LEFT, strength=1.0)[-1].yaw == pytest.approx(2 * way(Move.PAN_LEFT, strength=0.5)[-1].yaw)
    assert way(Move.TRUCK_RIGHT, strength=0)[-1] == Pose()


def test_a_dolly_goes_a_share_of_the_way_to_the_subject():
    assert way(Move.DOLLY_IN, distance=8.0)[-1].z == pytest.approx(0.22 * 8)


def test_left_and_right_up_and_down_mirror_each_other():
    for one, other, track in (
        (Move.PAN_LEFT, Move.PAN_RIGHT, "yaw"),
        (Move.TILT_UP, Move.TILT_DOWN, "pitch"),
        (Move.TRUCK_LEFT, Move.TRUCK_RIGHT, "x"),
        (Move.PEDESTAL_UP, Move.PEDESTAL_DOWN, "y"),
        (Move.ORBIT_LEFT, Move.ORBIT_RIGHT, "x"),
    ):
        np.testing.assert_allclose(getattr(way(one), track), -getattr(way(other), track))


def test_an_orbit_stays_as_far_from_its_subject():
    tried = way(Move.ORBIT_RIGHT, distance=3.0)

    np.testing.assert_allclose(np.hypot(tried.x, 3.0 - tried.z), 3.0)


def test_a_part_of_a_move_and_its_arrival():
    tried = way(Move.PAN_LEFT, Move.ZOOM_IN)

    assert tried.scaled(0.5)[-1].yaw == pytest.approx(tried[-1].yaw / 2)
    assert tried.scaled(0.0)[-1] == Pose()
    assert tried.arriving()[-1] == Pose()
    assert tried.arriving()[0].focal_mm == pytest.approx(FOCAL_MM**2 / tried[-1].focal_mm)


def test_the_same_seed_gives_the_same_tremor_and_another_one_another():
    np.testing.assert_array_equal(way(Move.HANDHELD, seed=4).yaw, way(Move.HANDHELD, seed=4).yaw)
    assert not np.allclose(way(Move.HANDHELD, seed=4).yaw, way(Move.HANDHELD, seed=5).yaw)


@pytest.mark.parametrize("seed", range(5))
def test_a_tremor_lies_in_its_band_and_comes_back(seed):
    shake = tremor(np.arange(0, 40, 1 / 48), np.random.default_rng(seed))

    power = np.abs(np.fft.rfft(shake)) ** 2
    hertz = np.fft.rfftfreq(len(shake), 1 / 48)
    assert power[(hertz > 0.2) & (hertz < 3)].sum() > 0.97 * power.sum()
    assert abs(shake.mean()) < 0.1
    assert 0.3 < np.abs(shake).max() < 2.2


@pytest.mark.parametrize(
    "wrong",
    [{"easing": "bounce"}, {"strength": 1.5}, {"strength": -0.1}, {"seconds": 0}],
    ids=["easing", "too strong", "too weak", "no frame"],
)
def test_what_no_camera_can_do_is_refused(wrong):
    with pytest.raises(BadInput):
        way(Move.PAN_LEFT, **wrong)


def test_four_moves_at_once_are_refused():
    with pytest.raises(BadInput):
        way(Move.PAN_LEFT, Move.TILT_UP, Move.ROLL, Move.ZOOM_IN)
