"""What the search for a person or a product in a picture gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from reklamai.media.types import Mask

Box = tuple[int, int, int, int]
"""x, y, width, height in pixels of the picture."""


class Kind(StrEnum):
    PERSON = "person"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Face:
    """A face: box from the brows to the chin; confidence 0..1."""

    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Matte:
    """What stands in front. mask: (H, W) float32 0..1 of the whole picture; box: where mask > 0.5; confidence 0..1."""

    mask: Mask
    box: Box
    confidence: float
    kind: Kind


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing was cut out, and why.

    reason: a code; each finder's docstring names its own.
    """

    reason: str


def box_of(mask: Mask, *, level: float = 0.5) -> Box | None:
    """Smallest box around `mask` > `level`; None if nothing is."""
    inside = mask > level
    columns, rows = np.flatnonzero(inside.any(axis=0)), np.flatnonzero(inside.any(axis=1))
    if not len(columns):
        return None
    x, y = int(columns[0]), int(rows[0])
    return x, y, int(columns[-1]) - x + 1, int(rows[-1]) - y + 1
