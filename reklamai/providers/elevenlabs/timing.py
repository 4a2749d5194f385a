"""From the times of characters to the times of words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

Letter = tuple[str, float, float]
"""(character, begins, ends), in seconds from the beginning of the sound."""
Word = tuple[str, float, float]


def letters_of(alignment: Any) -> tuple[Letter, ...]:
    """The three lists of an `alignment` as one; () for one that is absent or does not hold together.

    A time that runs backwards or is no time is worse than none: captions would jump.
    """
    if not isinstance(alignment, dict):
        return ()
    names = ("characters", "character_start_times_seconds", "character_end_times_seconds")
    characters, starts, ends = (alignment.get(name) for name in names)
    if not (isinstance(characters, list) and isinstance(starts, list) and isinstance(ends, list)):
        return ()
    if not len(characters) == len(starts) == len(ends):
        return ()
    if not all(isinstance(each, str) for each in characters) or not all(map(is_time, (*starts, *ends))):
        return ()
    found = tuple((str(c), float(a), float(b)) for c, a, b in zip(characters, starts, ends, strict=True))
    forward = all(a <= b for _, a, b in found) and all(found[n][1] <= found[n + 1][1] for n in range(len(found) - 1))
    return found if forward else ()


def is_time(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and value >= 0


def words_of(letters: Sequence[Letter], *, tags: bool = False) -> tuple[Word, ...]:
    """The words with their punctuation attached, each from its first character's beginning to its last one's end.

    tags: what stands in [brackets] is a direction to the model and is not spoken. A dash between spaces is no word.
    """
    kept = list(untagged(letters)) if tags else letters
    runs = (tuple(run) for is_space, run in groupby(kept, key=lambda letter: letter[0].isspace()) if not is_space)
    return tuple(
        ("".join(letter[0] for letter in run), run[0][1], run[-1][2])
        for run in runs
        if any(letter[0].isalnum() for letter in run)
    )


def untagged(letters: Sequence[Letter]) -> Iterator[Letter]:
    """Without [tags]; a bracket that is never closed is text."""
    place = 0
    while place < len(letters):
        end = closing(letters, place) if letters[place][0] == "[" else None
        if end is None:
            yield letters[place]
            place += 1
        else:
            yield (" ", letters[place][1], letters[end][2])  # so that what stands on both sides stays two words
            place = end + 1


def closing(letters: Sequence[Letter], place: int) -> int | None:
    return next((at for at in range(place + 1, len(letters)) if letters[at][0] == "]"), None)
