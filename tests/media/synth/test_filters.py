"""Filters, envelopes and noise against what other formulas give: analogue prototypes, SciPy, sums done by hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy import signal

from reklamai.media.mixing.loudness import loudness as by_the_standard
from reklamai.media.sound import RATE
from reklamai.media.synth import dsp, levels, space

ROOT = Path(__file__).parents[3]
HZ = np.geomspace(25, 20_000, 60)


def analogue(top: list[float], bottom: list[float], hz: float) -> tuple[np.ndarray, np.ndarray]:
    """A filter of s, its corner at 1, brought to `hz` of our rate by SciPy's bilinear transform."""
    warped = 2 * RATE * np.tan(np.pi * hz / RATE)
    return signal.bilinear(*signal.lp2lp(top, bottom, warped), fs=RATE)


def answer(sections: dsp.Sections) -> np.ndarray:
    return signal.sosfreqz(sections, worN=HZ, fs=RATE)[1]


@pytest.mark.parametrize(
    ("hz", "gain_db", "q"), [(1_000, 6.0, 1.0), (200, -9.0, 0.9), (8_000, 3.0, 2.0), (60, 12.0, 4.0)]
)
def test_a_bell_is_the_analogue_bell_of_the_cookbook(hz: float, gain_db: float, q: float) -> None:
    a = 10 ** (gain_db / 40)

    wanted = signal.freqz(*analogue([1, a / q, 1], [1, 1 / (a * q), 1], hz), worN=HZ, fs=RATE)[1]

    np.testing.assert_allclose(answer(dsp.bell(hz, gain_db, q=q)), wanted, rtol=1e-6)


@pytest.mark.parametrize(("hz", "gain_db"), [(1_500, 4.0), (150, -6.0), (4_500, -2.0), (300, 9.0)])
@pytest.mark.parametrize("high", [False, True])
def test_a_shelf_is_the_analogue_shelf_of_the_cookbook(hz: float, gain_db: float, *, high: bool) -> None:
    a = 10 ** (gain_db / 40)
    root, low = a**0.5 * 2**0.5, [1, a**0.5 * 2**0.5, a]
    top, bottom = ([a * a, a * root, a], [1, root, a]) if high else ([a * each for each in low], [a, root, 1])

    wanted = signal.freqz(*analogue(top, bottom, hz), worN=HZ, fs=RATE)[1]

    np.testing.assert_allclose(np.abs(answer(dsp.shelf(hz, gain_db, high=high))), np.abs(wanted), rtol=1e-6)


@pytest.mark.parametrize(("shape", "top"), [("lowpass", [1]), ("highpass", [1, 0, 0]), ("bandpass", [1 / 0.8, 0])])
def test_a_sweep_that_stands_still_is_a_filter(shape: dsp.SHAPES, top: list[float]) -> None:
    sound = dsp.white(9_600, dsp.stream(1, "sweep"))
    b, a = analogue(top, [1, 1 / 0.8, 1], 900)

    made = dsp.swept(sound, np.full(len(sound), 900.0), shape=shape, q=0.8)

    np.testing.assert_allclose(made, signal.lfilter(b, a, sound), atol=1e-4)


def test_the_corner_of_a_sweep_is_kept_where_a_filter_is_stable() -> None:
    sound = dsp.white(4_800, dsp.stream(1, "sweep"))

    for hz in (0.0, -50.0, 1e9):
        made = dsp.swept(sound, np.full(len(sound), hz), shape="lowpass")
        assert np.isfinite(made).all()
        assert np.abs(made).max() < 10


@pytest.mark.parametrize(("order", "slope"), [(1, 6.02), (2, 12.04), (4, 24.08)])
def test_a_cut_falls_by_six_decibels_an_octave_and_order(order: int, slope: float) -> None:
    section = dsp.cut("lowpass", 500.0, order=order)

    _, there = signal.sosfreqz(section, worN=[4_000, 8_000], fs=RATE)

    assert 20 * np.log10(abs(there[0] / there[1])) == pytest.approx(slope, abs=0.12 * slope)


