"""How many bits the pixels of a file truly carry: by reading them, whatever the container says."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import cv2
import numpy as np

from reklamai.core.errors import MediaError
from reklamai.media.masters.bands import stir_of
from reklamai.media.masters.lattice import SIDE, pull_of
from reklamai.media.masters.planes import luma_of, rgb_of
from reklamai.media.masters.reading import deep_frames, footage_of
from reklamai.media.masters.stills import read16
from reklamai.media.pictures import open_picture
from reklamai.media.probe import probe
from reklamai.media.types import AnyArray

LOOKED_AT: Final = 3
"""Frames of a clip or pictures of an archive: the deepest of them speaks for all."""
EVERY: Final = 12
"""Frames apart: neighbours are alike."""
CODED: Final = 10
"""Steps of so many bits come from video, whose codec may have hidden those of 8."""


@dataclass(frozen=True, slots=True)
class Depth:
    """What was found in the pixels."""

    bits: int
    """8, 10, 12 or 16: no more than can be shown. A picture of flat colours shows 8, whatever it was made with."""
    levels: int
    """Different values of the channel that has most of them."""
    container_bits: int
    low_byte_copied: bool = False
    """8 bits times 257 or shifted left: what converters do."""
    resampled: bool = False
    """8 bits enlarged: the values between the steps come from interpolation."""
    masked: bool = False
    """A codec and noise hide what the source was: 8 bits are shown, and more may be true."""


def true_depth(path: Path) -> Depth:
    """How many bits the pixels of a picture, a clip or an archive of pictures truly carry.

    A clip is judged by frames of its beginning, an archive by pictures spread over it.
    Raises: MediaError if it cannot be read.
    """
    if _is_archive(path):
        return _deepest(_of_archive(path), path)
    if probe(path).kind == "picture":
        return _of_picture(path)
    return _deepest(_of_clip(path), path)


def _is_archive(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\3\4"
    except OSError as error:
        raise MediaError("The file could not be read.", file=path.name) from error


def depth_of(picture: AnyArray, *, container_bits: int = 16, lossy: bool = False) -> Depth:
    """The same of pixels: (H, W, 3 or 4) uint16 RGB screen values; alpha is not judged.

    lossy: whether a codec has changed the values; then steps are blurred, and finer ones have to be shown.
    """
    channels = [np.ascontiguousarray(picture[..., channel]) for channel in range(3)]
    levels = max(np.count_nonzero(np.bincount(channel.ravel(), minlength=1)) for channel in channels)
    whole = np.unique(np.concatenate([np.unique(channel) for channel in channels]))
    copied = bool(not (whole % 257).any() or not (whole & 0xFF).any())
    if copied or (levels <= 256 and not lossy):
        return Depth(8, int(levels), container_bits, low_byte_copied=copied)
    return _judged([_middle(channel) for channel in channels], int(levels), container_bits, lossy=lossy)


def _of_picture(path: Path) -> Depth:
    found = read16(path)
    if found is not None:
        return depth_of(found[0])
    shallow = open_picture(path)
    return Depth(8, max(len(np.unique(shallow[..., channel])) for channel in range(3)), 8)


def _of_clip(path: Path) -> Iterator[Depth]:
    footage = footage_of(path)
    container = min(16, footage.bits)
    with deep_frames(footage) as reader:
        index = 0
        while index <= EVERY * (LOOKED_AT - 1) and (planes := reader.read()) is not None:
            if index % EVERY == 0:
                yield _of_planes(planes, container)
            reader.take_back(planes)
            index += 1


def _of_planes(planes: AnyArray, container: int) -> Depth:
    levels = int(np.count_nonzero(np.bincount(planes[0].ravel(), minlength=1)))
    copied = not (planes[0] & 0xFF).any()
    if container <= 8 or copied:
        return Depth(8, levels, container, low_byte_copied=bool(copied))
    return replace(depth_of(rgb_of(planes), container_bits=container, lossy=True), levels=levels)


def _judged(channels: list[AnyArray], levels: int, container: int, *, lossy: bool) -> Depth:
    """No steps of 8 bits: of pixels that no codec has changed, that is proof enough, unless they were interpolated."""
    pull = pull_of(channels)
    if pull.bits == 8:
        return Depth(8, levels, container, resampled=not pull.exact and not lossy)
    stir = stir_of(luma_of(cv2.merge(channels)) * np.float32(255))
    if stir.proven:
        return Depth(min(pull.bits, container), levels, container)
    if lossy or pull.bits == CODED:
        return Depth(8, levels, container, masked=True)
    if stir.soft:
        return Depth(8, levels, container, resampled=True)
    return Depth(min(pull.bits, container), levels, container)


def _middle(plane: AnyArray) -> AnyArray:
    top, left = (max(0, (side - SIDE) // 2) for side in plane.shape)
    return np.ascontiguousarray(plane[top : top + SIDE, left : left + SIDE])


def _of_archive(path: Path) -> Iterator[Depth]:
    try:
        with zipfile.ZipFile(path) as archive, TemporaryDirectory(prefix=".looked-at-", dir=path.parent) as own:
            names = sorted(each for each in archive.namelist() if each.endswith((".png", ".tif", ".tiff")))
            for name in names[:: max(1, len(names) // LOOKED_AT)][:LOOKED_AT]:
                picture = Path(own) / f"picture{Path(name).suffix}"
                with archive.open(name) as source, picture.open("wb") as target:
                    shutil.copyfileobj(source, target, 1 << 20)
                yield _of_picture(picture)
    except (zipfile.BadZipFile, OSError) as error:
        raise MediaError("The archive could not be read.", file=path.name) from error


def _deepest(found: Iterator[Depth], path: Path) -> Depth:
    depths = list(found)
    if not depths:
        raise MediaError("The file holds no picture that can be read.", file=path.name)
    return max(depths, key=lambda each: (each.bits, each.levels))
