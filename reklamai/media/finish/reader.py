"""Raw frames of a clip, decoded by ffmpeg and handed over one after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Full, Queue
from subprocess import DEVNULL, PIPE
from tempfile import TemporaryFile
from threading import Thread
from typing import IO

import numpy as np
from numpy.typing import DTypeLike

from reklamai.core.errors import MediaError
from reklamai.media.fence import fenced
from reklamai.media.ffmpeg import FAILED, GONE_WITHIN_S, LATE, QUIET, judge, program, started
from reklamai.media.finish.source import Source
from reklamai.media.types import AnyArray

AHEAD = 3
"""Frames that are decoded while one is worked on; more would be memory alone."""
THREADS = 2
"""FFmpeg's own choice is one for each core, and each of them holds frames."""


class FramesReader:
    """Reads raw frames of a shape and dtype from ffmpeg in a thread of its own."""

    def __init__(
        self, pipe: IO[bytes], *, shape: tuple[int, ...], patience: float, dtype: DTypeLike = np.uint8
    ) -> None:
        self._pipe, self._shape, self._patience, self._dtype = pipe, shape, patience, np.dtype(dtype)
        self._queue: Queue[AnyArray | None] = Queue(AHEAD)
        self._spare: Queue[AnyArray] = Queue()
        self._left = self._done = False
        self.ended = False
        self._thread = Thread(target=self._fill, name="frames-reader", daemon=True)
        self._thread.start()

    def read(self) -> AnyArray | None:
        """The next frame; it is the caller's until it is given to `take_back`. None after the last.

        Raises: MediaError if none comes in time.
        """
        if self._done:
            return None
        try:
            frame = self._queue.get(timeout=self._patience)
        except Empty as error:
            raise MediaError(LATE) from error
        self._done = frame is None
        return frame

    def take_back(self, frame: AnyArray) -> None:
        """Let a frame that is needed no more be filled again."""
        self._spare.put(frame)

    def leave(self) -> None:
        """End the thread; ffmpeg must be gone."""
        self._left = True
        while self._thread.is_alive():
            with suppress(Empty):
                self._queue.get_nowait()
            self._thread.join(0.02)

    def _fill(self) -> None:
        with self._pipe:
            while not self._left and (frame := self._whole()) is not None:
                self._put(frame)
            self.ended = True
            self._put(None)

    def _whole(self) -> AnyArray | None:
        try:
            frame = self._spare.get_nowait()
        except Empty:
            frame = np.empty(self._shape, self._dtype)
        view, filled = frame.data.cast("B"), 0
        while filled < len(view):
            count = self._pipe.readinto(view[filled:])  # type: ignore[attr-defined]  # a BufferedReader has it
            if not count:
                return None
            filled += count
        return frame

    def _put(self, frame: AnyArray | None) -> None:
        while not self._left:
            with suppress(Full):
                self._queue.put(frame, timeout=0.25)
                return


@contextmanager
def frames_of(source: Source, *, patience: float = 60) -> Iterator[FramesReader]:
    """The frames of a clip at its even size and steady rate, in BT.709 limited range.

    patience: seconds that one frame may take. Whatever is raised inside ends ffmpeg.
    Raises: MediaError with ffmpeg's words in `facts` if it gives up; Interrupted if it was killed.
    """
    arguments: list[str | Path] = ["-threads", str(THREADS), "-i", source.path, "-map", "0:V:0", "-an", "-sn", "-dn"]
    arguments += ["-vf", source.filters, "-filter_threads", "1", "-fps_mode", "passthrough", "-pix_fmt", "yuv420p"]
    with raw_frames(arguments, shape=(source.size[1] * 3 // 2, source.size[0]), patience=patience) as reader:
        yield reader


@contextmanager
def raw_frames(
    arguments: Sequence[str | Path], *, shape: tuple[int, ...], patience: float, dtype: DTypeLike = np.uint8
) -> Iterator[FramesReader]:
    """The raw frames that ffmpeg makes with these arguments, each of this shape and dtype. Raises as `frames_of`."""
    command = [program(), *QUIET, *fenced([*arguments, "-f", "rawvideo", "pipe:1"])]
    with TemporaryFile("w+") as words, started(command, words, stdin=DEVNULL, stdout=PIPE) as ffmpeg:
        if ffmpeg.stdout is None:
            raise MediaError(FAILED)
        reader = FramesReader(ffmpeg.stdout, shape=shape, dtype=dtype, patience=patience)
        try:
            yield reader
            if reader.ended:  # else more was there than was asked for
                judge(ffmpeg.wait(GONE_WITHIN_S), words)
        finally:
            ffmpeg.kill()  # before the thread is asked to end: it may wait for a pipe that stays empty
            ffmpeg.wait()
            reader.leave()
