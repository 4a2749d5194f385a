"""What a media file holds, found out from its content within bounded time and memory."""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import av.error
from av.audio.stream import AudioStream
from av.codec.context import CodecContext
from av.container import InputContainer
from av.stream import Disposition
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream
from PIL import ExifTags, Image, UnidentifiedImageError

from reklamai.core.errors import MediaError
from reklamai.media.sniff import sniff

PICTURES = ("JPEG", "PNG", "WEBP", "AVIF", "TIFF")
CODECS = frozenset((
    "h264", "hevc", "av1", "libdav1d", "vp8", "libvpx", "vp9", "libvpx-vp9", "mpeg4", "mpeg2video", "h263", "mjpeg",
    "prores", "dnxhd", "cfhd", "qtrle", "png", "aac", "mp3", "mp3float", "opus", "libopus", "vorbis", "libvorbis",
    "flac", "alac", "ac3", "eac3", "adpcm_ms", "adpcm_ima_wav", "pcm_u8", "pcm_s8", "pcm_mulaw", "pcm_alaw",
    "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_s32be", "pcm_f32le", "pcm_f32be", "pcm_f64le",
))  # fmt: skip
"""What cameras, editors and browsers write. FFmpeg reads hundreds more that nobody here needs."""
DECODING_THREADS = 2
"""FFmpeg's own choice is one for each core, and each keeps its frames: memory would grow with the machine."""
MOST_PIXELS = 100_000_000
"""Of one picture or frame; more is refused before anything is decoded."""
SECONDS = 20.0
"""Time for one probe: counting the packets of a long clip ends here, and what the container says is taken."""
OPENED_WITHIN = 5.0
TOLERANCE = Fraction(1, 50)
"""Share of its packets that a clip may lack before it counts as cut off."""
_SIDEWAYS = (5, 6, 7, 8)
"""EXIF orientations that swap width and height."""


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """What a file holds; numbers that its kind does not have are 0."""

    kind: str
    """picture | clip | sound"""
    container: str
    """"jpeg", "png", "mp4", "webm", "wav", …"""
    codec: str
    """Of the picture if there is one, else of the sound: "h264", "png", "mp3", …"""
    width: int = 0
    """Pixels, as shown: rotation is applied."""
    height: int = 0
    duration_s: float = 0.0
    fps: Fraction | None = None
    frames: int = 0
    pixel_format: str = ""
    """FFmpeg's name of a clip ("yuv420p"), Pillow's mode of a picture ("RGB")."""
    has_sound: bool = False
    sample_rate: int = 0
    channels: int = 0


def probe(path: Path, *, most_pixels: int = MOST_PIXELS) -> MediaFacts:
    """What a file holds, by its content, never by its name.

    most_pixels: of a picture or a frame; beyond it nothing is decoded.
    The first frame of a clip is decoded and its packets are counted; a picture is decoded once its header is judged.
    Raises: MediaError for what is not a picture, clip or sound, is broken or cut off, or has more pixels;
    then facts["reason"] is "too_many_pixels".
    """
    try:
        empty = path.stat().st_size == 0
    except OSError as error:
        raise MediaError("The file could not be read.", file=path.name) from error
    if empty:
        raise MediaError("The file is empty.", file=path.name)
    return _picture(path, most_pixels) or _moving(path, most_pixels)


