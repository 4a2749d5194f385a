"""How many bits the pixels of a file truly carry: by reading them, whatever the container says."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np

from reklamai.core.errors import MediaError
from reklamai.media.masters.lattice import Found, judged
from reklamai.media.masters.planes import BLACK, WHITE, rgb_of
from reklamai.media.masters.reading import deep_frames, footage_of
from reklamai.media.masters.stills import read16
from reklamai.media.pictures import open_picture
from reklamai.media.probe import probe
from reklamai.media.types import AnyArray

LOOKED_AT: Final = 3
"""Frames of a clip or pictures of an archive: the deepest of them speaks for all."""
EVERY: Final = 12
"""Frames apart: neighbours are alike."""


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


def true_depth(path: Path) -> Depth:
    """How many bits the pixels of a picture, a clip or an archive of pictures truly carry.

    A clip is judged by frames of its beginning, an archive by pictures spread over it.
    Raises: MediaError if it cannot be read.
    """
    if zipfile.is_zipfile(path):
        return _deepest(_of_archive(path), path)
    if probe(path).kind == "picture":
        return _of_picture(path)
    return _deepest(_of_clip(path), path)


def depth_of(picture: AnyArray, *, container_bits: int = 16) -> Depth:
    """The same of pixels: (H, W, 3 or 4) uint16 RGB screen values; alpha is not judged."""
    channels = [np.ascontiguousarray(picture[..., channel]) for channel in range(3)]
    levels = max(np.count_nonzero(np.bincount(channel.ravel(), minlength=1)) for channel in channels)
    whole = np.unique(np.concatenate([np.unique(channel) for channel in channels]))
    copied = bool(not (whole % 257).any() or not (whole & 0xFF).any())
    if copied or levels <= 256:
        return Depth(8, int(levels), container_bits, low_byte_copied=copied)
    found: Found = judged(channels)
    return Depth(min(found.bits, container_bits), int(levels), container_bits, resampled=found.resampled)


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
    if container <= 8 or levels <= (WHITE - BLACK) // 256 + 1:
        return Depth(8, levels, container)
    found = depth_of(rgb_of(planes), container_bits=container)
    return Depth(found.bits, levels, container, resampled=found.resampled)


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
