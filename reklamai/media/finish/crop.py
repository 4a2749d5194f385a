"""Camera moves made inside the frame of a finished clip: a window that wanders over it and never leaves it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import cv2
import numpy as np

from reklamai.media.camera.makers import Track
from reklamai.media.camera.moves import FOCAL_MM, SENSOR_MM, Trajectory, trajectory
from reklamai.media.cinema.model import Camerawork, Moving
from reklamai.media.i420 import planes
from reklamai.media.types import AnyArray

MOST_ENLARGED = 1.35
"""How much larger a clip may become for the sake of a move; a longer move is made shorter. Beyond, 1080p looks soft."""
INSTEAD = {
    "orbit_left": "truck_left", "orbit_right": "truck_right", "arc_left": "truck_left", "arc_right": "truck_right",
    "boom_up": "pedestal_up", "boom_down": "pedestal_down",
}  # fmt: skip
"""A flat picture cannot be walked around; what is left of that in the frame is the way to the side, up or down."""
TRIES = 12
"""Halvings on the way to the longest move that fits: within 0.1 %."""
_HALF = np.array([[2, 0, 0.5], [0, 2, 0.5], [0, 0, 1]], np.float64)
"""From chroma pixels to luma pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """Where the window is in each frame: tracks of (N,) numbers."""

    x: Track
    """Its middle, pixels right of the frame's middle."""
    y: Track
    """Pixels below it."""
    zoom: Track
    """Of the frame by the window."""
    roll: Track
    """Radians clockwise."""


class CropMove:
    """The moves of a camera inside frames of one size (width, height), both even."""

    def __init__(
        self,
        camerawork: Camerawork,
        *,
        size: tuple[int, int],
        fps: Fraction | int,
        frames: int,
        seed: int,
        moments: Track | None = None,
    ) -> None:
        """moments: as of `way_of`. Raises: BadInput for a move that is not known."""
        self.way = way_of(
            camerawork.moves, camerawork.easing, size=size, fps=fps, frames=frames, seed=seed, moments=moments
        )
        self._size = size

    def apply(self, index: int, frame: AnyArray, into: AnyArray) -> None:
        """Fill `into` with what the window shows of frame `index`; both (H * 3 / 2, W) uint8 I420, not the same."""
        matrix = sampling(self.way, min(index, len(self.way.x) - 1), self._size)
        half = np.linalg.inv(_HALF) @ matrix @ _HALF
        for number, (plane, target) in enumerate(zip(planes(frame), planes(into), strict=True)):
            size = target.shape[1], target.shape[0]
            # linear would go soft and sharp again as the window passes from pixel to pixel
            how = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
            target[:] = cv2.warpAffine(
                plane, (half if number else matrix)[:2], size, flags=how, borderMode=cv2.BORDER_REPLICATE
            )


def way_of(
    moves: Sequence[Moving],
    easing: str,
    *,
    size: tuple[int, int],
    fps: Fraction | int,
    frames: int,
    seed: int,
    moments: Track | None = None,
) -> Way:
    """The window's way for moves of our own clip engine, as they look on a flat picture that fills the frame.

    moments: (frames,) 0..1, where along the moves each frame is: a ramp slows the move down with all else. The window
    is as large as it can be in every frame without uncovering an edge in any.
    """
    asked = [Moving(INSTEAD.get(each.move, each.move), each.strength) for each in moves]
    filmed = trajectory(
        asked, seconds=float(frames / Fraction(fps)), fps=fps, easing=easing, seed=seed, moments=moments
    )
    whole = projected(filmed, size)
    if enlarged(whole, size) <= MOST_ENLARGED:
        return covering(whole, size)
    low, high = 0.0, 1.0
    for _ in range(TRIES):
        share = (low + high) / 2
        fits = enlarged(projected(filmed.scaled(share), size), size) <= MOST_ENLARGED
        low, high = (share, high) if fits else (low, share)
    return covering(projected(filmed.scaled(low), size), size)


def projected(filmed: Trajectory, size: tuple[int, int]) -> Way:
    """A camera before a wall at the subject's distance; the way is laid evenly about the middle of the frame."""
    left = filmed.distance - filmed.z
    widths = FOCAL_MM / SENSOR_MM / filmed.distance * size[0]
    x = widths * (filmed.x + left * np.tan(np.radians(filmed.yaw)))
    y = -widths * (filmed.y + left * np.tan(np.radians(filmed.pitch)))
    zoom = filmed.focal_mm / FOCAL_MM * filmed.distance / np.maximum(left, 0.1 * filmed.distance)
    return Way(x - (x.max() + x.min()) / 2, y - (y.max() + y.min()) / 2, zoom, np.radians(filmed.roll))


def needed(way: Way, size: tuple[int, int]) -> Track:
    """The least zoom with which each frame's window lies inside the frame."""
    width, height = size
    cos, sin = np.abs(np.cos(way.roll)), np.abs(np.sin(way.roll))
    across = (width * cos + height * sin) / np.maximum(width - 2 * np.abs(way.x), 1)
    down = (width * sin + height * cos) / np.maximum(height - 2 * np.abs(way.y), 1)
    return np.asarray(np.maximum(across, down), np.float64)


def enlarged(way: Way, size: tuple[int, int]) -> float:
    """How much larger than it was filmed the clip is where it is shown the widest."""
    return float(covering(way, size).zoom.min())


def covering(way: Way, size: tuple[int, int]) -> Way:
    """The same way, zoomed by one factor throughout: nothing jumps."""
    return Way(way.x, way.y, way.zoom * float((needed(way, size) / way.zoom).max()), way.roll)


def sampling(way: Way, frame: int, size: tuple[int, int]) -> AnyArray:
    """(3, 3) from pixels of the window to pixels of the frame."""
    middle = (size[0] - 1) / 2, (size[1] - 1) / 2
    cos, sin = math.cos(way.roll[frame]) / way.zoom[frame], math.sin(way.roll[frame]) / way.zoom[frame]
    turned = np.array([[cos, -sin, middle[0] + way.x[frame]], [sin, cos, middle[1] + way.y[frame]], [0, 0, 1]])
    return turned @ np.array([[1, 0, -middle[0]], [0, 1, -middle[1]], [0, 0, 1]], np.float64)
