"""Small clips made by ffmpeg, and what can be seen and heard in a clip."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import numpy as np

from reklamai.media.ffmpeg import encode
from reklamai.media.types import quiet

RATE = 48_000
BEATS = (0.5, 1.5, 2.5, 3.5)
"""Seconds at which a clip with `beating` sound flashes and beeps."""


def made(
    out: Path, *, picture: str, sound: str = "", seconds: float = 1.0, extra: tuple[str, ...] = (), codec: str = "aac"
) -> Path:
    """A clip of two lavfi graphs; coded once for all tests that ask for the same."""
    out.write_bytes(_coded(out.suffix, picture, sound, seconds, tuple(map(str, extra)), codec))
    return out


@lru_cache(maxsize=64)
def _coded(suffix: str, picture: str, sound: str, seconds: float, extra: tuple[str, ...], codec: str) -> bytes:
    inputs = ["-f", "lavfi", "-i", picture, *(["-f", "lavfi", "-i", sound] if sound else [])]
    heard = ["-c:a", codec] if sound else []
    with TemporaryDirectory() as folder:
        out = Path(folder) / f"made{suffix}"
        encode([*inputs, "-t", str(seconds), *heard, *extra, out], seconds=seconds, report=quiet)
        return out.read_bytes()


def beating(out: Path, *, size: str = "160x90", fps: str = "24", seconds: float = 4.0, **changes) -> Path:
    """A black clip that flashes white for 80 ms, and beeps, at each of `BEATS`."""
    on = "+".join(f"between(t,{beat - 0.001},{beat + 0.079})" for beat in BEATS)
    picture = f"color=black:s={size}:r={fps},drawbox=t=fill:color=white:enable='{on}'"
    return made(
        out, picture=picture, sound=f"aevalsrc='0.7*({on})*sin(2*PI*1000*t)':s={RATE}", seconds=seconds, **changes
    )


def moving(out: Path, *, size: str = "160x90", fps: str = "24", seconds: float = 1.0, **changes) -> Path:
    return made(out, picture=f"testsrc2=s={size}:r={fps}", seconds=seconds, **changes)


def frames(path: Path) -> list[np.ndarray]:
    """Every frame, (H * 3 / 2, W) uint8 I420."""
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="yuv420p") for frame in container.decode(video=0)]


def pictures(path: Path) -> list[np.ndarray]:
    """Every frame as a player shows it, (H, W, 3) uint8 RGB."""
    with av.open(str(path)) as container:
        return [
            frame.to_ndarray(format="rgb24", src_colorspace="ITU709", dst_colorspace="ITU709")
            for frame in container.decode(video=0)
        ]


def flashes(path: Path) -> list[float]:
    """Seconds at which each flash begins, as a player shows it."""
    with av.open(str(path)) as container:
        lit = [(frame.time, frame.to_ndarray(format="gray").mean() > 100) for frame in container.decode(video=0)]
    return [now for (_, before), (now, is_lit) in zip([(0, False), *lit], lit, strict=False) if is_lit and not before]


def heard(path: Path) -> np.ndarray:
    """The sound, one channel at 48 kHz, from second 0 of the clip on."""
    resampler = av.AudioResampler("flt", "mono", RATE)
    with av.open(str(path)) as container:
        parts, begins = [], None
        for frame in container.decode(audio=0):
            begins = frame.time if begins is None else begins
            parts += [each.to_ndarray()[0] for each in resampler.resample(frame)]
    sound, first = np.concatenate(parts), round((begins or 0) * RATE)
    return np.concatenate([np.zeros(first, np.float32), sound]) if first >= 0 else sound[-first:]


def beeps(path: Path) -> list[float]:
    """Seconds at which each beep begins."""
    loud = np.abs(heard(path)) > 0.15
    steps = np.convolve(loud, np.ones(RATE // 25), "full")[: len(loud)] > 0
    starts = np.flatnonzero(steps & ~np.concatenate([[False], steps[:-1]]))
    return [float(start / RATE) for start in starts]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
