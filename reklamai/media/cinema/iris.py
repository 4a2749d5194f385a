"""The shape of a point that is out of focus: the picture of the iris."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from reklamai.media.cinema.model import Optics
from reklamai.media.types import Plane

FINE = 5
"""Samples of a kernel's pixel along each side."""
RIM = 0.35
"""How much brighter a disc is at its rim than in its middle, as lenses for pictures mostly draw it."""

TURNED = 0.35
"""How much longer a disc gets about the middle of the frame, at swirl 1 in the corner."""


@dataclass(frozen=True, slots=True)
class Iris:
    """What shapes the discs; all of it as in `Optics`."""

    blades: int = 0
    squeeze: float = 1.0
    swirl: float = 0.0


def iris_of(optics: Optics) -> Iris:
    """The iris of a lens."""
    return Iris(optics.blades, optics.squeeze, optics.swirl)


def farthest(iris: Iris) -> float:
    """How far the light of a point goes, by the radius of its disc: corners stand out, and swirling stretches."""
    corners = _apothem(iris.blades) / math.cos(math.pi / iris.blades) if iris.blades >= 3 else 1.0
    return corners * (1 + TURNED * iris.swirl)


def _apothem(blades: int) -> float:
    """From the middle to a side of a polygon with the area of a circle of radius 1."""
    return math.sqrt(math.pi / (blades * math.tan(math.pi / blades)))


@lru_cache(maxsize=256)
def disc(radius: float, iris: Iris, *, off: tuple[float, float] = (0.0, 0.0)) -> Plane:
    """A point out of focus, as a kernel of odd sides whose sum is 1. Not to be written to: it is shared.

    radius: of its upright half, pixels; a squeezing lens draws it narrower across. off: place in the frame, the half
    diagonal is 1: swirling lenses cut discs to cat's eyes there.
    """
    reach = max(1, math.ceil(radius * farthest(iris)))
    side = (2 * reach + 1) * FINE
    line = ((np.arange(side, dtype=np.float32) + 0.5) / FINE - reach - 0.5) / radius
    x, y = line[None, :] * iris.squeeze, line[:, None]
    shape = _inside(x, y, iris.blades, radius)
    if iris.swirl > 0 and off != (0.0, 0.0):
        shape = _inside_swirl(x, y, iris, off, radius)
    weight = shape * (1 - RIM + RIM * np.minimum(1, x * x + y * y))
    kernel = cv2.resize(weight, None, fx=1 / FINE, fy=1 / FINE, interpolation=cv2.INTER_AREA)
    return np.asarray(kernel / kernel.sum(), np.float32)


def _inside(x: Plane, y: Plane, blades: int, radius: float) -> Plane:
    """1 inside the iris of radius 1, 0 outside, with a border as soft as one sample."""
    away = np.hypot(x, y)
    if blades >= 3:
        half = math.pi / blades
        angle = np.mod(np.arctan2(x, -y), 2 * half) - half
        # of the circle's own area, so that fewer blades do not make the blur smaller
        away = away * np.cos(angle) / _apothem(blades)
    return np.asarray(np.clip((1 - away) * radius * FINE + 0.5, 0, 1), np.float32)


def _inside_swirl(x: Plane, y: Plane, iris: Iris, off: tuple[float, float], radius: float) -> Plane:
    """The iris seen askew through the barrel: cut on the side away from the middle, longer around it."""
    far = math.hypot(*off)
    out_x, out_y = off[0] / far, off[1] / far
    outward, around = x * out_x + y * out_y, x * out_y - y * out_x
    strength = iris.swirl * min(1.0, far)
    around = around / (1 + TURNED * strength)
    shift = 0.95 * strength
    lens = _inside(outward - shift / 2, around, iris.blades, radius)
    barrel = _inside(outward + shift / 2, around, 0, radius)
    return np.asarray(lens * barrel, np.float32)
