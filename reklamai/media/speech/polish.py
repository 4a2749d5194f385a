"""The bare synthesiser made pleasant: 48 kHz, less glare, more body, an even level."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from reklamai.media.sound import RATE
from reklamai.media.synth.dsp import bell, cut, filtered, shelf
from reklamai.media.synth.levels import levelled, rounded

LOUDNESS = -16.0
"""LUFS of one voice alone: what podcasts are levelled to, and a mixer turns it down from there."""
EDGE_S = 0.05
"""Of silence at both ends."""
SILENT = 1e-3
"""Of full scale: what is quieter at the ends is cut off."""


def polished(samples: NDArray[np.int16], rate: int) -> tuple[NDArray[np.float32], float]:
    """((N,) at 48 kHz with 50 ms of silence at both ends, seconds by which everything in it comes later)."""
    raw = samples.astype(np.float32) / 32768
    heard = np.flatnonzero(np.abs(raw) > SILENT)
    begin, end = (int(heard[0]), int(heard[-1]) + 1) if len(heard) else (0, 0)
    common = np.gcd(RATE, rate)
    made = signal.resample_poly(raw[begin:end], RATE // common, rate // common).astype(np.float32)
    made = filtered(made, cut("highpass", 70.0), bell(220.0, 1.5), bell(3_200.0, -3.0), shelf(7_000.0, 2.0, high=True))
    edge = np.zeros(round(EDGE_S * RATE), np.float32)
    made = rounded(levelled(compressed(made)[:, None], LOUDNESS)[:, 0])
    return np.concatenate([edge, made, edge]), EDGE_S - begin / rate


def compressed(sound: NDArray[np.float32], *, threshold_db: float = -24.0, ratio: float = 2.5) -> NDArray[np.float32]:
    """Loud syllables nearer to quiet ones: 5 ms to react, 80 ms to let go."""
    block = 240
    count = -(-len(sound) // block)
    padded = np.pad(sound, (0, count * block - len(sound))).reshape(count, block)
    level = 10 * np.log10(np.mean(np.square(padded), axis=1) + 1e-9)
    wanted = np.minimum(0.0, (threshold_db - level) * (1 - 1 / ratio))
    smooth = signal.lfilter([0.3], [1, -0.7], np.minimum(wanted, np.append(wanted[1:], 0)))
    gain = np.interp(np.arange(len(sound)), (np.arange(count) + 0.5) * block, smooth)
    return np.asarray(sound * 10 ** (gain / 20), np.float32)
