"""Files from outside: judged, then written anew, so that nothing but picture and sound comes in.

A picture is decoded and encoded again: upright, in sRGB, without EXIF, GPS or anything appended. A clip or a sound
keeps its coded streams and is packed anew without its metadata.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from reklamai.core.errors import MediaError
from reklamai.media import ffmpeg, pictures, probe
from reklamai.media.probe import MediaFacts
from reklamai.media.sniff import AVIF, MOV, MP4, WEBM, FileType, sniff
from reklamai.media.types import quiet

PICTURE_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
SOUND_IN = {MP4: ".m4a", MOV: ".m4a", WEBM: ".ogg"}
"""What a clip's container without a picture is packed into: WebM's codecs, a browser's recordings, fit no M4A."""


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


def take(path: Path, *, into: Path, limits: dict[str, Limits]) -> Taken:
    """Judge a file and write it anew into the folder `into`.

    limits: by kind ("picture", "clip", "sound").
    Raises: MediaError with facts["reason"]: unknown_type | empty | too_many_bytes | too_many_pixels |
    too_long | broken.
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
    return (
        take_picture(path, found, into=into, limit=limit)
        if found.kind == "picture"
        else take_stream(path, found, into=into, limit=limit)
    )


def take_picture(path: Path, found: FileType, *, into: Path, limit: Limits) -> Taken:
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
    suffix = ".webp" if found is AVIF else found.suffix
    out = into / f"picture{suffix}"
    try:
        pictures.save_picture(pictures.open_with_alpha(path), out)
    except MediaError as error:
        raise refused("broken") from error
    return taken(out)


def take_stream(path: Path, found: FileType, *, into: Path, limit: Limits) -> Taken:
    """A clip or a sound. What has no picture in a clip's container is taken as sound."""
    try:
        facts = probe.probe(path)
    except MediaError as error:
        raise refused("broken") from error
    if facts.duration_s > limit.seconds:
        raise refused("too_long", limit=limit.seconds)
    if facts.width * facts.height > limit.pixels:
        raise refused("too_many_pixels", limit=limit.pixels)
    suffix = found.suffix if facts.kind == found.kind else SOUND_IN[found]
    out = into / f"stream{suffix}"
    repack(path, out, facts)
    return taken(out)


def repack(path: Path, out: Path, facts: MediaFacts) -> None:
    """The first moving picture (no cover) and sound, byte for byte, in a new container without metadata."""
    streams = ["-map", "0:V:0?", "-map", "0:a:0?"] if facts.kind == "clip" else ["-map", "0:a:0"]
    plain = ["-c", "copy", "-map_metadata", "-1", "-map_chapters", "-1"]
    fast = ["-movflags", "+faststart"] if out.suffix in (".mp4", ".mov", ".m4a") else []
    try:
        ffmpeg.encode(
            ["-i", path, *streams, *plain, *fast, out],
            seconds=max(0.1, facts.duration_s),
            report=quiet,
        )
    except MediaError as error:
        raise refused("broken") from error


def taken(out: Path) -> Taken:
    """What was written, measured."""
    found = sniff(out)
    if found is None:
        raise refused("broken")
    try:
        return Taken(path=out, type=found, facts=probe.probe(out))
    except MediaError as error:
        raise refused("broken") from error


def refused(reason: str, **facts: object) -> MediaError:
    return MediaError(f"The file is refused: {reason}.", reason=reason, **facts)
