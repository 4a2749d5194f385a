"""The grain of a region as numbers: how strongly its light and colour vary at each scale, and how that is spread."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from anchors.media.likeness.swatch import Swatch
from reklamai.media.types import AnyArray, Mask, Plane

SIGMAS = (0.8, 1.6, 3.2, 6.4, 12.8)
"""Of the blurs between which the bands lie, pixels of a swatch."""
FLOOR = 0.02
"""Stops: variation below it is noise and compression."""


@dataclass(frozen=True, slots=True)
class Texture:
    """light, colour: (4,) log2 of the variation in each band, fine to coarse."""

    light: AnyArray
    colour: AnyArray
    steps: AnyArray
    """(24,) shares of the local ups and downs of brightness, whatever their strength (see `_steps`)."""


def texture(region: Swatch) -> Texture:
    """Of a region, whatever its exposure, white balance and turn."""
    logs = np.log2(region.linear)
    light = np.asarray(logs @ np.array([0.2126, 0.7152, 0.0722], np.float32), dtype=np.float32)
    # ratios of channels: a fold changes the brightness of a cloth, and not these
    reds, blues = logs[..., 0] - logs[..., 1], logs[..., 2] - logs[..., 1]
    bands = _bands(light, region.inside)
    colours = [np.hypot(r, b) for r, b in zip(_bands(reds, region.inside), _bands(blues, region.inside), strict=True)]
    return Texture(
        np.array([_strength(band, region.inside) for band in bands]),
        np.array([_strength(band, region.inside) for band in colours]),
        _steps(bands, region.inside),
    )


def grain_apart(one: Texture, other: Texture) -> dict[str, float]:
    """Differences by name: light and colour in octaves of strength, steps 0..1."""
    return {
        "light": float(np.abs(one.light - other.light).mean()),
        "colour": float(np.abs(one.colour - other.colour).mean()),
        "steps": float(np.sqrt(max(0.0, 1 - float(np.sqrt(one.steps * other.steps).sum())))),
    }


def _bands(plane: Plane, inside: Mask) -> list[Plane]:
    blurred = [_blur(plane, inside, sigma) for sigma in SIGMAS]
    return [fine - coarse for fine, coarse in pairwise(blurred)]


def _blur(plane: Plane, inside: Mask, sigma: float) -> Plane:
    """Blur that takes nothing from outside."""
    weight = cv2.GaussianBlur(inside, (0, 0), sigma)
    return np.asarray(cv2.GaussianBlur(plane * inside, (0, 0), sigma) / np.maximum(weight, 1e-4), dtype=np.float32)


def _strength(band: Plane, inside: Mask) -> float:
    return float(np.log2(np.abs(band[inside > 0.5]).mean() + FLOOR))


def _steps(bands: list[Plane], inside: Mask) -> AnyArray:
    """Histogram of each band's values over their own strength: prints have long tails, knits do not."""
    edges = np.array([-np.inf, -2, -1, -0.4, 0.4, 1, 2, np.inf])
    shares = []
    for band in bands:
        values = band[inside > 0.5]
        counts, _ = np.histogram(values / (np.abs(values).mean() + FLOOR), edges)
        shares.append(counts / max(1, counts.sum()))
    found: AnyArray = np.concatenate(shares) / len(bands)
    return found
