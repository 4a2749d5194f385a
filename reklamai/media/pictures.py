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


def open_picture(path: Path) -> Picture:
    """The picture in a file, upright and in sRGB; what is transparent lies on white.

    path: a file that was already judged as an upload (type, pixels, bytes): nothing is limited here.
    Returns: (H, W, 3) uint8, RGB order.
    Raises: MediaError if it cannot be read.
    """
    pixels = open_with_alpha(path)
    if pixels.shape[2] == 3:
        return pixels
    alpha = pixels[..., 3:].astype(np.uint16)
    flat = (pixels[..., :3] * alpha + 255 * (255 - alpha) + 127) // 255
    return flat.astype(np.uint8)


def open_with_alpha(path: Path) -> Picture | Rgba:
    """The picture in a file, upright and in sRGB, with its transparency if it has any.

    Returns: (H, W, 4) uint8 with straight alpha if some pixel is not opaque, else (H, W, 3) uint8.
    Raises: MediaError if it cannot be read.
    """
    try:
        with Image.open(path) as file:
            upright = ImageOps.exif_transpose(_eight_bits(file))
            return _pixels(_in_srgb(upright))
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
        image.save(path, format_, **_options(format_, text or {}))
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


def _options(format_: str, text: Mapping[str, str]) -> dict[str, object]:
    if format_ == "PNG":
        chunks = PngImagePlugin.PngInfo()
        for key, value in text.items():
            chunks.add_itxt(key, value)
        return {"pnginfo": chunks, "compress_level": 6}
    exif = Image.Exif()
    exif[ExifTags.Base.Software] = MAKER
    exif[ExifTags.Base.ImageDescription] = json.dumps(dict(text))
    quality: dict[str, object] = (
        {"quality": 92, "subsampling": 0} if format_ == "JPEG" else {"quality": 90, "method": 4}
    )
    return {**quality, "exif": exif}


def _eight_bits(file: Image.Image) -> Image.Image:
    if not file.mode.startswith(("I", "F")):
        return file
    deep: AnyArray = np.asarray(file, dtype=np.float64)
    # 16-bit grey comes as "I;16" or "I"; a float picture is taken as 0..1
    top = 1.0 if file.mode == "F" else 65535.0
    return Image.fromarray(np.clip(deep / top * 255 + 0.5, 0, 255).astype(np.uint8))


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK"):
        return image
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        made = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(image, made, ImageCms.createProfile("sRGB"), outputMode=mode)
    except ImageCms.PyCMSError:  # a broken profile: its values are read as sRGB, as browsers do
        return image
    return turned if turned is not None else image


def _pixels(image: Image.Image) -> Picture | Rgba:
    if not image.has_transparency_data:
        return np.array(image.convert("RGB"))
    pixels = np.array(image.convert("RGBA"))
    return pixels if pixels[..., 3].min() < 255 else pixels[..., :3].copy()
