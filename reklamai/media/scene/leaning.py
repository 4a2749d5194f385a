"""How far a grade leans to held colours: the whole picture's middle and spread moved towards those of a palette.

Source: Reinhard et al., Color Transfer between Images (2001), here by a bounded part.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from reklamai.media.colour import to_lab
from reklamai.media.scene.grade import STRAIGHT, Leaning
from reklamai.media.scene.held import Held, Shade
from reklamai.media.types import AnyArray, Picture

PART = 0.4
"""How much of the way is gone."""
MOST = 5.0
"""Lab units of a and b: more, and skin and clothes are no longer theirs."""
SPREAD = (0.92, 1.1)
"""Bounds of the change of contrast."""
USUAL_STOPS = 1.3
"""Contrast of a light that leaves the grade as it is."""
STATS_SIDE = 128


def leaning_to(held: Held, picture: Picture) -> Leaning:
    """How the grade of `picture` (not yet graded) leans to what is held."""
    if not held.palette and held.contrast is None:
        return STRAIGHT
    contrast = 1.0 if held.contrast is None else 1 + 0.05 * float(np.clip(held.contrast - USUAL_STOPS, -1, 2))
    if not held.palette:
        return Leaning(contrast=contrast)
    middle, spread = _of(held.palette)
    small = cv2.resize(picture, (STATS_SIDE, STATS_SIDE), interpolation=cv2.INTER_AREA)
    lab = to_lab(np.asarray(small, np.uint8)).reshape(-1, 3)
    way = np.clip(PART * (middle - lab.mean(axis=0))[1:], -MOST, MOST)
    wider = float(np.clip((spread / max(1.0, float(lab[:, 0].std()))) ** PART, *SPREAD))
    return Leaning(float(way[0]), float(way[1]), contrast * wider)


def _of(palette: Sequence[Shade]) -> tuple[AnyArray, float]:
    labs = np.array([shade.lab for shade in palette])
    weights = np.array([max(1e-6, shade.share) for shade in palette])
    middle = np.average(labs, axis=0, weights=weights)
    return middle, float(np.sqrt(np.average((labs[:, 0] - middle[0]) ** 2, weights=weights)))
