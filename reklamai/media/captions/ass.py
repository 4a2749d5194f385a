"""Captions as Advanced SubStation Alpha, the language that libass draws."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from reklamai.media.captions.events import Event, colour, rounded, said
from reklamai.media.captions.fitting import fitted
from reklamai.media.captions.lettering import LEADING, font
from reklamai.media.captions.looks import ACCENT, INK, LOOKS, VEIL, em_of
from reklamai.media.captions.model import Cue, Place, Size, Style, Word
from reklamai.media.captions.page import Line, Page

HEADER: Final = """[Script Info]
ScriptType: v4.00+
PlayResX: {width}
PlayResY: {height}
WrapStyle: 2
ScaledBorderAndShadow: yes
YCbCr Matrix: TV.709

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Words,{family},{size:.2f},&H00FFFFFF,&H00FFFFFF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,0,0,2,0,0,0,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
"""Without its matrix libass takes every picture for one of standard definition, and our red turns to orange."""
GLOW: Final = 0.5
"""Opacity of the soft shadow."""
VEILED: Final = 0.78
"""Opacity of a plate, as of --veil."""
RADIUS: Final = 0.26
"""Of a plate's corners, em."""
POP_MS: Final = 90
"""In which big words grow to their size; longer looks late beside the voice."""
SMALLER: Final = 82
"""Per cent that they begin at."""
SPACE: Final = 0.1
"""Em between two words beyond the usual, where one of them stands on a plate."""
MARGIN: Final = 0.13
"""Em of that plate at each side of its word."""
RISE, DROP = 0.94, 0.28
"""Em of it over and under the line that the letters stand on."""
STAYS_S: Final = 0.35
"""A word stays lit until the next one, unless that takes longer to come."""


def as_ass(
    cues: Iterable[Cue], *, size: tuple[int, int], style: Style = "clean", place: Place = "low", scale: Size = "medium"
) -> str:
    """A whole file for pictures of `size` px, for our own fonts; captions whose lines do not fit are cut once more.

    Letters that the font lacks are left out: `lettering.lacking` tells them.
    """
    look = LOOKS[style]
    page = Page(size, look, font(look.family), em_of(look, size, scale), place)
    header = HEADER.format(width=size[0], height=size[1], family=look.family, size=page.em * LEADING)
    events = (
        event
        for cue in fitted(cues, look, size=size, scale=scale, face=page.face)
        for event in STYLES[style](cue, page)
    )
    return header + "".join(f"{event}\n" for event in events)


def clean(cue: Cue, page: Page) -> Iterator[Event]:
    for line in page.lines(cue):
        yield from lettered(cue, line, page, x=page.middle, text=line.text)


def boxed(cue: Cue, page: Page) -> Iterator[Event]:
    lines = page.lines(cue)
    em = lines[0].em
    width = max(line.width for line in lines) + 2 * page.look.beside * em
    height = (page.look.line * len(lines) + 2 * page.look.below) * em
    top = lines[-1].foot + page.look.below * em - height
    yield plate(cue.from_s, cue.to_s, at=(page.middle - width / 2, top), size=(width, height), em=em, ink=VEIL)
    for line in lines:
        yield from lettered(cue, line, page, x=page.middle, text=line.text)


def popped(cue: Cue, page: Page) -> Iterator[Event]:
    """Big words grow from the middle of their line, so that they do not jump."""
    grow = rf"\fscx{SMALLER}\fscy{SMALLER}\t(0,{POP_MS},\fscx100\fscy100)"
    for line in page.lines(cue):
        yield from lettered(cue, line, page, x=page.middle, text=line.text, more=grow, anchor=5)


