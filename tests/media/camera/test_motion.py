"""Every move as the eye sees it: what was filmed is tracked, and compared with what geometry says.

The lens is 35 mm on a sensor of 36 mm, the figure stands at 2.5 m, its face is the anchor.
"""

import itertools
import math
from functools import cache

import numpy as np
import pytest

from reklamai.media.words.reading import Move
from tests.media.camera.scenes import IN_SKY, ON_FIGURE, ON_WALL, SIZE, Change, film, followed, frames

FOCAL_PX = 35 / 36 * SIZE[0]
DISTANCE = 2.5


@cache
def seen(move: Move) -> tuple[list[Change], list[Change], list[Change]]:
    drawn = frames(film([move]))
    return followed(drawn, ON_FIGURE), followed(drawn, ON_WALL), followed(drawn, IN_SKY)


def ends(move: Move) -> tuple[Change, Change, Change]:
    figure, wall, sky = seen(move)
    return figure[-1], wall[-1], sky[-1]


def test_a_camera_at_rest_sees_nothing_move():
    drawn = frames(film([Move.STATIC]))

    assert (drawn == drawn[0]).all()


@pytest.mark.parametrize(("move", "sign"), [(Move.PAN_LEFT, 1), (Move.PAN_RIGHT, -1)])
def test_a_pan_shifts_near_and_far_alike_by_its_angle(move, sign):
    expected = sign * FOCAL_PX * math.tan(math.radians(9))

    for part in ends(move):
        assert part.dx == pytest.approx(expected, rel=0.03)
        assert part.dy == pytest.approx(0, abs=0.5)
        assert part.scale == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(("move", "sign"), [(Move.TILT_UP, 1), (Move.TILT_DOWN, -1)])
def test_a_tilt_shifts_everything_up_or_down_by_its_angle(move, sign):
    expected = sign * FOCAL_PX * math.tan(math.radians(5.5))

    figure, _, sky = ends(move)

    assert figure.dy == pytest.approx(expected, rel=0.05)
    assert sky.dx == pytest.approx(0, abs=0.5)


@pytest.mark.parametrize(("move", "metres"), [(Move.DOLLY_IN, 0.22 * DISTANCE), (Move.DOLLY_OUT, -0.22 * DISTANCE)])
def test_a_dolly_changes_the_near_more_than_the_far(move, metres):
    figure, wall, sky = ends(move)

    assert figure.scale == pytest.approx(DISTANCE / (DISTANCE - metres), rel=0.02)
    assert wall.scale == pytest.approx(12 / (12 - metres), rel=0.02)
    assert sky.scale == pytest.approx(1, abs=0.005)


@pytest.mark.parametrize(("move", "sign"), [(Move.TRUCK_LEFT, 1), (Move.TRUCK_RIGHT, -1)])
def test_a_truck_moves_the_near_more_than_the_far(move, sign):
    metres = 0.13 * DISTANCE

    figure, wall, sky = ends(move)

    assert figure.dx == pytest.approx(sign * FOCAL_PX * metres / DISTANCE, rel=0.04)
    assert wall.dx == pytest.approx(sign * FOCAL_PX * metres / 12, rel=0.1)
    assert sky.dx == pytest.approx(0, abs=0.3)


@pytest.mark.parametrize(("move", "sign"), [(Move.PEDESTAL_UP, 1), (Move.PEDESTAL_DOWN, -1)])
def test_a_pedestal_lowers_or_lifts_the_near_and_leaves_the_sky(move, sign):
    figure, _, sky = ends(move)

    assert figure.dy == pytest.approx(sign * FOCAL_PX * 0.075, rel=0.05)
    assert sky.dy == pytest.approx(0, abs=0.3)


@pytest.mark.parametrize(("move", "sign"), [(Move.ORBIT_LEFT, -1), (Move.ORBIT_RIGHT, 1)])
def test_an_orbit_holds_the_figure_while_the_far_slides_past(move, sign):
    figure, wall, sky = ends(move)

    assert math.hypot(figure.dx, figure.dy) < 2
    assert sky.dx == pytest.approx(sign * FOCAL_PX * math.tan(math.radians(9.5)), rel=0.04)
    assert 0 < wall.dx * sign < sky.dx * sign


