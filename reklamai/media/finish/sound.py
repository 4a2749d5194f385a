"""Sound that follows a speed ramp: slower and faster at its own pitch, in step with its pictures.

Overlapping pieces of the source are laid down at an even pace; each is taken from where the picture is at that moment,
shifted by up to 12.5 ms to where it fits its predecessor best (WSOLA). A tempo filter told new speeds on its way would
drift; here every piece starts from the map anew, and the difference never adds up.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import numpy as np

from reklamai.media.types import AnyArray, Report

RATE = 48_000
CHANNELS = 2
PIECE = 1440
"""Samples of one piece, 30 ms; two overlap by half. Shorter ones would cut a low voice's waves apart."""
HOP = PIECE // 2
SEARCHED = 600
"""Samples to either side, 12.5 ms, where a better fit is looked for: at a quarter of the speed a piece that simply goes
on is among them, so that a clap is not heard twice."""
COARSE = 4
"""Fits are looked for on every fourth sample first."""
ALIKE = 0.2
"""Correlation below which a fit is none."""
FRAME_BYTES = 2 * CHANNELS
TOLD_PIECES = 50


def ramped_sound(source: Path, out: Path, positions: AnyArray, *, fps: float, report: Report) -> None:
    """Write the sound of a source as it goes with retimed pictures.

    source, out: raw 16-bit little-endian stereo at 48 kHz. positions: (N,) moments of the source, in its frames, that
    the frames of the result show. What is left of the sound after the last picture goes on at its own speed. Memory
    does not grow with the length. report: "sound" with shares 0..1.
    """
    total = source.stat().st_size // FRAME_BYTES
    picture = len(positions) / fps * RATE
    length = round(max(picture, total + picture - (positions[-1] + 1) / fps * RATE)) if total else 0
    window = np.hanning(PIECE + 1)[:-1, None].astype(np.float32)
    rest, expected = np.zeros((HOP, CHANNELS), np.float32), None
    with source.open("rb") as samples, out.open("wb") as made:
        for number, start in enumerate(range(-HOP, length, HOP)):
            if number % TOLD_PIECES == 0:
                report("sound", max(0, start) / max(1, length))
            wanted = moment(start + HOP, positions, fps) - HOP
            at = wanted if expected is None else best(samples, wanted, expected)
            piece = taken(samples, at, PIECE) * window
            if start >= 0:
                written = np.clip(np.round(rest + piece[:HOP]), -32768, 32767)
                made.write(written[: max(0, length - start)].astype("<i2").tobytes())
            rest, expected = piece[HOP:], taken(samples, at + HOP, PIECE)


def moment(sample: int, positions: AnyArray, fps: float) -> int:
    """Which sample of the source belongs to a sample of the result."""
    frame = sample / RATE * fps
    last = len(positions) - 1
    if frame <= last:
        return round(float(np.interp(frame, np.arange(len(positions)), positions)) / fps * RATE)
    return round((float(positions[-1]) + frame - last) / fps * RATE)


def best(samples: BinaryIO, wanted: int, expected: AnyArray) -> int:
    """The place about `wanted` whose samples are most like those that would have come next."""
    around = taken(samples, wanted - SEARCHED, PIECE + 2 * SEARCHED).sum(axis=1)
    like = expected.sum(axis=1)
    rough = likeness(around[::COARSE], like[::COARSE])
    near = COARSE * int(np.argmax(rough))
    low, high = max(0, near - COARSE), min(2 * SEARCHED, near + COARSE)
    fine = likeness(around[low : high + PIECE], like)
    if fine.max() < ALIKE * np.sqrt((like.astype(np.float64) ** 2).sum() + 1):
        return wanted  # silence, or noise that fits nowhere
    return wanted - SEARCHED + low + int(np.argmax(fine))


def likeness(around: AnyArray, like: AnyArray) -> AnyArray:
    """Correlation of a piece with each place of a longer one, by the power that is there."""
    power = np.cumsum(np.concatenate([[0.0], around.astype(np.float64) ** 2]))
    each = power[len(like) :] - power[: len(power) - len(like)]
    together = np.correlate(around, like, mode="valid")
    return np.asarray(together / np.sqrt(each + 1.0))


def taken(samples: BinaryIO, start: int, count: int) -> AnyArray:
    """(count, 2) float32 from a place of the file; silence before its beginning and after its end."""
    piece = np.zeros((count, CHANNELS), np.float32)
    first = max(0, start)
    if first < start + count:
        samples.seek(first * FRAME_BYTES)
        read = np.frombuffer(samples.read((start + count - first) * FRAME_BYTES), "<i2")
        read = read[: len(read) // CHANNELS * CHANNELS].reshape(-1, CHANNELS)
        piece[first - start : first - start + len(read)] = read
    return piece
