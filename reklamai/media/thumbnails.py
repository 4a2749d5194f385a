"""Small pictures for lists: of pictures, of clips, and of sound as a strip of its loudness."""

from __future__ import annotations

import math
from itertools import islice
from pathlib import Path

import av
import cv2
import numpy as np
from av.container import InputContainer
from av.video.frame import VideoFrame
from PIL import Image, ImageOps

from reklamai.core.errors import MediaError
from reklamai.media.pictures import on_white, open_picture, resized
from reklamai.media.probe import opened, probe
from reklamai.media.types import AnyArray, Picture, Rgba

LONGEST_PX = 480
PEAKS = 400
"""Columns of a waveform."""
WAVE_SIZE = 800, 160
WAVE_COLOUR = (124, 108, 246)
WAVE_RATE = 8000
"""Hz; peaks of 1/400 of a sound need no more."""
MOST_SOUND_S = 4 * 3600.0
"""Longer sound is drawn up to here."""
QUALITY = 82
MOST_FRAMES = 1000
"""Decoded in search of one."""


def thumbnail(path: Path, kind: str, out: Path) -> None:
    """Write the small WebP that lists show of a file: a picture, a clip's first frame, a sound's waveform.

    kind: "picture", "clip" or "sound". Raises: MediaError if the file cannot be read.
    """
    if kind == "clip":
        clip_poster(path, out)
    elif kind == "sound":
        waveform(path, out)
    else:
        picture_thumbnail(path, out)


def picture_thumbnail(path: Path, out: Path, *, longest_px: int = LONGEST_PX) -> tuple[int, int]:
    """Write a small WebP of a picture, upright; a picture that is small already keeps its size.

    Returns: width and height of it. Raises: MediaError if the picture cannot be read or is larger than we take.
    """
    probe(path)  # refuses bombs before a pixel is decoded
    return _kept(_drafted(path, longest_px), out, longest_px)


def pixels_thumbnail(pixels: Picture | Rgba, out: Path, *, longest_px: int = LONGEST_PX) -> tuple[int, int]:
    """Write a small WebP of a picture that is open already. Returns: width and height of it."""
    height, width = pixels.shape[:2]
    scale = min(1.0, longest_px / max(width, height))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return _kept(on_white(np.asarray(resized(pixels, size), np.uint8)), out, longest_px)


def clip_poster(path: Path, out: Path, *, at_share: float = 0.0, longest_px: int = 1280) -> tuple[int, int]:
    """Write one frame of a clip as WebP, upright.

    at_share: 0 the first frame .. 1 the last. Returns: width and height of it.
    Raises: ValueError for a share outside 0..1; MediaError if the clip cannot be read.
    """
    if not 0 <= at_share <= 1:
        raise ValueError(f"a share is 0..1, got {at_share}")
    with opened(path) as container:
        if not container.streams.video:
            raise MediaError("The file holds no picture.", file=path.name)
        frame = _frame_at(container, at_share)
        if frame is None:
            raise MediaError("The clip holds no frame that can be read.", file=path.name)
        pixels: Picture = np.rot90(frame.to_ndarray(format="rgb24"), k=round(frame.rotation / 90))
    return _kept(np.ascontiguousarray(pixels), out, longest_px)


def waveform(path: Path, out: Path) -> list[float]:
    """Draw a sound, or the sound of a clip, as a strip (PNG or WebP by the suffix of `out`, clear ground).

    Returns: 400 peaks along the sound, 0..1 of full scale, all channels together.
    Raises: MediaError if there is no sound that can be read.
    """
    with opened(path) as container:
        if not container.streams.audio:
            raise MediaError("The file holds no sound.", file=path.name)
        samples = _samples(container)
    if not len(samples):
        raise MediaError("The sound is empty.", file=path.name)
    peaks = _peaks(samples)
    image = Image.fromarray(_strip(peaks))
    image.save(out, "PNG" if out.suffix.lower() == ".png" else "WEBP")
    return [round(float(peak), 4) for peak in peaks]


