"""How far two regions' colours lie apart, where exposure and white balance may have changed between the pictures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from anchors.media.likeness.swatch import Swatch, lab_of
from reklamai.media.colour import BT709
from reklamai.media.types import AnyArray, FloatPicture

STOPS = 1.25
"""Change of exposure that is allowed for, either way."""
CAST = 0.30
"""Change of white balance that is allowed for: stops of red or blue against green."""
LIGHTNESS = 0.55
"""Weight of lightness against colour: folds and shade move lightness, and hardly the rest."""
QUANTILES = (np.arange(48) + 0.5) / 48


@dataclass(frozen=True, slots=True)
class Apart:
    """distance: in Lab units, after the change of light was allowed for; stops, cast: how much was allowed."""

    distance: float
    stops: float
    cast: float


def apart(one: Swatch, other: Swatch, *, cast: float = CAST) -> Apart:
    """How far the colours of two regions lie apart: what it costs to carry one distribution over into the other.

    The best of three readings is taken: as they are, the second one's exposure made as the first one's, and its
    white balance too; each allowance costs a little, and there is a limit to both (STOPS, `cast`).
    Source: sliced Wasserstein distance, Bonneel et al. (2015), over fixed directions in Lab.
    """
    a, b = one.pixels(), other.pixels()
    shift = np.median(np.log2(a), axis=0) - np.median(np.log2(b), axis=0)
    stops = float(np.clip(shift @ BT709, -STOPS, STOPS))
    tint = np.clip(shift - shift[1], -cast, cast)
    found = []
    for gain, exposure, tinted in (
        (np.zeros(3), 0.0, 0.0),
        (np.full(3, stops), stops, 0.0),
        (stops + tint - float(tint @ BT709), stops, float(np.ptp(tint))),
    ):
        moved = _sliced(_space(a), _space(np.clip(b * 2**gain, 0, 1)))
        found.append(Apart(moved + 1.2 * abs(exposure) + 6 * tinted, exposure, tinted))
    return min(found, key=lambda each: each.distance)


def _space(linear: AnyArray) -> FloatPicture:
    return np.asarray(lab_of(linear) * (LIGHTNESS, 1, 1), dtype=np.float32)


def _sliced(one: FloatPicture, other: FloatPicture) -> float:
    first, second = (np.quantile(each @ DIRECTIONS.T, QUANTILES, axis=0) for each in (one, other))
    # a slice sees half of a shift in space on average (mean |cos| on the sphere): doubled, it reads as a Lab distance
    return float(2 * np.abs(first - second).mean())


def _sphere(count: int) -> FloatPicture:
    """Evenly spread directions of a half sphere (a Fibonacci lattice)."""
    step = np.arange(count) + 0.5
    z, turn = 1 - step / count, np.pi * (1 + 5**0.5) * step
    ring = np.sqrt(1 - z**2)
    return np.asarray(np.stack([z, ring * np.cos(turn), ring * np.sin(turn)], axis=1), dtype=np.float32)


DIRECTIONS = _sphere(24)
