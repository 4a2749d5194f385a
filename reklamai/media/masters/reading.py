"""A clip from anywhere as frames of 16 bits at a steady rate: nothing of what it holds is rounded away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from reklamai.core.errors import MediaError
from reklamai.media.finish.reader import THREADS, FramesReader, raw_frames
from reklamai.media.finish.source import BT601, BT709, FULL, HDR, HIGH_DEFINITION, UNKNOWN, rate_of, sound_of, upright
from reklamai.media.masters.sound import Sound
from reklamai.media.probe import opened

MATRICES = {BT709: "709", BT601: "170m", 5: "470bg", 7: "240m", 9: "2020_ncl", 10: "2020_cl"}
"""zimg's names of FFmpeg's numbers."""


@dataclass(frozen=True, slots=True)
class Footage:
    """A clip, and what its frames are once they are read."""

    path: Path
    size: tuple[int, int]
    """Width and height, upright, of square pixels, both even."""
    fps: Fraction
    frames: int
    """About how many."""
    filters: str
    bits: int
    """Of each channel in the file."""
    sound: Sound | None


def footage_of(path: Path) -> Footage:
    """Look at a clip. Raises MediaError if it cannot be read or is too small."""
    with opened(path) as container:
        pictures = [each for each in container.streams.video if not each.disposition & Disposition.attached_pic]
        first = next(container.decode(pictures[0]), None) if pictures else None
        if first is None:
            raise MediaError("The clip holds no frame that can be read.", file=path.name)
        stream, fps = pictures[0], rate_of(pictures[0])
        length = stream.duration * stream.time_base if stream.duration and stream.time_base else None
        seconds = length or Fraction(container.duration or 0, 1_000_000)
        codec = sound_of(container.streams.audio)
        return Footage(
            path, upright(stream, first), fps, max(1, round(seconds * fps)), _filters(stream, first, fps),
            max(each.bits for each in first.format.components), Sound(path, codec) if codec else None,
        )  # fmt: skip


@contextmanager
def deep_frames(footage: Footage, *, patience: float = 120) -> Iterator[FramesReader]:
    """Its frames, (3, H, W) uint16: Y, Cb, Cr of BT.709 in limited range, 8-bit codes times 256.

    patience: seconds that one frame may take. Whatever is raised inside ends ffmpeg.
    Raises: MediaError with ffmpeg's words in `facts` if it gives up; Interrupted if it was killed.
    """
    arguments: list[str | Path] = ["-threads", str(THREADS), "-i", footage.path, "-map", "0:V:0", "-an", "-sn", "-dn"]
    arguments += ["-vf", footage.filters, "-filter_threads", "1", "-fps_mode", "passthrough"]
    shape = (3, footage.size[1], footage.size[0])
    with raw_frames([*arguments, "-pix_fmt", "yuv444p16le"], shape=shape, dtype=np.uint16, patience=patience) as reader:
        yield reader


def _filters(stream: VideoStream, frame: VideoFrame, fps: Fraction) -> str:
    shape = stream.sample_aspect_ratio or Fraction(1)
    width, height = upright(stream, frame)
    chain = [f"fps={fps}:start_time=0", *_codes(stream, frame), "format=yuv444p16le"]
    if shape != 1:
        chain.append("zscale=w=trunc(iw*sar+0.5):h=ih:filter=bicubic")
    return ",".join([*chain, f"crop={width}:{height}:0:0", "setsar=1"])


def _codes(stream: VideoStream, frame: VideoFrame) -> list[str]:
    context = stream.codec_context
    transfer = HDR.get(int(context.color_trc or 0))
    if transfer is not None:
        # light of 100 cd/m2 becomes white; what is brighter is rolled off
        return [
            f"zscale=tin={transfer}:t=linear:npl=100", "format=gbrpf32le", "zscale=p=bt709",
            "tonemap=hable:desat=0", "zscale=t=bt709:m=bt709:r=limited",
        ]  # fmt: skip
    name = context.pix_fmt or ""
    if name.startswith(("rgb", "bgr", "gbr", "pal", "argb", "abgr", "0rgb", "0bgr")):
        return ["format=gbrp16le", "zscale=matrixin=gbr:rangein=full:matrix=709:range=limited"]
    matrix = int(context.colorspace or UNKNOWN)
    if matrix not in MATRICES:
        matrix = BT709 if min(frame.width, frame.height) >= HIGH_DEFINITION else BT601
    full = int(context.color_range or 0) == FULL or name.startswith("yuvj")
    reach = "full" if full else "limited"
    return [f"zscale=matrixin={MATRICES[matrix]}:rangein={reach}:matrix=709:range=limited"]
