"""FFmpeg as a child process: argument lists, never a shell; its own words in the error; it never outlives its job."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from fractions import Fraction
from pathlib import Path
from queue import Empty, Full, Queue
from signal import SIGKILL
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from tempfile import TemporaryFile
from threading import Event, Thread, Timer
from typing import IO, NoReturn

import imageio_ffmpeg
import numpy as np
from numpy.typing import DTypeLike

from reklamai.core.errors import Interrupted, MediaError
from reklamai.media.fence import fenced, leash
from reklamai.media.types import AnyArray, Report

QUEUED_FRAMES = 4
# A killed process with its hands on a busy disk takes seconds to go, and only its exit code tells that it was killed.
GONE_WITHIN_S = 10
FAILED, LATE = "The video could not be made.", "The video could not be made in time."


def program() -> str:
    """Path of the ffmpeg that comes with the installation. Raises MediaError if there is none."""
    try:
        path: str = imageio_ffmpeg.get_ffmpeg_exe()
    except RuntimeError as error:
        raise MediaError("FFmpeg is missing on this machine.") from error
    return path


def encode(arguments: Sequence[str | Path], *, seconds: float, report: Report, timeout: float | None = None) -> None:
    """Run ffmpeg with `arguments`, whose last one is the result.

    seconds: length of the result; timeout: seconds of work after which it is stopped, 60 plus 30 times the length
    unless given. Inputs may only be files and pipes. A result that fails or is cancelled is removed if it was given
    as a Path.
    Raises: MediaError with ffmpeg's words in `facts`; whatever `report` raises.
    """
    late = Event()
    command = [program(), *QUIET, "-progress", "pipe:1", "-stats_period", "0.2", *fenced(arguments)]
    try:
        with TemporaryFile("w+") as words, started(command, words, stdin=DEVNULL, stdout=PIPE) as ffmpeg:
            watch = Timer(timeout or 60 + 30 * seconds, _stop, (ffmpeg, late))
            watch.start()
            try:
                _follow(ffmpeg, seconds, report)
            finally:
                watch.cancel()
            judge(ffmpeg.wait(), words, late=late.is_set())
    except BaseException:
        if isinstance(arguments[-1], Path):
            arguments[-1].unlink(missing_ok=True)
        raise


class FramesWriter:
    """Takes raw frames of a shape and dtype and hands them to ffmpeg from a thread of its own."""

    def __init__(
        self, pipe: IO[bytes], *, shape: tuple[int, ...], patience: float, dtype: DTypeLike = np.uint8
    ) -> None:
        self._pipe, self._shape, self._patience, self._dtype = pipe, shape, patience, np.dtype(dtype)
        self._queue: Queue[AnyArray | None] = Queue(QUEUED_FRAMES)
        self._spare: Queue[AnyArray] = Queue()
        self._thread = Thread(target=self._drain, name="frames-writer", daemon=True)
        self._thread.start()
        self.frames = 0

    def blank(self) -> AnyArray:
        """A buffer to draw the next frame in; what it holds is left over from an older frame."""
        try:
            return self._spare.get_nowait()
        except Empty:
            return np.empty(self._shape, self._dtype)

    def write(self, frame: AnyArray) -> None:
        """Queue one frame; it belongs to the writer from now on.

        frame: of I420 (H * 3 / 2, W) uint8: the Y plane, then U and V at half size.
        Raises: ValueError for another shape or dtype; MediaError if ffmpeg has stopped, or takes no frame in time.
        """
        if frame.shape != self._shape or frame.dtype != self._dtype:
            raise ValueError(f"expected {self._shape} {self._dtype}, got {frame.shape} {frame.dtype}")
        self._put(frame)
        self.frames += 1

    def close(self) -> None:
        """Send what is queued and close the pipe. Raises MediaError if ffmpeg does not take it in time."""
        self._put(None)
        self._thread.join(self._patience)
        if self._thread.is_alive():
            raise MediaError(LATE)

    def abandon(self) -> None:
        """End the thread without sending what is queued; ffmpeg must be gone."""
        while self._thread.is_alive():
            with suppress(Empty):
                while True:
                    self._queue.get_nowait()
            with suppress(Full):
                self._queue.put_nowait(None)
            self._thread.join(0.05)

    def _put(self, frame: AnyArray | None) -> None:
        waited = 0.0
        while self._thread.is_alive() and waited < self._patience:
            try:
                self._queue.put(frame, timeout=0.25)
            except Full:
                waited += 0.25
            else:
                return
        if self._thread.is_alive():
            raise MediaError(LATE)
        if frame is not None:  # ffmpeg's exit code tells the rest
            raise MediaError(FAILED)

    def _drain(self) -> None:
        with suppress(BrokenPipeError), self._pipe:  # ffmpeg is gone: `_put` sees the ended thread
            while (frame := self._queue.get()) is not None:
                self._pipe.write(np.ascontiguousarray(frame).data)
                self._spare.put(frame)


@contextmanager
def frames_writer(
    path: Path,
    *,
    size: tuple[int, int],
    fps: Fraction | int,
    crf: int = 18,
    preset: str = "veryfast",
    threads: int = 0,
    key_every_s: float = 2.0,
    patience: float = 60,
) -> Iterator[FramesWriter]:
    """An H.264 MP4 in the making: yuv420p, BT.709 limited range, index in front.

    size: width and height in pixels, both even. threads: of the encoder, 0 as many as the machine offers; x264 writes
    other bytes with another number of them. key_every_s: seconds between two key frames, at most. patience: seconds
    that one frame, and the end, may take.
    Any exception inside kills ffmpeg and leaves no file; `path` appears, complete, when the block ends.
    Raises: ValueError for an odd size; MediaError with ffmpeg's words in `facts`; Interrupted if it was killed.
    """
    if size[0] % 2 or size[1] % 2 or min(size) < 2:
        raise ValueError(f"expected an even size, got {size}")
    arguments = [*raw_input(size, Fraction(fps)), *h264(Fraction(fps), crf, preset, key_every_s=key_every_s)]
    arguments += ["-threads", str(threads)]
    with feeding(path, arguments, shape=(size[1] * 3 // 2, size[0]), dtype=np.uint8, patience=patience) as writer:
        yield writer


@contextmanager
def feeding(
    path: Path, arguments: Sequence[str | Path], *, shape: tuple[int, ...], dtype: DTypeLike, patience: float = 60
) -> Iterator[FramesWriter]:
    """An ffmpeg that makes `path` of raw frames of a shape and dtype.

    arguments: all but the result, with "pipe:0" among the inputs; those may only be files and pipes.
    Any exception inside kills ffmpeg and leaves no file; `path` appears, complete, when the block ends.
    Raises: MediaError with ffmpeg's words in `facts`; Interrupted if it was killed.
    """
    part = path.with_name(f".{path.stem}.part{path.suffix}")
    command = [program(), *QUIET, *fenced(arguments), str(part)]
    try:
        with TemporaryFile("w+") as words, started(command, words, stdin=PIPE, stdout=DEVNULL) as ffmpeg:
            if ffmpeg.stdin is None:
                raise MediaError(FAILED)
            writer = FramesWriter(ffmpeg.stdin, shape=shape, dtype=dtype, patience=patience)
            try:
                yield writer
                writer.close()
                judge(ffmpeg.wait(patience), words)
            except (MediaError, TimeoutExpired) as error:
                _blame(ffmpeg, words, error)
            finally:
                ffmpeg.kill()  # before the thread is asked to end: it may be blocked on a full pipe
                writer.abandon()
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


QUIET = ("-hide_banner", "-nostdin", "-y", "-v", "error")
_BT709 = ("-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709")


def raw_input(size: tuple[int, int], fps: Fraction) -> list[str]:
    """ffmpeg's words for I420 frames, BT.709 limited range, that come through its pipe."""
    # tagged on both sides: with one side untagged ffmpeg puts a colour conversion in between
    width, height = size
    return ["-f", "rawvideo", "-pix_fmt", "yuv420p", *_BT709, "-s", f"{width}x{height}", "-r", str(fps), "-i", "pipe:0"]


