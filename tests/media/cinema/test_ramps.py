"""Speed ramps: whatever curve is drawn, nothing runs backwards and nothing gets longer."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reklamai.core.errors import BadInput
from reklamai.media.cinema.model import Points
from reklamai.media.cinema.ramps import CLOSEST, FASTEST, MOST_POINTS, SLOWEST, check_points, time_map, true_speeds

NAMED: dict[str, Points] = {
    "even": ((0, 1), (1, 1)),
    "slow in the middle": ((0, 2), (0.35, 1.6), (0.5, 0.25), (0.65, 1.6), (1, 2)),
    "fast start": ((0, 4), (0.3, 1), (1, 0.5)),
    "fast end": ((0, 0.5), (0.7, 1), (1, 4)),
    "steps": ((0, 0.25), (0.49, 0.25), (0.5, 4), (1, 4)),
}


@st.composite
def drawn(draw: st.DrawFn) -> Points:
    """Any curve that a user can draw."""
    inner = draw(st.lists(st.integers(2, 98), unique=True, max_size=MOST_POINTS - 2))
    moments = [0.0, *(each / 100 for each in sorted(inner)), 1.0]
    speeds = draw(st.lists(st.floats(SLOWEST, FASTEST), min_size=len(moments), max_size=len(moments)))
    return tuple(zip(moments, speeds, strict=True))


@settings(max_examples=120, deadline=None)
@given(points=drawn(), frames=st.integers(2, 400))
def test_a_ramp_goes_forward_from_the_first_frame_to_the_last(points: Points, frames: int) -> None:
    way = time_map(points, frames)

    assert way.shape == (frames,)
    assert way[0] == 0
    assert way[-1] == pytest.approx(frames - 1, abs=1e-9)
    assert (np.diff(way) > 0).all()


@settings(max_examples=120, deadline=None)
@given(points=drawn())
def test_speeds_are_one_on_average_and_keep_their_proportions(points: Points) -> None:
    moments = np.linspace(0, 1, 20001)

    speeds = true_speeds(points, moments)

    at = true_speeds(points, np.array([moment for moment, _ in points]))
    assert np.trapz(speeds, moments) == pytest.approx(1, abs=1e-3)
    assert at / at[0] == pytest.approx(np.array([speed for _, speed in points]) / points[0][1], rel=1e-6)
    assert speeds.max() <= at.max() * (1 + 1e-9)
    assert speeds.min() >= at.min() * (1 - 1e-9)


@pytest.mark.parametrize("points", NAMED.values(), ids=NAMED)
def test_the_way_is_the_sum_of_the_speeds(points: Points) -> None:
    """By adding up in small steps, which the module does not do."""
    moments = (np.arange(200_000) + 0.5) / 200_000
    gone = np.concatenate([[0], np.cumsum(true_speeds(points, moments)) / 200_000])

    way = time_map(points, 201)

    assert way == pytest.approx(np.interp(np.linspace(0, 1, 201), np.linspace(0, 1, 200_001), gone) * 200, abs=1e-3)


@pytest.mark.parametrize("speed", [SLOWEST, 1, FASTEST])
def test_an_even_speed_changes_nothing_whatever_it_is(speed: float) -> None:
    assert time_map(((0, speed), (1, speed)), 50) == pytest.approx(np.arange(50))


def test_no_points_are_the_clip_as_it_was_filmed() -> None:
    assert time_map((), 5).tolist() == [0, 1, 2, 3, 4]
    assert true_speeds((), np.linspace(0, 1, 3)).tolist() == [1, 1, 1]


def test_a_single_frame_stays_itself() -> None:
    assert time_map(NAMED["fast start"], 1).tolist() == [0]


def test_a_clip_without_frames_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        time_map((), 0)


def test_what_is_slow_in_the_middle_shows_more_frames_of_the_middle() -> None:
    way = time_map(NAMED["slow in the middle"], 101)

    steps = np.diff(way)
    assert steps[50] < 0.35 < 1 < steps[0]
    assert way == pytest.approx(100 - way[::-1], abs=1e-6)


def test_speed_changes_smoothly() -> None:
    steps = np.diff(time_map(NAMED["slow in the middle"], 1001))

    assert np.abs(np.diff(steps)).max() < 0.02


def test_points_come_back_as_numbers() -> None:
    assert check_points([[0, 1], [0.5, 2], [1, 1]]) == ((0.0, 1.0), (0.5, 2.0), (1.0, 1.0))


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ([], "between 2 and 16"),
        ([(0, 1)], "between 2 and 16"),
        ([(each / 16, 1) for each in range(17)], "between 2 and 16"),
        ([(0.1, 1), (1, 1)], "begins at moment 0"),
        ([(0, 1), (0.9, 1)], "begins at moment 0"),
        ([(0, 1), (0.5, 1), (0.5 + CLOSEST / 2, 2), (1, 1)], "rise"),
        ([(0, 1), (0.6, 1), (0.4, 2), (1, 1)], "rise"),
        ([(0, 0), (1, 1)], "between 0.25 and 4"),
        ([(0, 1), (1, 4.1)], "between 0.25 and 4"),
        ([(0, -1), (1, 1)], "between 0.25 and 4"),
        ([(0, math.nan), (1, 1)], "begins at moment 0"),
        ([(0, 1), (math.nan, 1), (1, 1)], "begins at moment 0"),
        ([(0, math.inf), (1, 1)], "begins at moment 0"),
        ([(0, "fast"), (1, 1)], "a list"),
        ([(0, 1, 2), (1, 1)], "a list"),
        ([3, 4], "a list"),
        (None, "a list"),
    ],
)
def test_curves_that_are_none_are_refused_with_a_reason(points: object, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        check_points(points)  # type: ignore[arg-type]  # from a browser anything may come
