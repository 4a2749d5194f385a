"""What a film says: by the words of its speech where there is some, else by the time of its shots."""

import uuid
from itertools import pairwise

import pytest

from reklamai.media.captions.cues import cues
from video.captions import Spoken, placed, said_in
from video.timeline import Span

LONG = (
    "Утро начинается с тебя, с первого глотка и с окна, которое ты открываешь настежь, чтобы город вошёл "
    "в комнату вместе со светом, шумом и запахом хлеба из пекарни на углу."
)
SHOT = uuid.uuid4()


def span(from_s, to_s, shot=None):
    return Span(1, shot, from_s, to_s)


def test_a_short_line_is_one_caption_for_its_whole_shot():
    [cue] = cues(said_in([(span(1.5, 4), "Утро начинается с тебя.")], {}))

    assert (cue.from_s, cue.to_s, cue.text) == (1.5, 4, "Утро начинается с тебя.")


def test_the_pieces_of_a_long_line_share_the_time_of_its_shot_by_their_length():
    found = cues(said_in([(span(2, 14), LONG)], {}))

    assert (found[0].from_s, found[-1].to_s) == (2, 14)
    assert all(one.to_s < other.from_s for one, other in pairwise(found)), "two frames between two"
    longest = max(found, key=lambda cue: len(cue.text))
    shortest = min(found, key=lambda cue: len(cue.text))
    assert longest.to_s - longest.from_s > shortest.to_s - shortest.from_s


def test_a_spoken_line_is_read_when_it_is_heard():
    words = placed([["Доброе", 0.05, 0.5], ["утро!", 0.5, 1.1]], at_s=3.4)
    line = (span(3, 8, SHOT), "Доброе утро!")

    [cue] = cues(said_in([line], {SHOT: Spoken("Доброе утро!", 3.4, 4.6, words)}))

    assert cue.from_s == pytest.approx(3.45)
    assert cue.to_s == pytest.approx(4.8), "not the rest of the shot: nobody speaks any more"
    assert [word.from_s for word in cue.words] == [pytest.approx(3.45), pytest.approx(3.9)]


def test_a_line_that_has_changed_since_reads_as_it_is_now():
    words = placed([["Доброе", 0, 0.5], ["утро!", 0.5, 1.0]], at_s=3)

    [cue] = cues(said_in([(span(3, 8, SHOT), "Доброе солнечное утро!")], {SHOT: Spoken("x", 3, 4, words)}))

    assert cue.text == "Доброе солнечное утро!"
    assert cue.words[0].from_s == 3
    assert cue.words[2].to_s == 4


def test_speech_that_is_no_line_is_read_too_in_the_order_of_time():
    heard = [Spoken("Потом.", 9, 10), Spoken(" ", 0, 1)]

    found = cues(said_in([(span(3, 6), "Сначала.")], {}, heard))

    assert [cue.text for cue in found] == ["Сначала.", "Потом."]


def test_words_of_a_part_of_a_file_are_those_that_are_heard():
    timed = [["один", 0, 1], ["два", 1, 2], ["три", 2, 3], ["четыре", 3, 4]]

    assert placed(timed, at_s=10, from_s=0.8, to_s=2.9) == (("два", 10.2, 11.2), ("три", 11.2, pytest.approx(12.1)))


@pytest.mark.parametrize(
    "timed",
    [None, 5, "word", {}, [["a"]], [["a", "0", 1]], [[1, 0, 1]], [["a", 2, 1]], [["a", -1, 1]],
     [["a", 0, float("inf")]],
     [["a", float("nan"), 1]], [None]],
)  # fmt: skip
def test_timings_that_are_none_are_left_out(timed):
    assert placed(timed, at_s=0) == ()