def sung(cue: Cue, page: Page) -> Iterator[Event]:
    """The word that is heard stands on a plate.

    Every word is put at a place of its own, so that its plate is under it whatever libass makes of the pair of letters
    before. ASS has karaoke of its own (\\k), where all words stay lit that have been heard.
    """
    lit = dict(zip(map(id, cue.words), spans(cue), strict=True))
    for line in page.lines(cue, space=SPACE):
        x = page.middle - line.width / 2
        for word in line.words:
            width = page.face.width(word.text) * line.em
            span = lit[id(word)]
            yield from one_word(cue, word, page, line=line, at=(x, width), lit=span)
            x += width + (page.face.width(" ") + SPACE) * line.em


def one_word(
    cue: Cue, word: Word, page: Page, *, line: Line, at: tuple[float, float], lit: tuple[float, float] | None
) -> Iterator[Event]:
    x, width = at
    more = ""
    if lit:
        em = line.em
        corner = x - MARGIN * em, line.base - RISE * em
        size = width + 2 * MARGIN * em, (RISE + DROP) * em
        yield plate(*lit, at=corner, size=size, em=em, ink=ACCENT, opacity=1.0)
        more = unlined(*(round(1000 * (moment - cue.from_s)) for moment in lit), edge=page.outline(line))
    yield from lettered(cue, line, page, x=x + width / 2, text=word.text, more=more)


def unlined(begins: int, ends: int, *, edge: float) -> str:
    """Commands: no outline from one millisecond of an event to another."""
    # what is dark on a photograph is dirt on a plate; a change from 0 to 0 would take the whole of the event
    first = r"\bord0" if begins <= 0 else rf"\t({begins},{begins},\bord0)"
    return rf"{first}\t({max(1, ends)},{max(1, ends)},\bord{edge:.2f})"


def spans(cue: Cue) -> list[tuple[float, float] | None]:
    """When each word of a caption is lit; None for what is not heard, or not while the caption is seen."""
    found: list[tuple[float, float] | None] = []
    following = cue.to_s
    # by their places: two words may begin at one moment, and then only the last of them is lit
    for word in reversed(cue.words):
        ends = following if following - word.to_s <= STAYS_S else word.to_s + STAYS_S / 2
        begins, ends = max(cue.from_s, word.from_s), min(cue.to_s, ends)
        found.append((begins, ends) if word.is_spoken and ends > begins else None)
        following = word.from_s if word.is_spoken else following
    return found[::-1]


def lettered(
    cue: Cue, line: Line, page: Page, *, x: float, text: str, more: str = "", anchor: int = 2
) -> Iterator[Event]:
    """Words with their outline, over the soft shadow of themselves; x: of their middle."""
    look, em = page.look, line.em
    y = line.foot - LEADING / 2 * em if anchor == 5 else line.foot
    placed = rf"\an{anchor}\pos({x:.2f},{y:.2f})\fs{em * LEADING:.2f}"
    if look.glow:
        soft = rf"\bord{look.glow * em:.2f}\blur{look.glow * em / 2:.2f}"
        dark = colour(VEIL, opacity=GLOW) + colour(VEIL, number=3, opacity=GLOW)
        grows = more if anchor == 5 else ""
        yield Event(0, cue.from_s, cue.to_s, placed + soft + dark + grows, said(text))
    edge = rf"\bord{page.outline(line):.2f}\blur{min(0.6, 0.012 * em) if look.outline else 0:.2f}"
    yield Event(2, cue.from_s, cue.to_s, placed + edge + colour(INK) + colour(VEIL, number=3) + more, said(text))


def plate(
    from_s: float,
    to_s: float,
    *,
    at: tuple[float, float],
    size: tuple[float, float],
    em: float,
    ink: str,
    opacity: float = VEILED,
) -> Event:
    tags = rf"\an7\pos({at[0]:.2f},{at[1]:.2f})\bord0\shad0{colour(ink, opacity=opacity)}\p1"
    return Event(1, from_s, to_s, tags, rounded(*size, RADIUS * em))


STYLES: Final[Mapping[Style, Callable[[Cue, Page], Iterator[Event]]]] = {
    "clean": clean, "box": boxed, "bold": popped, "karaoke": sung,
}  # fmt: skip
