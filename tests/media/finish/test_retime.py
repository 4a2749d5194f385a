"""Frames between frames, and sound that goes with them."""

from pathlib import Path

import numpy as np
import pytest

from reklamai.media.cinema.ramps import time_map
from reklamai.media.finish.retime import retimed
from reklamai.media.finish.sound import RATE, moment, ramped_sound
from reklamai.media.i420 import planes
from reklamai.media.types import quiet

SIZE = (320, 180)


class Reader:
    """Gives frames that were drawn before, and watches how many are out at once."""

    def __init__(self, drawn: list[np.ndarray]) -> None:
        self._left, self.out, self.most = [each.copy() for each in drawn], 0, 0

    def read(self):
        if not self._left:
            return None
        self.out += 1
        self.most = max(self.most, self.out)
        return self._left.pop(0)

    def take_back(self, frame) -> None:
        frame[:] = 0
        self.out -= 1


def dot(x: float, *, grey: int = 90) -> np.ndarray:
    """A textured square, its left edge at x, on a textured wall."""
    frame = np.full((SIZE[1] * 3 // 2, SIZE[0]), 128, np.uint8)
    y = planes(frame)[0]
    rows, columns = np.mgrid[0 : SIZE[1], 0 : SIZE[0]].astype(float)
    y[:] = np.round(grey + 15 * np.sin(columns / 9) * np.sin(rows / 7))
    inside = np.clip(columns - x, 0, 1) * np.clip(x + 60 - columns, 0, 1) * (abs(rows - 90) < 30)
    y[:] = np.round(y * (1 - inside) + (190 + 30 * np.sin((columns - x) / 5) * np.cos(rows / 6)) * inside)
    return frame


def shown(drawn: list[np.ndarray], positions) -> list[np.ndarray]:
    return [frame.copy() for frame in retimed(Reader(drawn), np.asarray(positions, float), size=SIZE)]


def edge_of(frame: np.ndarray) -> float:
    """Where the square begins on the middle row."""
    row = planes(frame)[0][80:100].astype(float).mean(axis=0)
    above = np.flatnonzero(row > 145)[0]
    return float(above - (row[above] - 145) / (row[above] - row[above - 1]))


def test_whole_moments_show_the_frames_themselves():
    drawn = [dot(40 + 6 * each) for each in range(5)]

    made = shown(drawn, [0, 1, 1.01, 2.98, 4, 4])

    for frame, expected in zip(made, (0, 1, 1, 3, 4, 4), strict=True):
        assert np.array_equal(frame, drawn[expected])


def test_between_two_frames_things_are_moved_and_not_blended():
    drawn = [dot(100), dot(112)]

    quarter, half = shown([*drawn, dot(124)], [0.25, 0.5])

    assert edge_of(quarter) - edge_of(drawn[0]) == pytest.approx(3, abs=1)
    assert edge_of(half) - edge_of(drawn[0]) == pytest.approx(6, abs=1)
    truth = dot(106)
    moved, blended = (np.abs(each - planes(truth)[0].astype(float)).mean() for each in (
        planes(half)[0], (planes(drawn[0])[0].astype(float) + planes(drawn[1])[0]) / 2,
    ))  # fmt: skip
    assert moved < 0.5 * blended


def test_over_a_cut_the_nearer_shot_is_shown_whole():
    random = np.random.default_rng(1)
    one, other = (random.integers(low, low + 90, (270, 320)).astype(np.uint8) for low in (20, 140))

    early, late = shown([one, other], [0.3, 0.7])

    assert np.array_equal(early, one)
    assert np.array_equal(late, other)


def test_a_source_that_ends_early_holds_its_last_frame_and_an_empty_one_gives_none():
    drawn = [dot(40), dot(50)]

    made = shown(drawn, [0, 1, 2.5, 3])

    assert [edge_of(each) for each in made[1:]] == [edge_of(drawn[1])] * 3
    assert shown([], [0, 1]) == []


def test_no_more_than_two_frames_are_held_at_once():
    reader = Reader([dot(40 + each) for each in range(40)])

    made = list(retimed(reader, time_map(((0, 4), (0.5, 0.3), (1, 4)), 40), size=SIZE))

    assert len(made) == 40
    assert reader.most <= 3


# sound


def written(path: Path, samples: np.ndarray) -> Path:
    path.write_bytes(np.round(np.repeat(samples[:, None], 2, axis=1) * 32767).astype("<i2").tobytes())
    return path


def read(path: Path) -> np.ndarray:
    return np.frombuffer(path.read_bytes(), "<i2").reshape(-1, 2)[:, 0] / 32767


def played(tmp_path: Path, samples: np.ndarray, positions: np.ndarray, fps: float = 24.0) -> np.ndarray:
    source = written(tmp_path / "source.raw", samples)
    ramped_sound(source, tmp_path / "out.raw", positions, fps=fps, report=quiet)
    return read(tmp_path / "out.raw")


def pitch_of(samples: np.ndarray) -> float:
    window = samples[:4800] * np.hanning(4800)
    return float(np.argmax(np.abs(np.fft.rfft(window, 48_000))))


def tone(seconds: float, hertz: float = 330.0) -> np.ndarray:
    return 0.5 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)


def test_sound_at_its_own_speed_is_left_as_it_is(tmp_path):
    samples = 0.3 * np.random.default_rng(1).standard_normal(2 * RATE).clip(-3, 3)

    made = played(tmp_path, samples, np.arange(48.0))

    assert len(made) == len(samples)
    assert np.abs(made[: 2 * RATE - 100] - samples[: 2 * RATE - 100]).max() < 2e-4


@pytest.mark.parametrize("speeds", [((0, 0.25), (1, 0.5)), ((0, 4.0), (1, 0.5)), ((0, 1), (0.5, 3), (1, 1))])
def test_sound_keeps_its_pitch_and_has_smooth_seams_at_any_speed(tmp_path, speeds):
    positions = time_map(speeds, 72)

    made = played(tmp_path, tone(3), positions)

    assert len(made) == pytest.approx(3 * RATE, abs=RATE / 20)
    for second in (0.3, 1.0, 2.0, 2.6):
        assert pitch_of(made[round(second * RATE) :]) == pytest.approx(330, abs=4)
    # a click would be a step far steeper than a sine of this height can be
    steepest = 0.5 * 2 * np.pi * 330 / RATE
    inside = made[2000 : round(2.8 * RATE)]
    assert np.abs(np.diff(inside)).max() < 1.6 * steepest
    loudness = [inside[start : start + 2400].std() for start in range(0, len(inside) - 2400, 2400)]
    assert min(loudness) > 0.7 * 0.5 / np.sqrt(2)


@pytest.mark.parametrize("fps", [12.0, 24.0, 59.94])
def test_a_clap_is_heard_where_it_is_seen(tmp_path, fps):
    samples = np.zeros(4 * RATE)
    claps = (0.6, 1.7, 2.9)
    for clap in claps:
        at = round(clap * RATE)
        samples[at : at + 2400] = 0.8 * np.random.default_rng(2).uniform(-1, 1, 2400) * np.linspace(1, 0, 2400)
    positions = time_map(((0, 2.5), (0.5, 0.5), (1, 2.5)), round(4 * fps))

    made = played(tmp_path, samples, positions, fps=fps)

    loud = np.flatnonzero(np.abs(made) > 0.2) / RATE
    for clap in claps:
        seen = float(np.interp(clap * fps, positions, np.arange(len(positions)))) / fps
        assert np.abs(loud - seen).min() <= 0.020
    starts = [loud[0], *loud[1:][np.diff(loud) > 0.1]]
    assert len(starts) == len(claps)


def test_moments_of_sound_are_those_of_the_pictures_and_go_on_after_them():
    positions = time_map(((0, 2.0), (1, 0.5)), 49)

    for frame in (0, 7, 24, 48):
        assert moment(round(frame / 24 * RATE), positions, 24.0) == pytest.approx(positions[frame] / 24 * RATE, abs=1)
    assert moment(3 * RATE, positions, 24.0) == pytest.approx(3 * RATE, abs=1)


def test_sound_that_is_longer_than_its_pictures_plays_to_its_end(tmp_path):
    made = played(tmp_path, tone(3), time_map(((0, 2.0), (1, 0.5)), 48))

    assert len(made) == 3 * RATE
    assert made[-RATE // 2 : -2000].std() > 0.3


def test_no_sound_stays_no_sound(tmp_path):
    assert len(played(tmp_path, np.zeros(0), np.arange(24.0))) == 0
