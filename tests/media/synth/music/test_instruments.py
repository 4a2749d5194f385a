"""Notes of every instrument: the pitch that was asked for, no false tones, an end in silence."""

import numpy as np
import pytest

from reklamai.media.sound import RATE
from reklamai.media.synth.dsp import stream
from reklamai.media.synth.music.instruments import PATCHES
from reklamai.media.synth.music.instruments.drums import DRUMS_MADE, strike
from reklamai.media.synth.music.instruments.kits import KITS, LEVELS
from reklamai.media.synth.music.instruments.seams import seam
from reklamai.media.synth.music.instruments.tones import STEADY, evened, hertz, ringing
from reklamai.media.synth.music.styles import STYLES, instruments, style_of

RANGES = {"bass": 36, "melody": 76, "counter": 74, "pad": 60, "comp": 62, "arp": 62}
USED = {part.patch: RANGES[part.role] for style in STYLES for part in style_of(style).parts}


def note(patch, pitch, seconds=1.0, velocity=0.8, seed=1):
    made = PATCHES[patch](pitch, seconds, velocity, stream(seed, patch))
    return made if made.ndim == 1 else made.mean(axis=1)


def share_of_harmonics(sound, hz):
    """How much of the power lies within a third of a semitone of the tone's harmonics, or of its fifth-odd bars."""
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 1 << 18)) ** 2
    at = np.fft.rfftfreq(1 << 18, 1 / RATE)
    nearest = np.maximum(np.round(at / hz), 1) * hz
    inside = np.abs(12 * np.log2(np.maximum(at, 1) / nearest)) < 0.6
    return power[inside].sum() / power.sum()


def test_the_pitches_of_instruments_are_those_of_a_tuning_fork():
    assert hertz(69) == 440
    assert hertz(60) == pytest.approx(261.626, abs=0.001)
    assert hertz(81) == pytest.approx(880)


@pytest.mark.parametrize("patch", sorted(set(USED) - {"bell", "marimba", "vibes"}))
def test_a_held_note_is_made_of_its_own_harmonics(patch):
    pitch = USED[patch]

    assert share_of_harmonics(note(patch, pitch)[RATE // 20 :], hertz(pitch)) > 0.75


@pytest.mark.parametrize("patch", ["bell", "marimba", "vibes"])
def test_a_struck_bar_sounds_at_its_pitch_first_of_all(patch):
    sound = note(patch, 76)
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))

    assert np.fft.rfftfreq(len(sound), 1 / RATE)[np.argmax(spectrum)] == pytest.approx(hertz(76), rel=0.005)


@pytest.mark.parametrize("patch", sorted(PATCHES))
def test_every_note_begins_and_ends_in_silence(patch):
    for pitch in (36, 60, 84):
        made = PATCHES[patch](pitch, 0.6, 0.9, stream(1, patch))

        top = np.abs(made).max()
        assert np.isfinite(made).all()
        assert top > 0
        assert np.abs(made[-1]).max() < 0.002 * top
        assert np.abs(made[0]).max() < 0.15 * top


@pytest.mark.parametrize("patch", sorted(PATCHES))
def test_a_note_is_about_as_long_as_it_is_held(patch):
    made = PATCHES[patch](60, 0.5, 0.8, stream(1, patch))

    assert 0.5 <= len(made) / RATE <= 3.2


@pytest.mark.parametrize("patch", ["piano", "steel", "rhodes", "strings", "pluck", "brass"])
def test_a_harder_note_is_brighter(patch):
    def brightness(velocity):
        sound = note(patch, 55, velocity=velocity)
        power = np.abs(np.fft.rfft(sound)) ** 2
        hz = np.fft.rfftfreq(len(sound), 1 / RATE)
        return power[(hz > 4.5 * hertz(55)) & (hz < 5_000)].sum() / power.sum()

    assert brightness(1.0) > 1.25 * brightness(0.3)


def test_a_low_piano_note_rings_longer_than_a_high_one():
    def rings(pitch):
        level = np.convolve(np.square(note("piano", pitch, 5.0)), np.ones(2400) / 2400, "same")
        return np.count_nonzero(level > level.max() / 1000) / RATE

    assert rings(40) > 1.5 * rings(76) > 1.5 * rings(96)


