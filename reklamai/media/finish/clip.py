"""A finished clip: the look of a virtual camera put on any clip, its sound kept in step."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from reklamai.core.errors import MediaError
from reklamai.media.cinema.model import Camerawork
from reklamai.media.cinema.ramps import time_map
from reklamai.media.ffmpeg import FramesWriter, encode, frames_writer
from reklamai.media.finish.crop import CropMove
from reklamai.media.finish.frames import FrameFinish
from reklamai.media.finish.reader import FramesReader, frames_of
from reklamai.media.finish.retime import retimed
from reklamai.media.finish.sound import CHANNELS, RATE, ramped_sound
from reklamai.media.finish.source import IN_MP4, Source, source_of
from reklamai.media.threads import one_thread
from reklamai.media.types import AnyArray, Report, quiet

CRF = 16
PRESET = "veryfast"
ENCODER_THREADS = 4
"""x264 writes other bytes with another number of threads: one number on every machine keeps a finish repeatable."""
TOLD_EVERY = 0.1
"""Seconds between two reports."""
FRAMES_SHARE = 0.95
"""Of the whole work; the rest is sound."""


@dataclass(frozen=True, slots=True)
class FinishedClip:
    """What a finished clip is."""

    path: Path
    size: tuple[int, int]
    """Width and height, pixels."""
    fps: Fraction
    frames: int
    has_sound: bool

    @property
    def seconds(self) -> float:
        return float(self.frames / self.fps)


def finish_clip(
    source: Path, out: Path, camerawork: Camerawork, post: Collection[str], *, seed: int, report: Report = quiet
) -> FinishedClip:
    """Put what `post` names of a camera on a clip, into the H.264 MP4 `out`: BT.709 limited range, even sides.

    post: of `cinema.model.POST`. A clip of a varying rate gets a steady one; one that lies on its side is set upright.
    The same source, camerawork, post and seed give the same bytes, on a machine with any number of cores. Memory does
    not grow with the length. `report("finish", share)` is called several times a second; when it raises, ffmpeg is
    stopped and nothing is left.
    Raises: MediaError for a clip that cannot be read or written; BadInput for a ramp or a move that is none.
    """
    with one_thread(), TemporaryDirectory(prefix=".finish-", dir=out.parent) as folder:
        report("finish", 0.0)
        found = source_of(source)
        ramp = camerawork.ramp if "speed_ramp" in post else ()
        positions = time_map(ramp, found.frames) if ramp else None
        look = FrameFinish(camerawork, post, size=found.size, fps=found.fps, seed=seed)
        silent = Path(folder) / "silent.mp4"
        with (
            frames_of(found) as reader,
            frames_writer(
                silent, size=look.size, fps=found.fps, crf=CRF, preset=PRESET, threads=ENCODER_THREADS
            ) as writer,
        ):
            frames = straight(reader) if positions is None else retimed(reader, positions, size=found.size)
            if "crop_move" in post and camerawork.moves:
                frames = cropped(frames, camerawork, found, seed=seed, positions=positions)
            _draw(frames, look, writer, Told(report, found.frames))
        if not writer.frames:
            raise MediaError("The clip holds no frame that can be read.", file=source.name)
        sound: list[str | Path] = ["-i", found.path]
        if positions is not None and found.sound:
            sound = _ramped(found, positions, Path(folder), report)
        joined = Path(folder) / "joined.mp4"
        _join(silent, found, sound, joined, copied=positions is None and found.sound in IN_MP4)
        joined.replace(out)
        report("finish", 1.0)
    return FinishedClip(out, look.size, found.fps, writer.frames, bool(found.sound))


def straight(reader: FramesReader) -> Iterator[AnyArray]:
    """Frame after frame as it was filmed; each may be changed until the next is asked for."""
    while (frame := reader.read()) is not None:
        yield frame
        reader.take_back(frame)


def cropped(
    frames: Iterator[AnyArray], camerawork: Camerawork, found: Source, *, seed: int, positions: AnyArray | None
) -> Iterator[AnyArray]:
    """The frames as a window wanders over them; each may be changed until the next is asked for.

    positions: of a ramp, which the move goes by too, as if it had been filmed.
    """
    moments = None if positions is None else positions / max(1, found.frames - 1)
    move = CropMove(camerawork, size=found.size, fps=found.fps, frames=found.frames, seed=seed, moments=moments)
    seen = np.empty((found.size[1] * 3 // 2, found.size[0]), np.uint8)
    for index, frame in enumerate(frames):
        move.apply(index, frame, seen)
        yield seen


def _draw(frames: Iterator[AnyArray], look: FrameFinish, writer: FramesWriter, told: Told) -> None:
    for index, frame in enumerate(frames):
        made = writer.blank()
        if look.cuts:
            look.apply(index, frame, made)
        else:
            np.copyto(made, frame)
            look.apply(index, made)
        writer.write(made)
        told(index + 1)


class Told:
    """Reports the share of frames that are done, several times a second."""

    def __init__(self, report: Report, frames: int) -> None:
        self._report, self._frames, self._last = report, frames, time.monotonic()

    def __call__(self, done: int) -> None:
        if time.monotonic() - self._last >= TOLD_EVERY:
            self._last = time.monotonic()
            self._report("finish", FRAMES_SHARE * min(1.0, done / self._frames))


class Still:
    """Tells that the pictures are done, however often it is told of the sound: whoever watches may stop that too."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def __call__(self, stage: str, share: float) -> None:  # noqa: ARG002  # the port's
        self._report("finish", FRAMES_SHARE)


def _ramped(found: Source, positions: AnyArray, folder: Path, report: Report) -> list[str | Path]:
    """ffmpeg's words for the sound of a clip whose speed changes."""

    raw: list[str | Path] = ["-f", "s16le", "-ar", str(RATE), "-ac", str(CHANNELS)]
    plain, made = folder / "sound.raw", folder / "ramped.raw"
    # silence where the sound begins later than the pictures: its samples are counted from the clip's beginning
    begins = ["-map", "0:a:0", "-af", "aresample=async=1:first_pts=0"]
    encode(["-i", found.path, *begins, *raw, plain], seconds=found.seconds, report=Still(report))
    ramped_sound(plain, made, positions, fps=float(found.fps), report=Still(report))
    return [*raw, "-i", made]


def _join(silent: Path, found: Source, sound: list[str | Path], out: Path, *, copied: bool) -> None:
    """The new pictures with the sound: as it is where an MP4 can carry it."""
    streams = ["-map", "0:v:0", "-map", "1:a:0"] if found.sound else ["-map", "0:v:0"]
    codec = ["-c:a", "copy"] if copied else ["-c:a", "aac", "-b:a", "192k"]
    plain = ["-map_metadata", "-1", "-map_chapters", "-1", "-bitexact", "-movflags", "+faststart"]
    heard = sound if found.sound else []
    encode(["-i", silent, *heard, *streams, "-c:v", "copy", *codec, *plain, out], seconds=found.seconds, report=quiet)
