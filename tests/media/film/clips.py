"""Clips for tests, made by the real ffmpeg."""

from __future__ import annotations

import subprocess
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import imageio_ffmpeg


def ffmpeg(*arguments: str | Path) -> None:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-v", "error", *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True)


def clip(
    path: Path, *, size: str = "64x48", fps: str = "24", frames: int = 12, filters: str = "null", sound: str = "",
    coded: str = "-c:v libx264 -preset ultrafast -crf 12 -pix_fmt yuv420p", heard: str = "-c:a aac", more: str = "",
) -> Path:  # fmt: skip
    """A moving test picture, coded once for all tests that ask for the same.

    sound: an expression of aevalsrc, "" for none; more: of ffmpeg, before the result.
    """
    path.write_bytes(_coded(path.suffix, size, fps, frames, filters, sound, coded, heard, more))
    return path


@lru_cache(maxsize=64)
def _coded(
    suffix: str, size: str, fps: str, frames: int, filters: str, sound: str, coded: str, heard: str, more: str
) -> bytes:  # fmt: skip
    length = f"{float(frames / Fraction(fps)):.6f}"
    inputs = ["-f", "lavfi", "-i", f"testsrc2=s={size}:r={fps}:d=100,{filters}"]
    if sound:
        inputs += ["-f", "lavfi", "-i", f"aevalsrc='{sound}':d={length}"]
    audio = heard.split() if sound else []
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"clip{suffix}"
        ffmpeg(*inputs, "-frames:v", str(frames), *coded.split(), *audio, *more.split(), path)
        return path.read_bytes()


def numbered(path: Path, levels: list[int], *, fps: str = "24", more: str = "", size: str = "64x48") -> Path:
    """A clip whose n-th frame is grey of the n-th level, so that each frame can be told from the others."""
    raw = path.with_suffix(".raw")
    width, height = map(int, size.split("x"))
    raw.write_bytes(b"".join(bytes([level]) * (width * height) + b"\x80" * (width * height // 2) for level in levels))
    ffmpeg("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", size, "-r", fps, "-i", raw, *more.split(), "-c:v", "libx264",
           "-crf", "4", "-preset", "ultrafast", "-pix_fmt", "yuv420p", path)  # fmt: skip
    raw.unlink()
    return path
