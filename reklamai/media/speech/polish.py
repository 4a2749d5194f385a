"""The bare synthesiser made pleasant: 48 kHz, less glare, more body, an even level."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from reklamai.media.sound import RATE
from reklamai.media.speech.voices import TONE_HZ, Voice
from reklamai.media.synth.dsp import Mono, bell, cut, filtered, shelf, stream, white
from reklamai.media.synth.levels import levelled, rounded

LOUDNESS = -16.0
"""LUFS of one voice alone: what podcasts are levelled to, and a mixer turns it down from there."""
EDGE_S = 0.05
"""Of silence at both ends."""
BUZZ_HZ, BREATH = 3_500.0, 0.5
"""Above which Hz a voice is mixed with breath, and how much of it."""
SILENT = 1e-3
"""Of full scale: what is quieter at the ends is cut off."""


def polished(samples: NDArray[np.int16], rate: int, voice: Voice) -> tuple[Mono, float]:
    """((N,) at 48 kHz with 50 ms of silence at both ends, seconds by which everything in it comes later)."""
    raw = samples.astype(np.float32) / 32768
    heard = np.flatnonzero(np.abs(raw) > SILENT)
    edge = np.zeros(round(EDGE_S * RATE), np.float32)
    if not len(heard):
        return np.concatenate([edge, edge]), EDGE_S
    begin, end = int(heard[0]), int(heard[-1]) + 1
    common = np.gcd(RATE, rate)
    made = signal.resample_poly(raw[begin:end], RATE // common, rate // common).astype(np.float32)
    bells = [bell(hz, gain, q=0.9) for hz, gain in zip(TONE_HZ, voice.tone, strict=True)]
    # the compressor lifts consonants out from between the vowels, which is where the top octaves are
    made = breathed(filtered(made, cut("highpass", 70.0), *bells, shelf(4_500.0, -2.0, high=True)))
    made = rounded(levelled(compressed(made)[:, None], LOUDNESS)[:, 0])
    return np.concatenate([edge, made, edge]), EDGE_S - begin / rate


def breathed(sound: Mono) -> Mono:
    """A part of what is above 3.5 kHz made noise that swells with each beat of the voice: less of a buzz.

    Source: mixed excitation, A. McCree and T. Barnwell, A mixed excitation LPC vocoder model, IEEE SAP 3 (1995).
    """
    high = filtered(sound, cut("highpass", BUZZ_HZ))
    swell = np.maximum(filtered(np.abs(high), cut("lowpass", 400.0)), 0)
    noise = filtered(white(len(sound), stream(0, "breath")), cut("bandpass", (BUZZ_HZ, 11_500.0)))
    return np.asarray(sound - BREATH * high + 1.4 * BREATH * swell * noise, np.float32)


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
