"""The contact sheet: what stands where, in which letters, and what comes out as a file."""

import io
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from reklamai.media.film.lettering import Fonts, Lettering
from reklamai.media.film.sheet import DPI, PAGE, PER_PAGE, Cell, as_pdf, as_png, contact_sheet

STATIC = Path(__file__).parents[3] / "static" / "fonts"
FONTS = Fonts(STATIC / "inter-latin-wght-normal.woff2", STATIC / "inter-cyrillic-wght-normal.woff2")
RED = (200, 30, 40)
BODY = {"size": 24, "weight": 400}


@pytest.fixture(scope="module")
def pens():
    return Lettering(FONTS)


def picture(size=(160, 90), colour=RED, form="WEBP"):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, form)
    return out.getvalue()


def sheet(*cells, title="Tonic", **options):
    return contact_sheet(cells, title, fonts=FONTS, **options)


def where(page, colour, tolerance=12):
    """left, top, right, bottom of the pixels of about this colour."""
    near = (np.abs(np.asarray(page).astype(int) - colour) <= tolerance).all(axis=2)
    rows, columns = np.flatnonzero(near.any(axis=1)), np.flatnonzero(near.any(axis=0))
    return columns[0], rows[0], columns[-1] + 1, rows[-1] + 1


def ink(page, box):
    """How many dark pixels there are in a part of the page."""
    return int((np.asarray(page.crop(box).convert("L")) < 128).sum())


def drawn(pens, text):
    page = Image.new("RGB", (600, 60), "white")
    pens.write(ImageDraw.Draw(page), (10, 10), text, colour="#000000", **BODY)
    return np.asarray(page.convert("L"))


