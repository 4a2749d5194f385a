"""What an ffmpeg process may open, and how much of the machine it may take."""

from __future__ import annotations

import ctypes
import errno
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from reklamai.media.sniff import sniff

PROTOCOLS = "file,pipe"
"""What a foreign file may make ffmpeg open: a playlist dressed as a film must reach neither the net nor a device."""
FORMATS = "lavfi,rawvideo,image2,png_pipe,webp_pipe,jpeg_pipe,mov,matroska,wav,mp3,ogg,flac,ass,srt,s16le,s24le,f32le"
"""What an input may be opened as whose type its first bytes do not tell. Nothing in it opens other files by itself."""
BARE = frozenset({"f32le", "s16le", "s24le", "rawvideo"})
"""Samples without a header: their first bytes may be anything, those of an MP3 too, and open nothing else."""
LIMITS = {resource.RLIMIT_AS: 16 * 2**30, resource.RLIMIT_FSIZE: 32 * 2**30, resource.RLIMIT_CORE: 0}
"""Of one ffmpeg: room for a 4K master on many cores, and an end to one that has gone wild."""
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of prctl(2)."""
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def fenced(arguments: Sequence[str | Path]) -> list[str]:
    """The arguments, with what each input may be opened as and reach in front of its "-i"."""
    made: list[str] = []
    told: str | Path = ""
    for argument, following in pairwise([*arguments, ""]):
        if argument == "-f":
            told = following
        if argument == "-i":
            formats = str(told) if told in BARE else formats_of(following)
            made += ["-protocol_whitelist", PROTOCOLS, "-format_whitelist", formats]
            told = ""
        made.append(str(argument))
    return made


def formats_of(source: str | Path) -> str:
    """A file may be opened only as what its first bytes say."""
    path = Path(source)
    found = sniff(path) if len(path.name) < 256 and path.is_file() else None
    return found.demuxer if found else FORMATS


def leash() -> Callable[[], None]:
    """To be called in the child between fork and exec: it dies with its parent, and within limits till then."""
    # inside a cell the limits are lower, and nobody may raise them again
    limits = [(kind, lower(most, resource.getrlimit(kind)[1])) for kind, most in LIMITS.items()]

    def put_on() -> None:
        die_with_parent()
        for kind, most in limits:
            resource.setrlimit(kind, (most, most))

    return put_on


def lower(most: int, allowed: int) -> int:
    return most if allowed == resource.RLIM_INFINITY else min(most, allowed)


def die_with_parent() -> None:
    """Have the kernel kill this process when the thread that started it ends."""
    if _libc is not None:
        _libc.prctl(DIE_WITH_PARENT, signal.SIGKILL)
