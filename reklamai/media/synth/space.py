"""Where sound stands: left and right, near and far, in which room."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from reklamai.media.synth.dsp import Mono, Sections, cut, filtered, samples
from reklamai.media.types import Sound


def sides(where: float) -> tuple[float, float]:
    """Factors of left and right by equal power; -1 is left, 1 right."""
    angle = (min(max(where, -1.0), 1.0) + 1) * np.pi / 4
    return float(np.cos(angle)) * 2**0.5, float(np.sin(angle)) * 2**0.5


def panned(mono: Mono, where: float = 0.0) -> Sound:
    """One channel as two; the middle keeps its level on both sides."""
    left, right = sides(where)
    return np.stack([mono * np.float32(left), mono * np.float32(right)], axis=1)


def wide(left: Mono, right: Mono, width: float = 1.0) -> Sound:
    """Two unlike channels; width 0 gives the same on both sides, 1 leaves them apart. The power stays."""
    middle, side = (left + right) / 2, (left - right) / 2 * np.float32(width)
    scale = np.float32((2 / (1 + width**2)) ** 0.5) if width < 1 else np.float32(1)
    return np.stack([middle + side, middle - side], axis=1) * scale


class Canvas:
    """Sound that grains are laid on. What hangs over the end is kept apart, and cut off or laid round to the start."""

    def __init__(self, count: int, *, tail_s: float = 4.0) -> None:
        self.count = count
        self._laid = np.zeros((count + samples(tail_s), 2), np.float32)

    def lay(self, at: int, grain: NDArray[np.float32], *, gain: float = 1.0, where: float = 0.0) -> None:
        """Add a grain of one or two channels at sample `at`; what reaches past the tail is lost."""
        room = self._laid[max(at, 0) : at + len(grain)]
        piece = grain[max(-at, 0) :][: len(room)]
        if piece.ndim == 2:
            room += piece * np.float32(gain)
            return
        left, right = sides(where)
        room[:, 0] += piece * np.float32(gain * left)
        room[:, 1] += piece * np.float32(gain * right)

    def cut(self) -> Sound:
        """What was laid, ended where it ends."""
        return self._laid[: self.count].copy()

    def ring(self) -> Sound:
        """What was laid, its end running on into its beginning."""
        return folded(self._laid, self.count)


def folded(long: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    """The first `count` samples with all that comes later added from the beginning on, as often as it takes."""
    made = long[:count].copy()
    for start in range(count, len(long), count):
        rest = long[start : start + count]
        made[: len(rest)] += rest
    return made


def room(
    seconds: float, random: np.random.Generator, *, dark_hz: float = 6_000.0, predelay_s: float = 0.008,
    echoes: Sequence[tuple[float, float]] = (),
) -> Sound:  # fmt: skip
    """The answer of a room to a click, of energy 1 a side: noise that dies in `seconds`, its highs sooner.

    echoes: (seconds, gain) of early reflections.
    """
    count, start = samples(seconds), samples(predelay_s)
    tail = random.standard_normal((count, 2), dtype=np.float32)
    t = np.linspace(0, 1, count, dtype=np.float32)[:, None]
    bright = tail * np.exp(-9.0 * t)
    dull = filtered(tail, cut("lowpass", dark_hz / 3)) * np.exp(-6.9 * t) * np.float32(2)
    made = np.concatenate([np.zeros((start, 2), np.float32), filtered(bright + dull, *_walls(dark_hz))])
    made /= np.sqrt(np.sum(np.square(made), axis=0)) + 1e-9
    for place, (late, gain) in enumerate(echoes):
        made[min(samples(late), len(made) - 1), place % 2] += gain
    return np.asarray(made, np.float32)


def _walls(dark_hz: float) -> tuple[Sections, Sections]:
    return cut("lowpass", dark_hz, order=1), cut("highpass", 120.0, order=1)


def reverb(sound: Sound, answer: Sound, *, wet: float, ring: bool = False, dry: float = 1.0) -> Sound:
    """The sound in a room: `dry` of itself and `wet` of what the room answers; as long as it was.

    ring: what rings on after the end comes in at the beginning.
    """
    rung = np.asarray(signal.oaconvolve(sound, answer, axes=0), np.float32)
    rung = folded(rung, len(sound)) if ring else rung[: len(sound)]
    return np.asarray(sound * np.float32(dry) + rung * np.float32(wet), np.float32)
