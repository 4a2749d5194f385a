"""What the shots of a film say, and when: by the timed words of their speech, else by the time of the shot."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from reklamai.media.captions.cues import Said
from video.timeline import Span

TimedWords = tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """One piece of speech in the sound of a film."""

    text: str
    from_s: float
    to_s: float
    words: TimedWords = field(default=())
    """Seconds of the film, as the other two."""


def said_in(
    lines: Iterable[tuple[Span, str]], lines_spoken: Mapping[UUID, Spoken], others: Iterable[Spoken] = ()
) -> tuple[Said, ...]:
    """All that is said in a film.

    lines: of its shots, as they read now; lines_spoken: by shot how its line sounds; others: speech that is no line.
    A line that has changed since it was spoken reads as it is now, at the times of what sounds still.
    """
    found = []
    for span, line in lines:
        spoken = lines_spoken.get(span.shot) if span.shot else None
        if spoken and spoken.words:
            found.append(Said(line, spoken.from_s, spoken.to_s, spoken.words))
        else:
            found.append(Said(line, span.from_s, span.to_s))
    found += [Said(each.text, each.from_s, each.to_s, each.words) for each in others if each.text.strip()]
    return tuple(found)


def placed(timed: Any, *, at_s: float, from_s: float = 0.0, to_s: float | None = None) -> TimedWords:
    """Words of a file that is heard from `at_s` on, of which `from_s` to `to_s` is heard.

    timed: [[word, from_s, to_s], ...] in seconds of the file, as it was kept; what is not of this form is left out.
    """
    last = math.inf if to_s is None else to_s
    shift = at_s - from_s
    return tuple(
        (word, begins + shift, min(ends, last) + shift)
        for word, begins, ends in filter(_is_timed, timed if isinstance(timed, Sequence) else ())
        # half of a word that is cut is still understood; less is not
        if (begins + ends) / 2 >= from_s and (begins + ends) / 2 <= last
    )


def _is_timed(entry: Any) -> bool:
    match entry:
        case [str(), int() | float() as begins, int() | float() as ends]:
            return 0 <= begins <= ends < math.inf
    return False
