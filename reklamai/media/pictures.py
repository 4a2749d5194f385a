"""Pictures from files and into files: 8 bits a channel, sRGB, upright."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
from PIL import ExifTags, Image, ImageCms, ImageOps, PngImagePlugin

from reklamai.core.errors import MediaError
from reklamai.media.colour import check_picture
from reklamai.media.types import AnyArray, Picture, Rgba

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
MAKER = "ReklamAI"
LARGE_PX = 16_000_000
"""Larger pictures are packed with less effort."""
ROWS = 256
"""Of a picture, worked on at a time where a whole one would need several times its memory."""


def open_picture(path: Path) -> Picture:
    """The picture in a file, upright and in sRGB; what is transparent lies on white.

    path: a file that was already judged as an upload (type, pixels, bytes): nothing is limited here.
    Returns: (H, W, 3) uint8, RGB order.
    Raises: MediaError if it cannot be read.
    """
    return on_white(open_with_alpha(path))


def on_white(pixels: Picture | Rgba) -> Picture:
    """The picture without transparency: what shows through is white. One without an alpha channel is returned as is."""
    if pixels.shape[2] == 3:
        return pixels
    flat = np.empty((*pixels.shape[:2], 3), np.uint8)
    for top in range(0, len(pixels), ROWS):
        rows = pixels[top : top + ROWS]
        alpha = rows[..., 3:].astype(np.uint16)
        flat[top : top + ROWS] = (rows[..., :3] * alpha + 255 * (255 - alpha) + 127) // 255
    return flat


def open_with_alpha(path: Path) -> Picture | Rgba:
    """The picture in a file, upright and in sRGB, with its transparency if it has any.

    Returns: (H, W, 4) uint8 with straight alpha if some pixel is not opaque, else (H, W, 3) uint8.
    Raises: MediaError if it cannot be read.
    """
    try:
        with Image.open(path) as file:
            file.load()
            image = _eight_bits(file)
            ImageOps.exif_transpose(image, in_place=True)  # a copy would hold another 256 MB of the largest upload
            return _pixels(_in_srgb(image))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise MediaError("The picture could not be read.", file=path.name) from error


def save_picture(picture: Picture | Rgba, path: Path, *, text: Mapping[str, str] | None = None) -> None:
    """Write a picture; the suffix of `path` chooses PNG, JPEG (quality 92, 4:4:4) or WebP (quality 90).

    picture: (H, W, 3) or (H, W, 4) uint8; JPEG drops the alpha channel onto white.
    text: words kept inside the file ("prompt", "seed", "engine"); `read_text` gives them back.
    Raises: ValueError for another suffix, shape or dtype; MediaError if the file cannot be written.
    """
    check_picture(picture, channels=4 if picture.ndim == 3 and picture.shape[2] == 4 else 3)
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise ValueError(f"no writer for {path.suffix!r}")
    image = Image.fromarray(picture)
    if format_ == "JPEG" and image.mode == "RGBA":
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image).convert("RGB")
    try:
        image.save(path, format_, **_options(format_, text or {}, large=image.width * image.height > LARGE_PX))
    except OSError as error:
        raise MediaError("The picture could not be written.", file=path.name) from error


def resized(pixels: AnyArray, size: tuple[int, int]) -> AnyArray:
    """Pixels at another size (width, height); any dtype and number of channels. Shrinks by area, enlarges by cubic."""
    if (pixels.shape[1], pixels.shape[0]) == size:
        return pixels
    shrinks = size[0] * size[1] < pixels.shape[0] * pixels.shape[1]
    made = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)
    return np.asarray(made, dtype=pixels.dtype)


def read_text(path: Path) -> dict[str, str]:
    """The words that `save_picture` kept in a file; empty if there are none. Raises MediaError if it cannot be read."""
    try:
        with Image.open(path) as file:
            if file.format == "PNG":
                file.load()
                return {key: str(value) for key, value in getattr(file, "text", {}).items()}
            packed = file.getexif().get(ExifTags.Base.ImageDescription, "")
    except OSError as error:
        raise MediaError("The picture could not be read.", file=path.name) from error
    try:
        words = json.loads(packed)
    except ValueError:  # a description that a camera or another program wrote
        return {}
    return {str(key): str(value) for key, value in words.items()} if isinstance(words, dict) else {}


def _options(format_: str, text: Mapping[str, str], *, large: bool) -> dict[str, object]:
    if format_ == "PNG":
        chunks = PngImagePlugin.PngInfo()
        for key, value in text.items():
            chunks.add_itxt(key, value)
        return {"pnginfo": chunks, "compress_level": 3 if large else 6}
    exif = Image.Exif()
    exif[ExifTags.Base.Software] = MAKER
    exif[ExifTags.Base.ImageDescription] = json.dumps(dict(text))
    quality: dict[str, object] = (
        {"quality": 92, "subsampling": 0} if format_ == "JPEG" else {"quality": 90, "method": 1 if large else 4}
    )
    return {**quality, "exif": exif}


def _eight_bits(file: Image.Image) -> Image.Image:
    if not file.mode.startswith(("I", "F")):
        return file
    deep: AnyArray = np.asarray(file)
    # 16-bit grey comes as "I;16" or "I"; a float picture is taken as 0..1
    top = 1.0 if file.mode == "F" else 65535.0
    made = np.empty(deep.shape, np.uint8)
    for row in range(0, len(deep), ROWS):
        scaled = deep[row : row + ROWS].astype(np.float32) * (255 / top) + 0.5
        made[row : row + ROWS] = np.clip(scaled, 0, 255)
    shallow = Image.fromarray(made)
    shallow.info = dict(file.info)
    if (clear := shallow.info.get("transparency")) is not None and isinstance(clear, int):
        shallow.info["transparency"] = round(clear * 255 / top)
    return shallow


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile:
        return image
    if image.mode == "P":  # a profile speaks of colours, not of places in a palette
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    grey = image.mode == "L" and not image.has_transparency_data
    if image.mode not in ("RGB", "RGBA", "CMYK") and not grey:
        return image
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        made = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(image, made, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError):  # a broken profile: its values are read as sRGB, as browsers do
        return image
    return turned if turned is not None else image


def _pixels(image: Image.Image) -> Picture | Rgba:
    if not image.has_transparency_data:
        return np.array(image.convert("RGB"))
    pixels = np.array(image.convert("RGBA"))
    return pixels if pixels[..., 3].min() < 255 else pixels[..., :3].copy()
