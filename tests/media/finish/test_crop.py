"""Moves inside the frame: smooth, by less than a pixel where they are slow, and never over an edge."""

from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reklamai.core.errors import BadInput
from reklamai.media.cinema.model import Camerawork, Moving
from reklamai.media.cinema.ramps import time_map
from reklamai.media.finish.crop import MOST_ENLARGED, CropMove, Way, sampling, way_of
from reklamai.media.i420 import planes
from reklamai.media.words.reading import Move

SIZE = (320, 180)
MOVES = [each.value for each in Move]


def way(*moves: str, strength: float = 0.5, frames: int = 48, size=SIZE, easing: str = "ease_in_out") -> Way:
    return way_of([Moving(each, strength) for each in moves], easing, size=size, fps=24, frames=frames, seed=3)


def corners(found: Way, frame: int, size) -> np.ndarray:
    """Where the corners of the window lie in the frame, (4, 2) pixels."""
    width, height = size[0] - 0.5, size[1] - 0.5
    ends = np.array([[-0.5, -0.5, 1], [width, -0.5, 1], [-0.5, height, 1], [width, height, 1]]).T
    return (sampling(found, frame, size) @ ends)[:2].T


@given(
    st.lists(st.tuples(st.sampled_from(MOVES), st.floats(0.01, 1)), min_size=1, max_size=5),
    st.sampled_from([(320, 180), (180, 320), (200, 200), (478, 200)]),
    st.integers(1, 60),
    st.sampled_from(["linear", "ease_in", "ease_out", "ease_in_out"]),
)
@settings(deadline=None, max_examples=150)
def test_no_window_of_any_moves_ever_leaves_the_frame(moves, size, frames, easing):
    found = way_of([Moving(*each) for each in moves], easing, size=size, fps=24, frames=frames, seed=1)

    for frame in range(frames):
        at = corners(found, frame, size)
        assert at.min() >= -0.5 - 1e-6
        assert (at <= np.array(size) - 0.5 + 1e-6).all()
    assert found.zoom.min() <= MOST_ENLARGED * 1.002


@pytest.mark.parametrize(
    ("move", "track", "sign"),
    [
        ("pan_right", "x", 1), ("pan_left", "x", -1), ("truck_right", "x", 1), ("truck_left", "x", -1),
        ("tilt_up", "y", -1), ("tilt_down", "y", 1), ("pedestal_up", "y", -1), ("pedestal_down", "y", 1),
        ("arc_left", "x", -1), ("arc_right", "x", 1), ("boom_up", "y", -1), ("boom_down", "y", 1),
        ("dolly_in", "zoom", 1), ("dolly_out", "zoom", -1), ("zoom_in", "zoom", 1), ("zoom_out", "zoom", -1),
        ("crash_zoom", "zoom", 1), ("snap_zoom_out", "zoom", -1), ("push_in_fast", "zoom", 1),
        ("pull_back_reveal", "zoom", -1), ("spiral_in", "zoom", 1), ("roll", "roll", 1), ("whip_right", "x", 1),
    ],
)  # fmt: skip
def test_each_move_goes_where_its_name_says(move, track, sign):
    found = getattr(way(move), track)

    gone = float(found[-1] - found[0]) / {"x": SIZE[0], "y": SIZE[1], "zoom": 1, "roll": 1}[track]
    assert gone * sign > 0.02


def goes(found: Way, direction: str) -> bool:
    x, y, zoom, roll = (float(track[-1] - track[0]) for track in (found.x, found.y, found.zoom, found.roll))
    shaken = np.ptp(found.x) + np.ptp(found.y)
    return {
        "in": zoom > 0.02, "out": zoom < -0.02, "left": x < -4, "right": x > 4, "up": y < -2, "down": y > 2,
        "roll": abs(roll) > 0.02, "shake": shaken > 0.5,
    }[direction]  # fmt: skip


def test_every_movement_of_the_vocabulary_goes_in_the_frame_where_it_says():
    movements = yaml.safe_load((Path(__file__).parents[3] / "video/vocabulary/movement.yaml").read_text())
    inside = [each for each in movements if each["traits"].get("crop")]

    for each in inside:
        moves = [Moving(move, 0.5 * share) for move, share in each["traits"]["moves"]]
        found = way_of(moves, each["traits"].get("easing", "linear"), size=SIZE, fps=24, frames=120, seed=1)
        assert goes(found, each["traits"]["crop"]), each["slug"]
    assert len(inside) >= 30


