"""The colour of the light, from skin and from the whole picture."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import cv2
import numpy as np

from anchors.media.light.surface import Patches
from reklamai.media.colour import XYZ_TO_LINEAR, planckian_xy, to_linear
from reklamai.media.types import AnyArray, FloatPicture, Picture

CONES: Final = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
"""XYZ to sharpened cone answers, in which a change of lamp is nearly three gains. Source: Lam, Bradford (1985)."""
SKIN: Final = 0.66
"""Natural log of long over short answers of skin in daylight white, midway between fair (Lab 70, 10, 15 gives 0.45)
and brown (44, 14, 20: 0.88); a mired is 0.007 of it."""
SKIN_SHARE: Final = 0.6
NORM: Final = 5
"""Minkowski norm of the scene's estimate. Source: Finlayson and Trezzi, Shades of Gray (2004), who take 6."""
CLIPPED, BLACK = 250, 6
LOWEST_MIRED, HIGHEST_MIRED = 50.0, 500.0
UNSURE: Final = 90.0
"""Mireds between skin and scene at which neither is to be trusted."""


def kelvin_of(small: Picture, patches: Patches | None) -> tuple[float, float]:
    """Colour temperature of the light in kelvin (2000..20000), and a confidence 0..1.

    A cast put on a picture moves the answer by what the cast is; the answer itself stands and falls with the guess of
    what is grey, so it is better for comparing pictures than as a lamp's label.
    small: the picture, a few hundred pixels wide. patches: its skin, if a face was found.
    """
    scene = _mired(_scene_ratio(small))
    if patches is None:
        return 1e6 / scene, 0.4
    skin = _mired(_skin_ratio(patches))
    mired = SKIN_SHARE * skin + (1 - SKIN_SHARE) * scene
    return 1e6 / mired, round(0.9 * float(np.exp(-abs(skin - scene) / UNSURE)), 3)


def _skin_ratio(patches: Patches) -> float:
    light = patches.colours.max(axis=1)
    good = (light > 0.01) & (light < 0.95)
    chosen = patches.colours[good] if good.sum() > 20 else patches.colours
    answers = chosen @ _to_cones().T
    return float(np.median(np.log(np.maximum(answers[:, 0], 1e-4) / np.maximum(answers[:, 2], 1e-4)))) - SKIN


def _scene_ratio(small: Picture) -> float:
    fair = (small.max(axis=2) < CLIPPED) & (small.max(axis=2) > BLACK)
    chosen = small[fair] if fair.sum() > 50 else small.reshape(-1, 3)
    answers = np.maximum(to_linear(chosen.astype(np.float32) / 255) @ _to_cones().T, 1e-5)
    long, _, short = (answers.astype(np.float64) ** NORM).mean(axis=0) ** (1 / NORM)
    return float(np.log(long / short))


def _mired(ratio: float) -> float:
    """Mireds of the black body whose long over short answers are `ratio` times (log) those of daylight white."""
    mireds, ratios = _locus()
    return float(np.interp(ratio, ratios, mireds))


@lru_cache(maxsize=1)
def _locus() -> tuple[AnyArray, AnyArray]:
    mireds = np.arange(LOWEST_MIRED, HIGHEST_MIRED + 1, 5)
    return mireds, np.array([_ratio_at(1e6 / each) for each in mireds]) - _ratio_at(6504.0)


def _ratio_at(kelvin: float) -> float:
    x, y = planckian_xy(kelvin)
    long, _, short = CONES @ np.array([x / y, 1.0, (1 - x - y) / y])
    return float(np.log(long / short))


@lru_cache(maxsize=1)
def _to_cones() -> FloatPicture:
    matrix = CONES @ np.linalg.inv(XYZ_TO_LINEAR)
    # white of the screen answers 1, 1, 1
    return np.asarray(matrix / matrix.sum(axis=1, keepdims=True), dtype=np.float32)


def shrunk(picture: Picture, side: int) -> Picture:
    """The picture with its longer side at most `side` pixels."""
    scale = side / max(picture.shape[:2])
    if scale >= 1:
        return picture
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
