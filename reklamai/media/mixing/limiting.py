"""A limiter that looks ahead: no true peak passes a ceiling, and nothing is bent that need not be."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.ndimage import maximum_filter1d, minimum_filter1d, uniform_filter1d

from reklamai.media.types import AnyArray

ATTACK: Final = 2.0
"""dB a millisecond by which the gain may go down before a peak: 6 dB take 3 ms, too short to be heard as a fade."""
RELEASE: Final = 0.06
"""dB a millisecond back up: 6 dB in 100 ms, longer than a wave of the lowest voice."""
QUICK: Final = 0.5
"""Of what is more than DEEP: a knock ends within 30 ms, and what is heard after it is not to be held down for it."""
DEEP: Final = 6.0
SMOOTHED: Final = 2
"""Milliseconds to either side over which corners are rounded."""
CODED_MS: Final = 22
"""To either side: as far as an AAC packet of 1024 samples lets a knock smear."""
EVERYWHERE: Final = 0.5
"""Share of what was added anywhere by which all is lowered: the next coding adds elsewhere, and would for ever."""
SPARE: Final = 0.2
"""dB. What is coded after a change is not what was coded before it."""


def limited(peaks: AnyArray, *, gain_db: float, ceiling_db: AnyArray) -> AnyArray:
    """Gain in dB at the beginning of every millisecond, and one more: `gain_db` less what keeps every peak down.

    peaks: (N,) true peak of every millisecond, 1 is full scale; ceiling_db: (N,) what each may be at most. Between
    two values gain goes in a straight line of dB.
    """
    needed = np.minimum(0.0, ceiling_db - 20 * np.log10(np.maximum(peaks, 1e-9)) - gain_db)
    slow = _envelope(np.maximum(needed, -DEEP), RELEASE)
    envelope = slow + _envelope(np.minimum(0.0, needed - slow), QUICK)
    width = 2 * SMOOTHED + 1
    # each mean is of minima that all know the peak in their middle, so rounding cannot lift the gain over it
    rounded = uniform_filter1d(minimum_filter1d(envelope, width, mode="nearest"), width, mode="nearest")
    ends = np.concatenate([rounded[:1], rounded, rounded[-1:]])
    return np.asarray(np.minimum(ends[:-1], ends[1:]) + gain_db)


def _envelope(needed: AnyArray, release: float) -> AnyArray:
    """The highest curve that is nowhere over what is needed and no steeper than attack and release."""
    place = np.arange(len(needed))
    after = place * release + np.minimum.accumulate(needed - place * release)
    before = np.minimum.accumulate((needed + place * ATTACK)[::-1])[::-1] - place * ATTACK
    return np.asarray(np.minimum(after, before))


def lowered(ceiling_db: AnyArray, heard: AnyArray, *, highest_db: float, attempt: int = 0) -> AnyArray:
    """The ceiling less what coding added where a peak came out over `highest_db` and about it, half of it elsewhere.

    heard: (N,) true peak of every millisecond of what was coded. attempt: from 0; each leaves more room everywhere.
    """
    over = 20 * np.log10(np.maximum(heard, 1e-9)) - highest_db
    there = maximum_filter1d(np.where(over > 0, over + SPARE, 0.0), 2 * CODED_MS + 1, mode="nearest")
    most = float(there.max(initial=0.0))
    return np.asarray(ceiling_db - np.maximum(there, (EVERYWHERE * most + SPARE * attempt) if most else 0.0))
