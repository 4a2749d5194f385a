"""Pieces of a picture that an anchor lends: cut-outs, crops, the place, the light. Each at most LONGEST pixels long."""

from __future__ import annotations

import numpy as np

from anchors.media.features import Box
from anchors.media.shapes import limited, scaled
from reklamai.media.mattes import foreground
from reklamai.media.mattes.model import box_of
from reklamai.media.pictures import resized
from reklamai.media.types import Mask, Picture, Rgba

LONGEST = 2048
"""Pixels: what every vendor with picture references takes."""
LIGHT_SIDE = 768
"""Pixels: the light is seen at a glance, and a small picture carries little else."""
RIM = 0.02
"""How far clean colours travel into a rim, share of the whole picture's longer side: soft rims come from its focus."""
MARGIN = 0.02
"""Around a cut-out, share of its longer side."""


def cut_out(shot: Picture, mask: Mask) -> Rgba | None:
    """What `mask` holds, cropped to it, with straight alpha and the old ground's colour taken out of its rim.

    shot: (H, W, 3) uint8, no side over LONGEST; mask: (h, w) float32 0..1 of the same view, as large or smaller.
    Returns: (h', w', 4) uint8; None if the mask is empty.
    """
    found = box_of(mask)
    if found is None:
        return None
    size = shot.shape[1], shot.shape[0]
    x, y, width, height = around(found, by=MARGIN * max(found[2:]), within=(mask.shape[1], mask.shape[0]))
    left, top, wide, high = scaled((x, y, width, height), frm=(mask.shape[1], mask.shape[0]), to=size)
    alpha = np.clip(resized(mask[y : y + height, x : x + width], (wide, high)), 0, 1).astype(np.float32)
    reach = min(0.1, RIM * max(size) / max(wide, high))
    colours = foreground(np.ascontiguousarray(shot[top : top + high, left : left + wide]), alpha, reach=reach)
    return np.dstack([colours, np.rint(alpha * 255).astype(np.uint8)])


def portrait(picture: Picture, face: Box) -> Picture:
    """Head and shoulders around a face box (brows to chin), as far as the picture reaches; no cut-out.

    face: in pixels of `picture`. Returns: (h, w, 3) uint8.
    """
    x, y, width, height = face
    left, right = round(x - 0.95 * width), round(x + 1.95 * width)
    top, bottom = round(y - 0.95 * height), round(y + 2.1 * height)
    rows, columns = slice(max(0, top), max(1, bottom)), slice(max(0, left), max(1, right))
    return np.ascontiguousarray(limited(picture[rows, columns], LONGEST))


def light(picture: Picture) -> Picture:
    """The whole picture, small."""
    return np.ascontiguousarray(limited(picture, LIGHT_SIDE))


def around(box: Box, *, by: float, within: tuple[int, int]) -> Box:
    """A box with a margin of `by` pixels, inside a picture of size `within` (width, height)."""
    x, y, width, height = box
    left, top = max(0, round(x - by)), max(0, round(y - by))
    right, bottom = min(within[0], round(x + width + by)), min(within[1], round(y + height + by))
    return left, top, right - left, bottom - top
