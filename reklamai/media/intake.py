"""Files from outside: judged, then written anew, so that nothing but picture and sound comes in.

A picture is decoded and encoded again: upright, in sRGB, without EXIF, GPS or anything appended. A clip or a sound
keeps its coded streams and is packed anew without its metadata. `cell.take` does this in a process of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from reklamai.core.errors import MediaError
from reklamai.media import ffmpeg, pictures, probe, thumbnails
from reklamai.media.probe import MediaFacts
from reklamai.media.sniff import AVIF, MOV, MP4, WEBM, FileType, sniff
from reklamai.media.types import quiet
from reklamai.media.whole import is_cut_off, refers_outside

PICTURE_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
SOUND_IN = {MP4: ".m4a", MOV: ".m4a", WEBM: ".ogg"}
"""What a clip's container without a picture is packed into: WebM's codecs, a browser's recordings, fit no M4A."""
LONGEST_SIDE_PX = 32_767
"""OpenCV's scaling, and with it every thumbnail, goes no further."""
WEBP_SIDE_PX = 16_383
MOST_FPS, MOST_HZ, MOST_CHANNELS = 1000, 768_000, 32
REPACKED_WITHIN_S = 60.0
"""Packets are only copied: nothing is decoded or encoded."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is taken of each kind."""

    bytes: int
    pixels: int = 64_000_000
    seconds: float = 600.0


@dataclass(frozen=True, slots=True)
class Taken:
    """A file of ours, made from one of theirs."""

    path: Path
    type: FileType
    facts: MediaFacts
    thumbnail: Path


def admitted(path: Path, limits: dict[str, Limits]) -> tuple[FileType, Limits]:
    """The type of a file, and what is allowed to it, by its size and first bytes alone: nothing is decoded.

    Raises: MediaError with facts["reason"]: unknown_type | empty | too_many_bytes.
    """
    size = path.stat().st_size
    if not size:
        raise refused("empty")
    found = sniff(path)
    if found is None:
        raise refused("unknown_type")
    limit = limits[found.kind]
    if size > limit.bytes:
        raise refused("too_many_bytes", limit=limit.bytes, kind=found.kind)
    return found, limit


def take(path: Path, *, into: Path, limits: dict[str, Limits]) -> Taken:
    """Judge a file and write it anew into the folder `into`, with a thumbnail beside it.

    limits: by kind ("picture", "clip", "sound").
    Raises: MediaError with facts["reason"]: unknown_type | empty | too_many_bytes | too_many_pixels |
    too_wide | too_long | cut_off |
    refers_outside | broken.
    """
    found, limit = admitted(path, limits)
    if found.kind == "picture":
        out = take_picture(path, found, into=into, limit=limit)
    else:
        out = take_stream(path, found, into=into, limit=limit)
    return taken(out, limit)


def take_picture(path: Path, found: FileType, *, into: Path, limit: Limits) -> Path:
    """Pixels are counted from the header, before anything is decoded."""
    try:
        with Image.open(path, formats=PICTURE_FORMATS) as header:
            width, height = header.size
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise refused("too_many_pixels", limit=limit.pixels) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise refused("broken") from error
    if width * height > limit.pixels:
        raise refused("too_many_pixels", limit=limit.pixels, width=width, height=height)
    if max(width, height) > LONGEST_SIDE_PX:
        raise refused("too_wide", limit=LONGEST_SIDE_PX, width=width, height=height)
    suffix = found.suffix
    if found is AVIF:
        suffix = ".webp" if max(width, height) <= WEBP_SIDE_PX else ".png"
    out = into / f"picture{suffix}"
    try:
        pixels = pictures.open_with_alpha(path)
        pictures.save_picture(pixels, out)
        thumbnails.pixels_thumbnail(pixels, thumbnail_of(out))
    except MediaError as error:
        raise refused("broken") from error
    return out


def take_stream(path: Path, found: FileType, *, into: Path, limit: Limits) -> Path:
    """A clip or a sound. What has no picture in a clip's container is taken as sound."""
    if is_cut_off(path, found):
        raise refused("cut_off")
    if refers_outside(path, found):
        raise refused("refers_outside")
    facts = measured(path, limit)
    suffix = found.suffix if facts.kind == found.kind else SOUND_IN[found]
    out = into / f"stream{suffix}"
    repack(path, out, facts)
    return out


def measured(path: Path, limit: Limits) -> MediaFacts:
    """What the file holds, if that is a length, a size and a rate that we take."""
    try:
        facts = probe.probe(path, most_pixels=limit.pixels)
    except MediaError as error:
        if error.facts.get("reason") == "too_many_pixels":
            raise refused("too_many_pixels", limit=limit.pixels) from error
        raise refused("broken") from error
    if facts.duration_s > limit.seconds:
        raise refused("too_long", limit=limit.seconds)
    rates_are_odd = facts.sample_rate > MOST_HZ or facts.channels > MOST_CHANNELS or (facts.fps or 0) > MOST_FPS
    if facts.duration_s < 0 or rates_are_odd:
        raise refused("broken")
    return facts


def repack(path: Path, out: Path, facts: MediaFacts) -> None:
    """The first moving picture (no cover) and sound, byte for byte, in a new container without metadata."""
    streams = ["-map", "0:V:0?", "-map", "0:a:0?"] if facts.kind == "clip" else ["-map", "0:a:0"]
    plain = ["-c", "copy", "-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1"]
    fast = ["-movflags", "+faststart"] if out.suffix in (".mp4", ".mov", ".m4a") else []
    try:
        ffmpeg.encode(
            ["-i", path, *streams, *plain, *fast, out],
            seconds=max(0.1, facts.duration_s),
            report=quiet,
            timeout=REPACKED_WITHIN_S,
        )
    except MediaError as error:
        raise refused("broken") from error


def taken(out: Path, limit: Limits) -> Taken:
    """What was written, measured again: a header may have lied about what the packets hold."""
    found = sniff(out)
    if found is None:
        raise refused("broken")
    facts = measured(out, limit)
    if facts.kind != "picture":
        try:
            thumbnails.thumbnail(out, facts.kind, thumbnail_of(out))
        except MediaError as error:
            raise refused("broken") from error
    return Taken(path=out, type=found, facts=facts, thumbnail=thumbnail_of(out))


def thumbnail_of(out: Path) -> Path:
    return out.with_name("thumbnail.webp")


def refused(reason: str, **facts: object) -> MediaError:
    return MediaError(f"The file is refused: {reason}.", reason=reason, **facts)
