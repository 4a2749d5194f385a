"""An ear of the tests' own: where sound begins, from nothing but the samples."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from scipy import signal

RATE = 48_000
HOP = 240


def rises(sound: np.ndarray, *, below_top_db: float = 38, still_s: float = 0.12) -> np.ndarray:
    """Seconds at which sound comes back after silence; the stops inside words are shorter than 100 ms."""
    frames = sound[: len(sound) // HOP * HOP].reshape(-1, HOP)
    level = 10 * np.log10(np.mean(frames**2, axis=1) + 1e-12)
    loud = np.flatnonzero(level > level.max() - below_top_db)
    gaps = np.diff(loud, prepend=-1000) - 1
    return loud[gaps * HOP / RATE >= still_s] * HOP / RATE


def changes(sound: np.ndarray) -> np.ndarray:
    """Seconds at which the spectrum changes most: peaks of its flux in 32 bands."""
    hz, at, parts = signal.stft(sound, RATE, nperseg=960, noverlap=960 - HOP)
    power = np.abs(parts) ** 2
    edges = np.geomspace(120, 12_000, 33)
    bands = [power[(hz >= low) & (hz < high)].sum(axis=0) for low, high in pairwise(edges)]
    logs = np.log10(np.stack(bands) + 1e-9 * power.max())
    flux = np.pad(np.abs(logs[:, 4:] - logs[:, :-4]).mean(axis=0), 2)
    peaks, _ = signal.find_peaks(flux, height=np.median(flux) * 1.2, distance=4)
    return at[peaks]


def nearest(times: np.ndarray, at: float) -> float:
    """Seconds from `at` to the nearest of `times`, with sign."""
    return float((times - at)[np.abs(times - at).argmin()])