class TestPages:
    def test_the_page_is_a4_landscape(self):
        (page,) = sheet(Cell("1"))

        assert page.size == PAGE
        assert [round(px / DPI * 25.4) for px in page.size] == [297, 210]

    def test_six_shots_are_one_page_and_the_seventh_begins_another(self):
        assert [len(sheet(*[Cell(str(n)) for n in range(count)])) for count in (0, 1, PER_PAGE, PER_PAGE + 1, 13)] == [
            1, 1, 1, 2, 3,
        ]  # fmt: skip

    def test_pages_are_numbered_where_there_are_several(self):
        foot = (PAGE[0] // 2, PAGE[1] - 80, PAGE[0], PAGE[1])
        (alone,), several = sheet(Cell("1")), sheet(*[Cell("1")] * 7)

        assert ink(alone, foot) == 0
        assert all(ink(page, foot) > 50 for page in several)

    def test_a_wide_picture_fills_its_frame_in_its_own_shape(self):
        (page,) = sheet(Cell("1", picture=picture((160, 90))))

        left, top, right, bottom = where(page, RED)

        assert (right - left) / (bottom - top) == pytest.approx(16 / 9, rel=0.01)
        assert right - left > PAGE[0] / 4

    def test_a_square_picture_stands_whole_in_the_middle_of_its_frame(self):
        (wide,), (square,) = sheet(Cell("1", picture=picture())), sheet(Cell("1", picture=picture((90, 90))))
        frame, (left, top, right, bottom) = where(wide, RED), where(square, RED)

        assert abs((right - left) - (bottom - top)) <= 1
        assert (top, bottom) == pytest.approx((frame[1], frame[3]), abs=1)
        assert left - frame[0] == pytest.approx(frame[2] - right, abs=1)

    def test_a_tall_picture_stands_beside_its_words_and_is_higher_than_under_a_wide_frame(self):
        tall = Cell("1", "A street", picture=picture((90, 160)))
        (beside,), (below,) = sheet(tall, tall=True), sheet(tall)

        _left, top, right, bottom = where(beside, RED)

        assert bottom - top > 1.5 * (where(below, RED)[3] - where(below, RED)[1])
        assert ink(beside, (right, top, right + 300, top + 80)) > 50

    def test_each_shot_has_a_place_of_its_own(self):
        colours = [(250, 0, 0), (0, 250, 0), (0, 0, 250), (250, 250, 0), (0, 250, 250), (250, 0, 250)]
        (page,) = sheet(*[Cell("1", picture=picture(colour=colour, form="PNG")) for colour in colours])

        corners = [where(page, colour)[:2] for colour in colours]

        assert sorted(corners, key=lambda corner: (corner[1], corner[0])) == corners
        assert len({top for _left, top in corners}) == 2

    def test_the_paper_is_white_and_a_shot_without_a_picture_has_an_empty_frame(self):
        (page,) = sheet(Cell("1"))

        assert page.getpixel((5, 5)) == (255, 255, 255)
        assert where(page, (0xEC, 0xEE, 0xF1), 0)[2] - where(page, (0xEC, 0xEE, 0xF1), 0)[0] > PAGE[0] / 4

    @pytest.mark.parametrize("field", ["words", "camera", "cast", "line"])
    def test_every_text_of_a_shot_is_written(self, field):
        (bare,), (told,) = sheet(Cell("1")), sheet(Cell("1", **{field: "Утро at seven"}))

        assert ink(told, (0, 0, *PAGE)) > ink(bare, (0, 0, *PAGE)) + 100

    @pytest.mark.parametrize("tall", [False, True])
    def test_the_longest_texts_stay_in_their_cell(self, tall):
        long = "Кухня на рассвете и пар над чашкой. " * 140
        (page,) = sheet(*[Cell(long, long, long, long, long)] * 6, title=long, about=long, tall=tall)

        grey = np.asarray(page.convert("L"))
        assert (grey[:, :68] > 250).all() and (grey[:, -68:] > 250).all()
        assert (grey[:68] > 250).all() and (grey[-68:] > 250).all()
        (lone,) = sheet(Cell(long, long, long, long, long), tall=tall)
        below = np.asarray(lone.convert("L"))[PAGE[1] // 2 + 60 :]
        assert (below > 250).all(), "the first row ends above the second"

    def test_what_is_no_picture_is_told(self):
        with pytest.raises(OSError, match="cannot identify"):
            sheet(Cell("1", picture=b"GIF89a and so on"))


class TestFiles:
    def test_the_pdf_has_every_page_in_the_size_of_a4(self):
        data = as_pdf(sheet(*[Cell("1")] * 7), title="Утро")

        assert data.startswith(b"%PDF-")
        boxes = re.findall(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", data)
        assert [(round(float(w)), round(float(h))) for w, h in boxes] == [(842, 595)] * 2

    def test_the_pdf_bears_the_title(self):
        data = as_pdf(sheet(Cell("1")), title="Утро")

        assert "Утро".encode("utf-16-be") in data

    def test_the_png_has_all_pages_one_under_the_other(self):
        with Image.open(io.BytesIO(as_png(sheet(*[Cell("1")] * 7)))) as opened:
            assert (opened.format, opened.size) == ("PNG", (PAGE[0], 2 * PAGE[1]))
            assert [round(each) for each in opened.info["dpi"]] == [DPI, DPI]


class TestLetters:
    def test_cyrillic_letters_are_no_empty_boxes(self, pens):
        unknown = drawn(pens, "\u4e00")  # a Chinese sign, which neither font has

        for letter in "ЖщЫёЁҐ№":
            assert not np.array_equal(drawn(pens, letter), unknown), letter
        assert not np.array_equal(drawn(pens, "Ж"), drawn(pens, "Щ"))

    def test_letters_of_both_scripts_stand_on_one_base(self, pens):
        def base(text):
            return np.flatnonzero((drawn(pens, text) < 128).any(axis=1))[-1]

        assert base("H") == base("Н") == base("HНHН")

    def test_a_mixed_text_is_as_wide_as_its_parts(self, pens):
        parts = [pens.width(part, **BODY) for part in ("Утро", " at 7 ", "часов")]

        assert pens.width("Утро at 7 часов", **BODY) == pytest.approx(sum(parts))

    def test_a_heavier_weight_is_another_cut(self, pens):
        assert pens.width("Утро tonic", size=24, weight=700) > pens.width("Утро tonic", **BODY)

    def test_no_word_is_lost_and_no_line_is_wider_than_it_may_be(self, pens):
        text = "Кухня на рассвете, a cup of tonic на столе, и пар над чашкой: slow, warm light."

        lines = pens.wrapped(text, 200, most=99, **BODY)

        assert " ".join(lines) == text
        assert len(lines) > 3
        assert max(pens.width(line, **BODY) for line in lines) <= 200

    def test_each_line_takes_as_many_words_as_it_can(self, pens):
        lines = pens.wrapped("один два три четыре пять шесть семь", 200, most=99, **BODY)

        for line, following in pairwise(lines):
            assert pens.width(f"{line} {following.split()[0]}", **BODY) > 200

    def test_what_has_no_room_ends_in_dots_that_have(self, pens):
        lines = pens.wrapped("слово " * 400, 200, most=2, **BODY)

        assert len(lines) == 2
        assert lines[-1].endswith("…") and not lines[0].endswith("…")
        assert pens.width(lines[-1], **BODY) <= 200

    def test_a_word_longer_than_a_line_is_cut(self, pens):
        lines = pens.wrapped("w" * 60, 200, most=99, **BODY)

        assert "".join(lines) == "w" * 60
        assert max(pens.width(line, **BODY) for line in lines) <= 200

    @pytest.mark.parametrize("text", ["", "  \n\t "])
    def test_blanks_take_no_line(self, pens, text):
        assert pens.wrapped(text, 200, most=3, **BODY) == []

    def test_line_breaks_are_blanks(self, pens):
        assert pens.wrapped("Tom\n\n  and\tJerry", 500, most=3, **BODY) == ["Tom and Jerry"]
