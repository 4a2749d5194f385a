"""A finished clip: the look of a virtual camera put on any clip, its sound kept in step."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np

from reklamai.media.cinema.model import Camerawork
from reklamai.media.ffmpeg import encode, frames_writer
from reklamai.media.finish.frames import FrameFinish
from reklamai.media.finish.reader import FramesReader, frames_of
from reklamai.media.finish.source import IN_MP4, Source, source_of
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
    Raises: MediaError for a clip that cannot be read or written; BadInput for a ramp that is none.
    """
    with one_thread(), TemporaryDirectory(prefix=".finish-", dir=out.parent) as folder:
        report("finish", 0.0)
        found = source_of(source)
        silent = Path(folder) / "silent.mp4"
        look = FrameFinish(camerawork, post, size=found.size, fps=found.fps, seed=seed)
        told = Told(report, found.frames)
        with (
            frames_of(found) as reader,
            frames_writer(
                silent, size=look.size, fps=found.fps, crf=CRF, preset=PRESET, threads=ENCODER_THREADS
            ) as writer,
        ):
            for index, frame in enumerate(straight(reader)):
                blank = writer.blank()
                if look.cuts:
                    look.apply(index, frame, blank)
                else:
                    np.copyto(blank, frame)
                    look.apply(index, blank)
                writer.write(blank)
                told(index + 1)
        made = FinishedClip(out, look.size, found.fps, writer.frames, bool(found.sound))
        joined = Path(folder) / "joined.mp4"
        _joined(silent, found, joined)
        joined.replace(out)
        report("finish", 1.0)
    return made


def straight(reader: FramesReader) -> Iterator[AnyArray]:
    """Frame after frame as it was filmed; each may be changed until the next is asked for."""
    while (frame := reader.read()) is not None:
        yield frame
        reader.take_back(frame)


class Told:
    """Reports the share of frames that are done, several times a second."""

    def __init__(self, report: Report, frames: int) -> None:
        self._report, self._frames, self._last = report, frames, time.monotonic()

    def __call__(self, done: int) -> None:
        if time.monotonic() - self._last >= TOLD_EVERY:
            self._last = time.monotonic()
            self._report("finish", FRAMES_SHARE * min(1.0, done / self._frames))


def _joined(silent: Path, found: Source, out: Path) -> None:
    """The new pictures with the sound of the source: as it is where an MP4 can carry it."""
    sound = ["-i", found.path, "-map", "0:v:0", "-map", "1:a:0"] if found.sound else ["-map", "0:v:0"]
    codec = ["-c:a", "copy"] if found.sound in IN_MP4 else ["-c:a", "aac", "-b:a", "192k"]
    plain = ["-map_metadata", "-1", "-map_chapters", "-1", "-bitexact", "-movflags", "+faststart"]
    encode(["-i", silent, *sound, "-c:v", "copy", *codec, *plain, out], seconds=found.seconds, report=quiet)


@contextmanager
def one_thread() -> Iterator[None]:
    """OpenCV on one core: the decoder and the encoder have the others."""
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(before)
