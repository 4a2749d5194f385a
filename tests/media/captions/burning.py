"""Captions burned into flat clips, and what the decoded pictures then show."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import numpy as np

from reklamai.media.captions.burn import burn
from reklamai.media.captions.cues import Cue, Word
from tests.media.film.clips import ffmpeg

GREY = 96
SHAPES = {"wide": (640, 360), "tall": (360, 640), "square": (480, 480)}


def flat(path: Path, size=SHAPES["wide"], *, seconds=2, sound=False, level=GREY, fps=10) -> Path:
    """A clip of one grey; coded once for all tests that ask for the same."""
    path.write_bytes(_coded(size, seconds, level, fps, sound=sound))
    return path


@lru_cache(maxsize=32)
def _coded(size: tuple[int, int], seconds: float, level: int, fps: int, *, sound: bool) -> bytes:
    with TemporaryDirectory() as folder:
        return _made(Path(folder) / "flat.mp4", size, seconds=seconds, sound=sound, level=level, fps=fps).read_bytes()


def _made(path: Path, size: tuple[int, int], *, seconds: float, sound: bool, level: int, fps: int) -> Path:
    width, height = size
    heard = ["-f", "lavfi", "-i", f"sine=f=440:d={seconds}", "-c:a", "aac"] if sound else []
    ffmpeg(
        "-f", "lavfi", "-i", f"color=c=0x{level:02x}{level:02x}{level:02x}:s={width}x{height}:r={fps}:d={seconds}",
        *heard[:4], *heard[4:], "-c:v", "libx264", "-preset", "ultrafast", "-crf", "1", "-pix_fmt", "yuv420p",
        "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv", path,
    )  # fmt: skip
    return path


def cue(*lines: str, from_s=0.0, to_s=2.0) -> Cue:
    """Words that share the time."""
    count = sum(len(line.split()) for line in lines)
    step, place, rows = (to_s - from_s) / count, 0, []
    for line in lines:
        row = []
        for word in line.split():
            row.append(Word(word, from_s + step * place, from_s + step * (place + 1)))
            place += 1
        rows.append(tuple(row))
    return Cue(from_s, to_s, tuple(rows))


def pictures(path: Path) -> np.ndarray:
    """(frames, H, W, 3) int16 of a clip in BT.709."""
    with av.open(str(path)) as container:
        frames = []
        for frame in container.decode(video=0):
            told = frame.reformat(format="rgb24", src_colorspace="ITU709", dst_colorspace="ITU709")
            frames.append(told.to_ndarray().astype(np.int16))
    return np.stack(frames)


def burned(folder: Path, cues, *, size=SHAPES["wide"], level=GREY, seconds=2, fps=10, **how) -> np.ndarray:
    clip = flat(folder / "flat.mp4", size, level=level, seconds=seconds, fps=fps)
    return pictures(burn(clip, folder / "burned.mp4", cues, **how).path)


def ink(picture: np.ndarray, *, level=GREY, far=40) -> np.ndarray:
    """(H, W) where something is drawn on a flat picture."""
    return np.abs(picture - level).max(axis=-1) > far


def extent(mask: np.ndarray) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what is set."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def white(picture: np.ndarray) -> np.ndarray:
    return picture.min(axis=-1) > 200


def red(picture: np.ndarray) -> np.ndarray:
    """The plate under the word that is heard: #d93a1c."""
    return np.abs(picture - np.array([0xD9, 0x3A, 0x1C])).max(axis=-1) < 28
