"""The words of pictures: what every function of the media floor takes and gives."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""(H, W, 3) uint8, RGB order, screen values (sRGB)."""
Rgba = NDArray[np.uint8]
"""(H, W, 4) uint8, RGB order, straight (not premultiplied) alpha."""
Plane = NDArray[np.float32]
"""(H, W) float32."""
Mask = NDArray[np.float32]
"""(H, W) float32 in 0..1; 1 is inside."""
FloatPicture = NDArray[np.float32]
"""(H, W, 3) float32, RGB order; the docstring says whether linear or screen values, and the range."""
Sound = NDArray[np.float32]
"""(N, 2) float32 at 48 kHz, left and right, full scale is -1..1; (N,) where the docstring says one channel."""
AnyArray = NDArray[Any]


class Report(Protocol):
    """Told how far the work is; may raise `Cancelled` to stop it."""

    def __call__(self, stage: str, share: float) -> None:
        """`stage`: a short word ("scene", "encode"); `share`: 0..1 of the whole work."""


def quiet(stage: str, share: float) -> None:
    """A `Report` for callers that nobody watches."""
