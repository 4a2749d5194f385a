"""What an ear would tell of a sound, in numbers: bands, pace, roughness. Written apart from what makes the sounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from reklamai.media.sound import RATE
from reklamai.media.types import Sound

EDGES = (30, 90, 200, 420, 850, 1_700, 3_400, 6_800, 13_600, 20_000)
STEP = 480
"""Samples of 10 ms."""


def spectrum_db(sound: Sound) -> NDArray[np.float64]:
    """dB of each band of EDGES, of one mean level."""
    hz, power = signal.welch(sound.mean(axis=1), RATE, nperseg=8_192)
    bands = [power[(hz >= low) & (hz < high)].mean() for low, high in pairwise(EDGES)]
    found = 10 * np.log10(np.array(bands) + 1e-16)
    return np.asarray(found - found.mean(), np.float64)


def envelope(sound: Sound) -> NDArray[np.float64]:
    """RMS of each 10 ms."""
    whole = sound[: len(sound) // STEP * STEP].astype(np.float64)
    return np.asarray(np.sqrt((whole**2).reshape(-1, STEP, 2).mean(axis=(1, 2))), np.float64)


def onsets(sound: Sound, *, rise: float = 2.5, apart_s: float = 0.2) -> NDArray[np.float64]:
    """Seconds at which the level jumps by `rise` over what it was 30 ms before."""
    level = envelope(sound)
    before = np.concatenate([np.full(3, level[:3].min()), level[:-3]])
    floor = np.maximum(before, 0.05 * level.max())
    found: list[float] = []
    for place in np.flatnonzero(level > rise * floor):
        if not found or place / 100 - found[-1] >= apart_s:
            found.append(place / 100)
    return np.array(found)


def pulse_hz(sound: Sound, low: float, high: float) -> float:
    """How often a second the level comes back, between two paces: the top of its autocorrelation."""
    level = envelope(sound)
    level = level - level.mean()
    match = signal.correlate(level, level, method="fft")[len(level) - 1 :]
    lags = np.arange(len(match))
    inside = (lags >= 100 / high) & (lags <= 100 / low)
    return float(100 / lags[inside][np.argmax(match[inside])])


def crests(sound: Sound) -> NDArray[np.float64]:
    """Seconds at which the level, smoothed over a second, stands out: waves, not drops."""
    window = np.hanning(150)
    level = np.convolve(envelope(sound), window / window.sum(), "same")
    return np.asarray(signal.find_peaks(level, prominence=0.15 * np.ptp(level))[0] / 100, np.float64)


def pitch(sound: Sound, low: float, high: float) -> float:
    """Hz of what repeats itself, between two limits."""
    mono = sound.mean(axis=1).astype(np.float64)
    match = signal.correlate(mono, mono, method="fft")[len(mono) - 1 :]
    lags = np.arange(len(match))
    inside = (lags >= RATE / high) & (lags <= RATE / low)
    return float(RATE / lags[inside][np.argmax(match[inside])])


def features(sound: Sound) -> NDArray[np.float64]:
    """One row for a classifier: the shape of the spectrum, of the level over time, and of its peaks."""
    level = envelope(sound)
    live = level > 0.02 * level.max()
    swing = np.abs(np.fft.rfft(level / level.mean() - 1)) ** 2 / len(level)
    pace = np.fft.rfftfreq(len(level), 0.01)
    swings = [np.log10(swing[(pace >= low) & (pace < high)].sum() + 1e-3)
              for low, high in ((0.05, 0.5), (0.5, 1.5), (1.5, 3), (3, 8), (8, 20), (20, 50))]  # fmt: skip
    mono = sound.mean(axis=1)
    _, power = signal.welch(mono, RATE, nperseg=8_192)
    power = power[6:3_400] + 1e-16
    tonal = 10 * np.log10(np.sort(power)[-20:].mean() / np.exp(np.log(power).mean()))
    crest = 20 * np.log10(np.abs(mono).max() / (mono.std() + 1e-9))
    middle = float((level * np.arange(len(level))).sum() / (level.sum() * len(level)))
    apart = float(np.corrcoef(sound.T)[0, 1])
    shape = [tonal / 3, crest / 3, 8 * live.mean(), 8 * middle, 4 * apart, 2 * np.log10(len(onsets(sound)) + 1)]
    return np.array([*(spectrum_db(sound) / 4), *(3 * each for each in swings), *shape])


def nearest(row: NDArray[np.float64], centres: Mapping[str, NDArray[np.float64]]) -> str:
    """The name of the nearest centre."""
    return min(centres, key=lambda name: float(np.sum((row - centres[name]) ** 2)))


def centres_of(rows: Mapping[str, Sequence[NDArray[np.float64]]]) -> dict[str, NDArray[np.float64]]:
    return {name: np.mean(some, axis=0) for name, some in rows.items()}
