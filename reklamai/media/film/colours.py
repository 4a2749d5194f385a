"""Pictures of frames as decoders give them: the way back from `i420.encoded`."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from reklamai.media.i420 import TO_YUV, planes
from reklamai.media.types import AnyArray, Picture

_BACK: Final = np.linalg.inv(TO_YUV[:, :3])
_TO_RGB: Final = np.hstack([_BACK, -_BACK @ TO_YUV[:, 3:]])


def picture_of(frame: AnyArray) -> Picture:
    """The picture (H, W, 3) of an I420 frame (H * 3 / 2, W), BT.709 limited range."""
    luma, *colour = planes(frame)
    size = (luma.shape[1], luma.shape[0])
    whole = cv2.merge([luma, *(cv2.resize(each, size, interpolation=cv2.INTER_LINEAR) for each in colour)])
    return np.asarray(cv2.transform(whole, _TO_RGB), np.uint8)
