"""Small sounds that larger ones are strewn of: knocks, bursts, bubbles, impulses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reklamai.media.sound import RATE
from reklamai.media.synth.dsp import Mono, cut, filtered, samples, white
from reklamai.media.synth.space import Canvas

Mode = tuple[float, float, float]
"""Hz, seconds until it has fallen by 60 dB, gain."""


def clock(seconds: float) -> Mono:
    """The time of each sample."""
    return np.arange(samples(seconds), dtype=np.float32) / np.float32(RATE)


def ringing(modes: Sequence[Mode], *, attack_s: float = 0.0) -> Mono:
    """A struck body: damped sines that begin at zero."""
    t = clock(max(seconds for _, seconds, _ in modes))
    made = np.zeros_like(t)
    for hz, seconds, gain in modes:
        made += np.float32(gain) * np.sin(np.float32(2 * np.pi * hz) * t) * np.exp(t * np.float32(-6.9 / seconds))
    return np.asarray(made * np.minimum(t / attack_s, 1) if attack_s else made, np.float32)


def body(
    random: np.random.Generator, *, hz: float, spread: float, count: int, seconds: float, tilt: float = 1.0
) -> list[Mode]:
    """The modes of a plate or a box: `count` of them, unevenly from `hz` up to `hz * spread`; higher ones die sooner.

    tilt: how fast their gain falls with frequency.
    """
    places = np.sort(random.uniform(0, 1, count - 1)) if count > 1 else np.zeros(0)
    found = [hz, *(hz * spread**place for place in places)]
    return [
        (each, float(seconds * (hz / each) ** 0.5), float((hz / each) ** tilt * random.uniform(0.5, 1.0)))
        for each in found
    ]


def burst(
    seconds: float, random: np.random.Generator, *, low: float, high: float, attack_s: float = 0.0004
) -> Mono:  # fmt: skip
    """A puff of noise between two corners that dies in `seconds`."""
    t = clock(seconds)
    shape = np.minimum(t / max(attack_s, 1e-5), 1) * np.exp(np.maximum(t - attack_s, 0) * np.float32(-6.9 / seconds))
    return np.asarray(filtered(white(len(t), random), cut("bandpass", (low, high), order=1)) * shape, np.float32)


def bubble(hz: float, seconds: float, *, rise: float = 0.3) -> Mono:
    """A drop or a bubble: a damped sine whose pitch goes up by `rise` of itself. Source: van den Doel (2005)."""
    t = clock(seconds)
    phase = 2 * np.pi * hz * (t + rise * t**2 / (2 * seconds))
    return np.asarray(np.sin(phase) * np.exp(t * (-6.9 / seconds)) * np.minimum(t / 0.0006, 1), np.float32)


def thump(start_hz: float, end_hz: float, seconds: float) -> Mono:
    """A soft blow: a sine that falls from one pitch to another as it dies."""
    t = clock(seconds)
    fall = np.exp(t * (-12 / seconds))
    phase = 2 * np.pi * np.cumsum(end_hz + (start_hz - end_hz) * fall) / RATE
    return np.asarray(np.sin(phase) * np.exp(t * (-6.9 / seconds)) * np.minimum(t / 0.002, 1), np.float32)


def together(*parts: tuple[Mono, float, float]) -> Mono:
    """(sound, gain, seconds of delay) as one grain."""
    starts = [samples(late) if late else 0 for _, _, late in parts]
    made = np.zeros(max(start + len(sound) for (sound, _, _), start in zip(parts, starts, strict=True)), np.float32)
    for (sound, gain, _), start in zip(parts, starts, strict=True):
        made[start : start + len(sound)] += sound * np.float32(gain)
    return made


def heavy_tailed(count: int, random: np.random.Generator, *, spread: float = 0.8) -> NDArray[np.float64]:
    """Gains of which most are small and a few large, as of drops and crackles."""
    return np.asarray(np.minimum(np.exp(random.normal(-(spread**2), spread, count)), 2.5), np.float64)


def moments(count: int, rate: float, random: np.random.Generator) -> NDArray[np.int64]:
    """Places of events that know nothing of one another, `rate` a second."""
    return np.sort(random.integers(0, count, random.poisson(rate * count / RATE)))


def shower(count: int, rate: float, random: np.random.Generator, *, spread: float = 0.8) -> Mono:
    """A train of impulses, `rate` a second: what dense drops are before the surface colours them."""
    places = moments(count, rate, random)
    signs = random.choice((-1.0, 1.0), len(places))
    gains = heavy_tailed(len(places), random, spread=spread) * signs
    return np.bincount(places, weights=gains, minlength=count).astype(np.float32)


def strew(
    canvas: Canvas, bank: Sequence[Mono], places: NDArray[np.int64], random: np.random.Generator, *,
    gain: float = 1.0, spread: float = 0.8, width: float = 0.9,
) -> None:  # fmt: skip
    """Lay one grain of the bank, by chance, at each place; left and right by chance within `width`."""
    chosen = random.integers(0, len(bank), len(places))
    gains = heavy_tailed(len(places), random, spread=spread) * gain
    sides = random.uniform(-width, width, len(places))
    for at, grain, loud, where in zip(places.tolist(), chosen.tolist(), gains.tolist(), sides.tolist(), strict=True):
        canvas.lay(at, bank[grain], gain=loud, where=where)
