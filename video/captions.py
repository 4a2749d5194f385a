"""The lines of a film as WebVTT: when they are said, and in how many pieces they fit under the picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import wrap
from typing import Final

from video.timeline import Span

LINE_CHARACTERS: Final = 42
"""What fits into one line of a wide picture (BBC subtitle guidelines: 37 to 42)."""
TALL_CHARACTERS: Final = 26
"""Of a picture that is higher than wide."""
LINES: Final = 2
GAP_S: Final = 0.04
"""One frame between two captions, so that the eye sees that the words have changed."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: seconds from the beginning, and its one or two lines."""

    from_s: float
    to_s: float
    text: str


def cues(lines: Iterable[tuple[Span, str]], *, tall: bool = False) -> Iterator[Cue]:
    """The captions of these spans, each line cut into pieces that share its time by their length."""
    width = TALL_CHARACTERS if tall else LINE_CHARACTERS
    for span, line in lines:
        pieces = parted(line, width)
        spoken, starts = sum(map(len, pieces)), span.from_s
        for place, piece in enumerate(pieces):
            ends = starts + span.seconds * len(piece) / spoken
            last = place == len(pieces) - 1
            yield Cue(starts, ends if last else ends - min(GAP_S, (ends - starts) / 2), piece)
            starts = ends


def parted(line: str, width: int) -> list[str]:
    """Pieces of at most two lines of `width` characters; [] for nothing to say."""
    rows = wrap(" ".join(line.split()), width)
    return ["\n".join(rows[place : place + LINES]) for place in range(0, len(rows), LINES)]


def as_webvtt(found: Iterable[Cue]) -> str:
    """A whole WebVTT file. Nothing in the words is taken for markup."""
    blocks = (f"{moment(cue.from_s)} --> {moment(cue.to_s)}\n{escaped(cue.text)}" for cue in found)
    return "\n\n".join(("WEBVTT", *blocks)) + "\n"


def moment(seconds: float) -> str:
    """ "00:01:02.500"."""
    millis = round(max(0.0, seconds) * 1000)
    minutes, rest = divmod(millis, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def escaped(text: str) -> str:
    # WebVTT, 2.1: "&" and "<" begin markup, and a "-->" among the words would end them.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
