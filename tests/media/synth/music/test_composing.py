"""The notes of pieces against the rules of a harmony class, over styles and seeds."""

from functools import lru_cache
from itertools import pairwise

import numpy as np
import pytest

from reklamai.media.synth.music.composing import compose
from reklamai.media.synth.music.players.drumming import DRUMS, number
from reklamai.media.synth.music.request import Request
from reklamai.media.synth.music.styles import STYLES, style_of
from reklamai.media.synth.music.theory import Key, scale_over

SEEDS = range(8)
MELODIC = [style for style in STYLES if any(part.role == "melody" for part in style_of(style).parts)]


@lru_cache(maxsize=256)
def made(style, seed=1, seconds=30.0, *, loop=False, **wishes):
    """A piece, composed once for all tests."""
    return compose(Request(style=style, **wishes), seconds=seconds, seed=seed, loop=loop)


def chord_at(piece, at_s):
    step = (at_s + 0.03) / piece.step_s
    return next(span.chord for span in reversed(piece.chords) if span.start <= step)


def lines(piece, role):
    """Each track of a role by itself, without the last chord."""
    for track in piece.tracks:
        if track.role == role:
            yield [note for note in track.notes if note.at_s < piece.last_hit_s - 0.05]


@pytest.mark.parametrize("style", MELODIC)
def test_every_melody_note_belongs_to_its_chord_or_passes_on_by_a_step(style):
    count = 0
    for seed in SEEDS:
        piece = made(style, seed)
        for line in lines(piece, "melody"):
            for note, after in zip(line, [*line[1:], None], strict=False):
                chord = chord_at(piece, note.at_s)
                count += 1
                assert note.pitch % 12 in scale_over(piece.key, chord)
                if note.pitch % 12 in chord.tones:
                    continue
                assert after is not None
                assert 1 <= abs(after.pitch - note.pitch) <= 2
                assert note.seconds < 6 * piece.step_s
    assert count > 40


