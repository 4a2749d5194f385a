"""Made-up people as vectors that lie as real ones do: no face is needed to measure a search among many.

Real photos (docs/measurements.md, "Photos of a person to be trained") lie 0.199 ± 0.034 from the middle of their person
and 0.551 ± 0.060 from that of another. Both follow from the numbers below, and a test holds them to it. Directions are
few, as they are in faces: two people differ in about thirty ways, not in 512.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

LENGTH = 512
WAYS, WITHIN_WAYS = 30, 128
"""Dimensions in which people differ, and in which photos of one person do."""
APART = 0.37
"""Length of what is a person's own, beside what all faces share."""
OWN, OWN_SPREAD = 0.199, 0.034
NEAREST, FARTHEST = 0.09, 0.31
"""Own photos outside of three spreads were not seen."""


@dataclass(frozen=True)
class People:
    """centres: (N, 512), one a person; vectors: (N * members, 512), those of one person after one another."""

    centres: np.ndarray
    vectors: np.ndarray
    members: int

    def person_of(self, row):
        return row // self.members


def people(count, *, members, seed):
    """`count` people with so many vectors each; the same seed gives the same people."""
    rng, axes = np.random.default_rng(seed), axes_of()
    own = rng.standard_normal((count, WAYS), np.float32) * np.float32(APART / np.sqrt(WAYS))
    centres = unit(axes[0] * np.sqrt(1 - APART**2) + own @ axes[1 : 1 + WAYS])
    return People(centres, photos_of(np.repeat(centres, members, axis=0), seed=seed + 1), members)


def photos_of(centres, *, seed):
    """One vector for each centre, at a real distance from it, in a direction of its own."""
    rng, axes = np.random.default_rng(seed), axes_of()[1 + WAYS :]
    apart = np.clip(rng.normal(OWN, OWN_SPREAD, len(centres)), NEAREST, FARTHEST).astype(np.float32)
    away = rng.standard_normal((len(centres), len(axes)), np.float32) @ axes
    away = unit(away - centres * (away * centres).sum(axis=1, keepdims=True))
    along = 1 - apart**2 / 2  # of two unit vectors at a distance d, the cosine
    return unit(centres * along[:, None] + away * np.sqrt(1 - along**2)[:, None])


@cache
def axes_of():
    """What all faces share, the ways in which people differ, those in which photos do: orthogonal rows."""
    drawn = np.random.default_rng(0).standard_normal((LENGTH, 1 + WAYS + WITHIN_WAYS))
    return np.asarray(np.linalg.qr(drawn)[0].T, np.float32)


def unit(rows):
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)
