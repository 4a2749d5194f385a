"""Sound that lies on disk while it is worked on: ten minutes of six stems would be 1.4 GB of memory."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Final

import numpy as np

from reklamai.core.errors import MediaError
from reklamai.media.ffmpeg import encode
from reklamai.media.probe import opened
from reklamai.media.sound import RATE
from reklamai.media.types import Report, Sound

FRAME_BYTES: Final = 8


def silence(path: Path, samples: int) -> Sound:
    """(samples, 2) of zeros in a file, to be written to. Raises: MediaError where the disk has no room."""
    try:
        with path.open("wb") as file:
            # what a full disk does to a page of a sparse file is a signal, and no worker outlives it
            os.posix_fallocate(file.fileno(), 0, max(1, samples) * FRAME_BYTES)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise MediaError("There is no room on the disk for the mix.") from error
    return np.memmap(path, np.float32, "r+", shape=(max(1, samples), 2))[:samples]


def raw(path: Path) -> Sound:
    """(N, 2) of a raw file, to be read."""
    count = path.stat().st_size // FRAME_BYTES
    return np.memmap(path, np.float32, "r", shape=(count, 2)) if count else np.zeros((0, 2), np.float32)


def decoded(source: Path, out: Path, *, first_s: float = 0.0, seconds: float, report: Report) -> Sound:
    """At most so many seconds of a file's sound from a moment of it on, in step with its pictures; written to `out`.

    A voice of one channel is as loud on both. Raises: MediaError if it holds no sound that can be read.
    """
    with opened(source) as container:
        if not container.streams.audio:
            raise MediaError("The file holds no sound.", file=source.name)
        mono = container.streams.audio[0].codec_context.channels == 1
    # by itself the resampler would take 3 dB off a voice of one channel
    chain = ("pan=stereo|c0=c0|c1=c0," if mono else "") + f"aresample={RATE}:async=1:first_pts=0"
    chain += f",atrim=start={first_s:.6f}:duration={seconds:.6f}"
    words = ["-map", "0:a:0", "-vn", "-sn", "-dn", "-af", chain, "-ac", "2", "-f", "f32le"]
    encode(["-i", source, *words, out], seconds=seconds, report=report)
    return raw(out)


def sane(samples: Sound) -> Sound:
    """A copy in memory, silent where a file of floating point holds what is no number."""
    return np.where(np.isfinite(samples), samples, np.float32(0))


def at(report: Report, stage: str, share: float) -> Report:
    """A watcher of one step among many: it may stop it, and hears the same share whatever the step tells."""
    return lambda _stage, _share: report(stage, share)


def sounding(path: Path) -> bool:
    """Whether a clip has sound. Raises: MediaError if it cannot be read."""
    with opened(path) as container:
        return bool(container.streams.audio)


def part(report: Report, first: float, last: float) -> Report:
    """A watcher of a step that is from one share to another of the whole."""
    return lambda stage, share: report(stage, first + (last - first) * share)
