"""Photos of somebody else among those of one person."""

from __future__ import annotations

from typing import Final

import numpy as np

from reklamai.media.faces import identity
from reklamai.media.types import AnyArray

NEAR: Final = identity.SAME
"""Distance from the most central photo up to which photos make the first centroid."""
OWN: Final = 0.34
"""Distance from the centroid of the others up to which a photo is of the person. Measured on 44 photos of 7 people:
own ones lie at 0.30 at most, those of others at 0.38 at least (docs/measurements.md)."""
ROUNDS: Final = 8
"""One was enough in each of 4,000 draws."""


def core_of(vectors: AnyArray) -> AnyArray:
    """Which photos are of the one person that most of them show: (N,) bool; all False for no photo at all.

    vectors: (N, 512) float32 of unit length. Starts from the photo with the most others near it, then asks each one how
    far it lies from the centroid of the other kept ones, until nothing changes. Never from neighbour to neighbour: such
    chains join two people who look alike.
    """
    if not len(vectors):
        return np.zeros(0, bool)
    apart = np.linalg.norm(vectors[:, None] - vectors[None], axis=2)
    # not the least median: where most photos are of strangers, each of another, that one is a stranger's
    near = (apart < NEAR).sum(axis=1)
    medoid = np.lexsort((apart.sum(axis=1), -near))[0]
    kept = apart[medoid] < NEAR
    for _ in range(ROUNDS):
        again = distances(vectors, kept) < OWN
        if not again.any() or np.array_equal(again, kept):
            break
        kept = again
    return np.asarray(kept, bool)


def distances(vectors: AnyArray, kept: AnyArray) -> AnyArray:
    """(N,) of each photo to the centroid of the kept ones without itself; 0 for the only one kept."""
    total = vectors[kept].sum(axis=0)
    others = np.where(kept[:, None], total - vectors, total)
    alone = np.linalg.norm(others, axis=1) < 1e-6
    others = np.where(alone[:, None], vectors, others)
    others = others / np.linalg.norm(others, axis=1, keepdims=True)
    return np.asarray(np.linalg.norm(vectors - others, axis=1), np.float32)