@pytest.mark.parametrize("style", MELODIC)
def test_a_melody_keeps_moving_and_stays_in_its_voice(style):
    for seed in SEEDS:
        piece = made(style, seed)
        for line in lines(piece, "melody"):
            pitches = [note.pitch for note in line]
            repeated = sum(
                a == b == c == d for a, b, c, d in zip(pitches, pitches[1:], pitches[2:], pitches[3:], strict=False)
            )
            assert repeated <= max(1, len(pitches) // 12)
            leaps = [abs(new - old) for old, new in pairwise(pitches)]
            assert sum(leap > 9 for leap in leaps) <= max(1, 0.15 * len(leaps))
            assert all(55 <= pitch <= 96 for pitch in pitches)


@pytest.mark.parametrize("style", MELODIC)
def test_a_melody_comes_home(style):
    for seed in SEEDS:
        piece = made(style, seed)
        last = [note for note in piece.track("melody") if note.at_s >= piece.last_hit_s - 0.05]

        for note in last:
            assert (note.pitch - piece.key.tonic) % 12 in {0, 3, 4, 7}


@pytest.mark.parametrize("style", STYLES)
def test_no_chord_tone_is_held_a_semitone_over_the_bass(style):
    for seed in SEEDS:
        piece = made(style, seed)
        held = [note for role in ("pad", "counter") for note in piece.track(role) if note.seconds >= 4 * piece.step_s]
        for bass in piece.track("bass"):
            if bass.seconds < 4 * piece.step_s:
                continue
            for note in held:
                together = min(bass.at_s + bass.seconds, note.at_s + note.seconds) - max(bass.at_s, note.at_s)
                if together > 2 * piece.step_s:
                    assert (note.pitch - bass.pitch) % 12 != 1, (style, seed, bass, note)


@pytest.mark.parametrize("style", STYLES)
def test_the_bass_stands_on_a_chord_tone_wherever_a_chord_begins(style):
    for seed in SEEDS:
        piece = made(style, seed)
        bass = piece.track("bass")
        for span in piece.chords:
            begins = [note for note in bass if abs(note.at_s - span.start * piece.step_s) < 0.03]
            for note in begins:
                assert note.pitch % 12 == span.chord.bass
        assert all(28 <= note.pitch <= 62 for note in bass)


@pytest.mark.parametrize("style", STYLES)
def test_a_piece_ends_on_its_tonic_and_nothing_begins_after_it(style):
    for seed in SEEDS:
        piece = made(style, seed)
        last = max(note.at_s for track in piece.tracks for note in track.notes)

        assert piece.last_hit_s - 0.02 <= last <= piece.last_hit_s + 0.3  # the last chord may be rolled
        deepest = min(
            (note for note in piece.track("bass") if note.at_s > piece.last_hit_s - 0.05), key=lambda each: each.pitch
        )
        assert deepest.pitch % 12 == piece.key.tonic


@pytest.mark.parametrize("style", STYLES)
def test_all_notes_lie_inside_the_piece_and_are_playable(style):
    for seconds in (3.0, 7.5, 61.0):
        for loop in (False, True):
            for track in made(style, 2, seconds, loop=loop).tracks:
                for note in track.notes:
                    assert 0 <= note.at_s < seconds
                    assert 0 < note.velocity <= 1
                    assert note.seconds > 0


def test_the_same_request_length_and_seed_compose_the_same_piece():
    again = compose(Request(style="corporate"), seconds=30.0, seed=7)

    assert again == made("corporate", 7)
    assert again is not made("corporate", 7)


def test_other_seeds_compose_other_pieces():
    pieces = [made("corporate", seed) for seed in range(12)]

    assert len({piece.key for piece in pieces}) >= 5
    assert len({tuple(span.chord.numeral for span in piece.chords) for piece in pieces}) >= 6
    assert len({tuple(note.pitch for note in piece.track("melody")) for piece in pieces}) == 12


@pytest.mark.parametrize("style", [style for style in STYLES if style_of(style).drumming])
def test_drummers_are_people_but_keep_time(style):
    piece = made(style, 3)
    grid = piece.step_s
    swing = style_of(style).swing
    strays = []
    for note in piece.track("drums"):
        step = note.at_s / grid
        near = min(
            abs(step - (2 * pair + bent))
            for pair in range(int(step // 2) - 1, int(step // 2) + 2)
            for bent in (0, 2 * swing)
        )
        strays.append(near * grid)

    assert max(strays) < 0.02
    assert np.std([note.velocity for note in piece.track("drums")]) > 0.03
    if style_of(style).loose_ms > 3:
        assert max(strays) > 0.0005


def test_swung_sixteenths_come_late():
    piece = made("lofi", 1)
    offs = [note.at_s / piece.step_s % 2 for note in piece.track("drums") if 0.9 < note.at_s / piece.step_s % 2 < 1.6]

    assert np.mean(offs) == pytest.approx(1.2, abs=0.06)  # 0.6 of a pair


def test_a_denser_section_has_more_to_hear():
    for style in ("corporate", "upbeat", "pulse", "cinematic", "percussion"):
        piece = made(style, 4, 60.0)
        counts = []
        for section in piece.sections:
            start, end = (bar * 16 * piece.step_s for bar in (section.bar, section.bar + section.bars))
            notes = sum(start <= note.at_s < end for track in piece.tracks for note in track.notes)
            counts.append((section.level, notes / section.bars))
        sparsest, densest = min(counts), max(counts)
        assert densest[1] > 1.5 * sparsest[1]


def test_a_fill_announces_what_is_denser():
    piece = made("corporate", 1, 30.0)
    peak = next(section for section in piece.sections if section.level >= 0.97)
    start, end = ((peak.bar - bars) * 16 * piece.step_s for bars in (1, 0))

    fill = [note for note in piece.track("drums") if start <= note.at_s < end and DRUMS[note.pitch] in {"snare", "tom"}]
    assert len(fill) >= 4


def test_wishes_for_key_tempo_and_instruments_are_kept():
    piece = made(
        "corporate", 5, key=Key(4, "minor"), tempo=97.0, wanted=("flute", "ukulele"), unwanted=("drums", "guitar")
    )
    patches = {track.patch for track in piece.tracks}

    assert piece.key.name == "E minor"
    assert piece.tempo == pytest.approx(97.0, rel=0.016)
    assert {"flute", "ukulele"} <= patches
    assert not patches & {"muted", "steel", "nylon"}
    assert not piece.track("drums")


def test_a_piece_without_a_melody_has_none():
    assert not made("piano", 1, unwanted=("melody",)).track("melody")


@pytest.mark.parametrize("style", STYLES)
def test_every_part_has_an_octave_to_play_in(style):
    for part in style_of(style).parts:
        assert part.high - part.low >= 11, part


@pytest.mark.parametrize("style", STYLES)
def test_every_pattern_is_whole_bars_in_its_players_letters(style):
    letters = {"rhythm": "0123456789.", "arpeggio": "0123456789.", "bass": "r538a-.", "melody": "x-."}
    for part in style_of(style).parts:
        for pattern in part.patterns:
            assert len(pattern) in {16, 32}
            assert set(pattern) <= set(letters[part.player])
        assert part.patterns or part.player in {"sustain", "counter"}
    for drumming in style_of(style).drumming:
        for drum, written in (drumming.drums | style_of(style).fill).items():
            assert number(drum) >= 0
            assert len(written) in {16, 32}


@pytest.mark.parametrize(("wishes", "seconds"), [
    ({"style": "polka"}, 30), ({"tempo": 20.0}, 30), ({"tempo": 400.0}, 30), ({}, 1), ({}, 700),
])  # fmt: skip
def test_what_cannot_be_composed_is_refused(wishes, seconds):
    with pytest.raises(ValueError, match=r"."):
        compose(Request(**wishes), seconds=seconds, seed=1)
