"""Captions cut once more for a style: the same words at the same times, in lines that fit."""

from itertools import pairwise

import pytest
from PIL import ImageFont

from reklamai.media.captions.ass import as_ass, spans
from reklamai.media.captions.cues import Cue, Said, Word, cues
from reklamai.media.captions.events import Event, colour, moment, rounded, said
from reklamai.media.captions.fitting import fitted
from reklamai.media.captions.lettering import FOLDER, font
from reklamai.media.captions.looks import LOOKS, em_of, safe_area
from reklamai.media.captions.model import SIZES, STYLES

TEXT = "Утро начинается с тебя, с первого глотка и с окна, которое ты открываешь настежь, чтобы город вошёл."
SHAPES = [(1920, 1080), (1080, 1920), (1080, 1080), (640, 360)]


def spoken(text=TEXT):
    words = tuple((word, 0.4 * at, 0.4 * at + 0.35) for at, word in enumerate(text.split()))
    return Said(text, 0, 0.4 * len(words), words)


def cut(style, size, scale="medium", found=None):
    look = LOOKS[style]
    found = cues([spoken()]) if found is None else found
    return fitted(found, look, size=size, scale=scale, face=font(look.family))


@pytest.mark.parametrize("scale", SIZES)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("size", SHAPES)
def test_every_line_fits_and_no_word_or_time_is_lost(size, style, scale):
    look = LOOKS[style]
    letters = ImageFont.truetype(FOLDER / f"{look.family.replace(' ', '')}.otf", round(em_of(look, size, scale)))

    found = cut(style, size, scale)

    wanted = [(word, begins) for word, begins, _ends in spoken().words]
    assert [(word.text, word.from_s) for cue in found for word in cue.words] == wanted
    assert all(len(cue.rows) <= look.rows for cue in found)
    long = [row for cue in found for row in cue.rows if len(row) > 1]
    widest = max(letters.getlength(" ".join(word.text for word in row)) for row in long)
    assert widest <= safe_area(size).width


@pytest.mark.parametrize("style", STYLES)
def test_captions_follow_one_another_and_nothing_is_dark_inside_of_one(style):
    before = cues([spoken()])
    found = cut(style, (1080, 1920), found=before)

    assert found[0].from_s == before[0].from_s
    assert found[-1].to_s == before[-1].to_s
    for one, other in pairwise(found):
        assert one.to_s <= other.from_s
        assert other.from_s - one.to_s <= 2 / 24 + 1e-6


def test_big_words_are_three_at_the_most_and_come_when_they_are_heard():
    found = cut("bold", (1080, 1080), found=cues([spoken("я и ты и мы и он и вы тут как тут да и ну")]))

    assert max(len(cue.words) for cue in found) <= 3
    for cue in found:
        assert cue.from_s == pytest.approx(cue.words[0].from_s, abs=0.01)


@pytest.mark.parametrize("style", STYLES)
def test_a_long_word_is_made_smaller_and_not_cut(style):
    text = "Новые достопримечательности и частнопредпринимательский"

    found = cut(style, (1080, 1920), "large", found=cues([spoken(text)]))

    assert [word.text for cue in found for word in cue.words] == text.split()
    script = as_ass(found, size=(1080, 1920), style=style, scale="large")
    sizes = {float(line.split("\\fs")[1].split("\\")[0]) for line in script.splitlines() if "\\fs" in line}
    assert len(sizes) > 1 or style in ("clean", "box")


def test_a_caption_that_fits_stays_as_it_is():
    before = cues([spoken("Доброе утро!")])

    assert cut("clean", (1920, 1080), found=before) == before


def test_letters_that_are_not_there_leave_no_empty_captions():
    words = (Word("漢字", 0, 1), Word("да😀", 1, 2))

    assert [cue.text for cue in cut("clean", (640, 360), found=[Cue(0, 2, (words,)), Cue(2, 3, ((words[0],),))])] == [
        "да"
    ]


def test_a_word_is_lit_until_the_next_one_unless_that_takes_long_to_come():
    words = (Word("раз", 1, 1.4), Word("два", 1.5, 1.9), Word("—", 1.9, 1.9), Word("три", 4, 4.4))

    assert spans(Cue(0.5, 4.2, (words,))) == [(1, 1.5), (1.5, pytest.approx(2.075)), None, (4, 4.2)]
    assert spans(Cue(2, 3, (words,))) == [None, (2, pytest.approx(2.075)), None, None]


def test_the_same_word_twice_is_lit_twice():
    word = Word("да", 0, 0)
    words = (Word("да", 0, 0.5), Word("да", 0.5, 1.0), word._replace(from_s=1.0, to_s=1.5))

    assert spans(Cue(0, 1.5, (words,))) == [(0, 0.5), (0.5, 1.0), (1.0, 1.5)]


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "0:00:00.00"), (-1, "0:00:00.00"), (61.234, "0:01:01.24"), (1.2, "0:00:01.20"), (3725, "1:02:05.00")],
)
def test_nothing_is_seen_before_its_moment(seconds, told):
    assert moment(seconds) == told


def test_a_colour_is_told_backwards_and_its_opacity_as_what_shines_through():
    assert colour("#d93a1c") == r"\1c&H1c3ad9&\1a&H00&"
    assert colour("#0a0c10", number=3, opacity=0.5) == r"\3c&H100c0a&\3a&H80&"


@pytest.mark.parametrize(
    ("words", "told"),
    [("a{b}c", r"a\{b\}c"), ("a\\Nb", "a\\\u2060Nb"), (r"\{", "\\\u2060\\{"), ("просто: да!", "просто: да!")],
)
def test_words_are_told_so_that_they_are_no_commands(words, told):
    assert said(words) == told


def test_an_event_is_one_line():
    told = str(Event(1, 0, 1.5, r"\an7", "m 0 0"))

    assert told == r"Dialogue: 1,0:00:00.00,0:00:01.50,Words,,0,0,0,,{\an7}m 0 0"


@pytest.mark.parametrize("size", [(100, 40), (10, 10), (4, 60)])
def test_a_plate_stays_inside_its_size(size):
    numbers = [float(part) for part in rounded(*size, 12).split() if part not in "mlb"]

    assert min(numbers) >= 0
    assert max(numbers[::2]) == pytest.approx(size[0])
    assert max(numbers[1::2]) == pytest.approx(size[1])


def test_a_script_names_our_font_the_size_of_the_picture_and_its_colours():
    script = as_ass(cues([spoken()]), size=(1080, 1920), style="karaoke")

    head = script.split("[Events]")[0]
    assert "PlayResX: 1080\nPlayResY: 1920\n" in head
    assert "YCbCr Matrix: TV.709" in head
    assert "Words,ReklamAI Captions Heavy," in head
