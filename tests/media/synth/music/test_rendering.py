"""What a piece sounds like: length, loudness, tempo, chords, seams, by ears that do not know how it was made."""

import numpy as np
import pytest

from reklamai.core.errors import Cancelled
from reklamai.media.sound import RATE, write_wav
from reklamai.media.synth.music.composing import compose
from reklamai.media.synth.music.mixdown import render
from reklamai.media.synth.music.request import Request
from reklamai.media.synth.music.styles import STYLES
from tests.media.mixing.sounds import ebur128
from tests.media.synth.music.listening import chroma, heard, off_the_beat, told_apart

BEATING = [style for style in STYLES if style != "ambient"]
SEEDS = (0, 1)
"""More of them are in the soak."""


@pytest.mark.parametrize("style", STYLES)
def test_a_piece_is_as_long_as_asked_to_the_sample_and_ends_in_silence(style):
    _, sound = heard(style)

    assert sound.shape == (12 * RATE, 2)
    assert sound.dtype == np.float32
    assert np.abs(sound[-1]).max() < 1e-4
    assert np.sqrt(np.square(sound[-RATE // 50 :]).mean()) < 10 ** (-50 / 20)


@pytest.mark.parametrize("style", STYLES)
def test_a_piece_is_as_loud_as_a_mixer_expects_by_ffmpegs_meter(style, tmp_path):
    _, sound = heard(style)
    write_wav(tmp_path / "music.wav", sound)

    loudness, peak = ebur128(tmp_path / "music.wav")

    assert loudness == pytest.approx(-18, abs=1.5)
    assert peak <= -0.5


@pytest.mark.parametrize("style", BEATING)
def test_a_listener_taps_the_tempo_within_two_per_cent(style):
    assert max(off_the_beat(style, seed) for seed in SEEDS) < 0.02


def test_styles_are_told_apart_by_ear():
    assert told_apart(STYLES, SEEDS) >= 0.9  # by chance it would be a twelfth


@pytest.mark.parametrize("style", ["corporate", "lounge", "piano", "lofi", "pad", "acoustic", "cinematic", "ambient"])
def test_each_bar_sounds_in_its_chord(style):
    piece, sound = heard(style)
    shares, beside = [], []
    for span in piece.chords:
        start, end = span.start * piece.step_s, (span.start + span.length) * piece.step_s
        tones = sorted(span.chord.tones)
        found = chroma(sound, start + 0.25 * (end - start), end)
        shares.append(found[tones].sum())
        beside += [found[[(tone + way) % 12 for tone in tones]].sum() for way in (-1, 1)]

    assert np.mean(shares) > 0.6  # three to five of twelve classes would have 0.25 to 0.42 by chance
    assert np.mean(shares) > 2 * np.mean(beside)


def test_the_same_piece_renders_to_the_same_samples():
    piece, sound = heard("corporate", 3.0)

    assert np.array_equal(render(piece), sound)


def test_other_seeds_sound_different():
    first, second = (heard("corporate", 12.0, seed)[1] for seed in SEEDS)

    assert np.abs(np.corrcoef(first[:, 0], second[:, 0])[0, 1]) < 0.5


@pytest.mark.parametrize("style", STYLES)
def test_a_loop_goes_on_at_its_seam_as_it_does_elsewhere(style):
    _, sound = heard(style, 6.0, 1, loop=True)
    steps = np.abs(np.diff(sound, axis=0))

    seam = np.abs(sound[0] - sound[-1]).max()

    around = np.concatenate([steps[: RATE // 10], steps[-RATE // 10 :]]).max()
    assert sound.shape == (6 * RATE, 2)
    assert seam <= around + 1e-4


@pytest.mark.parametrize("style", ["pad", "lounge", "house", "ambient"])
def test_a_loop_does_not_breathe_at_its_seam(style):
    _, sound = heard(style, 6.0, 1, loop=True)
    twice = np.concatenate([sound, sound])
    level = np.sqrt(np.square(twice).reshape(-1, RATE // 2, 2).mean(axis=(1, 2)))
    bars = level.reshape(2, -1)[0]

    across = np.sqrt(np.square(twice[6 * RATE - RATE // 4 : 6 * RATE + RATE // 4]).mean())

    assert bars.min() * 0.6 < across < bars.max() * 1.5


@pytest.mark.parametrize("style", STYLES)
def test_a_piece_lies_on_both_sides_and_survives_one_speaker(style):
    _, sound = heard(style)
    left, right, mono = (np.sqrt(np.square(each).mean()) for each in (sound[:, 0], sound[:, 1], sound.mean(axis=1)))

    assert 0.7 < left / right < 1.4
    assert mono > 0.6 * np.sqrt((left**2 + right**2) / 2)
    assert np.std(sound[:, 0] - sound[:, 1]) > 0.02 * np.std(sound)


@pytest.mark.parametrize("style", STYLES)
def test_a_piece_has_no_offset_and_little_below_hearing(style):
    _, sound = heard(style)
    power = np.abs(np.fft.rfft(sound[:, 0])) ** 2

    assert abs(float(sound.mean())) < 1e-3
    assert power[: 12 * 25].sum() < 0.02 * power.sum()


@pytest.mark.parametrize(
    ("style", "seconds"),
    [("corporate", 2.0), ("cinematic", 2.0), ("pad", 2.0), ("cinematic", 3.0), ("pad", 4.37), ("corporate", 7.001)],
)
def test_a_few_seconds_are_a_whole_piece(style, seconds):
    _, sound = heard(style, seconds)

    assert len(sound) == round(seconds * RATE)
    assert np.square(sound[: len(sound) // 2]).mean() > 1e-4
    assert np.abs(sound[-1]).max() < 1e-3


def test_a_stopped_render_ends_at_once():
    def stop(stage, share):
        if share > 0.2:
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        render(compose(Request(style="corporate"), seconds=5, seed=1), report=stop)


def test_progress_only_grows():
    told = []

    render(compose(Request(style="upbeat"), seconds=3, seed=1), report=lambda stage, share: told.append(share))

    assert told == sorted(told)
    assert told[0] == 0
    assert told[-1] <= 1


def test_without_drums_there_is_no_thump():
    with_drums = heard("house")[1]
    without = render(compose(Request(style="house", unwanted=("drums",)), seconds=12, seed=1))
    deep = [np.abs(np.fft.rfft(sound[:, 0]))[12 * 35 : 12 * 60].sum() for sound in (with_drums, without)]

    assert deep[1] < 0.5 * deep[0]
