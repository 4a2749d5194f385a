"""Frames of 16 bits into masters of clips: ProRes, HEVC, H.264, or pictures in one ZIP. Never through 8 bits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Final, Protocol

import cv2
import numpy as np

from reklamai.media.ffmpeg import FramesWriter, feeding
from reklamai.media.masters.formats import Format, format_of
from reklamai.media.masters.planes import deep
from reklamai.media.masters.sequence import sequence_writer
from reklamai.media.masters.sound import Sound, coding
from reklamai.media.types import AnyArray

BT709: Final = ("-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709")
TO_CODE: Final = {
    # zimg, not ffmpeg's own scaler: the smoothed error of a gradient in ProRes is 0.09e-4, with that one 2.2e-4.
    # Ordered noise under half a step keeps 8-bit files from bands; at 10 bits it costs nothing.
    True: "zscale=matrixin=gbr:rangein=full:matrix=709:range=limited:dither=ordered",
    False: "zscale=matrixin=709:rangein=limited:matrix=709:range=limited:dither=ordered",
}
CODECS: Final = {
    "h264": ("yuv420p", ("-c:v", "libx264", "-preset", "medium", "-crf", "16", "-profile:v", "high")),
    # sample adaptive offset smears what one step of 10 bits holds: without it 0.3e-4 instead of 0.8e-4 at crf 14
    "hevc10": (
        "yuv420p10le",
        ("-c:v", "libx265", "-preset", "fast", "-crf", "14", "-profile:v", "main10", "-tag:v", "hvc1",
         "-x265-params", "log-level=error:no-sao=1:aq-mode=3"),
    ),
    "prores_hq": ("yuv422p10le", ("-c:v", "prores_ks", "-profile:v", "3", "-vendor", "apl0")),
}  # fmt: skip


class DeepWriter(Protocol):
    """Takes the frames of one master, one after another."""

    frames: int

    def write(self, frame: AnyArray) -> None:
        """Take one frame; it stays the caller's.

        frame: (H, W, 3) RGB, uint16 or float screen values in 0..1.
        Raises: ValueError for another shape or dtype; MediaError if it cannot be written.
        """

    def write_planes(self, planes: AnyArray) -> None:
        """The same for (3, H, W) uint16: Y, Cb, Cr of BT.709 in limited range, only where `coded` was asked for."""


@contextmanager
def frames_writer16(
    path: Path,
    format_: str,
    *,
    size: tuple[int, int],
    fps: Fraction | int,
    sound: Sound | None = None,
    coded: bool = False,
    patience: float = 120,
) -> Iterator[DeepWriter]:
    """A master of a clip in the making, of frames in 16 bits or float.

    format_: key of one that clips become; size: width and height, even for all but sequences; sound: a file whose sound
    comes along; coded: frames are given by `write_planes`; patience: seconds that one frame, and the end, may take.
    Any exception inside stops the work and leaves no file; `path` appears, complete, when the block ends.
    Raises: ValueError for another format or an odd size; MediaError, Interrupted as `ffmpeg.frames_writer`.
    """
    kind = format_of(format_, kind="clip")
    if min(size) < 2 or (kind.even and (size[0] % 2 or size[1] % 2)):
        raise ValueError(f"expected an even size, got {size}")
    if kind.member:
        with sequence_writer(path, kind, size=size, fps=Fraction(fps), sound=sound) as archive:
            yield archive
        return
    arguments = arguments_for(kind, size=size, fps=Fraction(fps), sound=sound, rgb=not coded)
    with feeding(path, arguments, shape=(3, size[1], size[0]), dtype=np.uint16, patience=patience) as pipe:
        yield _Piped(pipe, size=size)


def arguments_for(
    kind: Format, *, size: tuple[int, int], fps: Fraction, sound: Sound | None, rgb: bool
) -> list[str | Path]:
    layout, (pixels, codec) = ("gbrp16le" if rgb else "yuv444p16le"), CODECS[kind.key]
    tags = BT709 if not rgb else ("-color_range", "pc", *BT709[4:])
    arguments: list[str | Path] = ["-f", "rawvideo", "-pix_fmt", layout, *tags, "-s", f"{size[0]}x{size[1]}"]
    arguments += ["-r", str(fps), "-i", "pipe:0"]
    arguments += ["-i", sound.path, "-map", "0:v:0", "-map", "1:a:0?", *coding(kind.key, sound)] if sound else []
    arguments += ["-vf", f"{TO_CODE[rgb]},format={pixels}", *codec, "-pix_fmt", pixels, *BT709]
    if kind.key != "prores_hq":
        arguments += ["-g", str(max(1, round(2 * fps)))]
    return [*arguments, "-movflags", "+faststart+write_colr", "-map_metadata", "-1"]


class _Piped:
    """Planar frames for ffmpeg: green, blue, red, as it orders them; or Y, Cb, Cr."""

    def __init__(self, pipe: FramesWriter, *, size: tuple[int, int]) -> None:
        self._pipe, self._shape = pipe, (size[1], size[0], 3)
        self.frames = 0

    def write(self, frame: AnyArray) -> None:
        if frame.shape != self._shape:
            raise ValueError(f"expected {self._shape}, got {frame.shape}")
        picture, planes = deep(frame), self._pipe.blank()
        for at, channel in enumerate((1, 2, 0)):
            cv2.extractChannel(picture, channel, planes[at])
        self._pipe.write(planes)
        self.frames += 1

    def write_planes(self, planes: AnyArray) -> None:
        kept = self._pipe.blank()
        if planes.shape != kept.shape:
            raise ValueError(f"expected {kept.shape}, got {planes.shape}")
        np.copyto(kept, planes, casting="no")
        self._pipe.write(kept)
        self.frames += 1
