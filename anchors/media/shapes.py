"""Boxes and outlines of what was found on a smaller copy, said of the picture itself."""

from __future__ import annotations

import cv2
import numpy as np

from anchors.media.features import Box
from reklamai.media.pictures import resized
from reklamai.media.types import AnyArray, Mask

MOST_POINTS = 160
"""Of one outline: enough to follow a sleeve, few enough for a page to draw at once."""


def limited(pixels: AnyArray, longest: int) -> AnyArray:
    """`pixels` with no side longer than `longest`; never enlarged."""
    height, width = pixels.shape[:2]
    scale = longest / max(height, width)
    if scale >= 1:
        return pixels
    return resized(pixels, (max(1, round(width * scale)), max(1, round(height * scale))))


def scaled(box: Box, *, frm: tuple[int, int], to: tuple[int, int]) -> Box:
    """A box on a picture of size `frm` (width, height) as it lies on the same picture of size `to`; inside it, never
    empty."""
    across, down = to[0] / frm[0], to[1] / frm[1]
    x, y, width, height = box
    left, top = min(to[0] - 1, max(0, round(x * across))), min(to[1] - 1, max(0, round(y * down)))
    right, bottom = min(to[0], round((x + width) * across)), min(to[1], round((y + height) * down))
    return left, top, max(1, right - left), max(1, bottom - top)


def outline(mask: Mask) -> tuple[tuple[float, float], ...]:
    """The largest piece of `mask` > 0.5 as a polygon, in shares of the picture (0..1); () if there is none.

    At most MOST_POINTS points, each at most about 0.3 % of the longer side from the true rim, more for ragged ones.
    """
    found, _ = cv2.findContours((mask > 0.5).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not found:
        return ()
    height, width = mask.shape
    rim = max(found, key=cv2.contourArea)
    slack = 0.003 * max(height, width)
    points = cv2.approxPolyDP(rim, slack, closed=True)
    while len(points) > MOST_POINTS:
        slack *= 1.5
        points = cv2.approxPolyDP(rim, slack, closed=True)
    return tuple((round((x + 0.5) / width, 4), round((y + 0.5) / height, 4)) for x, y in points[:, 0].tolist())