def test_channels_are_filtered_apart_and_as_scipy_would() -> None:
    sound = np.stack([dsp.white(2_000, dsp.stream(seed)) for seed in (1, 2)], axis=1)
    sections = (dsp.cut("highpass", 200.0), dsp.bell(900, 5.0))

    made = dsp.filtered(sound, *sections)

    np.testing.assert_allclose(made, signal.sosfilt(np.concatenate(sections), sound, axis=0), atol=1e-5)
    assert np.array_equal(made[:, 0], dsp.filtered(sound[:, 0], *sections))
    assert made.dtype == np.float32


def test_a_ring_is_filtered_as_if_it_had_gone_round_for_ever() -> None:
    ring = dsp.noise(RATE // 2, dsp.stream(4, "ring"))
    sections = dsp.cut("lowpass", 800.0)

    made = dsp.filtered_ring(ring, sections)

    rounds = signal.sosfilt(sections, np.tile(ring, 4))
    np.testing.assert_allclose(made, rounds[-len(ring) :], atol=1e-4)


@pytest.mark.parametrize("seconds", [0.0, 1e-9, 1 / RATE, 0.1, 0.33333, 180.0])
def test_a_length_is_counted_in_whole_samples_and_never_none(seconds: float) -> None:
    assert dsp.samples(seconds) == max(1, int(seconds * RATE + 0.5))


@pytest.mark.parametrize(("level", "factor"), [(0, 1), (-6.0206, 0.5), (20, 10), (-120, 1e-6)])
def test_decibels_are_factors_of_amplitude(level: float, factor: float) -> None:
    assert dsp.db(level) == pytest.approx(factor, rel=1e-4)


@pytest.mark.parametrize("count", [1, 2, 7, 100, 4_800])
def test_every_envelope_is_as_long_as_asked_within_its_range_and_finite(count: int) -> None:
    made = {
        "decay": dsp.decay(count, 0.1),
        "decay of nothing": dsp.decay(count, 0.0),
        "swell": dsp.swell(count, attack_s=0.05, release_s=0.05),
        "swell longer than the sound": dsp.swell(count, attack_s=9, release_s=9),
        "adsr": dsp.adsr(count, attack_s=0.01, decay_s=0.02, sustain=0.5, release_s=0.03),
        "adsr of nothing": dsp.adsr(count, attack_s=0, decay_s=0, sustain=0, release_s=0),
        "drift": dsp.drift(count, dsp.stream(1), hz=3),
    }

    for name, each in made.items():
        assert each.shape == (count,), name
        assert each.dtype == np.float32, name
        assert np.isfinite(each).all(), name
        assert each.min() >= 0, name
        assert each.max() <= 1.000001, name


def test_a_swell_rises_and_falls_by_half_cosines() -> None:
    made = dsp.swell(RATE, attack_s=0.5, release_s=0.25)

    assert made[0] == 0
    assert made[RATE // 4] == pytest.approx(0.5, abs=1e-3)
    assert made[RATE // 2 + 10] == 1
    assert made[RATE * 7 // 8] == pytest.approx(0.5, abs=1e-3)
    assert made[-1] == pytest.approx(0, abs=1e-6)
    assert np.abs(np.diff(made)).max() < 1e-3, "no step that would click"


def test_two_swells_that_overlap_by_their_fades_add_up_to_one() -> None:
    fade = RATE // 10
    one = dsp.swell(RATE, attack_s=0.1, release_s=0.1)

    assert one[-fade:] + one[:fade] == pytest.approx(np.ones(fade), abs=1e-4)


def test_a_drawn_curve_goes_through_its_points_and_leads_back_to_its_first() -> None:
    made = dsp.stretched(np.array([0.0, 1.0, 0.5, 0.0]), 300)

    assert made[[0, 100, 200]].tolist() == [0.0, 1.0, 0.5]
    assert made[-1] == pytest.approx(0.5 / 100, abs=1e-6)


@pytest.mark.parametrize("count", [2, 3, 64, 4_801, 48_000])
def test_noise_of_any_length_has_level_one_and_no_offset(count: int) -> None:
    made = dsp.noise(count, dsp.stream(1, count))

    assert len(made) == count
    assert np.isfinite(made).all()
    assert abs(float(made.mean())) < 1e-4
    if count > 64:  # shorter than a turn of 20 Hz there is nothing to be heard
        assert float(np.sqrt(np.mean(made.astype(np.float64) ** 2))) == pytest.approx(1, abs=1e-3)


def test_noise_is_as_often_up_as_down_and_knows_nothing_of_its_past() -> None:
    made = dsp.white(RATE, dsp.stream(5, "white")).astype(np.float64)

    assert abs(made.mean()) < 0.02
    assert made.std() == pytest.approx(1, abs=0.02)
    assert np.mean(made**4) == pytest.approx(3, abs=0.15), "a bell curve"
    for lag in (1, 2, 7, 480):
        assert abs(np.corrcoef(made[:-lag], made[lag:])[0, 1]) < 0.02


def test_a_stream_draws_the_same_on_every_machine_and_in_every_process() -> None:
    here = dsp.stream(7, "rain", 3).random(4).tolist()
    said = "from reklamai.media.synth.dsp import stream; print(stream(7, 'rain', 3).random(4).tolist())"

    environment = {"PYTHONHASHSEED": "1", "PYTHONPATH": str(ROOT)}
    told = subprocess.run([sys.executable, "-c", said], env=environment, capture_output=True, text=True, check=True)

    assert told.stdout.strip() == str(here)


@pytest.mark.parametrize(("slope", "off"), [(0.0, 0.6), (-3.0, 0.6), (-6.0, 1.5)])
def test_the_quick_meter_is_near_to_the_standard_s(slope: float, off: float) -> None:
    sound = space.wide(*(dsp.noise(3 * RATE, dsp.stream(2, side), slope=slope) for side in "lr")) * np.float32(0.05)

    assert levels.loudness(sound) == pytest.approx(by_the_standard(sound), abs=off)


def test_levels_of_the_softest_and_the_loudest_sounds_are_met() -> None:
    sound = space.panned(dsp.noise(RATE, dsp.stream(1, "level")))

    for scale in (1e-4, 1.0, 30.0):
        assert levels.loudness(levels.levelled(sound * np.float32(scale), -20)) == pytest.approx(-20, abs=0.05)
        assert np.abs(levels.peaked(sound * np.float32(scale), -3)).max() == pytest.approx(10 ** (-3 / 20), rel=1e-3)
    assert levels.peaked(np.zeros((0, 2), np.float32), -3).shape == (0, 2)


@pytest.mark.parametrize(("knee", "ceiling"), [(0.7, 0.97), (0.6, 0.89), (0.1, 0.2)])
def test_rounding_is_even_rising_and_bounded_whatever_comes_in(knee: float, ceiling: float) -> None:
    ramp = np.linspace(-50, 50, 20_001, dtype=np.float32)

    made = levels.rounded(ramp, knee=knee, ceiling=ceiling)

    assert np.abs(made).max() <= ceiling + 1e-6
    assert np.all(np.diff(made) >= 0)
    assert np.array_equal(made, -made[::-1])
    assert np.array_equal(made[np.abs(ramp) <= knee], ramp[np.abs(ramp) <= knee])
    assert ramp[0] == -50, "what was given stays as it was"


def test_what_is_added_around_a_short_ring_comes_round_as_often_as_it_takes() -> None:
    long = np.arange(10, dtype=np.float32)[:, None].repeat(2, axis=1)

    assert space.folded(long, 4)[:, 0].tolist() == [0 + 4 + 8, 1 + 5 + 9, 2 + 6, 3 + 7]
    assert space.folded(long, 10)[:, 0].tolist() == list(range(10))
    assert space.folded(long, 20).shape == (10, 2), "nothing is made up"


def test_grains_of_two_channels_keep_their_sides() -> None:
    canvas = space.Canvas(100, tail_s=0.001)
    grain = np.stack([np.ones(10), np.zeros(10)], axis=1).astype(np.float32)

    canvas.lay(5, grain, gain=0.5)
    canvas.lay(-200, np.ones(50, np.float32))
    canvas.lay(95, np.ones(10, np.float32), where=1.0)

    made = canvas.cut()
    assert made[5:15].tolist() == [[0.5, 0.0]] * 10
    assert made[:5].sum() == made[15:95].sum() == 0, "what ends before the beginning is not heard"
    assert made[95:, 0] == pytest.approx(np.zeros(5), abs=1e-6)
    assert made[95:, 1] == pytest.approx(np.full(5, 2**0.5), rel=1e-5)
    assert canvas.ring()[:5, 1] == pytest.approx(np.full(5, 2**0.5), rel=1e-5)


@pytest.mark.parametrize("where", [-3.0, -1.0, 0.0, 0.5, 1.0, 9.0])
def test_a_place_beyond_the_speakers_is_that_of_a_speaker(where: float) -> None:
    mono = np.ones(4, np.float32)

    made = space.panned(mono, where)

    assert np.square(made[0]).sum() == pytest.approx(2)
    assert np.array_equal(made, space.panned(mono, min(max(where, -1), 1)))
    if where == 0:
        assert made == pytest.approx(np.ones((4, 2)))


@pytest.mark.parametrize(("dry", "wet"), [(1.0, 0.0), (0.0, 0.0), (0.5, 0.0)])
def test_without_its_answer_a_room_changes_nothing(dry: float, wet: float) -> None:
    sound = space.panned(dsp.white(4_000, dsp.stream(1)))

    made = space.reverb(sound, space.room(0.2, dsp.stream(1, "room")), wet=wet, dry=dry)

    np.testing.assert_allclose(made, sound * dry, atol=1e-6)


def test_reverberation_is_convolution() -> None:
    sound, walls = space.panned(dsp.white(2_000, dsp.stream(1))), space.room(0.05, dsp.stream(1, "room"))

    made = space.reverb(sound, walls, wet=1.0, dry=0.0)

    for side in (0, 1):
        np.testing.assert_allclose(made[:, side], np.convolve(sound[:, side], walls[:, side])[:2_000], atol=1e-3)


def test_the_answer_of_a_room_has_energy_one_and_its_first_echoes_where_they_were_asked() -> None:
    plain = space.room(0.6, dsp.stream(3, "room"))
    echoing = space.room(0.6, dsp.stream(3, "room"), echoes=((0.011, 0.4), (0.017, 0.3), (99.0, 0.2)))

    assert np.square(plain).sum(axis=0) == pytest.approx([1, 1], rel=1e-3)
    added = echoing - plain
    assert added[dsp.samples(0.011), 0] == pytest.approx(0.4, abs=1e-5)
    assert added[dsp.samples(0.017), 1] == pytest.approx(0.3, abs=1e-5)
    assert np.count_nonzero(np.abs(added) > 1e-5) == 3, "one that comes too late is heard at the very end"


def test_a_room_has_the_same_answer_for_a_seed_and_loses_its_highs_first() -> None:
    answer_of = space.room(1.0, dsp.stream(1, "room"), dark_hz=3_000)

    assert np.array_equal(answer_of, space.room(1.0, dsp.stream(1, "room"), dark_hz=3_000))

    def brightness(part: np.ndarray) -> float:
        hz, power = signal.welch(part[:, 0], RATE, nperseg=1_024)
        return float(power[hz > 3_000].sum() / power.sum())

    assert brightness(answer_of[: RATE // 5]) > 3 * brightness(answer_of[RATE // 2 :])
