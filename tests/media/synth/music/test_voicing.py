"""Chords laid out as voices."""

from itertools import pairwise

import pytest

from reklamai.media.synth.music.progressions import PROGRESSIONS
from reklamai.media.synth.music.theory import Key, chord
from reklamai.media.synth.music.voicing import lead, voicings

ALL = [
    (harmony, mode, written)
    for harmony, modes in PROGRESSIONS.items()
    for mode, some in modes.items()
    for written in some
]


def chords(written, key):
    return [chord(name, key) for bar in written.split() for name in bar.split(",")]


@pytest.mark.parametrize(("harmony", "mode", "written"), ALL)
def test_every_progression_is_four_bars_of_chords_that_can_be_played_in_every_key(harmony, mode, written):
    assert len(written.split()) == 4
    for tonic in range(12):
        some = chords(written, Key(tonic, mode))

        for voices, rootless in ((4, False), (3, False), (4, True)):
            led = lead(some, voices=voices, rootless=rootless)
            assert [len(layout) for layout in led] == [voices] * len(some)
            for layout, each in zip(led, some, strict=True):
                assert {pitch % 12 for pitch in layout} <= set(each.tones)


@pytest.mark.parametrize(("harmony", "mode", "written"), ALL)
def test_no_two_neighbours_of_a_voicing_are_a_semitone_apart(harmony, mode, written):
    for layout in lead(chords(written, Key(3, mode)), rootless=harmony in {"jazz", "lofi", "house"}):
        assert min(high - low for low, high in pairwise(layout)) >= 2


def test_voices_move_by_steps_rather_than_by_leaps():
    moved = []
    for _harmony, mode, written in ALL:
        led = lead(chords(written, Key(7, mode)))
        moved += [abs(new - old) for before, after in pairwise(led) for old, new in zip(before, after, strict=True)]

    assert sum(moved) / len(moved) < 2.6  # semitones a voice; block chords in root position move 5.1
    assert sum(step <= 2 for step in moved) / len(moved) > 0.6


def test_a_voice_keeps_a_tone_that_two_chords_share():
    key = Key(0, "major")

    first, second = lead([chord("I", key), chord("vi", key)])

    assert len(set(first) & set(second)) >= 2  # C and E belong to both


def test_the_top_voice_hardly_ever_leaps():
    tops = []
    for _harmony, mode, written in ALL:
        led = lead(chords(written, Key(0, mode)))
        tops += [abs(after[-1] - before[-1]) for before, after in pairwise(led)]

    assert sum(top > 5 for top in tops) / len(tops) < 0.05


def test_deep_voices_keep_apart():
    for layout in voicings(chord("I", Key(0, "major")), voices=4, low=36, high=64):
        assert all(high - low >= 4 for low, high in pairwise(layout) if low < 52)


def test_a_range_that_is_too_narrow_is_left_a_little_rather_than_clashed_in():
    layout = lead([chord("Imaj9", Key(0, "major"))], low=60, high=66)[0]

    assert len(layout) == 4
    assert min(layout) >= 54
    assert min(high - low for low, high in pairwise(layout)) >= 2


def test_the_third_of_a_triad_is_never_doubled():
    for numeral in ("I", "IV", "V", "vi"):
        each = chord(numeral, Key(5, "major"))

        for layout in voicings(each, voices=4, low=45, high=76):
            assert sum(pitch % 12 == each.third for pitch in layout) == 1
