"""A limiter that looks ahead: no true peak passes a ceiling, and nothing is bent that need not be."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.ndimage import minimum_filter1d, uniform_filter1d

from reklamai.media.types import AnyArray

ATTACK: Final = 2.0
"""dB a millisecond by which the gain may go down before a peak: 6 dB take 3 ms, too short to be heard as a fade."""
RELEASE: Final = 0.06
"""dB a millisecond back up: 6 dB in 100 ms, longer than a wave of the lowest voice."""
SMOOTHED: Final = 2
"""Milliseconds to either side over which corners are rounded."""


def limited(peaks: AnyArray, *, gain_db: float, ceiling_db: float) -> AnyArray:
    """Gain in dB at the beginning of every millisecond, and one more: `gain_db` less what keeps every peak down.

    peaks: (N,) true peak of every millisecond, 1 is full scale. Between two values gain goes in a straight line of dB.
    """
    most = ceiling_db - 20 * np.log10(np.maximum(peaks, 1e-9)) - gain_db
    needed = np.minimum(0.0, most)
    place = np.arange(len(needed))
    after = place * RELEASE + np.minimum.accumulate(needed - place * RELEASE)
    before = np.minimum.accumulate((needed + place * ATTACK)[::-1])[::-1] - place * ATTACK
    envelope = np.minimum(after, before)
    width = 2 * SMOOTHED + 1
    # each mean is of minima that all know the peak in their middle, so rounding cannot lift the gain over it
    rounded = uniform_filter1d(minimum_filter1d(envelope, width, mode="nearest"), width, mode="nearest")
    ends = np.concatenate([rounded[:1], rounded, rounded[-1:]])
    return np.asarray(np.minimum(ends[:-1], ends[1:]) + gain_db)
