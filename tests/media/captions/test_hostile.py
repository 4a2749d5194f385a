"""Words that are commands to libass are drawn as words: looked at in pixels, against the font measured by another."""

import pytest
from PIL import ImageFont

from reklamai.media.captions.ass import as_ass
from reklamai.media.captions.cues import Cue, Word
from reklamai.media.captions.lettering import FOLDER
from reklamai.media.captions.model import STYLES
from tests.media.captions.burning import GREY, burned, cue, extent, ink, red, white

EM = 0.05 * 360
HOSTILE = [
    r"{\an8}верх", r"{\1c&H0000FF&}цвет", r"до\Nпосле", r"до\nпосле", r"a\hb", r"{\pos(1,1)}угол", r"{\fs90}рост",
    r"{\p1}m\h0", r"\{\b1\}x", "{пусто}", "}{", "{", r"\\N\\", r"{\fad(9,9)}", r"{\t(\fscx9)}", r"C:\new\Name",
    "<b>x</b>", "&amp;", "Dialogue:0,1", ";x", "!x", r"{\clip(0,0,1,1)}x", r"{\alpha&HFF&}x", r"{=1}x", r"{\k50}x",
    "0,0,0,,x",
]  # fmt: skip


def measured(text: str) -> float:
    """Width in px by FreeType through Pillow, which reads no ASS."""
    letters = ImageFont.truetype(FOLDER / "ReklamAICaptions.otf", 1000)
    return letters.getlength(text) / 1000 * EM


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """One clip in which all of them are seen, each for four pictures."""
    found = [
        Cue(0.4 * at, 0.4 * at + 0.4, ((Word(f"Н{text}Н", 0.4 * at, 0.4 * at + 0.4),),))
        for at, text in enumerate(HOSTILE)
    ]
    return burned(tmp_path_factory.mktemp("hostile"), found, seconds=len(HOSTILE) * 0.4)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_command_among_the_words_is_a_word(shown, text):
    at = HOSTILE.index(text)

    for picture in shown[4 * at + 1 : 4 * at + 3]:
        left, top, right, bottom = extent(white(picture))
        assert right - left == pytest.approx(measured(f"Н{text}Н"), abs=5), "every letter of it"
        assert bottom - top < 1.6 * EM, "in one line"
        assert bottom > 0.85 * 360, "at its place"
        assert (left + right) / 2 == pytest.approx(320, abs=4)
        drawn = picture[ink(picture)]
        assert (drawn.max(axis=-1) - drawn.min(axis=-1)).max() < 60, "in no colour"
        assert not ink(picture)[:250].any()


@pytest.mark.parametrize("style", STYLES)
def test_no_style_lets_a_command_through(tmp_path, style):
    plain = burned(tmp_path, [cue("xan8x", "xNx")], style=style)
    shown = burned(tmp_path, [cue(r"{\an8}", r"\N")], style=style)

    for frame in (4, 14):
        assert extent(white(shown[frame]))[3] == pytest.approx(extent(white(plain[frame]))[3], abs=14)
        assert not ink(shown[frame])[:180].any()
        assert bool(red(shown[frame]).any()) == (style == "karaoke")


def test_what_ends_a_line_ends_no_event(tmp_path):
    nasty = "раз\nDialogue: 9,0:00:00.00,0:00:09.00,Words,,0,0,0,,{\\an7}два\r\n[Events]\x00\u2028три"
    found = [Cue(0, 1, ((Word(nasty, 0, 1),),), "Имя\nDialogue: 0,0:00:00.00,0:00:09.00,Words,,0,0,0,,x")]

    script = as_ass(found, size=(640, 360))
    shown = burned(tmp_path, found)

    assert sum(line.startswith("[Events]") for line in script.splitlines()) == 1
    assert all(line.count("\\pos(") == 1 for line in script.splitlines() if line.startswith("Dialogue:"))
    assert not ink(shown[15]).any()
    assert abs(int(shown[5][0, 0, 0]) - GREY) < 6


def test_marks_that_turn_the_direction_turn_nothing(tmp_path):
    plain = burned(tmp_path, [cue("абв где")])
    shown = burned(tmp_path, [cue("\u202eабв\u2066 где\u202c")])

    assert (abs(plain[5] - shown[5]).max(axis=-1) > 40).sum() == 0


@pytest.mark.parametrize("text", ["a" * 400, "Щ" * 90, " ".join(["слово"] * 120), "ё\u0301" * 200, "W " * 200])
@pytest.mark.parametrize("style", STYLES)
def test_a_caption_of_any_length_stays_in_the_picture(text, style):
    words = tuple(Word(word, place * 0.1, place * 0.1 + 0.1) for place, word in enumerate(text.split()))

    script = as_ass([Cue(0, 20, (words,))], size=(360, 640), style=style, scale="large")

    places = [line.split("\\pos(")[1].split(")")[0].split(",") for line in script.splitlines() if "\\pos(" in line]
    assert places
    assert all(20 <= float(x) <= 340 for x, _y in places)
    assert all(60 <= float(y) <= 520 for _x, y in places)