def h264(fps: Fraction, crf: int, preset: str, *, key_every_s: float = 2.0) -> list[str]:
    """ffmpeg's words for H.264 as `frames_writer` makes it."""
    keys = str(max(1, round(Fraction(key_every_s) * fps)))
    quality = ["-c:v", "libx264", "-preset", preset, "-crf", str(crf), "-g", keys]
    return [*quality, "-pix_fmt", "yuv420p", *_BT709, "-movflags", "+faststart"]


@contextmanager
def started(command: Sequence[str], words: IO[str], *, stdin: int, stdout: int) -> Iterator[Popen[bytes]]:
    """An ffmpeg on its leash; it is gone when the block ends. words: a file for what it says of its errors."""
    # preexec_fn: system calls in the child, no Python locks; a worker killed by the kernel must not leave ffmpeg behind
    ffmpeg = Popen(command, stdin=stdin, stdout=stdout, stderr=words, pipesize=1 << 20, preexec_fn=leash())  # noqa: PLW1509
    try:
        yield ffmpeg
    finally:
        if ffmpeg.poll() is None:
            ffmpeg.kill()
            ffmpeg.wait()
        if ffmpeg.stdout is not None:
            ffmpeg.stdout.close()


def _follow(ffmpeg: Popen[bytes], seconds: float, report: Report) -> None:
    for line in ffmpeg.stdout or ():
        name, _, value = line.decode("ascii", "replace").strip().partition("=")
        if name == "out_time_us" and value.isdigit():
            report("encode", min(1.0, int(value) / 1e6 / seconds))
        elif name == "out_time_us":  # "N/A" until the first frame is out; a cancelled job must stop here too
            report("encode", 0.0)


def _stop(ffmpeg: Popen[bytes], late: Event) -> None:
    late.set()
    ffmpeg.kill()


def _blame(ffmpeg: Popen[bytes], words: IO[str], error: Exception) -> NoReturn:
    """Raise what ffmpeg says if it gave up by itself, else `error` as a MediaError."""
    with suppress(TimeoutExpired):
        judge(ffmpeg.wait(GONE_WITHIN_S), words)
    if isinstance(error, MediaError):
        raise error
    raise MediaError(LATE) from error


def judge(code: int, words: IO[str], *, late: bool = False) -> None:
    """Raises what an exit code of ffmpeg stands for: Interrupted if it was killed, MediaError with its own words."""
    if code == -SIGKILL and not late:
        raise Interrupted(FAILED)
    if code:
        words.seek(0)
        raise MediaError(LATE if late else FAILED, ffmpeg=words.read()[-2000:])
