"""What a clip from anywhere is, and how it becomes even frames of one rate in BT.709."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from reklamai.core.errors import MediaError
from reklamai.media.probe import opened

STANDARD = tuple(map(Fraction, ("24000/1001", "24", "25", "30000/1001", "30", "48", "50", "60000/1001", "60")))
"""What clips of a varying rate are brought to."""
FASTEST = Fraction(120)
STEADY = Fraction(1, 500)
"""Share by which a steady clip's mean rate may differ from its stated one."""
IN_MP4 = frozenset({"aac", "mp3", "mp3float", "ac3", "eac3", "alac"})
"""Sound that an MP4 carries as it is, and that everybody plays."""
BT709, BT601, UNKNOWN = 1, 6, 2
HIGH_DEFINITION = 720
"""Rows from which a clip that says nothing is taken for BT.709, as browsers do."""
HDR = {16: "smpte2084", 18: "arib-std-b67"}
FULL = 2
"""Of FFmpeg's color ranges."""


@dataclass(frozen=True, slots=True)
class Source:
    """A clip, and what its frames are once they are read."""

    path: Path
    size: tuple[int, int]
    """Width and height, upright, of square pixels; both even."""
    fps: Fraction
    frames: int
    """About how many there are at that rate."""
    filters: str
    """For ffmpeg: to that size and rate, yuv420p, BT.709 limited range."""
    sound: str
    """Codec of the sound, "" for none."""
    turned: int = 0
    """Degrees that the coded frames are turned by to be upright."""

    @property
    def seconds(self) -> float:
        return float(self.frames / self.fps)


def source_of(path: Path, *, fps: Fraction | None = None) -> Source:
    """Look at a clip that is to be read at `fps`, or else at its own steady rate.

    Raises: MediaError if it cannot be read, or is less than two pixels high or wide.
    """
    with opened(path) as container:
        return source_in(container, path, fps=fps)


def source_in(container: InputContainer, path: Path, *, fps: Fraction | None = None) -> Source:
    """What `source_of` tells, of a clip that is open already; its first frame is decoded. Raises as that does."""
    pictures = [each for each in container.streams.video if not each.disposition & Disposition.attached_pic]
    first = next(container.decode(pictures[0]), None) if pictures else None
    if first is None:
        raise MediaError("The clip holds no frame that can be read.", file=path.name)
    stream, sounds = pictures[0], container.streams.audio
    fps = fps or rate_of(stream)
    length = stream.duration * stream.time_base if stream.duration and stream.time_base else None
    if length is None:
        length = Fraction(container.duration or 0, 1_000_000)
    else:
        length += waited(stream, container.start_time)
    size = upright(stream, first)
    seen = filters(stream, first, size, fps)
    return Source(path, size, fps, max(1, round(length * fps)), seen, sound_of(sounds), round(first.rotation))


def waited(stream: VideoStream, begins: int | None) -> Fraction:
    """Seconds, of a clip that `begins` at so many microseconds, to its first picture, which stands till then."""
    if stream.start_time is None or stream.time_base is None:
        return Fraction(0)
    return max(Fraction(0), stream.start_time * stream.time_base - Fraction(begins or 0, 1_000_000))


def sound_of(sounds: tuple[AudioStream, ...]) -> str:
    return sounds[0].codec_context.name if sounds else ""


def rate_of(stream: VideoStream) -> Fraction:
    """A steady clip keeps its rate; any other goes on at the standard rate that is nearest to its mean."""
    mean, stated = stream.average_rate or stream.guessed_rate or Fraction(25), stream.guessed_rate
    if mean <= FASTEST and (not stated or abs(mean / stated - 1) <= STEADY):
        return Fraction(mean)
    return min(STANDARD, key=lambda rate: abs(rate - mean))


def upright(stream: VideoStream, frame: VideoFrame) -> tuple[int, int]:
    """Size as shown; an odd row or column is left off."""
    shape = stream.sample_aspect_ratio or Fraction(1)
    width, height = round(frame.width * shape), frame.height
    if frame.rotation % 180:
        width, height = height, width
    if min(width, height) < 2:
        raise MediaError("The picture is too small.", width=width, height=height)
    return width // 2 * 2, height // 2 * 2


def filters(stream: VideoStream, frame: VideoFrame, size: tuple[int, int], fps: Fraction) -> str:
    """ffmpeg turns phone clips upright by itself, before these."""
    shape = stream.sample_aspect_ratio or Fraction(1)
    chain = [f"fps={fps}:start_time=0"]
    if shape != 1:
        # a turned clip was turned with its pixels: what was its width is its height by now
        squared = "iw:trunc(ih/sar+0.5)" if frame.rotation % 180 else "trunc(iw*sar+0.5):ih"
        chain.append(f"scale={squared}:flags=bicubic+accurate_rnd")
    chain += [*colours(stream, frame), f"crop={size[0]}:{size[1]}:0:0", "setsar=1"]
    return ",".join(chain)


def colours(stream: VideoStream, frame: VideoFrame) -> list[str]:
    context = stream.codec_context
    transfer = HDR.get(int(context.color_trc or 0))
    if transfer is not None:
        # light of 100 cd/m2 becomes white; what is brighter is rolled off
        return [
            f"zscale=tin={transfer}:t=linear:npl=100", "format=gbrpf32le", "zscale=p=bt709",
            "tonemap=hable:desat=0", "zscale=t=bt709:m=bt709:r=tv", "format=yuv420p",
        ]  # fmt: skip
    matrix = int(context.colorspace or UNKNOWN)
    if matrix == UNKNOWN:
        matrix = BT709 if min(frame.width, frame.height) >= HIGH_DEFINITION else BT601
    full = int(context.color_range or 0) == FULL or (context.pix_fmt or "").startswith("yuvj")
    if matrix == BT709 and not full and context.pix_fmt == "yuv420p":
        return []
    coded = "bt709" if matrix == BT709 else "bt2020" if matrix in (9, 10) else "bt601"
    reach = "pc" if full else "tv"
    rgb = (context.pix_fmt or "").startswith(("rgb", "bgr", "gbr", "pal", "argb", "abgr"))
    told = "" if rgb else f":in_color_matrix={coded}:in_range={reach}"
    return [
        f"scale=out_color_matrix=bt709:out_range=tv{told}:flags=bicubic+accurate_rnd+full_chroma_int",
        "format=yuv420p",
    ]
