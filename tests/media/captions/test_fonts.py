"""The fonts that we ship: what they can write, by which measures, under which licence."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import ImageFont

from reklamai.media.captions.lettering import FOLDER, LEADING, font, lacking
from reklamai.media.captions.looks import ACCENT, HEAVY, INK, LOOKS, PLAIN, VEIL, safe_area
from reklamai.media.captions.model import STYLES

NAMES = [PLAIN, HEAVY]
RUSSIAN = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя«»„“—–…№₽"
OTHERS = (
    "ӘәҒғҚқҢңӨөҰұҮүҺһІіЇїЄєҐґЎў ŞşĞğİı ÄÖÜß ÇÉÈÊñø ŁłŻż Čřů €$£¥%°©®™→←✓×½ αβγ Ấự"
    " 0123456789 !?.,:;()[]{}<>/\\|@#&*+=_~^`'\""
)


@pytest.mark.parametrize("name", NAMES)
def test_the_fonts_have_the_letters_of_our_users(name):
    assert lacking([RUSSIAN, OTHERS, "за́мок", "й"], font(name)) == ""
    assert lacking(["漢 a😀\u200d"], font(name)) == "漢😀"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", ["Утро начинается с тебя", "It begins with you", "AVATAR To. 1 990 ₽", "за́мок"])
def test_a_line_is_measured_as_another_program_measures_it(name, text):
    letters = ImageFont.truetype(FOLDER / f"{name.replace(' ', '')}.otf", 1000)

    assert font(name).width(text) == pytest.approx(letters.getlength(text) / 1000, rel=0.06)
    assert font(name).width(text) >= letters.getlength(text) / 1000 - 0.01, "never too narrow"


@pytest.mark.parametrize("name", NAMES)
def test_the_size_that_libass_takes_is_a_line(name):
    with TTFont(FOLDER / f"{name.replace(' ', '')}.otf") as file:
        em, os2, lines = file["head"].unitsPerEm, file["OS/2"], file["hhea"]
        assert (os2.usWinAscent + os2.usWinDescent) / em == pytest.approx(LEADING, abs=0.001)
        assert (lines.ascent - lines.descent) / em == pytest.approx(LEADING, abs=0.001)
        assert file["name"].getDebugName(1) == name, "a name that no font of a machine has"
        assert "Open Font License" in file["name"].getDebugName(13)


def test_their_licence_comes_with_them():
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "LICENSE-Inter-OFL.txt").read_text().upper()
    assert sum(each.stat().st_size for each in FOLDER.iterdir()) < 400_000


def test_every_style_has_its_look_in_colours_of_ours():
    tokens = Path("static/css/tokens.css").read_text()

    assert set(LOOKS) == set(STYLES)
    assert f"--on-veil: {INK};" in tokens
    assert f"--accent: light-dark({ACCENT}," in tokens
    red, green, blue = (int(VEIL[at : at + 2], 16) for at in (1, 3, 5))
    assert re.search(rf"--veil: rgb\({red} {green} {blue} / \.78\)", tokens)
    assert contrast(INK, ACCENT) > 4


def contrast(one: str, other: str) -> float:
    """Of WCAG 2.2."""

    def light(told):
        parts = [int(told[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    "size", [(1920, 1080), (1080, 1920), (1080, 1080), (1080, 1350), (2560, 1080), (2, 2), (64, 2000)]
)
def test_the_safe_area_is_inside_what_every_screen_shows(size):
    width, height = size
    area = safe_area(size)

    assert 0.05 * width <= area.left < area.right <= 0.95 * width
    assert 0.05 * height <= area.top < area.bottom <= 0.95 * height
    assert area.middle == pytest.approx(width / 2)


def test_in_a_tall_picture_it_is_inside_what_the_player_draws():
    drawn = Path("templates/video/_reel.html").read_text()
    left, top, high, wide = map(
        int, re.search(r'class="safe-app" d="M0 0h100v100H0z M(\d+) (\d+)v(\d+)h(\d+)V', drawn).groups()
    )

    area = safe_area((100, 178))

    assert left <= area.left < area.right <= left + wide
    assert top <= area.top / 1.78 + 0.01
    assert area.bottom / 1.78 <= top + high + 0.01


def test_a_taller_picture_leaves_more_below():
    areas = [safe_area(size) for size in ((1920, 1080), (1080, 1080), (1080, 1920))]

    assert all(
        one.bottom / height >= other.bottom / below
        for (one, height), (other, below) in pairwise(zip(areas, (1080, 1080, 1920), strict=True))
    )