def _drafted(path: Path, longest_px: int) -> Picture:
    with Image.open(path) as image:
        plain_jpeg = image.format == "JPEG" and image.mode in ("RGB", "L") and "icc_profile" not in image.info
        if not plain_jpeg:
            return open_picture(path)
        image.draft("RGB", (longest_px * 2, longest_px * 2))  # a JPEG decodes at 1/2, 1/4, 1/8 for free
        try:
            return np.array(ImageOps.exif_transpose(image).convert("RGB"))
        except (OSError, SyntaxError, ValueError) as error:
            raise MediaError("The picture could not be read.", file=path.name) from error


def _kept(picture: Picture, out: Path, longest_px: int) -> tuple[int, int]:
    height, width = picture.shape[:2]
    scale = min(1.0, longest_px / max(width, height))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    Image.fromarray(np.asarray(small, np.uint8)).save(out, "WEBP", quality=QUALITY, method=4)
    return size


def _frame_at(container: InputContainer, share: float) -> VideoFrame | None:
    """The frame shown at a share of the clip; the nearest earlier one where the end is missing."""
    stream = container.streams.video[0]
    rate = stream.average_rate or stream.guessed_rate or 25
    seconds = float((stream.duration or 0) * (stream.time_base or 0)) or (container.duration or 0) / av.time_base
    moment = max(0.0, min(seconds * share, seconds - 1 / float(rate)))
    if moment > 0:
        container.seek(int(moment * av.time_base), backward=True)
    found = None
    # key frames are never so far apart; frames that bear no time would be decoded to the end of the clip
    for frame in islice(container.decode(stream), MOST_FRAMES):
        if found is not None and (not moment or (frame.time or 0) > moment + 0.25 / float(rate)):
            break
        found = frame
    return found


def _samples(container: InputContainer) -> AnyArray:
    """Loudest values of short stretches, (N, 1) float32 0..1: a block of 1/200 s each, so hours fit in memory."""
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=WAVE_RATE)
    block = WAVE_RATE // 200
    loudest: list[AnyArray] = []
    rest = np.empty(0, np.float32)
    seconds = 0.0
    for frame in container.decode(container.streams.audio[0]):
        for piece in resampler.resample(frame):
            rest = np.concatenate([rest, np.abs(piece.to_ndarray()[0])])
        whole = len(rest) // block * block
        if whole:
            loudest.append(rest[:whole].reshape(-1, block).max(axis=1))
            seconds += whole / WAVE_RATE
            rest = rest[whole:]
        if seconds > MOST_SOUND_S:
            break
    if len(rest):
        loudest.append(rest.max(keepdims=True))
    return np.concatenate(loudest) if loudest else rest


def _peaks(samples: AnyArray) -> AnyArray:
    edges = np.linspace(0, len(samples), PEAKS + 1)
    starts, ends = np.floor(edges[:-1]).astype(int), np.ceil(edges[1:]).astype(int)
    peaks = [samples[start : max(start + 1, end)].max() for start, end in zip(starts, ends, strict=True)]
    return np.clip(np.nan_to_num(np.array(peaks, np.float32)), 0, 1)


def _strip(peaks: AnyArray) -> AnyArray:
    """Bars about a middle line, (H, W, 4) uint8."""
    width, height = WAVE_SIZE
    strip = np.zeros((height, width, 4), np.uint8)
    each = width // len(peaks)
    for column, peak in enumerate(peaks):
        # the root shows quiet speech, which a straight scale draws as a line
        half = max(1, math.ceil(math.sqrt(float(peak)) * (height / 2 - 2)))
        strip[height // 2 - half : height // 2 + half, column * each : column * each + max(1, each - 1)] = (
            *WAVE_COLOUR,
            255,
        )
    return strip
