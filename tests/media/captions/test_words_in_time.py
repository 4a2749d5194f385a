"""Words whose times are odd, and words that are markup: what karaoke, files and cues make of them."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from reklamai.media.captions.ass import as_ass, spans, unlined
from reklamai.media.captions.breaks import NEVER, cost, ends_sentence, is_shortened
from reklamai.media.captions.cues import cues, rows_of
from reklamai.media.captions.events import Event, moment
from reklamai.media.captions.files import as_srt, as_webvtt, one_line, unmarked
from reklamai.media.captions.lettering import font, lacking, plain
from reklamai.media.captions.looks import LOOKS, PLAIN, characters, em_of, foot_of, safe_area
from reklamai.media.captions.model import Cue, Said, Word, words_in
from reklamai.media.captions.page import Page
from reklamai.media.captions.timing import timed
from tests.media.captions.reading import heard_by_ffmpeg

SIZE = (640, 360)


def cue(*words: tuple[str, float, float], from_s: float = 0.0, to_s: float = 4.0, speaker: str = "") -> Cue:
    return Cue(from_s, to_s, (tuple(Word(*word) for word in words),), speaker)


def plates(script: str) -> list[tuple[str, str]]:
    """From and to of every plate of a script."""
    found = re.findall(r"Dialogue: 1,([\d:.]+),([\d:.]+),", script)
    return [(begins, ends) for begins, ends in found]


def test_no_two_words_are_lit_at_once_where_one_has_no_length() -> None:
    found = spans(cue(("раз", 1, 1), ("два", 1, 1.5), ("три", 1.5, 2)))

    assert found == [None, (1, 1.5), (1.5, pytest.approx(2.175))]


def test_no_two_words_are_lit_at_once_where_two_begin_together() -> None:
    lit = [span for span in spans(cue(("раз", 1, 2), ("два", 1, 2), ("три", 2, 3))) if span]

    assert all(one[1] <= other[0] for one, other in pairwise(lit))


def test_no_two_words_are_lit_at_once_where_they_overlap() -> None:
    lit = spans(cue(("раз", 1, 2.2), ("два", 1.8, 3), ("три", 2.5, 3.5)))

    assert lit == [(1, 1.8), (1.8, 2.5), (2.5, pytest.approx(3.675))]


def test_a_word_whose_next_one_comes_before_it_is_not_lit() -> None:
    assert spans(cue(("раз", 2, 2.5), ("два", 1, 1.5)))[0] is None


def test_one_word_that_stands_in_a_caption_twice_is_lit_both_times() -> None:
    word = Word("да", 1, 1.2)

    assert spans(Cue(0, 4, ((word, Word("нет", 1.2, 1.4), Word("да", 1.4, 1.6)),))) == [
        (1, 1.2), (1.2, 1.4), (1.4, pytest.approx(1.775)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words", [(("раз", 0, 0), ("два", 0, 0)), (("—", 0, 4),), (("раз", 9, 10),), (("раз", -2, -1),)]
)
def test_what_is_not_heard_while_its_caption_is_seen_lights_no_plate(words) -> None:
    script = as_ass([cue(*words, from_s=1, to_s=3)], size=SIZE, style="karaoke")

    assert plates(script) == []
    assert all(word in script for word, _begins, _ends in words)


def test_plates_of_a_script_follow_one_another_to_the_hundredth() -> None:
    words = tuple((f"слово{place}", 0.333 * place, 0.333 * place + 0.3) for place in range(8))

    found = plates(as_ass(cues([Said(" ".join(word for word, *_ in words), 0, 3, words)]), size=SIZE, style="karaoke"))

    assert len(found) == 8
    assert [begins for begins, _ends in found] == [moment(0.333 * place) for place in range(8)]
    assert all(one[1] <= other[0] for one, other in pairwise(found))


def test_the_outline_of_a_lit_word_goes_and_comes_back_in_milliseconds_of_its_caption() -> None:
    assert unlined(0, 500, edge=2) == r"\bord0\t(500,500,\bord2.00)"
    assert unlined(120, 500, edge=1.5) == r"\t(120,120,\bord0)\t(500,500,\bord1.50)"
    assert unlined(-40, 0, edge=1) == r"\bord0\t(1,1,\bord1.00)"


HOSTILE = (
    "{\\an8}", "{\\p1}", "\\N", "\\h", "{\\b1", "}", "{{}}", "\\{", "-->", "&lt;", "<b>", "</c>", "\u202eabc",
    "a\u2066b", "Dialogue: 0,0:00:00.00", "[Events]", "[Script Info]", "Style: x", "\\\\", "{\\fnArial}", "{\\r}", "%s",
    "{0}",
)  # fmt: skip


@pytest.mark.parametrize("style", LOOKS)
def test_commands_of_a_script_are_ours_alone(style) -> None:
    found = [cue((text, 0, 1)) for text in HOSTILE]

    script = as_ass(found, size=SIZE, style=style)

    for line in script.split("[Events]\n")[1].splitlines()[1:]:
        assert line.startswith("Dialogue: ")
        text = line.split(",", 9)[9]
        commands = re.findall(r"(?<!\\)\{([^}]*)\}", text)
        assert len(commands) == 1, "one block, at the beginning"
        assert text.startswith("{\\an")
        words = text[text.index("}") + 1 :]
        assert not re.search(r"(?<!\\)[{}]", words)
        if "\\p1" not in commands[0]:
            assert not re.search(r"\\[A-Za-z]", words), "no backslash in front of a letter"
    assert script.splitlines().count("[Events]") == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_no_word_of_a_webvtt_file_is_a_tag_an_escape_or_an_arrow(text: str) -> None:
    block = as_webvtt([cue((text, 0, 1), speaker=text)]).split("\n", 3)[3]

    spoken = block.removeprefix("<v ")
    assert "<" not in spoken
    assert "-->" not in spoken
    assert not re.search(r"&(?!amp;|lt;|gt;)", spoken)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", spoken)


@pytest.mark.parametrize("speaker", ["\u202e", " ", "\n\n", "\x00", "\u200e\u200f"])
def test_a_speaker_without_a_visible_letter_is_none(tmp_path, speaker: str) -> None:
    found = cue(("Привет", 0, 1), speaker=speaker)

    assert "<v" not in as_webvtt([found])
    assert heard_by_ffmpeg(tmp_path / "a.srt", as_srt([found]))[0][2] == "Привет"


def test_a_caption_that_is_nothing_but_controls_is_an_empty_block_that_ends_no_other(tmp_path) -> None:
    found = [
        cue(("раз", 0, 1), to_s=1),
        cue(("\u202e\x00", 1, 2), from_s=1, to_s=2),
        cue(("три", 2, 3), from_s=2, to_s=3),
    ]

    for suffix, text in ((".srt", as_srt(found)), (".vtt", as_webvtt(found))):
        told = [words for *_times, words in heard_by_ffmpeg(tmp_path / f"a{suffix}", text) if words]
        assert told == ["раз", "три"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a  b", "a b"), (" a ", "a"), ("a\tb\nc", "a b c"), ("a\u2028b", "a b"),
        ("1\u00a0990\u00a0₽", "1\u00a0990\u00a0₽"),
        ("\ufeffa", "a"), ("a\u200db", "a\u200db"), ("\ud83d", ""),
    ],
)  # fmt: skip
def test_a_text_in_one_line_keeps_its_unbroken_spaces_and_loses_what_is_not_seen(text: str, told: str) -> None:
    assert one_line(text) == told


def test_what_no_player_takes_for_markup_stays_as_it_is() -> None:
    for text in ("5 < 6", "a - b", "C:/x", "<3", "x -- y", "100%", "a&b"):
        assert unmarked(text) == text


def test_words_of_a_text_are_parted_by_spaces_that_may_be_broken() -> None:
    assert words_in("от 1\u00a0990\u00a0₽ до\u202fпятницы") == ["от", "1\u00a0990\u00a0₽", "до\u202fпятницы"]
    assert words_in("\u00a0 \u00a0") == []
    assert Word("—", 0, 1).is_spoken is False
    assert Word("№5", 0, 1).is_spoken is True


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("в", "доме", 60, 60), ("the", "house", 60, 60), ("Да.", "Нет", 0, 0), ("да,", "но", 3, 3), ("да;", "но", 2, 2),
        ("5", "рублей", 30, 30), ("он", "же", 60, 60), ("слово", "—", NEVER, NEVER), ("Анна", "Петрова", 20, 20),
        ("дом", "и", 6, 6), ("г.", "Москва", 60, 60), ("конец…»", "Начало", 0, 0),
    ],
)  # fmt: skip
def test_a_break_hurts_by_what_it_parts(one: str, other: str, least: float, most: float) -> None:
    assert least <= cost(Word(one, 0, 1), Word(other, 1, 2)) <= most


def test_a_pause_of_the_voice_halves_what_a_break_hurts() -> None:
    assert cost(Word("красный", 0, 1), Word("дом", 2, 3)) == cost(Word("красный", 0, 1), Word("дом", 1, 2)) / 2


@pytest.mark.parametrize(
    ("text", "ends"), [("да.", True), ("да!»", True), ("т.", False), ("А.", False), ("...", True), ("да", False)]
)
def test_what_ends_a_sentence(text: str, *, ends: bool) -> None:
    assert ends_sentence(Word(text, 0, 1)) is ends
    assert not is_shortened("да...")


def line(*texts: str) -> list[Word]:
    return [Word(text, place, place + 1) for place, text in enumerate(texts)]


def test_rows_are_one_where_they_fit_two_where_they_must_and_none_where_they_cannot() -> None:
    words = line("один", "два", "три", "четыре")

    assert rows_of(words, 40) == (tuple(words),)
    assert rows_of(words, 11) == (tuple(words[:2]), tuple(words[2:]))
    assert rows_of(words, 11, rows=1) is None
    assert rows_of(words, 5) is None
    assert rows_of(line("a" * 30), 10) is None


def test_a_caption_stands_at_least_as_long_as_it_takes_to_read_it() -> None:
    text = "Достопримечательности города открыты для всех желающих каждый день"
    words = tuple((word, 0.05 * place, 0.05 * place + 0.05) for place, word in enumerate(text.split()))

    [found] = cues([Said(text, 0, 0.4, words)])

    assert sum(map(len, found.lines)) / (found.to_s - found.from_s) <= 20


def test_two_who_talk_at_once_are_read_one_after_the_other() -> None:
    found = cues([Said("Да, конечно, идём", 0, 2, speaker="А"), Said("Нет, не сейчас", 0.5, 2.5, speaker="Б")])

    assert [each.speaker for each in found] == ["А", "Б"]
    assert found[0].to_s < found[1].from_s


@pytest.mark.parametrize(
    "words", [(("да", 1, 1), ("нет", 1, 1)), (("да", 2, 1), ("нет", 1, 0)), (("да", -5, -4), ("нет", 0, 0))]
)
def test_times_of_no_length_or_backwards_rise_all_the_same(words) -> None:
    found = timed(Said("да нет", 0, 2, words), longest=42)

    assert [word.text for word in found] == ["да", "нет"]
    assert 0 <= found[0].from_s <= found[0].to_s <= found[1].from_s <= found[1].to_s


@pytest.mark.parametrize("text", ["😀 Да", "漢字 слово", "a\u0301 b", "שלום мир"])
def test_letters_that_the_font_lacks_are_told_and_the_rest_is_drawn(text: str) -> None:
    face = font(PLAIN)

    missing, drawn = lacking([text], face), face.drawn(text)

    assert not set(missing) & set(drawn)
    assert set(plain(text)) - set(missing) - set(drawn) <= {" ", "\u0301"}
    assert face.width(drawn) > 0


@pytest.mark.parametrize("style", LOOKS)
@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (720, 720), (320, 180), (128, 128)])
def test_lines_stand_inside_the_safe_area_one_above_the_other(style, size) -> None:
    look = LOOKS[style]
    page = Page(size, look, font(look.family), em_of(look, size, "medium"), "low")
    rows = (tuple(line("Первая", "строка")), tuple(line("и", "вторая")))[: look.rows]

    found = page.lines(Cue(0, 1, rows))

    area = safe_area(size)
    assert [each.text for each in found] == [" ".join(word.text for word in row) for row in rows]
    for each in found:
        assert each.width <= area.width
        assert area.top < each.base < each.foot <= area.bottom
    assert all(other.foot - one.foot == pytest.approx(look.line * one.em) for one, other in pairwise(found))
    assert page.outline(found[0]) >= (1.3 if look.outline else 0)
    assert 8 <= characters(look, size, "large") <= characters(look, size, "small") <= look.characters


@pytest.mark.parametrize(("place", "foot"), [("low", 93), ("middle", 55), ("top", 17)])
def test_captions_hang_from_the_top_stand_on_the_foot_or_lie_in_the_middle(place, foot: float) -> None:
    assert foot_of(place, safe_area((200, 100)), 10, size=(200, 100)) == pytest.approx(foot)


def test_an_event_after_an_hour_is_told_with_its_hours() -> None:
    assert str(Event(0, 3_661.239, 36_000, "", "x")).startswith("Dialogue: 0,1:01:01.24,10:00:00.00,")
