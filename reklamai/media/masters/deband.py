"""Bands of few bits smoothed into ramps: what lay between two steps, guessed within the half step that is unknown."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from reklamai.media.types import AnyArray

COARSE: Final = 4
"""Ramps are slow: their means are taken at a quarter of the size."""
WINDOWS: Final = (5, 11, 25)
"""Sides in coarse pixels, the narrowest first: a wider one replaces it where its ground is as quiet."""
QUIET, BUSY = 0.2, 0.35
"""Steps between neighbours, in the mean of a window: bands have few, grain and texture many. Beyond BUSY all stays."""
HALF: Final = 0.498
"""Steps that rounding may have taken away: no value moves further, so that rounded again all is as it was."""
TRUSTED, FOREIGN = 0.6, 1.1
"""Steps from the mean of the window; what is FOREIGN belongs to an edge and stays."""


def debanded(plane: AnyArray, *, step: float) -> AnyArray:
    """A plane whose bands became ramps. No value moves by more than half a step; edges, texture and grain stay.

    plane: (H, W) uint16; step: between neighbouring values of the source in it: 256 for 8-bit video, 257 for RGB.
    Returns: (H, W) uint16. Raises: ValueError for another dtype.
    """
    if plane.dtype != np.uint16 or plane.ndim != 2:
        raise ValueError(f"expected (H, W) uint16, got {plane.shape} {plane.dtype}")
    if min(plane.shape) < 2 * COARSE:
        return plane
    known = plane.astype(np.float32)
    known *= 1 / step
    small = -(-plane.shape[1] // COARSE), -(-plane.shape[0] // COARSE)
    means = cv2.resize(known, small, interpolation=cv2.INTER_AREA)
    stirs = cv2.resize(_stir(known), small, interpolation=cv2.INTER_AREA)
    made = known.copy()
    for window in WINDOWS:
        share = (BUSY - cv2.blur(stirs, (window, window))) * (1 / (BUSY - QUIET))
        if share.max() > 0:
            # between two coarse pixels both means count: ground is quiet only where its neighbours are
            quiet = cv2.erode(np.clip(share, 0, 1), np.ones((3, 3)))
            _blend(made, known, cv2.blur(means, (window, window)), quiet)
    made *= step
    made += 0.5
    return np.clip(made, 0, 65535, out=made).astype(np.uint16)


def _stir(known: AnyArray) -> AnyArray:
    stir = np.zeros_like(known)
    stir[:, 1:] = cv2.absdiff(known[:, 1:], known[:, :-1])
    stir[1:] += cv2.absdiff(known[1:], known[:-1])
    return stir


def _blend(made: AnyArray, known: AnyArray, means: AnyArray, share: AnyArray) -> None:
    size = known.shape[1], known.shape[0]
    away: AnyArray = cv2.resize(means, size, interpolation=cv2.INTER_LINEAR)
    away -= known
    far = np.abs(away)
    far -= FOREIGN
    far *= -1 / (FOREIGN - TRUSTED)
    trust = np.clip(far, 0, 1, out=far)
    trust *= cv2.resize(share, size, interpolation=cv2.INTER_LINEAR)
    np.clip(away, -HALF, HALF, out=away)
    away += known
    away -= made
    away *= trust
    made += away
