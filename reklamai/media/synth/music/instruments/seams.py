"""Effects at the seams of a piece: risers, impacts, reversed cymbals, the crackle of a record."""

from __future__ import annotations

import numpy as np

from reklamai.media.sound import RATE
from reklamai.media.synth.dsp import Mono, cut, decay, filtered, noise, samples, swept, white
from reklamai.media.synth.music.instruments.drums import strike
from reklamai.media.synth.music.instruments.kits import KITS
from reklamai.media.synth.music.instruments.tones import ringing


def seam(name: str, seconds: float, velocity: float, random: np.random.Generator) -> Mono:
    """One effect of `seconds`: "riser", "reverse", "impact" or "crackle". Raises KeyError for others."""
    made = {"riser": _riser, "reverse": _reverse, "impact": _impact, "crackle": _crackle}[name](seconds, random)
    return np.asarray(made * np.float32(velocity), np.float32)


def _riser(seconds: float, random: np.random.Generator) -> Mono:
    count = samples(seconds)
    share = np.linspace(0, 1, count)
    made = swept(white(count, random), 300.0 * 2 ** (4.6 * share), shape="bandpass", q=1.4)
    return np.asarray(made * share**2.2 * 0.22, np.float32) * _short_end(count)


def _reverse(seconds: float, random: np.random.Generator) -> Mono:
    """A crash played backwards into the beat."""
    crash = strike(KITS["pop"], "crash", 1.0, random)
    made = np.zeros(samples(seconds), np.float32)
    length = min(len(crash), len(made))
    made[-length:] = crash[:length][::-1] * np.float32(0.7)
    return made * _short_end(len(made))


def _impact(seconds: float, random: np.random.Generator) -> Mono:
    """Something very large that falls far away."""
    count = samples(min(max(seconds, 1.5), 3.0))
    low = ringing(
        np.array([38.0, 55.0, 71.0, 96.0]), np.array([1.0, 0.6, 0.35, 0.2]), dies_s=np.array([2.2, 1.6, 1.0, 0.7]),
        phases=np.zeros(4), seconds=count / RATE,
    )[:count]  # fmt: skip
    crack = filtered(white(count, random), cut("lowpass", 900)) * decay(count, 0.7)
    return np.asarray(np.tanh(low * 0.7 + crack * 0.35) * 0.5, np.float32) * _short_end(count)


def _crackle(seconds: float, random: np.random.Generator) -> Mono:
    """The hiss and the dust of a record."""
    count = samples(seconds)
    clicks = np.zeros(count, np.float32)
    at = random.integers(0, count, max(1, int(seconds * 9)))
    clicks[at] = random.normal(0, 1, len(at)).astype(np.float32) * random.pareto(2.5, len(at)).astype(np.float32)
    dust = filtered(np.clip(clicks, -3, 3), cut("bandpass", (900, 6_000)))
    return dust * np.float32(0.10) + noise(count, random, slope=-3, low=200, high=7_000) * np.float32(0.004)


def _short_end(count: int) -> Mono:
    return np.minimum(np.arange(count, 0, -1, dtype=np.float32) / samples(0.02), 1)
