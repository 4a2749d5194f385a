"""Small faces in wide pictures: a second look at the picture piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from reklamai.media.mattes.heads import Spotted, overlap, seen_by
from reklamai.media.types import Picture

LARGE: Final = 0.25
"""Width of a face in shorter sides of the picture from which nobody looks for smaller ones: it is a portrait."""
TILE: Final = 0.5
"""Side of a piece, in shorter sides: the finder sees faces of a sixteenth of what it is shown (measured)."""
STEP: Final = 0.75
"""Between the pieces, in sides of one, so that a face cut by one rim is whole in the next."""
MOST_STARTS: Final = 6
"""Of pieces in one direction: a panorama longer than that is looked at with gaps, or it would take a second."""
LEAST_SIDE: Final = 160
"""Pixels under which a picture holds no face that a piece would show better."""


def small_faces(picture: Picture, known: Sequence[Spotted]) -> tuple[Spotted, ...]:
    """The faces that the whole picture was too wide for, without the `known` ones; none if one of those is large."""
    height, width = picture.shape[:2]
    short = min(height, width)
    if short < LEAST_SIDE or any(each.box[2] > LARGE * short for each in known):
        return ()
    found: list[Spotted] = []
    for x, y, side in _tiles(width, height):
        piece = np.ascontiguousarray(picture[y : y + side, x : x + side])
        for seen in seen_by(piece, near=False):
            moved = _moved(seen, x, y)
            if all(overlap(moved.box, other.box, of_smaller=True) < 0.5 for other in (*known, *found)):
                found.append(moved)
    return tuple(found)


def _tiles(width: int, height: int) -> Iterator[tuple[int, int, int]]:
    side = round(TILE * min(width, height))
    for y in _starts(height, side):
        for x in _starts(width, side):
            yield x, y, side


def _starts(length: int, side: int) -> list[int]:
    count = int(np.ceil((length - side) / (STEP * side))) + 1
    return [round(at) for at in np.linspace(0, length - side, min(count, MOST_STARTS))]


def _moved(seen: Spotted, x: int, y: int) -> Spotted:
    left, top, width, height = seen.box
    return replace(seen, box=(left + x, top + y, width, height), marks=seen.marks + np.array((x, y), np.float32))
