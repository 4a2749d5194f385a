"""Steps, hearts, doors and cars against what is known of real ones."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import signal

from reklamai.media.sound import RATE
from reklamai.media.synth.sounds import Layer, Recipe
from reklamai.media.synth.sounds.rendering import render
from reklamai.media.types import Sound
from tests.media.synth.sounds.hearing import envelope, onsets, pitch, pulse_hz
from tests.media.synth.sounds.test_nature import band, centroid, made


def balance(sound: Sound) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Left to right, -1..1, of each tenth of a second."""
    parts = (sound[: len(sound) // 4_800 * 4_800].astype(np.float64) ** 2).reshape(-1, 4_800, 2).sum(axis=1) + 1e-9
    return np.asarray((parts[:, 1] - parts[:, 0]) / parts.sum(axis=1))


def ridge(sound: Sound, low: float, high: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The mean frequency between two, over time."""
    hz, _, power = signal.spectrogram(sound.mean(axis=1), RATE, nperseg=4_096, noverlap=2_048)
    inside = (hz >= low) & (hz <= high)
    return np.asarray((hz[inside, None] * power[inside]).sum(axis=0) / (power[inside].sum(axis=0) + 1e-20))


def note(sound: Sound, low: float, high: float) -> float:
    """The strongest frequency between two."""
    hz, power = signal.welch(sound.mean(axis=1), RATE, nperseg=65_536)
    return float(hz[np.argmax(np.where((hz > low) & (hz < high), power, 0))])


@pytest.mark.parametrize("material", ["", "wood", "gravel", "snow", "water", "carpet"])
def test_one_walks_at_1_7_to_2_steps_a_second_on_any_ground(material):
    steps = made("footsteps", seconds=12, material=material)

    assert 1.7 <= pulse_hz(steps, 1.2, 3.4) <= 2.0
    assert 20 <= len(onsets(steps, apart_s=0.3)) <= 24


def test_one_runs_faster_than_one_walks():
    running = made("footsteps", seconds=12, speed=1.5)

    assert 2.5 <= pulse_hz(running, 1.5, 4) <= 3.0


def test_no_two_steps_are_alike_and_left_and_right_take_turns():
    steps = made("footsteps", seconds=6)
    starts = (onsets(steps, apart_s=0.3) * RATE).astype(int)[:6]
    first, third = (steps[at : at + 4_800].mean(axis=1) for at in starts[[0, 2]])
    sides = [float((steps[at : at + 4_800, 1] ** 2).sum() / (steps[at : at + 4_800] ** 2).sum()) for at in starts]

    assert abs(float(np.corrcoef(first, third)[0, 1])) < 0.99
    assert [side > 0.5 for side in sides] in ([True, False] * 3, [False, True] * 3)


def test_grounds_sound_unlike_one_another():
    ground = {each: centroid(made("footsteps", material=each)) for each in ("carpet", "wood", "gravel", "snow")}

    assert ground["carpet"] < ground["wood"] < ground["snow"] < ground["gravel"]


def test_a_heart_beats_about_66_times_a_minute_low_down():
    heart = made("heartbeat", seconds=20)

    assert 60 / 60 <= pulse_hz(heart, 0.7, 1.6) <= 72 / 60
    assert band(heart, 60) > band(heart, 1_200) + 25


def test_a_clock_ticks_twice_a_second_to_the_sample():
    clock = made("clock", seconds=8)
    ticks = onsets(clock, apart_s=0.3)

    assert len(ticks) == 16
    assert np.allclose(np.diff(ticks), 0.5, atol=0.011)


def test_three_raps_are_three_and_three_knocks_are_nine():
    once, thrice = (
        render(Recipe((Layer("knock", times=times),)), seconds=5, seed=3) for times in (0, 3)
    )  # fmt: skip

    assert len(onsets(once, apart_s=0.12)) == 3
    assert len(onsets(thrice, apart_s=0.12)) == 9


def test_a_crowd_speaks_at_the_pace_and_in_the_range_of_speech():
    crowd = made("crowd", seconds=10)

    assert band(crowd, 600) > band(crowd, 60) + 10
    assert band(crowd, 600) > band(crowd, 10_000) + 20
    level = envelope(crowd)
    swing = np.abs(np.fft.rfft(level / level.mean() - 1)) ** 2
    pace = np.fft.rfftfreq(len(level), 0.01)
    assert swing[(pace > 2) & (pace < 8)].mean() > 3 * swing[(pace > 16) & (pace < 40)].mean()


def test_a_whoosh_passes_from_one_side_to_the_other_loudest_in_between():
    whoosh = made("whoosh", seconds=1.4)
    level = envelope(whoosh)
    loud = level > 0.05 * level.max()

    heard = balance(whoosh[np.flatnonzero(loud)[0] * 480 : np.flatnonzero(loud)[-1] * 480])

    assert heard[0] * heard[-1] < 0
    assert 0.3 < np.argmax(level) / len(level) < 0.7


@pytest.mark.parametrize("seconds", [2, 5, 12])
def test_a_riser_climbs_and_grows_until_its_end(seconds):
    riser = made("riser", seconds=seconds)
    level = envelope(riser)
    quarters = [part.mean() for part in np.array_split(level, 4)]
    heights = [part.mean() for part in np.array_split(ridge(riser, 100, 12_000), 4)]

    assert quarters == sorted(quarters)
    assert heights == sorted(heights)
    assert np.argmax(level) / len(level) > 0.85


def test_a_hit_begins_at_once_and_its_boom_rings_on_low():
    hit = made("hit", seconds=3.5)

    assert np.argmax(envelope(hit)) < 30
    assert band(hit[RATE // 2 :], 60) > band(hit[RATE // 2 :], 1_200) + 15


def test_a_car_that_passes_drops_in_pitch_and_changes_sides():
    car = made("passby", seconds=6)
    level, heard = envelope(car), balance(car)

    assert 0.4 < np.argmax(level) / len(level) < 0.6
    assert heard[10] * heard[-12] < 0
    coming, gone = car[: int(2.6 * RATE)], car[int(3.4 * RATE) :]
    assert note(coming, 45, 75) > note(gone, 45, 75) + 2


def test_the_note_of_a_glass_climbs_as_it_fills():
    note = ridge(made("pour", seconds=4), 2_500, 9_500)[4:70]

    assert np.corrcoef(note, np.arange(len(note)))[0, 1] > 0.6


def test_an_engine_fires_at_one_pace_and_faster_when_pressed():
    idle, pressed = made("engine", intensity=0.0), made("engine", intensity=1.0)

    assert pitch(idle, 15, 60) == pytest.approx(22, abs=1)
    assert pitch(pressed, 40, 100) == pytest.approx(70, abs=2)


def test_a_full_hall_claps_more_evenly_than_a_few_hands():
    few, hall = (made("applause", intensity=each, size=each) for each in (0.0, 1.0))

    assert envelope(few).std() / envelope(few).mean() > 1.5 * envelope(hall).std() / envelope(hall).mean()


def test_a_creaking_door_groans_before_it_shuts():
    creaking = made("door", seconds=2.2, manner="creak")

    shut = np.argmax(envelope(creaking)) / 100

    assert 1.4 < shut < 2.0
    assert envelope(creaking)[30:120].mean() > 0.03 * envelope(creaking).max()


def test_a_big_bell_is_lower_than_a_telephone():
    assert centroid(made("chime", size=0.9, seconds=2)) < centroid(made("chime", size=0.3, seconds=2))
