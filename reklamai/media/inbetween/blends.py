"""Two pictures as one."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.types import Picture


def mixed(first: Picture, last: Picture, share: float) -> Picture:
    """So much of the last, 0..1, over the first; screen values."""
    return np.asarray(cv2.addWeighted(first, 1 - share, last, share, 0), np.uint8)


def smooth(share: float) -> float:
    """0..1 that starts and ends at rest."""
    return share * share * (3 - 2 * share)
