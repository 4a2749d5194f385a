"""A picture's light as one feature."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from anchors.media.features import LightFound
from anchors.media.light.fit import REACHES, Fit, fit_light
from anchors.media.light.gradient import gradient_fit
from anchors.media.light.shapes import outline_patches
from anchors.media.light.surface import Patches, skin_patches
from anchors.media.light.warmth import kelvin_of, shrunk
from reklamai.media.colour import BT709, check_picture, to_linear
from reklamai.media.faces import Face
from reklamai.media.mattes.model import Missing
from reklamai.media.types import Mask, Picture

SIDE: Final = 384
OUTLINE_TRUST: Final = 0.45
"""What a silhouette's light is worth beside a face's: clothes have colours, and their folds look anywhere."""
GRADIENT_TRUST: Final = 0.3
LEAST: Final = 0.05
"""Confidence under which a direction is a guess."""


def read_light(picture: Picture, *, face: Face | None, person: Mask | None) -> LightFound | Missing:
    """The key light of a picture.

    picture: (H, W, 3) uint8, RGB order. face: the main face, read first if it has a mesh. person: (H, W) 0..1, whatever
    stands in front (a person, a product), read as an inflated silhouette when there is no mesh. Without either, the
    side that the picture is brighter on stands for the direction, with a confidence of `GRADIENT_TRUST` at most.
    Returns: Missing("flat_light") when nothing tells where the light is.
    Raises: ValueError for another shape or dtype, or a mask of another size.
    """
    check_picture(picture)
    if person is not None and person.shape != picture.shape[:2]:
        raise ValueError(f"a mask of {person.shape} for a picture of {picture.shape[:2]}")
    small = shrunk(picture, SIDE)
    if face is not None and face.landmarks is not None:
        skin = skin_patches(picture, face.landmarks)
        found = fit_light(skin)
        if found is not None:
            return _told(small, found, stops=_stops(skin, found), trust=1.0, skin=skin)
    body = None if person is None else outline_patches(small, person)
    found = None if body is None else fit_light(body)
    if body is not None and found is not None:
        return _told(small, found, stops=_stops(body, found), trust=OUTLINE_TRUST, skin=None)
    found = gradient_fit(small)
    if found is None:
        return Missing("flat_light")
    return _told(small, found, stops=_range(small), trust=GRADIENT_TRUST, skin=None)


def _told(small: Picture, fit: Fit, *, stops: float, trust: float, skin: Patches | None) -> LightFound | Missing:
    confidence = trust * _confidence(fit)
    if confidence < LEAST:
        return Missing("flat_light")
    x, y, z = fit.direction
    kelvin, kelvin_confidence = kelvin_of(small, skin)
    return LightFound(
        azimuth=round(math.degrees(math.atan2(x, z)) % 360, 1),
        elevation=round(math.degrees(math.asin(max(-1.0, min(1.0, y)))), 1),
        hardness=round(_hardness(fit), 3),
        kelvin=round(kelvin),
        contrast=round(stops, 2),
        confidence=round(confidence, 3),
        kelvin_confidence=kelvin_confidence,
    )


def _confidence(fit: Fit) -> float:
    """Less for what the lamp does not explain, for a wide choice of directions and for a lamp that is hardly there."""
    share = fit.key / max(1e-6, fit.key + fit.fill)
    return (1 - 0.8 * min(1.0, fit.unexplained)) * math.exp(-((fit.spread / 35) ** 2)) * min(1.0, share / 0.4)


def _hardness(fit: Fit) -> float:
    """A narrow lamp with little fill is hard. Stretched: a bare bulb on a lit head gives 0.63 here and a disc of 38
    degrees 0.49, with single heads between 0.3 and 0.8."""
    share = fit.key / max(1e-6, fit.key + fit.fill)
    narrow = share * (1 - 0.8 * fit.reach / max(REACHES))
    return min(1.0, max(0.0, 0.5 + 1.5 * (narrow - 0.56)))


def _stops(patches: Patches, fit: Fit) -> float:
    """Stops between the third of the patches that looks towards the lamp and the third that looks away, sideways."""
    side = np.array(fit.direction[:2])
    if float(np.linalg.norm(side)) < 0.05:
        return 0.0
    turned = patches.normals[:, :2] @ (side / np.linalg.norm(side))
    low, high = np.percentile(turned, (33, 67))
    light = patches.colours @ BT709
    lit, dark = np.median(light[turned >= high]), np.median(light[turned <= low])
    return float(np.clip(np.log2(max(lit, 1e-3) / max(dark, 1e-3)), 0, 8))


def _range(small: Picture) -> float:
    """Stops between the bright and the dark fifth of a picture."""
    light = to_linear(small.astype(np.float32) / 255) @ BT709
    dark, bright = np.percentile(light, (20, 80))
    return float(np.clip(np.log2(max(bright, 1e-3) / max(dark, 1e-3)), 0, 8))
