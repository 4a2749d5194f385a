"""Speed ramps: which moment of the source each frame of a result shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.interpolate import PchipInterpolator

from reklamai.core.errors import BadInput
from reklamai.media.cinema.model import Points
from reklamai.media.types import AnyArray

SLOWEST, FASTEST = 0.25, 4.0
MOST_POINTS = 16
CLOSEST = 0.01
"""Points nearer to one another than this share of the clip would be a jump, not a ramp."""


def check_points(points: Iterable[Sequence[float]]) -> Points:
    """Points of a ramp, (moment, speed) as a user drew them, checked.

    Moments rise from 0 to 1 by at least 0.01; speeds are 0.25..4; 2..16 points.
    Raises: BadInput for others.
    """
    try:
        found = tuple((float(moment), float(speed)) for moment, speed in points)
    except (TypeError, ValueError) as error:
        raise BadInput("A speed ramp is a list of moments and speeds.") from error
    moments, speeds = np.array([moment for moment, _ in found]), np.array([speed for _, speed in found])
    if not 2 <= len(found) <= MOST_POINTS:
        raise BadInput("A speed ramp has between 2 and 16 points.", points=len(found))
    if not np.isfinite([moments, speeds]).all() or moments[0] != 0 or moments[-1] != 1:
        raise BadInput("A speed ramp begins at moment 0 and ends at moment 1.")
    if np.diff(moments).min() < CLOSEST - 1e-9:
        raise BadInput("The moments of a speed ramp rise, by at least 0.01 each.")
    if speeds.min() < SLOWEST or speeds.max() > FASTEST:
        raise BadInput("Speeds of a ramp are between 0.25 and 4.")
    return found


def time_map(points: Points, frames: int) -> AnyArray:
    """(frames,) float64 positions in the source, from 0 to frames - 1, never going back; without points 0, 1, 2...

    The length is kept: speeds are divided by their mean, so a clip that is fast in the middle is slower at its ends.
    Between the points speed follows a monotone cubic: it never leaves the range of its two neighbours.
    Raises: BadInput for points that `check_points` refuses; ValueError for fewer than one frame.
    """
    if frames < 1:
        raise ValueError(f"a clip has at least one frame, got {frames}")
    if not points or frames == 1:
        return np.arange(frames, dtype=np.float64)
    way = _speed(points).antiderivative()
    moments = np.linspace(0, 1, frames)
    gone = (way(moments) - way(0.0)) / (way(1.0) - way(0.0))
    return np.asarray(np.maximum.accumulate(np.clip(gone, 0, 1)) * (frames - 1), np.float64)


def true_speeds(points: Points, moments: AnyArray) -> AnyArray:
    """Speeds really played at moments 0..1 of the result (any shape), their mean over the clip being 1.

    For sound that goes with the picture, and for what is drawn under a curve. Raises: BadInput as `time_map`.
    """
    if not points:
        return np.ones_like(np.asarray(moments, np.float64))
    speed = _speed(points)
    return np.asarray(speed(np.clip(moments, 0, 1)) / float(speed.integrate(0.0, 1.0)), np.float64)


def _speed(points: Points) -> PchipInterpolator:
    moments, speeds = zip(*check_points(points), strict=True)
    return PchipInterpolator(moments, speeds)
