"""Pictures of 16 bits a channel, as PNG and TIFF that say which colours they mean."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import tifffile
from PIL import Image, ImageCms

from reklamai.core.errors import MediaError
from reklamai.media.masters.planes import deep
from reklamai.media.types import AnyArray

IHDR_ENDS: Final = 33
"""Bytes of a PNG's signature and first chunk."""
BIT_DEPTH: Final = 24
PNG, TIFF = b"\x89PNG", (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
EFFORT: Final = 3
"""Of packing, 0..9: 6 makes files 4 % smaller in three times the time (photos with grain, 1080p)."""
PERCEPTUAL: Final = 0
READ: Final = (np.uint16, np.float32, np.float64)
"""What a TIFF can hold for us; the signed numbers of scientific ones mean no screen values."""
SPACE: Final = slice(16, 20)
"""Of an ICC profile: the colour space of what it describes (ICC.1:2022, 7.2.8)."""


def save_picture16(picture: AnyArray, path: Path, *, icc: bytes = b"") -> None:
    """Write a picture with 16 bits a channel; the suffix of `path` chooses PNG or TIFF.

    picture: (H, W, 3) or (H, W, 4) RGB, straight alpha: float screen values in 0..1, or uint16; uint8 is widened.
    icc: the profile of the colours, sRGB unless given.
    Raises: ValueError for another suffix, shape or dtype; MediaError if the file cannot be written.
    """
    packed = pack(picture, path.suffix.lower(), icc=icc)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(packed)
        part.replace(path)
    except OSError as error:
        raise MediaError("The picture could not be written.", file=path.name) from error
    finally:
        part.unlink(missing_ok=True)


def pack(picture: AnyArray, suffix: str, *, icc: bytes = b"") -> bytes:
    """The bytes of a file with the picture, as `save_picture16` takes it."""
    if suffix == ".png":
        return _png(deep(picture), icc)
    if suffix in (".tif", ".tiff"):
        return _tiff(deep(picture), icc)
    raise ValueError(f"no writer of 16 bits for {suffix!r}")


@cache
def srgb_profile() -> bytes:
    """The ICC profile of sRGB."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _png(picture: AnyArray, icc: bytes) -> bytes:
    order = cv2.COLOR_RGBA2BGRA if picture.shape[2] == 4 else cv2.COLOR_RGB2BGR
    done, coded = cv2.imencode(".png", cv2.cvtColor(picture, order), [cv2.IMWRITE_PNG_COMPRESSION, EFFORT])
    if not done:
        raise MediaError("The picture could not be written.")
    plain = coded.tobytes()
    return plain[:IHDR_ENDS] + _meaning(icc) + plain[IHDR_ENDS:]


def _meaning(icc: bytes) -> bytes:
    """Chunks that tell the colours. With sRGB, gAMA and cHRM stand for readers that do not know it (PNG 11.3.2.5)."""
    if icc:
        return _chunk(b"iCCP", b"ICC profile\0\0" + zlib.compress(icc))
    corners = (31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000)
    return (
        _chunk(b"gAMA", struct.pack(">I", 45455))
        + _chunk(b"cHRM", struct.pack(">8I", *corners))
        + _chunk(b"sRGB", bytes([PERCEPTUAL]))
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _tiff(picture: AnyArray, icc: bytes) -> bytes:
    held = io.BytesIO()
    # Deflate with differences: half the size of LZW on 16 bits, and read by everything that reads LZW
    tifffile.imwrite(
        held, picture, photometric="rgb", compression="adobe_deflate", compressionargs={"level": EFFORT},
        predictor=True, rowsperstrip=64, iccprofile=icc or srgb_profile(), metadata=None, software="ReklamAI",
        extrasamples=["unassalpha"] if picture.shape[2] == 4 else None,
    )  # fmt: skip
    return held.getvalue()


def read16(path: Path) -> tuple[AnyArray, bytes] | None:
    """A picture of more than 8 bits, (H, W, 3 or 4) uint16 RGB, and its ICC profile; None for one of 8 bits.

    Pillow, which reads all other pictures here, gives only the upper 8 bits of 16.
    Raises: MediaError if it cannot be read.
    """
    if is_shallow(path):
        return None
    try:
        found = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_UNCHANGED)
    except (cv2.error, OSError) as error:
        raise MediaError("The picture could not be read.", file=path.name) from error
    if found is None or found.dtype == np.uint8:
        return None
    if found.dtype not in READ:
        raise MediaError("The picture could not be read.", file=path.name, dtype=str(found.dtype))
    if found.dtype != np.uint16:
        found = deep(np.atleast_3d(found).repeat(3 if found.ndim == 2 else 1, axis=2))
    if found.ndim == 2:
        return cv2.cvtColor(found, cv2.COLOR_GRAY2RGB), _icc(path)
    return cv2.cvtColor(found, cv2.COLOR_BGRA2RGBA if found.shape[2] == 4 else cv2.COLOR_BGR2RGB), _icc(path)


def is_shallow(path: Path) -> bool:
    """Whether the first bytes tell a type that holds 8 bits only; of TIFF they do not tell."""
    with path.open("rb") as file:
        head = file.read(IHDR_ENDS)
    if head.startswith(PNG):
        return head[BIT_DEPTH : BIT_DEPTH + 1] != b"\x10"
    return not head.startswith(TIFF)


def _icc(path: Path) -> bytes:
    try:
        with Image.open(path) as image:
            profile = image.info.get("icc_profile")
    except OSError:  # Pillow knows fewer kinds of TIFF: without a profile, values mean sRGB
        return b""
    # pixels are RGB by now: the profile of a grey or a printed picture would be wrong beside them
    return profile if isinstance(profile, bytes) and profile[SPACE] == b"RGB " else b""
