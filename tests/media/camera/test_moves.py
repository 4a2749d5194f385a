"""Trajectories as numbers."""

from fractions import Fraction

import numpy as np
import pytest

from reklamai.core.errors import BadInput
from reklamai.media.camera.makers import EASINGS, tremor
from reklamai.media.camera.moves import FOCAL_MM, TRACKS, Pose, trajectory
from reklamai.media.cinema.model import Moving
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
        (Move.ARC_LEFT, Move.ARC_RIGHT, "x"),
        (Move.WHIP_LEFT, Move.WHIP_RIGHT, "yaw"),
        (Move.BOOM_UP, Move.BOOM_DOWN, "y"),
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


def test_more_moves_than_three_named_movements_have_are_refused():
    with pytest.raises(BadInput):
        way(*[*Move][1:11])


def test_each_move_may_have_its_own_strength():
    mixed = way(Moving("pan_left", 1.0), Moving("roll", 0.25))

    assert mixed[-1].yaw == pytest.approx(way(Move.PAN_LEFT, strength=1.0)[-1].yaw)
    assert mixed[-1].roll == pytest.approx(way(Move.ROLL, strength=0.25)[-1].roll)


def test_of_two_moves_that_are_the_same_the_stronger_one_counts():
    twice = way(Moving("truck_left", 0.25), Moving("truck_left", 0.75))

    assert twice[-1].x == pytest.approx(way(Move.TRUCK_LEFT, strength=0.75)[-1].x)


@pytest.mark.parametrize("moving", [Moving("pan_left", 1.2), Moving("pan_left", -0.1), Moving("teleport")])
def test_a_move_of_another_name_or_strength_is_refused(moving):
    with pytest.raises(BadInput):
        way(moving)


@pytest.mark.parametrize("move", Move)
def test_a_speed_that_changes_goes_the_same_way_at_other_times(move):
    even = way(move, easing="linear", seconds=2.0)
    moments = np.linspace(0, 1, 48) ** 2

    warped = way(move, easing="linear", seconds=2.0, moments=moments)

    for name in TRACKS:
        # what lies between two even frames is read off their line: short waves of a shaken camera bend between them
        there = np.interp(moments, np.linspace(0, 1, 48), getattr(even, name))
        np.testing.assert_allclose(getattr(warped, name), there, atol=0.15 * np.ptp(getattr(even, name)) + 1e-9)


def test_moments_of_another_number_than_the_frames_are_a_mistake():
    with pytest.raises(ValueError, match="48 moments"):
        way(Move.ROLL, seconds=2.0, moments=np.linspace(0, 1, 12))


@pytest.mark.parametrize("move", [Move.WHIP_LEFT, Move.WHIP_RIGHT, Move.SNAP_ZOOM_OUT, Move.PUSH_IN_FAST])
@pytest.mark.parametrize("seconds", [1.0, 5.0])
def test_a_sudden_move_waits_rushes_and_waits_again(move, seconds):
    tried = way(move, seconds=seconds)
    steps = np.array([np.abs(np.diff(getattr(tried, name))).sum() for name in TRACKS])
    track = getattr(tried, TRACKS[int(steps.argmax())])
    moving = np.flatnonzero(np.abs(np.diff(track)) > 1e-9) / 24

    assert 0.15 * seconds < moving[0]
    assert moving[-1] < 0.95 * seconds
    assert moving[-1] - moving[0] <= 0.95


@pytest.mark.parametrize("move", [Move.BOOM_UP, Move.BOOM_DOWN, Move.PULL_BACK_REVEAL])
def test_an_arm_keeps_its_subject_where_it_was(move):
    tried = way(move, distance=4.0)

    np.testing.assert_allclose(np.degrees(np.arctan2(tried.y, 4.0 - tried.z)), -tried.pitch, atol=1e-9)


def test_an_arc_is_wider_than_an_orbit_and_comes_nearer():
    arc, orbit = way(Move.ARC_LEFT), way(Move.ORBIT_LEFT)

    assert abs(arc[-1].yaw) > abs(orbit[-1].yaw)
    assert np.hypot(arc[-1].x, arc.distance - arc[-1].z) < 0.95 * arc.distance


def test_a_shake_is_faster_than_a_hand():
    def crossings(move):
        yaw = way(move).yaw
        return int((np.diff(np.sign(yaw[1:])) != 0).sum())

    assert crossings(Move.SHAKE) > 2 * crossings(Move.HANDHELD)
