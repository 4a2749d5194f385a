"""Between frames as encoders take them and pictures as they are drawn: BT.709, limited range and screen values."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.i420 import planes
from reklamai.media.types import AnyArray, Picture

RED, BLUE = 0.2126, 0.0722
"""Shares of luma. Source: ITU-R BT.709."""
_GREEN = 1 - RED - BLUE
_Y, _C = 219 / 255, 224 / 255
_TO_YUV = np.array(
    [
        [RED * _Y, _GREEN * _Y, BLUE * _Y, 16],
        [-RED * _C / (2 * (1 - BLUE)), -_GREEN * _C / (2 * (1 - BLUE)), 0.5 * _C, 128],
        [0.5 * _C, -_GREEN * _C / (2 * (1 - RED)), -BLUE * _C / (2 * (1 - RED)), 128],
    ],
    np.float64,
)
_BACK = np.linalg.inv(_TO_YUV[:, :3])
_TO_RGB = np.hstack([_BACK, -_BACK @ _TO_YUV[:, 3:]])


def picture_of(frame: AnyArray) -> Picture:
    """The picture (H, W, 3) of an I420 frame (H * 3 / 2, W), BT.709 limited range."""
    luma, *colour = planes(frame)
    size = (luma.shape[1], luma.shape[0])
    whole = cv2.merge([luma, *(cv2.resize(each, size, interpolation=cv2.INTER_LINEAR) for each in colour)])
    return np.asarray(cv2.transform(whole, _TO_RGB), np.uint8)


def draw_picture(picture: Picture, frame: AnyArray) -> None:
    """Write a picture (H, W, 3) into an I420 frame (H * 3 / 2, W), BT.709 limited range."""
    luma, *colour = planes(frame)
    whole = cv2.split(cv2.transform(picture, _TO_YUV))
    luma[:] = whole[0]
    for plane, full in zip(colour, whole[1:], strict=True):
        plane[:] = cv2.resize(full, (plane.shape[1], plane.shape[0]), interpolation=cv2.INTER_AREA)
