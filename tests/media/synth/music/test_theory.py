"""Chords and scales against what a textbook prints."""

import pytest

from reklamai.media.synth.music.theory import Key, chord, nearest, scale_over

C, A_MINOR = Key(0, "major"), Key(9, "minor")
PRINTED = {  # numeral in C major: its notes, by name, from the bass up or in any order
    "I": "C E G", "ii": "D F A", "IV": "F A C", "V7": "G B D F", "vi7": "A C E G", "Imaj9": "C E G B D",
    "V13": "G B D F E", "Vsus4": "G C D", "IVadd9": "F A C G", "bVII": "Bb D F", "iv": "F Ab C", "I5": "C G",
    "viidim": "B D F", "isus2": "C D G", "ii11": "D F A C G", "I69": "C E G A D", "V9sus4": "G C D F A",
}  # fmt: skip
NAMES = {"C": 0, "D": 2, "Eb": 3, "E": 4, "F": 5, "G": 7, "Ab": 8, "A": 9, "Bb": 10, "B": 11}


@pytest.mark.parametrize("numeral", PRINTED)
def test_a_numeral_has_the_notes_that_a_textbook_prints(numeral):
    assert set(chord(numeral, C).tones) == {NAMES[name] for name in PRINTED[numeral].split()}


def test_a_chord_moves_with_its_key():
    for tonic in range(12):
        moved = chord("ii9", Key(tonic, "major"))

        assert {(tone - tonic) % 12 for tone in moved.tones} == {2, 5, 9, 0, 4}


def test_an_inversion_changes_the_bass_and_nothing_else():
    root, third, fifth = (chord(numeral, C) for numeral in ("I", "I/3", "I/5"))

    assert (root.bass, third.bass, fifth.bass) == (0, 4, 7)
    assert set(root.tones) == set(third.tones) == set(fifth.tones)


def test_minor_keys_write_their_sixth_and_seventh_chords_flat():
    assert chord("bVI", A_MINOR).root == NAMES["F"]
    assert chord("bVII", A_MINOR).root == NAMES["G"]
    assert chord("i", A_MINOR).third == NAMES["C"]


@pytest.mark.parametrize("written", ["", "H", "Iabc", "VIII", "II#", "i/7", "I V", "IVadd9x"])
def test_what_is_no_chord_is_refused(written):
    with pytest.raises(ValueError, match="no chord"):
        chord(written, C)


def test_the_fifth_chord_of_a_minor_key_raises_the_seventh_for_the_melody():
    over = scale_over(A_MINOR, chord("V", A_MINOR))

    assert 8 in over  # G sharp
    assert 7 not in over  # beside it G would clash


def test_a_borrowed_fourth_chord_lowers_the_sixth_for_the_melody():
    over = scale_over(C, chord("iv", C))

    assert NAMES["Ab"] in over
    assert NAMES["A"] not in over


def test_over_its_own_chords_a_key_keeps_its_scale():
    for numeral in ("I", "ii", "iii", "IV", "V", "vi"):
        assert scale_over(C, chord(numeral, C)) == {0, 2, 4, 5, 7, 9, 11}


def test_the_nearest_pitch_is_never_outside_its_range():
    for wanted in range(20, 110):
        found = nearest(wanted, (0, 4, 7), low=60, high=72)

        assert 60 <= found <= 72
        assert found % 12 in {0, 4, 7}


def test_a_jazz_voicing_takes_thirds_and_sevenths_before_fifths_and_roots():
    assert set(chord("Imaj9", C).colour(3)) == {NAMES["E"], NAMES["B"], NAMES["D"]}
    assert NAMES["G"] not in chord("V13", C).colour(4)[:2]


def test_a_key_says_its_name_and_whether_it_is_dark():
    assert (Key(6, "dorian").name, Key(6, "dorian").dark) == ("F# dorian", True)
    assert (Key(0, "lydian").name, Key(0, "lydian").dark) == ("C lydian", False)
