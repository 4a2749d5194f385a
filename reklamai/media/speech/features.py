"""What speech sounds like, ten milliseconds at a time, whoever speaks: for holding two voices against each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import fft, signal

RATE = 16_000
HOP, WINDOW = 160, 400
"""10 and 25 ms."""
QUIET_DB = 35.0
"""Below the loud tenth of its frames a voice is silent."""
OVER_NOISE_DB = 8.0
"""Over the quietest frames: what is no louder in a noisy recording is its noise."""
BANDS, KEPT = 26, 13
Frames = NDArray[np.float32]
"""(n, 2 * KEPT): cepstrum and its slope, of mean 0 and deviation 1 over the whole."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The frames in which somebody speaks."""

    frames: Frames
    at: NDArray[np.int64]
    """Number of each frame, counted with the silent ones."""
    flux: NDArray[np.float32]
    """How much the spectrum changes at each frame, silent ones too."""


def heard(sound: NDArray[np.float32]) -> Heard:
    """(N,) at 16 kHz as frames; nothing is heard in silence, and then there are none."""
    if len(sound) < WINDOW:
        return Heard(np.zeros((0, 2 * KEPT), np.float32), np.zeros(0, np.int64), np.zeros(0, np.float32))
    lifted = signal.lfilter([1, -0.97], 1, sound)
    windows = np.lib.stride_tricks.sliding_window_view(lifted, WINDOW)[::HOP]
    power = np.abs(fft.rfft(windows * np.hamming(WINDOW), 512)) ** 2
    level = 10 * np.log10(power.sum(axis=1) + 1e-12)
    loud, floor = np.percentile(level, 90), np.percentile(level, 5)
    spoken = np.flatnonzero(level > max(loud - QUIET_DB, min(floor + OVER_NOISE_DB, loud - 12)))
    logs = np.log(power @ _mel().T + 1e-9 * power.max() + 1e-12)
    flux = np.zeros(len(logs), np.float32)
    flux[1:-1] = np.abs(logs[2:] - logs[:-2]).mean(axis=1)
    cepstrum = fft.dct(logs, norm="ortho")[:, :KEPT]
    slope = np.gradient(cepstrum, axis=0) if len(cepstrum) > 1 else np.zeros_like(cepstrum)
    both = np.concatenate([cepstrum, 2 * slope], axis=1)[spoken]
    even = (both - both.mean(axis=0)) / (both.std(axis=0) + 1e-6) if len(both) else both
    return Heard(even.astype(np.float32), spoken.astype(np.int64), flux)


def _mel() -> NDArray[np.float64]:
    """(BANDS, 257): triangles of equal width on the mel scale from 80 to 7,600 Hz."""
    edges = 700 * (10 ** (np.linspace(*_mels(80.0, 7_600.0), BANDS + 2) / 2595) - 1)
    hz = np.linspace(0, RATE / 2, 257)
    rising = (hz - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - hz) / (edges[2:] - edges[1:-1])[:, None]
    return np.asarray(np.maximum(0, np.minimum(rising, falling)), np.float64)


def _mels(low: float, high: float) -> tuple[float, float]:
    return float(2595 * np.log10(1 + low / 700)), float(2595 * np.log10(1 + high / 700))
