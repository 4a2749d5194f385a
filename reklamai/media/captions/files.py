"""Captions as files that players and editors read: SubRip and WebVTT. Nothing in the words is taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from reklamai.media.captions.model import Cue, Place, words_in

JOINER: Final = "\u2060"
"""Has no width and breaks up what a player would read as markup: SubRip has no way to escape."""
MARKUP: Final = re.compile(r"<(?=[A-Za-z/!?])|\\(?=[A-Za-z])|--(?=>)")
ROUND: Final = str.maketrans("{}", "()")
"""Players on FFmpeg and libass leave out whatever stands in braces, whatever stands between the brace and the rest."""
UNSEEN: Final = re.compile(r"[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")
"""Controls, halves of pairs, and what would turn the direction of everything that follows."""


def as_srt(cues: Iterable[Cue]) -> str:
    """A whole SubRip file: UTF-8 without a mark, line ends as Windows has them, which every player takes."""
    blocks = []
    for number, cue in enumerate(cues, 1):
        said = "\r\n".join(map(unmarked, _plain(cue)))
        if speaker := one_line(cue.speaker):
            said = f"{unmarked(speaker)}: {said}"
        times = f"{moment(cue.from_s).replace('.', ',')} --> {moment(cue.to_s).replace('.', ',')}"
        blocks.append(f"{number}\r\n{times}\r\n{said}\r\n")
    return "\r\n".join(blocks)


def unmarked(text: str) -> str:
    """A text in which no player finds markup of SubRip; it looks the same but for braces."""
    return MARKUP.sub(lambda found: found[0] + JOINER, text).translate(ROUND)


def as_webvtt(cues: Iterable[Cue], *, place: Place = "low") -> str:
    """A whole WebVTT file; each caption stands a line away from the picture's edge."""
    blocks = (_vtt_block(cue, place) for cue in cues)
    return "\n\n".join(("WEBVTT", *blocks)) + "\n"


def _vtt_block(cue: Cue, place: Place) -> str:
    lines = _plain(cue)
    said = "\n".join(map(escaped, lines))
    if speaker := one_line(cue.speaker):
        # an annotation ends at ">", and "&" begins an escape in it as in the words
        said = f"<v {escaped(speaker)}>{said}"
    # whole lines: Chromium reads no "line:90%,end", and a plain percentage moves the top of the caption, not its foot
    line = {"low": -len(lines) - 1, "top": 1, "middle": "45%"}[place]
    return f"{moment(cue.from_s)} --> {moment(cue.to_s)} line:{line}\n{said}"


def moment(seconds: float) -> str:
    """ "00:01:02.500"."""
    millis = round(max(0.0, seconds) * 1000)
    minutes, rest = divmod(millis, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def escaped(text: str) -> str:
    # WebVTT, 2.1: "&" and "<" begin markup, and a "-->" among the words would end them.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def one_line(text: str) -> str:
    """A text in one line, without what is not seen."""
    return " ".join(words_in(UNSEEN.sub(" ", text)))


def _plain(cue: Cue) -> list[str]:
    # an empty line would end the caption
    return [line for line in map(one_line, cue.lines) if line]
