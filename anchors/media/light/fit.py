"""Which light makes these patches as bright as they are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from anchors.media.light.surface import Patches
from reklamai.media.colour import BT709
from reklamai.media.types import AnyArray, FloatPicture

REACHES: Final = (0.09, 0.3, 0.5, 0.75)
"""Sine of the lamp's radius as the skin sees it: a bare bulb, a near softbox, half the sky."""
FILL: Final = (0.5, 0.5)
"""Light from everywhere on a patch: this, plus this times how far it looks at the camera: the rim of a face sees the
shoulders and the hair."""
ROUNDS: Final = 4
ENOUGH: Final = 60
"""Patches without which there is nothing to fit."""


@dataclass(frozen=True, slots=True)
class Fit:
    """One lamp and a fill from everywhere.

    direction: unit; right, up, towards the camera. reach: between the ends of `REACHES`. fill, key: what light from
    everywhere and the lamp give at most, in shares of the mean. unexplained: 0..1 of the variation. spread: degrees
    that the direction can be moved before the fit is notably worse.
    """

    direction: tuple[float, float, float]
    reach: float
    fill: float
    key: float
    unexplained: float
    spread: float


def fit_light(patches: Patches) -> Fit | None:
    """One lamp and a fill from everywhere, so placed that the rest is least; None if there are too few patches."""
    if len(patches.weights) < ENOUGH:
        return None
    light = patches.colours @ BT709
    light = light / max(1e-6, float(np.average(light, weights=patches.weights)))
    directions = _directions()
    shading = [_shading(patches.normals, directions, reach) for reach in REACHES]
    around = (FILL[0] + FILL[1] * patches.normals[:, 2]).astype(np.float32)
    trust = patches.weights.astype(np.float64)
    for _ in range(ROUNDS):
        solved = [_solved(each, around, light, trust) for each in shading]
        errors = np.stack([each[0] for each in solved])
        level, place = np.unravel_index(int(np.argmin(errors)), errors.shape)
        fill, key = (solved[int(level)][index][place] for index in (1, 2))
        expected = fill * around + key * shading[int(level)][place]
        trust = patches.weights * _trust(light, expected)
    return _summed_up(errors, int(level), int(place), (float(fill), float(key)), light, trust)


def _summed_up(
    errors: AnyArray, level: int, place: int, share: tuple[float, float], light: FloatPicture, trust: AnyArray
) -> Fit:
    directions, row = _directions(), errors[level]
    middle = float(np.average(light, weights=trust))
    varied = float(np.average((light - middle) ** 2, weights=trust)) * float(trust.sum())
    least = float(row[place])
    # the light is anywhere within the directions that explain nearly as much: their mean is steadier than the best one
    room = np.exp(-(row - least) / max(1e-9, 0.03 * (least + 0.25 * varied)))
    mean = (directions * room[:, None]).sum(axis=0)
    length = float(np.linalg.norm(mean)) / float(room.sum())
    x, y, z = (mean / (np.linalg.norm(mean) + 1e-9)).tolist()
    spread = math.degrees(math.acos(min(1.0, length)))
    return Fit((x, y, z), _reach(errors.min(axis=1), varied), share[0], share[1], least / max(1e-9, varied), spread)


def _reach(least: AnyArray, varied: float) -> float:
    """The mean of the reaches that explain nearly as much as the best."""
    room = np.exp(-(least - least.min()) / max(1e-9, 0.01 * (least.min() + 0.25 * varied)))
    return float(np.average(REACHES, weights=room))


def _trust(light: FloatPicture, expected: FloatPicture) -> AnyArray:
    """Weights that let go of beards, shine and cast shadows (Cauchy), errors taken as shares of the light there."""
    apart = (light - expected) / (0.35 + expected)
    scale = max(0.02, 1.4826 * float(np.median(np.abs(apart))))
    return 1 / (1 + (apart / (2 * scale)) ** 2) / (0.35 + expected)


def _shading(normals: FloatPicture, directions: FloatPicture, reach: float) -> FloatPicture:
    """Light of a disc on patches: as of a point where all of it is above their horizon, easing out where a part is."""
    facing = directions @ normals.T
    edge = np.clip(facing + np.float32(reach), 0, 2 * reach) ** 2 / np.float32(4 * reach)
    return np.where(facing > reach, facing, edge)


def _solved(
    shading: FloatPicture, around: FloatPicture, light: FloatPicture, trust: AnyArray
) -> tuple[AnyArray, AnyArray, AnyArray]:
    """For each direction: what is left over, and the fill and key (neither below 0) that leave it."""
    own = trust.astype(np.float32)
    weighed = shading * own
    ff, sf, ss = float(own @ around**2), weighed @ around, (weighed * shading).sum(axis=1)
    sy, fy, yy = weighed @ light, float((own * around) @ light), float(own @ light**2)
    key = np.clip((sy * ff - sf * fy) / np.maximum(ss * ff - sf * sf, 1e-9), 0, None)
    fill = (fy - key * sf) / ff
    key, fill = np.where(fill < 0, sy / np.maximum(ss, 1e-9), key), np.maximum(fill, 0)
    left = yy - 2 * (fill * fy + key * sy) + fill**2 * ff + 2 * fill * key * sf + key**2 * ss
    return left, fill, key


@lru_cache(maxsize=1)
def _directions() -> FloatPicture:
    """About 420 unit directions, evenly over the sphere without the cone straight behind the head."""
    count = 480
    index = np.arange(count) + 0.5
    toward = 1 - 2 * index / count
    turn = math.pi * (1 + 5**0.5) * index
    radius = np.sqrt(1 - toward**2)
    points = np.stack([radius * np.cos(turn), radius * np.sin(turn), toward], axis=1)
    return np.asarray(points[toward > -0.8], dtype=np.float32)