@pytest.mark.parametrize("move", ["dolly_in", "pan_left", "zoom_out", "roll"])
def test_a_steady_move_goes_one_way_without_a_jump(move):
    found = way(move, frames=120)

    for track in (found.x, found.y, found.zoom, found.roll):
        steps = np.diff(track)
        assert (steps >= -1e-9).all() or (steps <= 1e-9).all()
        assert np.abs(np.diff(steps)).max() <= np.ptp(track) * 0.002 + 1e-9


def test_a_stronger_move_goes_farther_and_a_still_camera_nowhere():
    reach = [np.ptp(way("pan_left", strength=each).x) for each in (0.1, 0.3, 0.5)]

    assert 0 < reach[0] < reach[1] < reach[2]
    still = way("static")
    assert np.ptp([still.x, still.y, still.roll]) == 0
    assert (still.zoom == 1).all()


def test_the_hand_shakes_another_way_with_another_seed():
    one, again, other = (
        way_of([Moving("handheld", 1.0)], "linear", size=SIZE, fps=24, frames=48, seed=seed).x for seed in (1, 1, 2)
    )

    assert np.array_equal(one, again)
    assert not np.allclose(one, other)


def test_a_move_that_is_none_is_refused():
    with pytest.raises(BadInput):
        way("teleport")


def smooth_frame(size) -> np.ndarray:
    """A soft dot on grey, whose middle can be measured to a hundredth of a pixel."""
    width, height = size
    y, x = np.mgrid[0:height, 0:width].astype(float)
    frame = np.full((height * 3 // 2, width), 128, np.uint8)
    frame[:height] = np.round(30 + 180 * np.exp(-(((x - 170.3) ** 2 + (y - 85.6) ** 2) / (2 * 9**2))))
    return frame


def middle_of(luma: np.ndarray) -> tuple[float, float]:
    weight = np.clip(luma.astype(float) - 40, 0, None)
    y, x = np.mgrid[0 : luma.shape[0], 0 : luma.shape[1]]
    return float((weight * x).sum() / weight.sum()), float((weight * y).sum() / weight.sum())


def test_a_slow_move_goes_by_parts_of_a_pixel_just_where_its_way_says():
    work = Camerawork(moves=(Moving("pan_left", 0.06),), easing="linear")
    move, frame = CropMove(work, size=SIZE, fps=24, frames=40, seed=1), smooth_frame(SIZE)
    made, seen = np.empty_like(frame), []

    for index in range(40):
        move.apply(index, frame, made)
        seen.append(middle_of(made[:180])[0])

    steps = np.diff(seen)
    assert steps.max() < 0.5, "less than half a pixel a frame"
    assert np.abs(steps - steps.mean()).max() < 0.06, "even steps: OpenCV's grid is 1/32 of a pixel"
    places = [np.linalg.inv(sampling(move.way, index, SIZE)) @ [170.3, 85.6, 1] for index in range(40)]
    assert np.abs(np.array(seen) - [place[0] for place in places]).max() < 0.08


def test_colour_goes_along_with_light():
    frame = smooth_frame(SIZE)
    y, x = np.mgrid[0:90, 0:160] * 2 + 0.5
    planes(frame)[2][:] = np.round(40 + 100 * np.exp(-(((x - 170.3) ** 2 + (y - 85.6) ** 2) / (2 * 12**2))))
    move = CropMove(Camerawork(moves=(Moving("zoom_in", 1.0),)), size=SIZE, fps=24, frames=48, seed=1)
    made = np.empty_like(frame)

    move.apply(47, frame, made)

    y, _, v = planes(made)
    light, colour = middle_of(y), middle_of(v)
    assert colour[0] * 2 + 0.5 == pytest.approx(light[0], abs=0.15)
    assert colour[1] * 2 + 0.5 == pytest.approx(light[1], abs=0.15)
    assert light[0] > 172


def test_a_ramp_slows_a_move_down_with_all_else():
    moments = time_map(((0, 2), (0.5, 0.25), (1, 2)), 49) / 48
    even, ramped = (
        way_of([Moving("pan_left")], "linear", size=SIZE, fps=24, frames=49, seed=1, moments=each).x
        for each in (None, moments)
    )

    assert ramped[[0, -1]] == pytest.approx(even[[0, -1]])
    steps = np.abs(np.diff(ramped))
    assert steps[24] < 0.4 * np.abs(np.diff(even))[24] < steps[0]


def test_frames_beyond_the_stated_number_stay_where_the_last_one_was():
    frame = smooth_frame(SIZE)
    move = CropMove(Camerawork(moves=(Moving("dolly_in"),)), size=SIZE, fps=24, frames=10, seed=1)
    last, beyond = np.empty_like(frame), np.empty_like(frame)

    move.apply(9, frame, last)
    move.apply(12, frame, beyond)

    assert np.array_equal(last, beyond)
