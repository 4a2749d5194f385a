"""The side that a picture is brighter on: all that is known of the light where nothing stands in it."""

from __future__ import annotations

import math
from typing import Final

import cv2
import numpy as np

from anchors.media.light.fit import REACHES, Fit
from reklamai.media.colour import BT709, to_linear
from reklamai.media.types import Picture

SIDE: Final = 48
DARKEST: Final = 0.004
"""Linear light under which noise says more than light does."""
STEEP: Final = 2.0
"""Stops from one edge to the other that stand for a light from the very side."""


def gradient_fit(small: Picture) -> Fit | None:
    """A plane through the brightness, as a lamp on its bright side; None if the picture is even.

    A bright sky reads as light from above, a window as light from its side; a white wall beside a black one does too,
    which is why `unexplained` is never small here.
    """
    tiny = cv2.resize(small, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    stops = np.log2(np.maximum(to_linear(tiny.astype(np.float32) / 255) @ BT709, DARKEST)).astype(np.float64)
    y, x = np.mgrid[0.5 : -0.5 : SIDE * 1j, -0.5 : 0.5 : SIDE * 1j]
    plane = np.stack([np.ones(x.size), x.ravel(), y.ravel()], axis=1)
    (middle, right, up), *_ = np.linalg.lstsq(plane, stops.ravel(), rcond=None)
    varied = float(stops.var())
    if varied < 0.01:
        return None
    left = float(((stops.ravel() - plane @ [middle, right, up]) ** 2).mean()) / varied
    length = math.sqrt(right**2 + up**2 + STEEP**2)
    direction = (float(right) / length, float(up) / length, STEEP / length)
    slope = min(1.0, math.hypot(right, up) / STEEP)
    return Fit(direction, REACHES[-1], fill=1 - slope, key=slope, unexplained=left, spread=15.0)
