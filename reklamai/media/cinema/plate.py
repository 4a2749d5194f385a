"""A picture with the depth of every pixel: what the live view looks at. Read once by a worker, then only files.

Reading a plate loads numpy and OpenCV alone; making one loads the nets, which must not run in a web process.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from reklamai.core.errors import MediaError
from reklamai.media import pictures
from reklamai.media.cinema.parting import Parted, parted
from reklamai.media.colour import check_picture
from reklamai.media.scene.model import Box
from reklamai.media.types import Picture, Plane

LONGEST = 1280
"""Pixels of the longer side: what the largest live view shows."""
NEAREST_M = 0.25
"""Depth of the value 65535 in the file; nearer is written as this."""
STEPS = 65535


@dataclass(frozen=True, slots=True, eq=False)
class FramePlate:
    """picture: (H, W, 3) uint8 RGB, at most 1280 px; depth: (H, W) float32 metres, `inf` for the sky."""

    picture: Picture
    depth: Plane
    subject_m: float
    """Metres to who or what stands in front; to the middle ground where nobody does."""
    face: Box | None
    """Shares of the picture: x, y, width, height."""
    parts: Parted = field(init=False)
    """Front and ground apart, worked out here once and not for every frame that is drawn."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", parted(self.picture, 1 / self.depth, subject_m=self.subject_m))


def plate_of(picture: Picture, seed: int) -> FramePlate:
    """The plate of a picture, shrunk to 1280 px where it is larger: its person or product, and the ground behind.

    picture: (H, W, 3) uint8, RGB order. seed: kept for the port; reading is the same for every one.
    Depth is a judgement from one view: a face tells metres by its size, the ground by its rows, the rest is taken
    to stand far behind. Loads MediaPipe: only for a worker. Raises: ValueError for another shape or dtype.
    """
    from reklamai.media.cinema.depth import depth_of

    del seed
    check_picture(picture)
    scale = LONGEST / max(picture.shape[:2])
    if scale < 1:
        size = max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale))
        picture = pictures.resized(picture, size)
    read = depth_of(picture)
    return FramePlate(picture, read.depth, read.subject_m, read.face)


def save(plate: FramePlate, picture: Path, depth: Path) -> None:
    """Write the plate as two PNG files: the picture, and 16 bits of 1 / depth (65535 at 0.25 m, 0 infinitely far)."""
    pictures.save_picture(plate.picture, picture)
    steps = np.round(np.clip(NEAREST_M / plate.depth, 0, 1) * STEPS).astype(np.uint16)
    if not cv2.imwrite(str(depth), steps):
        raise MediaError("The depth of the picture could not be written.", path=depth.name)


def load(picture: Path, depth: Path, *, subject_m: float, face: Box | None) -> FramePlate:
    """The plate in two files that `save` wrote. Raises MediaError for files that are not a plate."""
    pixels = pictures.open_picture(picture)
    steps = cv2.imread(str(depth), cv2.IMREAD_UNCHANGED)
    if steps is None or steps.dtype != np.uint16 or steps.shape != pixels.shape[:2]:
        raise MediaError("These files are not a picture and its depth.", path=depth.name)
    with np.errstate(divide="ignore"):
        metres = (NEAREST_M * STEPS) / steps.astype(np.float32)
    return FramePlate(pixels, metres, subject_m, face)
