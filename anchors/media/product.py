"""A thing that stands alone: what it looks like and where it ends."""

from __future__ import annotations

from anchors.media.features import ProductFound
from anchors.media.palette import palette
from anchors.media.shapes import limited, outline
from reklamai.media.mattes import find_product
from reklamai.media.mattes.model import Matte, Missing
from reklamai.media.types import Picture

PALETTE_SIDE = 900
"""Longer side at which colours are counted."""


def read_product(picture: Picture) -> tuple[ProductFound, Matte] | Missing:
    """The thing in front of a calm ground, and its matte in the size of the picture.

    picture: (H, W, 3) uint8, RGB order. Missing: "busy_ground", "empty_ground", "fills_the_frame" or "unsure".
    Raises: ValueError for another shape or dtype.
    """
    matte = find_product(picture)
    if isinstance(matte, Missing):
        return matte
    mask = limited(matte.mask, PALETTE_SIDE)
    colours = palette(limited(picture, PALETTE_SIDE), mask=mask)
    coverage = float((mask > 0.5).mean())
    return ProductFound(matte.box, round(coverage, 4), colours, outline(mask), round(matte.confidence, 3)), matte