def _picture(path: Path, most_pixels: int) -> MediaFacts | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit comes below
            with Image.open(path, formats=PICTURES) as image:
                width, height = image.size
                sideways = image.getexif().get(ExifTags.Base.Orientation) in _SIDEWAYS
                name, mode = str(image.format).lower(), image.mode
                _check_pixels(width, height, most_pixels)
                image.draft("RGB", (width // 8, height // 8))  # a JPEG shows at an eighth whether it is whole
                image.load()
    except UnidentifiedImageError:
        return None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise MediaError("The picture could not be read.", file=path.name) from error
    if sideways:
        width, height = height, width
    return MediaFacts("picture", name, name, width, height, frames=1, pixel_format=mode)


def _moving(path: Path, most_pixels: int) -> MediaFacts:
    with opened(path, most_pixels=most_pixels) as container:
        pictures = [stream for stream in container.streams.video if not stream.disposition & Disposition.attached_pic]
        sounds = list(container.streams.audio)
        if pictures:
            _check_pixels(pictures[0].codec_context.width, pictures[0].codec_context.height, most_pixels)
            return _clip(container, pictures[0], sounds[0] if sounds else None)
        if sounds:
            return _sound(container, sounds[0])
    raise MediaError("The file holds neither picture nor sound.", file=path.name)


@contextmanager
def opened(path: Path, *, most_pixels: int = MOST_PIXELS) -> Iterator[InputContainer]:
    """A clip or sound, open for reading: as what its first bytes say and nothing else, and no other file through it.

    Raises: MediaError, for trouble inside the block too, if the file is broken, of another type or oddly coded.
    """
    found = sniff(path)
    if found is None:
        raise MediaError("The file is of no type that is read.", file=path.name)
    options = {
        "protocol_whitelist": "file",
        "format_whitelist": found.demuxer,
        "codec_whitelist": ",".join(sorted(CODECS)),
        "max_pixels": str(most_pixels),
    }
    try:
        with av.open(str(path), options=options, timeout=(OPENED_WITHIN, SECONDS)) as container:
            _bound(container, most_pixels)
            yield container
    except (av.error.FFmpegError, UnicodeError, ValueError, EOFError) as error:
        raise MediaError("The file could not be read.", file=path.name, ffmpeg=str(error)[:200]) from error


def _bound(container: InputContainer, most_pixels: int) -> None:
    """Limits for the decoders: a header may state a small frame and the stream behind it hold a large one.

    Only the streams that are used have to be of a known kind: a phone adds sound that nobody else can read yet.
    """
    pictures = [stream for stream in container.streams.video if not stream.disposition & Disposition.attached_pic]
    for stream in (*pictures[:1], *container.streams.audio[:1]):
        context: CodecContext | None = stream.codec_context  # None where FFmpeg knows no decoder
        if context is None or context.name not in CODECS:
            raise MediaError("The file is coded in a way that is not read.", codec=context.name if context else "")
        if isinstance(context, VideoCodecContext):
            context.options = {"max_pixels": str(most_pixels)}
            context.thread_count = DECODING_THREADS


def _clip(container: InputContainer, stream: VideoStream, sound: AudioStream | None) -> MediaFacts:
    first = next(container.decode(stream), None)
    if first is None:
        raise MediaError("The clip holds no frame that can be read.")
    width, height = (first.height, first.width) if first.rotation % 180 else (first.width, first.height)
    fps = stream.average_rate or stream.guessed_rate
    stated, counted = stream.frames, _counted(container, stream)
    if counted is not None and counted < stated * (1 - TOLERANCE):
        raise MediaError("The clip is cut off.", frames=counted, stated=stated)
    frames = counted if counted is not None else stated
    return MediaFacts(
        "clip", _name(container), stream.codec_context.codec.canonical_name, width, height,
        duration_s=_seconds(container, stream) or (float(frames / fps) if fps else 0.0), fps=fps, frames=frames,
        pixel_format=stream.codec_context.pix_fmt or "", has_sound=sound is not None,
        sample_rate=sound.codec_context.sample_rate if sound else 0,
        channels=sound.codec_context.channels if sound else 0,
    )  # fmt: skip


def _sound(container: InputContainer, stream: AudioStream) -> MediaFacts:
    if next(container.decode(stream), None) is None:
        raise MediaError("The sound holds nothing that can be read.")
    context = stream.codec_context
    return MediaFacts(
        "sound", _name(container), context.codec.canonical_name, duration_s=_seconds(container, stream), has_sound=True,
        sample_rate=context.sample_rate, channels=context.channels,
    )  # fmt: skip


def _counted(container: InputContainer, stream: VideoStream) -> int | None:
    """Packets of a stream, read without decoding; None if that takes too long."""
    container.seek(0)
    until = time.monotonic() + SECONDS
    count = 0
    for packet in container.demux(stream):
        if packet.is_corrupt:
            raise MediaError("The clip is broken.", packet=count)
        count += packet.size > 0
        if time.monotonic() > until:
            return None
    return count


def _seconds(container: InputContainer, stream: VideoStream | AudioStream) -> float:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return container.duration / av.time_base if container.duration else 0.0


def _name(container: InputContainer) -> str:
    """One name for what demuxers call "mov,mp4,m4a,3gp,3g2,mj2" or "matroska,webm"."""
    names = container.format.name.split(",")
    brand = container.metadata.get("major_brand", "").strip()
    if "mp4" in names:
        return {"qt": "mov", "M4A": "m4a", "M4B": "m4a"}.get(brand, "mp4")
    return "webm" if "webm" in names else names[0]


def _check_pixels(width: int, height: int, most: int) -> None:
    if width < 1 or height < 1 or width * height > most:
        reason = "too_many_pixels" if min(width, height) > 0 else "broken"
        raise MediaError("The picture is too large.", reason=reason, width=width, height=height, limit=most)
