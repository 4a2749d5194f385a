"""What one trait of a term may be: read from JSON, checked, and told about in the words of a form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from reklamai.media.words.reading import Move

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise

MOST_MOVES = 3
"""Parts of one named movement: the engine makes nine moves at once, and an order has three movements."""
MOST_POINTS = 16
SLOWEST, FASTEST = 0.25, 4.0
"""Below a quarter of the speed every second frame and more is invented; above four times clips get too short to see.

As `reklamai.media.cinema.ramps`, which loads scipy: a test holds the two together."""
CLOSEST = 0.01


class Unfit(ValueError):
    """A value that a trait cannot have; `str` is the sentence to tell."""


def number_of(value: Any, *, low: float, high: float) -> float:
    """A number in JSON between two others. Raises Unfit."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise Unfit(_("Give a number between %(low)g and %(high)g.") % {"low": low, "high": high})
    return float(value)


@dataclass(frozen=True, slots=True)
class Number:
    label: Label
    low: float
    high: float
    unit: Label = ""
    optional: bool = False

    def read(self, value: Any) -> float | None:
        if value is None and self.optional:
            return None
        return number_of(value, low=self.low, high=self.high)


@dataclass(frozen=True, slots=True)
class Count:
    label: Label
    low: int
    high: int

    def read(self, value: Any) -> int:
        found = number_of(value, low=self.low, high=self.high)
        if found != int(found):
            raise Unfit(_("Give a whole number."))
        return int(found)


@dataclass(frozen=True, slots=True)
class Flag:
    label: Label

    def read(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise Unfit(_("Give yes or no."))
        return value


@dataclass(frozen=True, slots=True)
class Choice:
    label: Label
    choices: Mapping[str, Label]

    def read(self, value: Any) -> str:
        if value not in self.choices:
            raise Unfit(_("Choose one of: %(choices)s.") % {"choices": ", ".join(key for key in self.choices if key)})
        return str(value)


@dataclass(frozen=True, slots=True)
class Pixels:
    """Width and height as "4608x3164"."""

    label: Label

    def read(self, value: Any) -> str:
        if not isinstance(value, str) or not re.fullmatch(r"[1-9]\d{2,4}x[1-9]\d{2,4}", value):
            raise Unfit(_("Give width and height in pixels, as 4608x3164."))
        return value


@dataclass(frozen=True, slots=True)
class Slug:
    """The name of another term, or "": what it names may come later, so it is not looked up."""

    label: Label

    def read(self, value: Any) -> str:
        if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9_-]{0,50}", value):
            raise Unfit(_("Give the name of a term: small letters, numbers and hyphens."))
        return value


@dataclass(frozen=True, slots=True)
class Parts:
    """Moves of the engine with their shares, as [["dolly_in", 1], ["tilt_up", 0.5]]."""

    label: Label

    def read(self, value: Any) -> tuple[tuple[str, float], ...]:
        rows = pairs_of(value, least=1, most=MOST_MOVES)
        known = {move.value for move in Move}
        for name, _share in rows:
            if name not in known:
                raise Unfit(_("The engine has no move “%(name)s”.") % {"name": str(name)[:50]})
        return tuple((str(name), number_of(share, low=0.05, high=1)) for name, share in rows)


@dataclass(frozen=True, slots=True)
class Curve:
    """Speed along a result, as [[0, 1], [0.5, 0.4], [1, 1]]."""

    label: Label

    def read(self, value: Any) -> tuple[tuple[float, float], ...]:
        rows = pairs_of(value, least=2, most=MOST_POINTS)
        points = tuple(
            (number_of(moment, low=0, high=1), number_of(speed, low=SLOWEST, high=FASTEST)) for moment, speed in rows
        )
        moments = [moment for moment, _speed in points]
        if moments[0] != 0 or moments[-1] != 1:
            raise Unfit(_("A speed curve begins at 0 and ends at 1."))
        if any(later - earlier < CLOSEST - 1e-9 for earlier, later in pairwise(moments)):
            raise Unfit(_("The moments of a speed curve must rise, by at least 0.01 each."))
        return points


Field = Number | Count | Flag | Choice | Pixels | Slug | Parts | Curve


def pairs_of(value: Any, *, least: int, most: int) -> list[list[Any]]:
    """A list of lists of two. Raises Unfit."""
    if not isinstance(value, list | tuple) or not least <= len(value) <= most:
        raise Unfit(_("Give %(least)d to %(most)d pairs.") % {"least": least, "most": most})
    if any(not isinstance(row, list | tuple) or len(row) != 2 for row in value):
        raise Unfit(_("Give pairs of two values."))
    return [list(row) for row in value]
