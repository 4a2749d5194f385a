"""Captions: readable pieces, at their times, in a file that a browser's parser takes."""

from itertools import pairwise

import pytest

from video.captions import as_webvtt, cues, moment, parted
from video.timeline import Span

LONG = (
    "Утро начинается с тебя, с первого глотка и с окна, которое ты открываешь настежь, чтобы город вошёл "
    "в комнату вместе со светом, шумом и запахом хлеба из пекарни на углу."
)


def span(from_s, to_s):
    return Span(1, None, from_s, to_s)


def test_a_short_line_is_one_caption_for_its_whole_shot():
    [cue] = cues([(span(1.5, 4), "Утро начинается с тебя.")])

    assert (cue.from_s, cue.to_s, cue.text) == (1.5, 4, "Утро начинается с тебя.")


@pytest.mark.parametrize(("tall", "widest"), [(False, 42), (True, 26)])
def test_a_long_line_is_cut_into_pieces_of_two_rows(tall, widest):
    found = list(cues([(span(0, 12), LONG)], tall=tall))

    assert len(found) > 1
    rows = [row for cue in found for row in cue.text.split("\n")]
    assert max(map(len, rows)) <= widest
    assert max(len(cue.text.split("\n")) for cue in found) == 2
    assert " ".join(rows) == LONG, "no word is lost"


def test_the_pieces_share_the_time_of_the_shot_by_their_length():
    found = list(cues([(span(2, 12), LONG)]))

    assert found[0].from_s == 2
    assert found[-1].to_s == 12
    assert all(one.to_s < other.from_s for one, other in pairwise(found)), "one frame between two"
    longest = max(found, key=lambda cue: len(cue.text))
    shortest = min(found, key=lambda cue: len(cue.text))
    assert longest.to_s - longest.from_s > shortest.to_s - shortest.from_s


def test_nothing_to_say_is_no_caption():
    assert list(cues([(span(0, 4), " \n ")])) == []
    assert parted("", 42) == []


def test_the_file_is_webvtt_and_its_words_are_no_markup():
    told = as_webvtt(cues([(span(0, 4), "Tom & <b>Jerry</b> --> home")]))

    assert told == "WEBVTT\n\n00:00:00.000 --> 00:00:04.000\nTom &amp; &lt;b&gt;Jerry&lt;/b&gt; --&gt; home\n"


def test_no_captions_are_a_file_all_the_same():
    assert as_webvtt([]) == "WEBVTT\n"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "00:00:00.000"), (62.5, "00:01:02.500"), (3600, "01:00:00.000"), (-1, "00:00:00.000")],
)
def test_moments_are_written_as_webvtt_writes_them(seconds, said):
    assert moment(seconds) == said