@pytest.mark.parametrize(
    ("move", "power"),
    [(Move.ZOOM_IN, 0.28), (Move.ZOOM_OUT, -0.28), (Move.CRASH_ZOOM, 0.5), (Move.SNAP_ZOOM_OUT, -0.4)],
)
def test_a_zoom_changes_near_and_far_alike(move, power):
    figure, wall, sky = ends(move)

    for part in (figure, wall, sky):
        assert part.scale == pytest.approx(math.exp(power), rel=0.03)


def test_a_crash_zoom_waits_then_rushes_then_waits():
    scale = np.array([change.scale for change in seen(Move.CRASH_ZOOM)[0]])
    steps = np.abs(np.diff(np.log(scale)))

    assert (steps > 0.01).sum() <= 5
    assert steps[:10].max() < 0.003
    assert steps[-10:].max() < 0.003


def test_a_dolly_zoom_keeps_the_figure_and_swells_the_background():
    figure, wall, sky = seen(Move.DOLLY_ZOOM)

    assert max(abs(change.scale - 1) for change in figure) < 0.02
    assert sky[-1].scale == pytest.approx(1.3, rel=0.02)
    assert wall[-1].scale == pytest.approx(1.3 * 12 / (12 + 0.3 * DISTANCE), rel=0.02)


def test_a_roll_turns_the_picture_against_the_camera():
    for part in ends(Move.ROLL):
        assert part.degrees == pytest.approx(-6, abs=0.3)
        assert part.scale == pytest.approx(1, abs=0.01)


def test_a_hand_trembles_without_drifting():
    drawn = frames(film([Move.HANDHELD], fps=24, seconds=6))
    sway = np.array([change.dx for change in followed(drawn, IN_SKY)])

    spectrum = np.abs(np.fft.rfft((sway - sway.mean()) * np.hanning(len(sway)))) ** 2
    hertz = np.fft.rfftfreq(len(sway), 1 / 24)
    assert spectrum[hertz > 4].sum() < 0.02 * spectrum.sum()
    assert 0.5 < np.ptp(sway) < 0.05 * SIZE[0]
    assert abs(sway[72:].mean() - sway[:72].mean()) < 0.5 * np.ptp(sway)


SUDDEN = {
    Move.HANDHELD, Move.SHAKE, Move.CRASH_ZOOM, Move.SNAP_ZOOM_OUT, Move.WHIP_LEFT, Move.WHIP_RIGHT, Move.PUSH_IN_FAST,
}  # fmt: skip


@pytest.mark.parametrize("move", [m for m in Move if m not in SUDDEN])
def test_every_steady_move_is_smooth(move):
    track = np.array([(change.dx, change.dy, 100 * change.scale, change.degrees) for change in seen(move)[0]])

    jerk = np.abs(np.diff(track, n=3, axis=0)).max()

    assert jerk < 0.6


def signature(move: Move) -> np.ndarray:
    """A move in pixels at the rim of the frame: figure and sky, at its middle and at its end."""
    figure, _, sky = seen(move)
    half = SIZE[0] / 2
    rows = [
        (change.dx, change.dy, half * math.log(change.scale), half * math.radians(change.degrees))
        for part in (figure, sky)
        for change in (part[len(part) // 3], part[len(part) * 2 // 3], part[-1])
    ]
    return np.array(rows).ravel()


def test_no_two_moves_look_alike():
    marks = {move: signature(move) for move in Move}

    for one, other in itertools.combinations(Move, 2):
        assert np.abs(marks[one] - marks[other]).max() > 1.5, (one, other)


@pytest.mark.parametrize(
    ("easing", "early"), [("linear", 1 / 3), ("ease_in", 1 / 9), ("ease_out", 5 / 9), ("ease_in_out", 7 / 27)]
)
def test_the_easing_shapes_the_motion(easing, early):
    shot = film([Move.PAN_RIGHT], fps=6, seconds=5.1666, easing=easing)  # 31 frames: a third is frame 10
    way = [change.dx for change in followed(frames(shot), IN_SKY)]

    assert way[10] / way[-1] == pytest.approx(early, abs=0.02)


def test_three_moves_at_once_add_up():
    drawn = frames(film([Move.PAN_RIGHT, Move.ROLL, Move.ZOOM_IN], strength=0.25))

    sky = followed(drawn, IN_SKY)[-1]

    assert sky.degrees == pytest.approx(-3, abs=0.2)
    assert sky.scale == pytest.approx(math.exp(0.14), rel=0.02)
    assert sky.dx < -10
