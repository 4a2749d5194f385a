"""Beds of nature against what is known of real ones."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import signal

from reklamai.media.sound import RATE
from reklamai.media.synth.sounds import Layer, Recipe
from reklamai.media.synth.sounds.rendering import render
from reklamai.media.types import Sound
from tests.media.synth.sounds.hearing import EDGES, crests, envelope, onsets, spectrum_db


def made(kind: str, *, seconds: float = 8, seed: int = 5, **layer: object) -> Sound:
    return render(Recipe((Layer(kind, **layer),)), seconds=seconds, seed=seed)


def band(sound: Sound, hz: float) -> float:
    """The level of the band that a frequency lies in."""
    return float(spectrum_db(sound)[np.searchsorted(EDGES, hz) - 1])


def centroid(sound: Sound) -> float:
    hz, power = signal.welch(sound.mean(axis=1), RATE, nperseg=4_096)
    return float((hz * power).sum() / power.sum())


def kurtosis(sound: Sound) -> float:
    mono = sound.mean(axis=1).astype(np.float64)
    return float(np.mean(mono**4) / np.mean(mono**2) ** 2)


def test_rain_hisses_evenly_above_a_kilohertz_and_has_little_below_a_hundred():
    rain = made("rain")

    assert abs(band(rain, 1_200) - band(rain, 5_000)) < 6
    assert band(rain, 60) < band(rain, 2_000) - 12
    assert band(rain, 15_000) < band(rain, 5_000)


def test_the_harder_it_rains_the_further_down_it_roars_and_the_fewer_drops_stand_out():
    light, heavy = made("rain", intensity=0.1), made("rain", intensity=1.0)

    assert band(heavy, 300) > band(light, 300) + 6
    assert centroid(heavy) < centroid(light)
    assert kurtosis(heavy) < kurtosis(light) / 2


def test_drops_on_tin_ring_and_drops_on_leaves_and_cloth_do_not():
    tin, leaves, cloth = (made("rain", intensity=0.2, material=each) for each in ("metal", "leaves", "fabric"))

    assert band(tin, 700) > band(leaves, 700) + 6
    assert centroid(cloth) < centroid(leaves)


def test_wind_falls_by_three_to_eight_decibels_an_octave_and_blows_in_gusts():
    wind = made("wind", seconds=20)

    slope = (band(wind, 2_500) - band(wind, 150)) / np.log2(2_500 / 150)

    assert -8 < slope < -3
    level = envelope(wind)
    assert np.quantile(level, 0.9) > 1.8 * np.quantile(level, 0.1)


def test_the_waves_of_the_sea_come_every_six_to_twelve_seconds():
    for size in (0.2, 0.9):
        breaks = crests(made("sea", seconds=45, size=size))

        assert 6 <= np.diff(breaks).mean() <= 12


def test_an_ocean_is_slower_than_a_lake():
    ocean, lake = (made("sea", seconds=45, size=size, speed=speed) for size, speed in ((0.9, 1.0), (0.15, 1.6)))

    assert len(crests(lake)) > 1.5 * len(crests(ocean))


def test_a_wave_breaks_low_and_runs_out_high():
    sea = made("sea", seconds=30, size=0.7)
    hz, _, power = signal.spectrogram(sea.mean(axis=1), RATE, nperseg=4_096, noverlap=0)
    low, high = (10 * np.log10(power[(hz > a) & (hz < b)].sum(axis=0)) for a, b in ((80, 400), (3_000, 9_000)))

    lag = np.argmax(signal.correlate(high - high.mean(), low - low.mean())) - (len(low) - 1)

    assert 0.2 < lag * 4_096 / RATE < 4


@pytest.mark.parametrize("seconds", [4, 8])
def test_the_foam_of_a_short_sea_fades_and_is_not_cut(seconds):
    sea = render(Recipe((Layer("sea"),)), seconds=seconds, seed=1, loop=True)
    foam = signal.sosfilt(signal.butter(4, 3_000, "highpass", fs=RATE, output="sos"), sea.mean(axis=1))
    level = 10 * np.log10((foam[: len(foam) // 4_800 * 4_800].reshape(-1, 4_800) ** 2).mean(axis=1))

    # foam wavers by 3.5 dB from one tenth of a second to the next; a wave that was cut at the seam fell by 9 to 11
    assert np.diff(level).min() > -5


def test_fire_crackles_and_wind_does_not():
    assert kurtosis(made("fire")) > 4 * kurtosis(made("wind"))


def test_birds_sing_between_two_and_nine_kilohertz_and_more_of_them_in_the_morning():
    birds = made("birds", seconds=14)
    recipe = Recipe((Layer("birds"),), time="morning")

    morning = render(recipe, seconds=14, seed=5)

    assert band(birds, 4_500) > band(birds, 500) + 25
    assert np.median(envelope(morning)) > np.median(envelope(birds))


def test_owls_hoot_far_below_songbirds_and_gulls_cry_in_between():
    songs, gulls = made("birds"), made("birds", manner="gulls")
    owls = render(Recipe((Layer("birds"),), time="night"), seconds=8, seed=5)

    assert centroid(owls) < 700 < centroid(gulls) < 2_500 < centroid(songs)


def test_crickets_keep_to_their_narrow_note():
    hz, power = signal.welch(made("crickets").mean(axis=1), RATE, nperseg=8_192)

    top = hz[np.argmax(power)]

    assert 4_000 < top < 5_500
    assert power[(hz > 3_800) & (hz < 5_700)].sum() > 0.95 * power.sum()


def test_thunder_nearby_cracks_and_thunder_far_away_only_rolls():
    near, far = (made("thunder", distance=each) for each in (0.0, 0.8))

    assert centroid(near) > 1.5 * centroid(far)
    for each in (near, far):
        assert band(each, 60) > band(each, 2_500)


def test_a_tap_drips_about_once_a_second():
    drips = made("stream", seconds=10, manner="drips")

    assert 8 <= len(onsets(drips)) <= 13
    assert np.median(envelope(drips)) < 0.05 * envelope(drips).max()


def test_a_brook_babbles_and_a_waterfall_roars():
    brook, fall = made("stream", intensity=0.3), made("stream", intensity=1.0)

    assert kurtosis(brook) > 1.3 * kurtosis(fall)
    assert 200 < centroid(brook) < 3_000


@pytest.mark.parametrize(("kind", "least"), [("rain", 0.0), ("sea", 0.0), ("wind", 0.0), ("applause", 0.0)])
def test_beds_are_wide_and_still_heard_in_mono(kind, least):
    sound = made(kind)

    alike = float(np.corrcoef(sound.T)[0, 1])

    assert -0.3 < alike < 0.95
    assert sound.mean(axis=1).std() > 0.5 * sound.std()


def test_rain_has_no_onsets_to_count_and_a_clock_has():
    assert len(onsets(made("rain", intensity=1.0))) < 3
    assert len(onsets(made("clock"))) == 16
