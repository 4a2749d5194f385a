"""What is said as captions that can be read: short enough, long enough in sight, broken where the sense is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from reklamai.media.captions.breaks import CLINGS, NEVER, cost, ends_sentence
from reklamai.media.captions.model import Cue, Said, Word
from reklamai.media.captions.timing import timed

__all__ = ["Cue", "Said", "Word", "cues", "rows_of"]

LINE_CHARACTERS: Final = 42
"""What fits into one line of a wide picture (Netflix, Timed Text Style Guide; BBC: 37 to 42)."""
TALL_CHARACTERS: Final = 26
"""Of a picture that is higher than wide."""
ROWS: Final = 2
MOST_WORDS: Final = 30
"""Of one caption: rows of signs and single letters would be weighed for many seconds, and nobody writes them."""
SHORTEST_S: Final = 0.83
LONGEST_S: Final = 7.0
GAP_S: Final = 2 / 24
"""Two frames between two captions: without them the eye does not see that the words have changed."""
CHAINED_S: Final = 0.5
"""A shorter gap flickers: the caption stays until the next one."""
LINGER_S: Final = 0.3
"""A caption stays after the last word that is heard."""
SPEED: Final = 17.0
"""Characters a second that everybody reads (BBC: 160 to 180 words a minute)."""
FASTEST: Final = 20.0
"""A caption that would be read faster than this stays longer, where there is room."""


def cues(
    said: Iterable[Said],
    *,
    tall: bool = False,
    width: int | None = None,
    rows: int = ROWS,
    longest: int | None = None,
    until: float = float("inf"),
) -> tuple[Cue, ...]:
    """Captions of all that is said, in the order of time; no two are seen at once.

    width: characters of a line, 42 (26 of a `tall` picture) unless given; rows: lines of a caption, 1 or 2;
    longest: characters of a word beyond which it is cut, `width` unless given; until: where the clip ends, in
    seconds; what would be seen later is left out.
    Every caption is seen for 0.83 to 7 s, unless its neighbours leave it less room.
    """
    most = width or (TALL_CHARACTERS if tall else LINE_CHARACTERS)
    found: list[Cue] = []
    for one in sorted(said, key=lambda each: each.from_s):
        words = timed(one, longest=longest or most)
        stays = LINGER_S if one.words else 0.0
        found += [
            Cue(piece[0].from_s, piece[-1].to_s + stays, rows_of(piece, most, rows) or (tuple(piece),), one.speaker)
            for piece in _pieces(words, most, rows)
        ]
    return tuple(_seen(found, until))


def rows_of(words: Sequence[Word], width: int, rows: int = ROWS) -> tuple[tuple[Word, ...], ...] | None:
    """Words in one line, or in two that are broken at the sense and about as long; None where they do not fit."""
    lengths = [len(word.text) for word in words]
    whole = sum(lengths) + len(words) - 1
    if whole <= width:
        return (tuple(words),)
    if rows == 1 or whole > 2 * width + 1:
        return None
    best, first = (float("inf"), 0), -1
    for at in range(1, len(words)):
        first += lengths[at - 1] + 1
        second = whole - first - 1
        if max(first, second) <= width:
            # a longer line below covers less of the picture's middle
            best = min(
                best, (cost(words[at - 1], words[at]) + abs(first - second) * (0.6 if first > second else 0.4), at)
            )
    return (tuple(words[: best[1]]), tuple(words[best[1] :])) if best[1] else None


def _pieces(words: Sequence[Word], width: int, rows: int) -> list[Sequence[Word]]:
    """The words parted into captions, with the least hurt to the reader in all."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(words) + 1):
        after = cost(words[end - 1], words[end]) if end < len(words) else 0.0
        choices = []
        for start in range(end - 1, max(end - MOST_WORDS, 0) - 1, -1):
            hurt = _hurt(words, start, end, width, rows)
            if hurt is None and start < end - 1:
                break
            choices.append((best[start][0] + (hurt or 0.0) + after, start))
        best.append(min(choices))
    found, end = [], len(words)
    while end:
        found.append(words[best[end][1] : end])
        end = best[end][1]
    return found[::-1]


def _hurt(words: Sequence[Word], start: int, end: int, width: int, rows: int) -> float | None:
    """What is wrong with one caption of these words; None where they do not fit into one."""
    piece = words[start:end]
    characters = sum(len(word.text) + 1 for word in piece) - 1
    if characters > rows * width + rows - 1:
        return None
    shown = rows_of(piece, width, rows)
    heard = piece[-1].to_s - piece[0].from_s
    until = words[end].from_s if end < len(words) else piece[-1].to_s + LINGER_S
    seen = max(0.1, until - piece[0].from_s)
    hurt = 8.0 + 40 * max(0.0, heard - LONGEST_S) + 25 * max(0.0, SHORTEST_S - seen)
    hurt += max(0.0, characters / seen - SPEED)
    if shown is None:
        return hurt + NEVER  # more words might break better: "a b" over "c" where "a" over "b" is too long
    if len(shown) == ROWS:
        parted = cost(shown[0][-1], shown[1][0])
        hurt += 2 + (parted if parted >= CLINGS else 0.3 * parted)
    for one, other in pairwise(piece):
        silence = other.from_s - one.to_s
        hurt += 30 * silence if silence >= CHAINED_S else 0.0
        hurt += 6 if ends_sentence(one) else 0.0
    return hurt


def _seen(found: Sequence[Cue], until: float) -> list[Cue]:
    """The captions for as long as they are to be seen, none over another."""
    made: list[Cue] = []
    free = 0.0
    for place, cue in enumerate(found):
        begins = max(free, cue.from_s)
        if begins >= until:
            break
        following = found[place + 1].from_s if place + 1 < len(found) else float("inf")
        ends = min(until, _until(cue, begins, following))
        if ends - begins < SHORTEST_S:  # it may begin a little before its first word
            begins = max(free, min(begins, ends - SHORTEST_S), begins - CHAINED_S)
        made.append(replace(cue, from_s=begins, to_s=ends))
        free = ends + GAP_S
    return made


def _until(cue: Cue, begins: float, following: float) -> float:
    characters = sum(map(len, cue.lines))
    wanted = max(cue.to_s, begins + SHORTEST_S, begins + characters / FASTEST)
    room = following - GAP_S
    if room <= begins:  # two speak at once: the second is read after the first
        room = begins + SHORTEST_S
    if room - wanted < CHAINED_S:
        wanted = room
    return min(wanted, begins + LONGEST_S)
