"""Raw frames as encoders take them: all of Y, then U, then V at half size."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from reklamai.media.types import AnyArray, Picture


def planes(frame: AnyArray) -> tuple[AnyArray, AnyArray, AnyArray]:
    """Y (H, W), U and V (H / 2, W / 2) of an I420 frame (H * 3 / 2, W), as views."""
    height, width = frame.shape[0] * 2 // 3, frame.shape[1]
    colour = frame[height:].reshape(2, height // 2, width // 2)
    return frame[:height], colour[0], colour[1]


TO_YUV: Final = np.array(
    [
        [0.182586, 0.614231, 0.062007, 16],
        [-0.100644, -0.338572, 0.439216, 128],
        [0.439216, -0.398942, -0.040274, 128],
    ]
)
"""From screen values 0..255 to BT.709 codes of limited range. Source: ITU-R BT.709, scaled by 219 and 224 of 255."""


def encoded(picture: Picture, frame: AnyArray) -> None:
    """Write a picture of even sides into the I420 frame (H * 3 / 2, W): BT.709, limited range."""
    codes = cv2.transform(picture, TO_YUV)
    y, u, v = planes(frame)
    np.copyto(y, codes[..., 0])
    half = cv2.resize(codes, (u.shape[1], u.shape[0]), interpolation=cv2.INTER_AREA)
    np.copyto(u, half[..., 1])
    np.copyto(v, half[..., 2])
