"""Raw frames as encoders take them: all of Y, then U, then V at half size."""

from __future__ import annotations

from reklamai.media.types import AnyArray


def planes(frame: AnyArray) -> tuple[AnyArray, AnyArray, AnyArray]:
    """Y (H, W), U and V (H / 2, W / 2) of an I420 frame (H * 3 / 2, W), as views."""
    height, width = frame.shape[0] * 2 // 3, frame.shape[1]
    colour = frame[height:].reshape(2, height // 2, width // 2)
    return frame[:height], colour[0], colour[1]
