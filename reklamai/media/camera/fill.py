"""Gaps of a plane closed by what is around them."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.types import AnyArray


def filled(premultiplied: AnyArray) -> AnyArray:
    """Premultiplied pixels with every gap closed by the colours around it (push-pull over a pyramid).

    premultiplied: (H, W, 4) uint8, or float32 of 0..255. Returns: the same, opaque; what was opaque stays as it was.
    Source: Gortler et al., The Lumigraph (1996), 3.4.2.
    """
    levels: list[AnyArray] = [premultiplied.astype(np.float32)]
    while min(levels[-1].shape[:2]) > 1 and levels[-1][..., 3].min() < 254.5:
        height, width = levels[-1].shape[:2]
        levels.append(cv2.resize(levels[-1], ((width + 1) // 2, (height + 1) // 2), interpolation=cv2.INTER_AREA))
    whole = levels[-1] * (255 / np.maximum(levels[-1][..., 3:], 1e-3))
    for level in reversed(levels[:-1]):
        under = cv2.resize(whole, (level.shape[1], level.shape[0]), interpolation=cv2.INTER_LINEAR)
        # what is half seen counts fully one level up: thin veils would else stay dark
        whole = level + under * (1 - level[..., 3:] / 255)
    half = 0.0 if premultiplied.dtype == np.float32 else 0.5
    closed: AnyArray = np.clip(whole + half, 0, 255).astype(premultiplied.dtype)
    closed[..., 3] = 255
    return closed
