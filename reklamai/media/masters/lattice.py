"""Whether values lie on the steps of fewer bits: exactly, or nearly, as a codec or a change of size leaves them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from reklamai.media.masters.planes import BLACK, TOP, WHITE
from reklamai.media.types import AnyArray

SIDE: Final = 800
"""Pixels of the middle that are looked at: 0.6 million tell as much as all."""
WEIGHTS: Final = {"709": (0.2126, 0.7152, 0.0722), "601": (0.299, 0.587, 0.114)}
EXACT: Final = 0.985
NEAR: Final = ((0.6, 3), (0.12, 8), (0.07, 20))
"""Least mean pull towards the steps, and of how many steps. Pictures of 16 bits show up to 0.05 over 8 and more steps;
gradients of 8 bits 0.35 to 0.7 behind HEVC and ProRes, photos of 8 bits 0.07 to 0.48 behind a change of size."""
LEAST_IN_STEP: Final = 64
GENTLE, NEARBY = 4, 9
"""Steps that values may differ by within so many pixels where steps still show: more is texture."""
FINER: Final = (10, 12)


@dataclass(frozen=True, slots=True)
class Pull:
    """bits: 8, 10, 12 or 16; exact: whether values lie on the steps and not only near them."""

    bits: int
    exact: bool


def pull_of(channels: list[AnyArray]) -> Pull:
    """The coarsest steps that the values of red, green and blue, or luma as video codes it, are drawn to.

    channels: (H, W) uint16 each, screen values.
    """
    found = [steps(plane) for plane in coded(channels)]
    if any(each.exact for each in found):
        return Pull(8, exact=True)
    if any(each.near for each in found):
        return Pull(8, exact=False)
    for bits in FINER:
        if any(steps(plane).exact for plane in coded(channels, bits=bits)):
            return Pull(bits, exact=True)
    return Pull(16, exact=False)


def coded(channels: list[AnyArray], *, bits: int = 8) -> list[AnyArray]:
    """Planes whose steps of so many bits, if they have any, lie at whole numbers: RGB, and luma in both ranges."""
    bare = [plane.astype(np.float32) for plane in channels]
    top, limited = 2**bits - 1, 2.0 ** (bits - 16)
    planes: list[AnyArray] = [plane * (top / TOP) for plane in bare]
    for weights in WEIGHTS.values():
        luma: AnyArray = cv2.transform(cv2.merge(bare), np.array([weights], np.float32) / TOP)
        planes += [luma * ((WHITE - BLACK) * limited) + BLACK * limited, luma * top]
    return planes


@dataclass(frozen=True, slots=True)
class Steps:
    """How values lie to whole numbers."""

    exact: bool
    near: bool


def steps(plane: AnyArray) -> Steps:
    """Each whole number has one voice, however many pixels are near it: a flat sky must not speak for the picture."""
    pulls = _pulls(plane, np.ones(plane.shape, bool))
    if len(pulls) >= NEAR[0][1] and float(np.median(pulls)) >= EXACT:
        return Steps(exact=True, near=True)
    span = cv2.dilate(plane, np.ones((NEARBY, NEARBY))) - cv2.erode(plane, np.ones((NEARBY, NEARBY)))
    return Steps(exact=False, near=_is_near(pulls) or _is_near(_pulls(plane, span < GENTLE)))


def _is_near(pulls: AnyArray) -> bool:
    return any(len(pulls) >= count and float(pulls.mean()) >= least for least, count in NEAR)


def _pulls(plane: AnyArray, where: AnyArray) -> AnyArray:
    """For each whole number with enough pixels around it, the first and last left out: 1 on it, 0 evenly spread."""
    values = plane[where]
    if not len(values):
        return np.empty(0)
    nearest = np.rint(values)
    lowest = int(nearest.min())
    index = (nearest - lowest).astype(np.int64)
    count = np.bincount(index)
    total = np.bincount(index, np.cos(2 * np.pi * (values - nearest)))
    enough = count >= max(LEAST_IN_STEP, 0.02 * len(values) / len(count))
    enough[[0, -1]] = False
    return np.asarray(total[enough] / count[enough])
