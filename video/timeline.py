"""When each shot of a joined clip is seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, zip_longest
from math import floor
from typing import Final, cast
from uuid import UUID

from reklamai.media.film.model import CUT, LONGEST, SHORTEST, Join, JoinStyle
from video.models import Shot

FPS: Final = Fraction(24)
ROUNDING_S: Final = 0.02
"""Half a frame at 25 a second: half of 75 frames rounds to 38, and twice that is more than there are."""
CLIPS_ROLE: Final = "reference_videos"
"""In which an order names the clips that it joins."""


@dataclass(frozen=True, slots=True)
class Span:
    """One shot's time in a joined clip, in seconds; where two shots lie over one another it parts in the middle."""

    number: int
    """From 1, as joined."""
    shot: UUID | None
    from_s: float
    to_s: float

    @property
    def seconds(self) -> float:
        return self.to_s - self.from_s


def joins_of(shots: Sequence[Shot], seconds: Sequence[float | None] = ()) -> tuple[Join, ...]:
    """How these shots join, each to the next: not longer than half of the shorter of the two.

    seconds: how long their clips really are, where they are there: a maker's four seconds may lack a frame.
    """
    lengths = [
        length - ROUNDING_S if length else shot.duration_s for shot, length in zip_longest(shots, seconds) if shot
    ]
    return tuple(
        join_of(shot, min(one, other)) for shot, (one, other) in zip(shots[:-1], pairwise(lengths), strict=True)
    )


def join_of(one: Shot, shorter: float) -> Join:
    seconds = min(one.join_seconds, LONGEST, floor(shorter * 50) / 100)
    if one.join_style == "cut" or seconds < SHORTEST:
        return CUT
    return Join(cast("JoinStyle", one.join_style), seconds)  # the join itself refuses a style it does not know


def spans(
    seconds: Sequence[float], joins: Sequence[Join], *, shots: Iterable[UUID | None], fps: Fraction = FPS
) -> tuple[Span, ...]:
    """The time of each clip in what `reklamai.media.film` makes of them.

    seconds: of each clip; joins: one fewer than clips; shots: whose clip each is, None where that is not known.
    """
    overlaps = [float(each.frames(fps) / fps) if each.overlaps else 0.0 for each in joins]
    found, starts = [], 0.0
    for place, (length, shot) in enumerate(zip(seconds, shots, strict=True)):
        before = overlaps[place - 1] if place else 0.0
        after = overlaps[place] if place < len(overlaps) else 0.0
        found.append(Span(place + 1, shot, starts + before / 2, starts + length - after / 2))
        starts += length - after
    return tuple(found)
