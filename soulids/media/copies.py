"""Whether two photos are one picture, resized, recompressed or mirrored."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from reklamai.media.pictures import resized
from reklamai.media.types import Picture

SMALL: Final = 64
"""Side of what is hashed: OpenCV shrinks by leaving pixels out, and a copy at another size would be another picture."""
ALIKE: Final = 10
"""Bits of 64 that two hashes of one picture may differ by."""


def fingerprint(picture: Picture) -> str:
    """A perceptual hash: 16 hexadecimal digits. picture: (H, W, 3) uint8, RGB order."""
    small = np.ascontiguousarray(resized(picture, (SMALL, SMALL))[..., ::-1])
    return bytes(cv2.img_hash.PHash.create().compute(small).ravel()).hex()


def mirrored_fingerprint(picture: Picture) -> str:
    """The hash of the picture's mirror image."""
    return fingerprint(np.ascontiguousarray(picture[:, ::-1]))


def bits_apart(one: str, other: str) -> int:
    """How many of the 64 bits of two hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
