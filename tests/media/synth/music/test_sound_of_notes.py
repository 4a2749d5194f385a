"""Notes one by one and the last steps: tuning, envelopes, evenness, drums, seams, the master."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from scipy import signal

from reklamai.media.sound import RATE
from reklamai.media.synth import levels
from reklamai.media.synth.dsp import samples, stream, white
from reklamai.media.synth.music.instruments import PATCHES
from reklamai.media.synth.music.instruments.drums import DRUMS_MADE, strike
from reklamai.media.synth.music.instruments.kits import KITS, LEVELS, PANS
from reklamai.media.synth.music.instruments.seams import seam
from reklamai.media.synth.music.instruments.strings import BARS, PLUCKED
from reklamai.media.synth.music.instruments.tones import (
    STEADY,
    TOP_HZ,
    envelope,
    evened,
    hertz,
    ringing,
    vibrato,
    voiced,
)
from reklamai.media.synth.music.instruments.waves import WAVES
from reklamai.media.synth.music.mastering import LUFS, mastered
from reklamai.media.synth.music.mixdown import render
from reklamai.media.synth.music.piece import Note, Piece, Track
from reklamai.media.synth.music.players.drumming import DRUMS
from tests.media.mixing.sounds import ebur128, wav
from tests.media.synth.music.test_desk import kicks, level, one, piece

TUNED = sorted(set(PATCHES) - {"bell", "marimba", "vibes", "air", "drone"})
"""Whose strongest partials are a series: bars have none, and the others are made to be unclear."""


@lru_cache(maxsize=256)
def note(patch: str, pitch: int, seconds: float = 0.8, velocity: float = 0.8) -> np.ndarray:
    made = PATCHES[patch](pitch, seconds, velocity, stream(1, patch))
    made.setflags(write=False)
    return made


def mono(sound: np.ndarray) -> np.ndarray:
    return sound if sound.ndim == 1 else sound.mean(axis=1)


def period_hz(sound: np.ndarray, around: float) -> float:
    """What repeats itself near a frequency, by autocorrelation with a parabola through its top."""
    part = sound[: RATE // 2].astype(np.float64)
    alike = signal.correlate(part, part, method="fft")[len(part) - 1 :] / np.arange(len(part), 0, -1)
    low, high = int(RATE / around / 1.04), int(RATE / around * 1.04) + 2
    top = low + int(alike[low:high].argmax())
    before, at, after = alike[top - 1 : top + 2]
    return RATE / (top + 0.5 * (before - after) / (before - 2 * at + after))


@pytest.mark.parametrize("patch", TUNED)
def test_a_note_is_in_tune_within_a_tenth_of_a_semitone(patch: str) -> None:
    for pitch in (43, 55, 67):
        found = period_hz(mono(note(patch, pitch))[RATE // 10 :], hertz(pitch))

        assert abs(12 * np.log2(found / hertz(pitch))) < 0.12, pitch


@pytest.mark.parametrize(("patch", "pitch"), [(patch, pitch) for patch in sorted(PATCHES) for pitch in (21, 96)])
def test_the_lowest_and_the_highest_key_of_a_piano_sound_and_do_not_fold_back(patch: str, pitch: int) -> None:
    made = PATCHES[patch](pitch, 0.2, 1.0, stream(1, patch))

    assert np.isfinite(made).all()
    assert np.abs(made).max() > 1e-4
    hz, power = signal.welch(mono(made), RATE, nperseg=2_048)
    assert power[hz > TOP_HZ + 2_000].sum() < 0.05 * power.sum()


@pytest.mark.parametrize("patch", sorted(PATCHES))
def test_the_same_chance_plays_the_same_note_and_a_short_note_is_no_trouble(patch: str) -> None:
    first, again = (PATCHES[patch](60, 0.03, 0.6, stream(2, patch)) for _ in range(2))

    assert np.array_equal(first, again)
    assert len(first) >= samples(0.03)
    assert np.abs(first[-1]).max() < 0.01 * max(np.abs(first).max(), 1e-9)


@pytest.mark.parametrize("patch", sorted(PATCHES))
def test_no_note_carries_an_offset(patch: str) -> None:
    made = note(patch, 60)

    assert abs(float(made.mean())) < 0.01 * float(np.abs(made).max())


@pytest.mark.parametrize("patch", sorted(WAVES))
def test_a_wave_is_unlike_on_both_sides_and_alike_in_level(patch: str) -> None:
    made = note(patch, 60)

    assert made.shape[1] == 2
    left, right = (level(made[:, side]) for side in (0, 1))
    assert 0.5 < left / right < 2
    if patch != "synthbass":
        assert np.corrcoef(made.T)[0, 1] < 0.98


def test_higher_strings_and_bars_ring_shorter() -> None:
    def lasts(patch: str, pitch: int) -> float:
        power = np.convolve(np.square(mono(note(patch, pitch, 2.5))), np.ones(2_400) / 2_400, "same")
        return np.count_nonzero(power > power.max() / 300) / RATE

    for patch in ("steel", "nylon", "vibes", "bell"):
        assert lasts(patch, 79) < lasts(patch, 55), patch
    assert set(PLUCKED) & set(BARS) == set()


def test_a_muted_string_is_shorter_than_an_open_one_and_a_felted_piano_duller() -> None:
    def brightness(patch: str) -> float:
        hz, power = signal.welch(mono(note(patch, 60)), RATE, nperseg=4_096)
        return float(power[hz > 1_500].sum() / power.sum())

    assert level(note("muted", 52)[RATE // 2 :]) < 0.2 * level(note("steel", 52)[RATE // 2 :])
    assert brightness("felt") < 0.5 * brightness("piano")


@pytest.mark.parametrize("seconds", [0.01, 0.5, 2.0])
def test_the_envelope_of_a_note_is_held_and_let_go_to_exact_silence(seconds: float) -> None:
    made = envelope(seconds, attack_s=0.005, release_s=0.25)

    assert len(made) == samples(seconds + 0.25)
    assert made[0] == 0
    assert made[-1] == 0
    if seconds > 0.01:
        assert made[samples(0.006)] == 1
        assert made[samples(seconds) - 1] == 1
        assert np.abs(np.diff(made)).max() < 0.02


def test_harmonics_of_a_moving_pitch_are_those_of_the_formula() -> None:
    hz = np.linspace(200, 400, RATE // 4)

    made = voiced(hz, (1.0, 0.5, 0.25))

    turned = 2 * np.pi * np.cumsum(hz) / RATE
    wanted = np.sin(turned) + 0.5 * np.sin(2 * turned) + 0.25 * np.sin(3 * turned)
    assert np.abs(made - wanted).max() < 2e-3


def test_vibrato_begins_straight_and_swings_by_as_many_cents() -> None:
    pitch = vibrato(2 * RATE, hz=440.0, cents=20.0, rate=5.0, after_s=0.5, random=stream(1))

    assert np.all(pitch[: RATE // 2] == 440)
    swung = 1200 * np.log2(pitch[RATE:] / 440)
    assert swung.max() == pytest.approx(20, abs=0.5)
    assert swung.min() == pytest.approx(-20, abs=0.5)
    crossings = np.count_nonzero(np.diff(np.sign(swung)))
    assert crossings == pytest.approx(10, abs=1)


def test_partials_that_nobody_would_hear_change_nothing() -> None:
    loud = {"dies_s": np.full(1, STEADY), "phases": np.zeros(1)}
    both = {"dies_s": np.full(2, STEADY), "phases": np.zeros(2)}

    alone = ringing(np.array([300.0]), np.array([1.0]), seconds=0.1, **loud)
    beside = ringing(np.array([300.0, 900.0]), np.array([1.0, 0.001]), seconds=0.1, **both)

    assert np.array_equal(alone, beside)
    assert len(alone) == samples(0.1)


@pytest.mark.parametrize("velocity", [0.2, 0.5, 1.0])
def test_evened_notes_have_the_level_of_their_velocity_whatever_they_were(velocity: float) -> None:
    for made in (np.float32(0.01) * white(9_600, stream(1)), np.float32(40) * white(9_600, stream(2))):
        even = evened(made, velocity)

        loudest = np.sqrt(np.square(even[: len(even) // 2_400 * 2_400]).reshape(-1, 2_400).mean(axis=1).max())
        assert loudest == pytest.approx(0.1 * velocity**1.4, rel=1e-3)
    assert not evened(np.zeros(100, np.float32), velocity).any(), "silence stays silent"


@pytest.mark.parametrize("kit", KITS)
def test_a_kit_balances_its_drums_by_their_hardest_strokes(kit: str) -> None:
    for drum in ("kick", "snare", "hat", "clap"):
        hard, soft = (np.abs(strike(KITS[kit], drum, velocity, stream(1, drum))).max() for velocity in (1.0, 0.5))

        assert hard == pytest.approx(LEVELS[drum], rel=1e-3)
        assert soft / hard == pytest.approx(0.5**1.3, rel=1e-3)


def test_every_drum_has_a_level_a_place_or_the_middle_and_a_number() -> None:
    assert set(LEVELS) == set(DRUMS_MADE)
    assert set(DRUMS_MADE) <= set(DRUMS)
    assert set(PANS) <= set(DRUMS_MADE)
    assert all(-0.5 <= pan <= 0.5 for pan in PANS.values())
    assert "kick" not in PANS, "the kick stands in the middle"
    with pytest.raises(KeyError):
        strike(KITS["pop"], "gong", 1.0, stream(1))


@pytest.mark.parametrize("drum", sorted(DRUMS_MADE))
def test_a_stroke_begins_at_once_and_ends_without_a_click(drum: str) -> None:
    made = strike(KITS["pop"], drum, 0.9, stream(1, drum))

    first = int(np.flatnonzero(np.abs(made) > 0.1 * np.abs(made).max())[0])
    assert first / RATE < 0.03
    assert abs(float(made[-1])) < 0.005
    assert np.isfinite(made).all()


@pytest.mark.parametrize("name", ["riser", "reverse", "impact", "crackle"])
@pytest.mark.parametrize("seconds", [0.05, 0.5, 4.0])
def test_an_effect_of_any_length_is_whole_and_ends_softly(name: str, seconds: float) -> None:
    made = seam(name, seconds, 0.5, stream(1, name))

    assert np.isfinite(made).all()
    assert len(made) == samples(seconds) or name == "impact"
    assert np.abs(made).max() <= 1
    if name != "crackle":
        assert abs(float(made[-1])) < 0.01
    loud = seam(name, seconds, 1.0, stream(1, name))
    np.testing.assert_allclose(loud, made * 2, rtol=1e-5)


def test_there_is_no_effect_of_another_name() -> None:
    with pytest.raises(KeyError):
        seam("gong", 1.0, 1.0, stream(1))


def noise(seconds: float = 3.0, gain: float = 0.1) -> np.ndarray:
    return np.stack([white(samples(seconds), stream(seed)) for seed in (1, 2)], axis=1) * np.float32(gain)


@pytest.mark.parametrize("gain", [0.001, 0.1, 3.0])
@pytest.mark.parametrize("loop", [False, True])
def test_a_master_has_one_level_and_no_peak_over_its_ceiling(tmp_path, gain: float, *, loop: bool) -> None:
    made = mastered(noise(gain=gain), piece(seconds=3.0, loop=loop))

    told, peak = ebur128(wav(tmp_path / "a.wav", made))
    assert told == pytest.approx(LUFS, abs=1.2)
    assert peak < 0
    assert np.abs(made).max() <= 0.8901
    assert len(made) == 3 * RATE


def test_a_master_has_no_offset() -> None:
    made = mastered(noise() + np.float32(0.1), piece(seconds=3.0, loop=True))

    assert abs(float(made.mean())) < 1e-3


def test_the_end_of_a_master_is_silent_and_a_loop_goes_on() -> None:
    ends, turns = mastered(noise(), piece(seconds=3.0)), mastered(noise(), piece(seconds=3.0, loop=True))

    assert np.abs(ends[-1]).max() < 1e-4
    assert level(turns[-1_000:]) > 0.5 * level(turns)


def test_a_piece_too_short_for_its_bands_is_mastered_all_the_same() -> None:
    made = mastered(noise(0.1), piece(seconds=0.1, loop=True))

    assert np.isfinite(made).all()
    assert levels.loudness(made) == pytest.approx(LUFS, abs=1.5)


def test_stereo_recordings_keep_their_width_when_they_are_panned() -> None:
    middle, left = (render(piece(one("piano", pan=pan))) for pan in (0.0, -0.9))

    assert np.std(middle[:, 0] - middle[:, 1]) > 0.01 * np.std(middle)
    assert level(left[:, 0]) > 3 * level(left[:, 1])


def test_what_is_sent_to_the_echo_comes_again_and_what_is_pushed_gives_way_to_the_kick() -> None:
    dry, wet = (render(piece(one("muted", at_s=0.2, echo=echo))) for echo in (0.0, 0.9))
    later = slice(round(0.9 * RATE), round(1.5 * RATE))
    assert level(wet[later]) > 2 * level(dry[later])

    held = Track("pad", "warm", (Note(0.0, 3.0, 60, 0.8),), send=0.0, pump=0.9)
    still = Track("pad", "warm", (Note(0.0, 3.0, 60, 0.8),), send=0.0, pump=0.0)
    beat = kicks(1.0, 2.0)
    behind = slice(round(1.06 * RATE), round(1.12 * RATE))
    pushed, steady = (render(piece(track, beat)) for track in (held, still))
    assert level(pushed[behind]) / level(pushed[RATE // 2 : RATE]) < level(steady[behind]) / level(
        steady[RATE // 2 : RATE]
    )


@pytest.mark.parametrize("seconds", [1.5, 2.000021])
def test_a_piece_has_as_many_samples_as_it_says(seconds: float) -> None:
    for loop in (False, True):
        assert len(render(piece(one("muted", at_s=0.1), seconds=seconds, loop=loop))) == round(seconds * RATE)


def test_a_note_that_hangs_over_the_end_is_cut_or_comes_round() -> None:
    late = one("strings", at_s=1.8)
    ended, looped = (render(piece(late, seconds=2.0, loop=loop)) for loop in (False, True))

    assert np.abs(ended[: RATE // 4]).max() < 1e-6
    assert level(looped[: RATE // 8]) > 0.05 * level(looped[round(1.9 * RATE) :])


def test_the_notes_of_a_role_are_told_in_order_of_all_its_tracks() -> None:
    first, second = (Track("comp", patch, (Note(at, 0.1, 60, 0.5),)) for patch, at in (("piano", 1.0), ("felt", 0.5)))
    made: Piece = piece(first, second)

    assert [note.at_s for note in made.track("comp")] == [0.5, 1.0]
    assert made.track("bass") == ()
    assert made.step_s == pytest.approx(0.125)
