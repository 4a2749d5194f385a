"""The small sounds that larger ones are strewn of."""

from __future__ import annotations

import numpy as np
import pytest

from reklamai.media.sound import RATE
from reklamai.media.synth.dsp import stream
from reklamai.media.synth.sounds.grains import (
    body,
    bubble,
    burst,
    heavy_tailed,
    moments,
    ringing,
    shower,
    strew,
    thump,
    together,
)
from reklamai.media.synth.space import Canvas


def strongest_hz(sound: np.ndarray) -> float:
    return float(np.fft.rfftfreq(8 * len(sound), 1 / RATE)[np.argmax(np.abs(np.fft.rfft(sound, 8 * len(sound))))])


@pytest.mark.parametrize("hz", [200, 1_000, 4_000])
def test_a_mode_rings_at_its_pitch_and_has_fallen_by_60_db_in_its_time(hz):
    made = ringing([(hz, 0.5, 1.0)])

    assert strongest_hz(made) == pytest.approx(hz, rel=0.01)
    assert made[0] == 0
    assert 20 * np.log10(np.abs(made[-RATE // hz * 2 :]).max()) == pytest.approx(-59, abs=2)


def test_higher_modes_of_a_body_die_sooner_and_none_lies_outside_its_range():
    modes = body(stream(1, "body"), hz=300, spread=8, count=7, seconds=0.4)

    assert len(modes) == 7
    assert modes[0][:2] == (300, 0.4)
    assert all(300 <= hz <= 2_400 and 0 < seconds <= 0.4 and gain <= 1 for hz, seconds, gain in modes)
    by_pitch = sorted(modes)
    assert [seconds for _, seconds, _ in by_pitch] == sorted((seconds for _, seconds, _ in modes), reverse=True)


def test_the_pitch_of_a_bubble_rises_and_that_of_a_blow_falls():
    drop, blow = bubble(1_000, 0.2, rise=0.5), thump(150, 50, 0.4)

    assert strongest_hz(drop[len(drop) // 2 :]) > strongest_hz(drop[: len(drop) // 4]) * 1.1
    assert strongest_hz(blow[len(blow) // 2 :]) < strongest_hz(blow[: len(blow) // 8]) * 0.8


def test_a_burst_lies_between_its_corners_and_dies():
    made = burst(0.2, stream(1, "burst"), low=1_000, high=4_000)
    power = np.abs(np.fft.rfft(made)) ** 2
    hz = np.fft.rfftfreq(len(made), 1 / RATE)

    assert power[(hz > 700) & (hz < 6_000)].sum() > 0.7 * power.sum()  # the skirts are those of first-order filters
    assert np.abs(made[-500:]).max() < 0.02 * np.abs(made).max()


def test_parts_are_laid_at_their_delays():
    one = np.ones(10, np.float32)

    made = together((one, 1.0, 0), (one, 0.5, 0.001))

    assert len(made) == 58
    assert made[:10].tolist() == [1.0] * 10
    assert not made[10:48].any()
    assert made[48:].tolist() == [0.5] * 10


def test_chance_events_come_as_often_as_asked_and_most_of_them_are_small():
    random = stream(1, "events")

    places, gains = moments(20 * RATE, 50, random), heavy_tailed(5_000, random)

    assert len(places) == pytest.approx(1_000, abs=120)
    assert np.all(np.diff(places) >= 0)
    assert gains.max() <= 2.5
    assert np.median(gains) < gains.mean()


def test_a_shower_has_as_many_impulses_as_asked():
    made = shower(10 * RATE, 200, stream(1, "shower"))

    assert np.count_nonzero(made) == pytest.approx(2_000, abs=200)
    assert len(made) == 10 * RATE


def test_strewn_grains_lie_on_both_sides():
    canvas = Canvas(RATE, tail_s=0.1)
    places = np.arange(0, RATE, 480)

    strew(canvas, [np.ones(5, np.float32)], places, stream(1, "strewn"), width=1.0)

    left, right = np.abs(canvas.cut()).sum(axis=0)
    assert 0.6 < left / right < 1.6
