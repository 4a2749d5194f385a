"""An ear of its own for the tests of music: tempo, chords and brightness found in the sound, and rendered pieces.

Nothing here knows how the music was composed: it works on samples alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from scipy import ndimage, signal

from reklamai.media.sound import RATE
from reklamai.media.synth.music.composing import compose
from reklamai.media.synth.music.mixdown import render
from reklamai.media.synth.music.piece import Piece
from reklamai.media.synth.music.request import Request
from reklamai.media.types import Sound

HOP = 480


@lru_cache(maxsize=64)
def heard(style: str, seconds: float = 12.0, seed: int = 1, *, loop: bool = False) -> tuple[Piece, Sound]:
    """A piece and its sound, made once for all tests of a run; nobody may change the samples."""
    piece = compose(Request(style=style), seconds=seconds, seed=seed, loop=loop)
    sound = render(piece)
    sound.setflags(write=False)
    return piece, sound


def onsets(sound: Sound) -> np.ndarray:
    """How much begins in each hundredth of a second: the growth of the log spectrum."""
    _, _, found = signal.stft(sound.mean(axis=1), RATE, nperseg=1024, noverlap=1024 - HOP)
    levels = np.log1p(1e3 * np.abs(found))
    return np.maximum(np.diff(levels, axis=1), 0).sum(axis=0)


def tempo(sound: Sound) -> float:
    """Beats a minute by the autocorrelation of onsets, over 50..180, those near 105 preferred as listeners do."""
    flux = onsets(sound)
    flux = flux - ndimage.median_filter(flux, 31)
    flux = flux - flux.mean()
    count = len(flux)
    alike = np.fft.irfft(np.abs(np.fft.rfft(flux, 4 * count)) ** 2)[:count] / (count - np.arange(count))
    best = (-np.inf, 0.0)
    for beats in np.arange(50, 181, 0.25):
        lags = 60 * RATE / HOP / beats * np.array([1, 2, 3, 4, 6, 8])
        lags = lags[lags < count - 2]
        strength = np.interp(lags, np.arange(count), alike).mean()
        best = max(best, (strength * np.exp(-0.5 * (np.log2(beats / 105) / 0.8) ** 2), beats))
    return float(best[1])


def chroma(sound: Sound, start_s: float, end_s: float) -> np.ndarray:
    """How strongly each pitch class sounds between two times, 130..2100 Hz; the sum is 1."""
    mono = sound[round(start_s * RATE) : round(end_s * RATE)].mean(axis=1)
    spectrum = np.abs(np.fft.rfft(mono * np.hanning(len(mono))))
    hz = np.fft.rfftfreq(len(mono), 1 / RATE)
    inside = (hz > 130) & (hz < 2100)
    classes = np.round(69 + 12 * np.log2(hz[inside] / 440)).astype(int) % 12
    found = np.bincount(classes, spectrum[inside] ** 2, minlength=12)
    return found / max(found.sum(), 1e-12)


def bands(sound: Sound) -> np.ndarray:
    """Decibels in seven bands from 40 Hz to 14 kHz, of all of it together 0."""
    _, power = signal.welch(sound.mean(axis=1), RATE, nperseg=8192)
    hz = np.fft.rfftfreq(8192, 1 / RATE)
    edges = np.geomspace(40, 14_000, 8)
    found = np.array([power[(hz >= low) & (hz < high)].sum() for low, high in pairwise(edges)])
    return 10 * np.log10(found / found.sum() + 1e-9)


@lru_cache(maxsize=128)
def tapped(style: str, seed: int) -> float:
    """`tempo` of a piece of twelve seconds."""
    return tempo(heard(style, 12.0, seed)[1])


def off_the_beat(style: str, seed: int) -> float:
    """By what share a listener taps another tempo than the composer's, its half or its double."""
    beats = heard(style, 12.0, seed)[0].tempo
    return min(abs(tapped(style, seed) / (beats * level) - 1) for level in (0.5, 1, 2))


def told_apart(styles: Sequence[str], seeds: Sequence[int]) -> float:
    """Share of pieces that are nearest to their own style, each held against all others."""
    found = {
        style: np.array([traits(heard(style, 12.0, seed)[1], tapped(style, seed)) for seed in seeds])
        for style in styles
    }
    right = []
    for style in styles:
        for left_out in range(len(seeds)):
            known = {name: np.delete(rows, left_out, axis=0) if name == style else rows for name, rows in found.items()}
            spread = np.sqrt(np.mean([rows.var(axis=0) for rows in known.values()], axis=0))
            centres = {name: rows.mean(axis=0) for name, rows in known.items()}
            row = found[style][left_out]
            heard_as = min(centres, key=lambda name: apart(row, centres[name], spread))
            right.append(heard_as == style)
    return float(np.mean(right))


def apart(row: np.ndarray, centre: np.ndarray, spread: np.ndarray) -> float:
    return float(np.linalg.norm((row - centre) / spread))


def traits(sound: Sound, beats: float) -> np.ndarray:
    """What a listener would tell kinds of music apart by: colour, how much begins and how regularly, how it swells."""
    flux = onsets(sound[: int(len(sound) * 0.8)])
    middle = ndimage.median_filter(flux, 31) + 1e-6
    struck = flux > 1.6 * middle
    starts = np.count_nonzero(struck[1:] & ~struck[:-1]) / (len(flux) / 100)
    steps = 10 * np.log10(np.square(sound[: len(sound) // HOP * HOP]).reshape(-1, HOP * 2).mean(axis=1) + 1e-9)
    steps = steps[: int(len(steps) * 0.8)]
    side = np.std(sound[:, 0] - sound[:, 1]) / (np.std(sound.mean(axis=1)) + 1e-9)
    peaky = np.percentile(flux, 98) / np.median(middle)
    low = signal.sosfilt(signal.butter(2, 110, "lowpass", fs=RATE, output="sos"), sound.mean(axis=1))
    thump = np.square(low[: len(low) // HOP * HOP]).reshape(-1, HOP).mean(axis=1)
    return np.concatenate([
        bands(sound) / 4, [starts * 0.8, np.std(steps), 6 * side, 0.6 * min(peaky, 30)],
        [beats / 12, 4 * np.log10(np.percentile(thump, 95) / (np.median(thump) + 1e-9))],
    ])  # fmt: skip
