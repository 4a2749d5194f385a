"""What can be seen and heard in a film."""

from __future__ import annotations

import subprocess
from fractions import Fraction
from pathlib import Path

import av
import imageio_ffmpeg
import numpy as np

from reklamai.media.types import AnyArray


def frames(path: Path) -> list[AnyArray]:
    """Luma of every frame."""
    with av.open(str(path)) as film:
        return [frame.to_ndarray()[: frame.height, : frame.width] for frame in film.decode(video=0)]


def levels(path: Path) -> list[float]:
    """Mean luma of every frame."""
    return [float(frame.mean()) for frame in frames(path)]


def moments(path: Path) -> list[Fraction]:
    """Seconds at which each frame is shown."""
    with av.open(str(path)) as film:
        return [Fraction(frame.pts) * frame.time_base for frame in film.decode(video=0)]


def heard(path: Path) -> tuple[AnyArray, int]:
    """(N,) samples -1..1 of the first channel as a player plays them, and their rate."""
    with av.open(str(path)) as film:
        stream = film.streams.audio[0]
        rate = stream.codec_context.sample_rate
        out: list[AnyArray] = []
        begins = None
        for frame in film.decode(stream):
            begins = frame.pts * frame.time_base if begins is None else begins
            out.append(frame.to_ndarray()[0])
    lead = round(float(begins or 0) * rate)
    whole = np.concatenate(out)
    return (whole[-lead:] if lead < 0 else np.concatenate([np.zeros(lead, whole.dtype), whole])), rate


def apart(path: Path) -> float:
    """Seconds by which the sound ends after the pictures, as the file says."""
    with av.open(str(path)) as film:
        picture, sound = film.streams.video[0], film.streams.audio[0]
        return float(sound.duration * sound.time_base - picture.duration * picture.time_base)


def complaints(path: Path) -> str:
    """What ffmpeg says while it decodes all of a film."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "warning", "-i", str(path), "-f", "null", "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stderr