def test_a_sum_of_ringing_tones_is_the_sum_of_their_formulas():
    hz, gains = np.array([220.0, 331.7, 5_123.0]), np.array([1.0, 0.5, 0.25])
    dies, phases = np.array([0.5, STEADY, 1.0]), np.array([0.0, 1.0, -2.0])

    made = ringing(hz, gains, dies_s=dies, phases=phases, seconds=1.0)

    t = np.arange(RATE)[:, None] / RATE
    wanted = (gains * np.exp(-6.9078 / dies * t) * np.sin(2 * np.pi * hz * t + phases)).sum(axis=1)
    assert np.abs(made - wanted).max() < 2e-4


def test_partials_that_would_fold_back_are_left_out():
    made = ringing(np.array([23_000.0, 440.0]), np.ones(2), dies_s=np.full(2, STEADY), phases=np.zeros(2), seconds=0.5)
    power = np.abs(np.fft.rfft(made * np.hanning(len(made)))) ** 2

    assert power[5_000:].sum() < 1e-8 * power.sum()


def test_instruments_are_in_balance_before_they_are_mixed():
    levels = []
    for patch, pitch in USED.items():
        made = evened(PATCHES[patch](pitch, 1.0, 0.8, stream(1)), 0.8)
        mono = made if made.ndim == 1 else made.mean(axis=1)
        parts = np.square(mono[: len(mono) // 2400 * 2400]).reshape(-1, 2400).mean(axis=1)
        levels.append(10 * np.log10(parts.max()))

    assert max(levels) - min(levels) < 0.1


@pytest.mark.parametrize("kit", KITS)
def test_every_drum_of_every_kit_is_heard_and_ends(kit):
    for drum in DRUMS_MADE:
        made = strike(KITS[kit], drum, 1.0, stream(3, drum))

        assert np.abs(made).max() == pytest.approx(LEVELS[drum], rel=0.01)
        assert abs(made[-1]) < 0.01
        assert len(made) < 3 * RATE


def test_drums_sound_where_drums_sound():
    def middle_hz(drum, kit="pop"):
        made = strike(KITS[kit], drum, 0.9, stream(1, drum))
        power = np.abs(np.fft.rfft(made)) ** 2
        total = np.cumsum(power) / power.sum()
        return np.fft.rfftfreq(len(made), 1 / RATE)[np.searchsorted(total, 0.5)]

    assert middle_hz("kick") < 110 < middle_hz("tom") < 260
    assert middle_hz("floor", "cinema") < middle_hz("tom", "cinema")
    assert 700 < middle_hz("clap") < 4_000
    assert 150 < middle_hz("snare") < 7_000
    assert min(middle_hz("hat"), middle_hz("shaker"), middle_hz("tambourine")) > 4_500


def test_a_dusty_kit_is_dull():
    clean, dusty = (strike(KITS[kit], "hat", 0.9, stream(1)) for kit in ("pop", "dusty"))
    highs = [np.sum(np.abs(np.fft.rfft(made, 1 << 15)[7_000:]) ** 2) / np.sum(made**2) for made in (clean, dusty)]

    assert highs[1] < 0.4 * highs[0]


def test_a_softer_stroke_is_softer():
    loud, soft = (np.abs(strike(KITS["pop"], "snare", velocity, stream(1))).max() for velocity in (1.0, 0.4))

    assert soft < 0.4 * loud


def test_a_riser_rises_and_a_reversed_cymbal_swells():
    for name in ("riser", "reverse"):
        made = seam(name, 2.0, 1.0, stream(1))
        first, second = (np.square(half).mean() for half in np.array_split(made, 2))
        assert len(made) == 2 * RATE
        assert second > 5 * first


def test_an_impact_is_deep_and_dies_away():
    made = seam("impact", 2.5, 1.0, stream(1))
    power = np.abs(np.fft.rfft(made)) ** 2

    assert power[: int(150 * len(made) / RATE)].sum() > 0.6 * power.sum()
    assert np.square(made[-RATE // 2 :]).mean() < 0.02 * np.square(made[: RATE // 2]).mean()


def test_every_style_plays_on_instruments_and_drums_that_there_are():
    for style in STYLES:
        assert {part.patch for part in style_of(style).parts} <= set(PATCHES)
        for drumming in style_of(style).drumming:
            assert set(drumming.drums) <= set(DRUMS_MADE)
            assert style_of(style).kit in KITS
    for named in instruments().values():
        assert set(named.patches) <= set(PATCHES)
        assert named.part.patch in named.patches
