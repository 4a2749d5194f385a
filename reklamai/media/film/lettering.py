"""Text on pictures in fonts that come in two files: Latin letters in one, Cyrillic ones in the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from PIL import ImageDraw, ImageFont

MOST_CHARACTERS: Final = 2000
"""Of one text that is measured: more than any line or two of a page takes."""
CYRILLIC: Final = frozenset({0x301, *range(0x400, 0x460), 0x490, 0x491, 0x4B0, 0x4B1, 0x2116})
"""What the Cyrillic file of Inter has. Source: its unicode-range at Google Fonts."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """Two variable fonts of one family, as .woff2 or .ttf."""

    latin: Path
    cyrillic: Path


class Lettering:
    """Writes and measures lines in px. For one picture: a font of FreeType is not for several threads at once."""

    def __init__(self, fonts: Fonts) -> None:
        self._files = fonts
        self._loaded: dict[tuple[Path, int, int], ImageFont.FreeTypeFont] = {}

    def leading(self, size: int) -> int:
        """From one line to the next."""
        return round(size * 1.32)

    def width(self, text: str, *, size: int, weight: int) -> float:
        return sum(font.getlength(run) for font, run in self._runs(text, size, weight))

    def write(
        self, pen: ImageDraw.ImageDraw, at: tuple[int, int], text: str, *, size: int, weight: int, colour: str
    ) -> None:
        """One line, whose letters stand on one base; `at` is its left upper corner."""
        x = float(at[0])
        for font, run in self._runs(text, size, weight):
            pen.text((x, at[1] + size), run, fill=colour, font=font, anchor="ls")
            x += font.getlength(run)

    def wrapped(self, text: str, width: int, *, size: int, weight: int, most: int) -> list[str]:
        """The lines of a text, at most so many; the last ends in "…" if it has more. [] for a text of blanks."""
        rest, lines = " ".join(text[:MOST_CHARACTERS].split()), list[str]()
        is_cut = len(text) > MOST_CHARACTERS
        while rest and len(lines) < most:
            taken = self._fits(rest, width, size=size, weight=weight)
            lines.append(rest[:taken].rstrip())
            rest = rest[taken:].lstrip()
        if lines and (rest or is_cut):
            lines[-1] = self._shortened(lines[-1], width, size=size, weight=weight)
        return lines

    def _fits(self, text: str, width: int, *, size: int, weight: int) -> int:
        """How many characters go into the first line: whole words, or a part of one that is longer than a line."""
        # measuring is what a page of text costs; nothing but a row of "i" is narrower than a fifth of its height
        low, high = 1, min(len(text), round(width / size * 5))
        while low < high:
            middle = (low + high + 1) // 2
            fits = self.width(text[:middle], size=size, weight=weight) <= width
            low, high = (middle, high) if fits else (low, middle - 1)
        if low == len(text) or text[low] == " ":
            return low
        return text.rfind(" ", 0, low) if " " in text[:low] else low

    def _shortened(self, line: str, width: int, *, size: int, weight: int) -> str:
        while line and self.width(line + "…", size=size, weight=weight) > width:
            line = line[:-1].rstrip()
        return line.rstrip(" .,;:") + "…"

    def _runs(self, text: str, size: int, weight: int) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
        for is_cyrillic, letters in groupby(text, key=lambda letter: ord(letter) in CYRILLIC):
            yield self._font(self._files.cyrillic if is_cyrillic else self._files.latin, size, weight), "".join(letters)

    def _font(self, file: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
        key = (file, size, weight)
        if key not in self._loaded:
            font = ImageFont.truetype(file, size)
            font.set_variation_by_axes([weight])
            self._loaded[key] = font
        return self._loaded[key]
