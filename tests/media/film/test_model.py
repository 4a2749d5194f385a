"""Joins in words and in frames."""

from __future__ import annotations

from fractions import Fraction

import pytest

from reklamai.core.errors import BadInput
from reklamai.media.film.model import CUT, JOIN_STYLES, Join, length, parse


@pytest.mark.parametrize("style", JOIN_STYLES)
def test_a_join_reads_back_what_it_wrote(style: str) -> None:
    joining = CUT if style == "cut" else Join(style, 0.75)

    assert parse(str(joining)) == joining


def test_a_cut_takes_no_time_even_if_one_is_named() -> None:
    assert parse("cut:0.5") == CUT == parse(" cut ")


@pytest.mark.parametrize(
    "text", ["", ":", "fade", "crossfade", "crossfade:", "crossfade:x", "crossfade:nan", "zoom:inf"]
)
def test_words_that_are_no_join_are_refused(text: str) -> None:
    with pytest.raises(BadInput):
        parse(text)


@pytest.mark.parametrize("seconds", [0.0, 0.19, 2.01, -1.0])
def test_a_join_is_neither_too_short_nor_too_long(seconds: float) -> None:
    with pytest.raises(BadInput, match=r"from 0\.2 to 2 seconds"):
        Join("crossfade", seconds)


@pytest.mark.parametrize(
    ("joins", "expected"),
    [
        ([CUT, CUT], 300),
        ([Join("crossfade", 1.0), CUT], 276),
        ([Join("flow", 0.5), Join("whip", 2.0)], 240),
        ([Join("dip_black", 1.0), Join("dip_white", 2.0)], 300),
    ],
)
def test_a_film_is_as_long_as_its_clips_without_what_overlaps(joins: list[Join], expected: int) -> None:
    assert length([100, 100, 100], joins, fps=Fraction(24)) == expected


def test_a_join_is_whole_frames_at_any_rate() -> None:
    assert Join("crossfade", 0.5).frames(Fraction(30000, 1001)) == 15
    assert Join("crossfade", 0.2).frames(Fraction(1)) == 2
    assert all(Join("dip_black", 0.3).frames(Fraction(fps)) % 2 == 0 for fps in range(1, 61))


@pytest.mark.parametrize(("frames", "clip"), [([23, 100], 1), ([100, 23], 2)])
def test_a_clip_that_is_shorter_than_twice_its_join_is_named(frames: list[int], clip: int) -> None:
    with pytest.raises(BadInput, match="shorter than twice") as caught:
        length(frames, [Join("crossfade", 0.5)], fps=Fraction(24))

    assert caught.value.facts["clip"] == clip
    assert length([24, 24], [Join("crossfade", 0.5)], fps=Fraction(24)) == 36


def test_there_is_one_join_between_two_clips() -> None:
    with pytest.raises(BadInput, match="one join between"):
        length([10, 10], [], fps=Fraction(24))
    with pytest.raises(BadInput, match="1 to 100 clips"):
        length([], [], fps=Fraction(24))
