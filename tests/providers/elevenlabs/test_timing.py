"""Words out of the times of characters."""

import math
from itertools import pairwise

import pytest

from reklamai.providers.elevenlabs.timing import letters_of, words_of
from tests.providers.elevenlabs_server.sounds import times_of


def alignment(text, **changes):
    characters, starts, ends = times_of(text)
    return {
        "characters": characters, "character_start_times_seconds": starts, "character_end_times_seconds": ends,
        **changes,
    }  # fmt: skip


def words(text, **how):
    return [word for word, *_ in words_of(letters_of(alignment(text)), **how)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hello, world!", ["Hello,", "world!"]),
        ("  a \n\t b ", ["a", "b"]),
        ("Привет — это «кофе»…", ["Привет", "это", "«кофе»…"]),
        ("- ! ?", []),
        ("", []),
        ("кое-кто don't 3,5 %", ["кое-кто", "don't", "3,5"]),
        ("☕ кофе", ["кофе"]),
    ],
)
def test_words_keep_their_spelling_and_punctuation(text, found):
    assert words(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[laughs] Hello", ["Hello"]),
        ("[sad] [laughs] Hello you", ["Hello", "you"]),
        ("Hello[sighs]you", ["Hello", "you"]),
        ("[a] [b] c [d]", ["c"]),
        ("Open [bracket here", ["Open", "[bracket", "here"]),
        ("[laughs", ["[laughs"]),
    ],
)
def test_directions_are_not_spoken(text, found):
    assert words(text, tags=True) == found


def test_a_word_lasts_from_its_first_character_to_its_last():
    [first, second] = words_of(letters_of(alignment("Hello you")))

    assert first == ("Hello", 0.1, pytest.approx(0.3))
    assert second == ("you", pytest.approx(0.4), pytest.approx(0.6))


def test_words_follow_one_another():
    found = words_of(letters_of(alignment("one two three four five six seven")))

    assert all(a[2] <= b[1] for a, b in pairwise(found))
    assert all(start < end for _, start, end in found)


@pytest.mark.parametrize(
    "odd",
    [
        None, [], "?", {}, {"characters": ["a"]},
        alignment("ab", characters=["a"]),
        alignment("ab", characters=["a", 7]),
        alignment("ab", character_start_times_seconds=[0.0, None]),
        alignment("ab", character_start_times_seconds=[0.0, True]),
        alignment("ab", character_start_times_seconds=[0.0, math.nan]),
        alignment("ab", character_end_times_seconds=[1.0, math.inf]),
        alignment("ab", character_start_times_seconds=[-1.0, 0.2]),
        alignment("ab", character_start_times_seconds=[0.4, 0.1], character_end_times_seconds=[0.5, 0.5]),
        alignment("ab", character_start_times_seconds=[0.4, 0.5], character_end_times_seconds=[0.3, 0.6]),
    ],
)  # fmt: skip
def test_times_that_do_not_hold_together_are_none(odd):
    assert letters_of(odd) == ()
