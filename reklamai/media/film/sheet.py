"""A storyboard on paper: its shots in rows on pages of A4, as PDF or PNG."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw, ImageOps

from reklamai.media.film.lettering import Fonts, Lettering

DPI: Final = 200
PAGE: Final = 2339, 1654
"""A4, landscape."""
COLUMNS, ROWS = 3, 2
PER_PAGE: Final = COLUMNS * ROWS
MARGIN, GAP, HEAD, FOOT = 70, 40, 110, 40
WIDE: Final = 16 / 9
TALL_SHARE: Final = 0.54
"""Of a cell's width, for a picture that is higher than wide: a 9:16 one then fills the cell's height."""
PAPER, INK, SOFT, EMPTY = "#ffffff", "#16181d", "#5d6470", "#eceef1"
JPEG_QUALITY: Final = 88
FORMATS: Final = ("WEBP", "PNG", "JPEG")
Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """One shot as the sheet shows it; empty texts take no room."""

    heading: str
    """Its number and length."""
    words: str = ""
    """What does not fit ends in "…"."""
    camera: str = ""
    cast: str = ""
    line: str = ""
    """What is said in it."""
    picture: bytes | None = None
    """An encoded picture; None leaves the frame empty."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text within a cell: at most so many lines of it."""

    text: str
    size: int
    weight: int
    colour: str
    most: int


def contact_sheet(
    cells: Sequence[Cell], title: str, *, about: str = "", tall: bool = False, fonts: Fonts
) -> list[Image.Image]:
    """Pages with six cells each, dark on white; one empty page for no cells.

    about: a line under the title. tall: pictures are higher than wide, and stand beside their text instead of above it.
    Raises OSError for a picture or a font that cannot be read.
    """
    pens = Lettering(fonts)
    parts = [cells[start : start + PER_PAGE] for start in range(0, len(cells), PER_PAGE)] or [[]]
    return [_page(part, (title, about), (n, len(parts)), tall=tall, pens=pens) for n, part in enumerate(parts, 1)]


def as_pdf(pages: Sequence[Image.Image], *, title: str) -> bytes:
    """All pages in one file, each a picture in the size of A4."""
    out = io.BytesIO()
    first, *others = pages
    first.save(out, "PDF", save_all=True, append_images=others, resolution=DPI, quality=JPEG_QUALITY, title=title)
    return out.getvalue()


def as_png(pages: Sequence[Image.Image]) -> bytes:
    """All pages in one picture, one under the other."""
    whole = Image.new("RGB", (PAGE[0], PAGE[1] * len(pages)), PAPER)
    for place, page in enumerate(pages):
        whole.paste(page, (0, place * PAGE[1]))
    out = io.BytesIO()
    whole.save(out, "PNG", dpi=(DPI, DPI))
    return out.getvalue()


def _page(
    cells: Sequence[Cell], head: tuple[str, str], number: tuple[int, int], *, tall: bool, pens: Lettering
) -> Image.Image:
    page = Image.new("RGB", PAGE, PAPER)
    pen = ImageDraw.Draw(page)
    right, width = PAGE[0] - MARGIN, PAGE[0] - 2 * MARGIN
    (title,) = pens.wrapped(head[0], width, size=44, weight=650, most=1) or [""]
    pens.write(pen, (MARGIN, MARGIN), title, size=44, weight=650, colour=INK)
    (about,) = pens.wrapped(head[1], width, size=24, weight=400, most=1) or [""]
    pens.write(pen, (MARGIN, MARGIN + 58), about, size=24, weight=400, colour=SOFT)
    if number[1] > 1:
        words = f"{number[0]} / {number[1]}"
        wide = round(pens.width(words, size=22, weight=400))
        pens.write(pen, (right - wide, PAGE[1] - MARGIN), words, size=22, weight=400, colour=SOFT)
    for cell, box in zip(cells, _boxes(), strict=False):
        _draw(page, cell, box, tall=tall, pens=pens)
    return page


def _boxes() -> Iterator[Box]:
    """Where cells stand: left, top, width, height."""
    width = (PAGE[0] - 2 * MARGIN - (COLUMNS - 1) * GAP) // COLUMNS
    height = (PAGE[1] - 2 * MARGIN - HEAD - FOOT - (ROWS - 1) * GAP) // ROWS
    for place in range(PER_PAGE):
        row, column = divmod(place, COLUMNS)
        yield MARGIN + column * (width + GAP), MARGIN + HEAD + row * (height + GAP), width, height


def _draw(page: Image.Image, cell: Cell, box: Box, *, tall: bool, pens: Lettering) -> None:
    left, top, width, height = box
    if tall:
        seen = round(width * TALL_SHARE), height
        text = left + seen[0] + 20, top, width - seen[0] - 20, height
    else:
        seen = width, round(width / WIDE)
        text = left, top + seen[1] + 14, width, height - seen[1] - 14
    pen = ImageDraw.Draw(page)
    pen.rectangle((left, top, left + seen[0] - 1, top + seen[1] - 1), fill=EMPTY)
    if cell.picture is not None:
        with Image.open(io.BytesIO(cell.picture), formats=FORMATS) as opened:
            small = ImageOps.contain(opened.convert("RGB"), seen, Image.Resampling.LANCZOS)
        page.paste(small, (left + (seen[0] - small.width) // 2, top + (seen[1] - small.height) // 2))
    _write(pen, cell, text, pens=pens)


def _write(pen: ImageDraw.ImageDraw, cell: Cell, box: Box, *, pens: Lettering) -> None:
    """The texts one under the other; the words take the lines that the others leave."""
    left, top, width, height = box
    rows = 1 if width > height else 3
    said = Paragraph(cell.line, 24, 550, INK, 2)
    about = [Paragraph(text, 21, 400, SOFT, rows) for text in (cell.camera, cell.cast)]
    heading = Paragraph(cell.heading, 26, 650, INK, 1)
    used = sum(_height(each, width, pens) for each in (heading, said, *about))
    words = Paragraph(cell.words, 24, 400, INK, max(1, (height - used) // pens.leading(24)))
    for each in (heading, words, said, *about):
        for line in _lines(each, width, pens):
            pens.write(pen, (left, top), line, size=each.size, weight=each.weight, colour=each.colour)
            top += pens.leading(each.size)


def _height(each: Paragraph, width: int, pens: Lettering) -> int:
    return len(_lines(each, width, pens)) * pens.leading(each.size)


def _lines(each: Paragraph, width: int, pens: Lettering) -> list[str]:
    return pens.wrapped(each.text, width, size=each.size, weight=each.weight, most=each.most)
