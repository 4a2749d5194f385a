"""Drums, cymbals and small things to shake; `kits` says how each of them sounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from reklamai.media.sound import RATE
from reklamai.media.synth.dsp import Mono, cut, decay, filtered, samples, white
from reklamai.media.synth.music.instruments.kits import LEVELS, Kit
from reklamai.media.synth.music.instruments.tones import ringing

METAL = (2.0, 3.0, 4.16, 5.43, 6.79, 8.21)
"""Ratios of a cymbal's tones. Source: the TR-808's six oscillators (205..800 Hz), as Werner, Abel and Smith 2014."""


@dataclass(frozen=True)
class Blow:
    """One stroke: on whose kit, how hard."""

    kit: Kit
    velocity: float
    random: np.random.Generator


def strike(kit: Kit, drum: str, velocity: float, random: np.random.Generator) -> Mono:
    """One stroke. Raises KeyError for a drum that there is not."""
    made = DRUMS_MADE[drum](Blow(kit, velocity, random))
    if kit.bright_hz < 15_000:
        made = filtered(made, cut("lowpass", kit.bright_hz))
    top = float(np.abs(made).max(initial=1e-9))
    return np.asarray(made * np.float32(LEVELS[drum] * velocity**1.3 / top), np.float32)


def _kick(blow: Blow) -> Mono:
    kit = blow.kit
    count = samples(kit.kick_s * 1.6)
    t = np.arange(count) / RATE
    pitch = kit.kick_hz * (1 + 3.2 * np.exp(-t / 0.018) + 0.5 * np.exp(-t / 0.09))
    body = np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * decay(count, kit.kick_s * 1.4)
    click = _burst(count, blow.random, seconds=0.012, band=(1_500, 6_000)) * kit.kick_click * blow.velocity
    return np.asarray(np.tanh(1.5 * (body + click)), np.float32) * _closed(count)


def _drum(blow: Blow, hz: float, seconds: float, noise: float, *, slap: float = 1_800.0) -> Mono:
    """A skin: its five lowest modes, a falling pitch, the hand or the stick."""
    count = samples(seconds * 1.5)
    ratios = np.array([1.0, 1.594, 2.136, 2.296, 2.653])  # a round membrane's modes: zeros of Bessel functions
    gains = np.array([1.0, 0.45, 0.28, 0.2, 0.14]) * np.array([1, *[0.5 + 0.5 * blow.velocity] * 4])
    dies = seconds * np.array([1.2, 0.6, 0.45, 0.35, 0.3])
    tones = ringing(hz * ratios, gains, dies_s=dies, phases=np.zeros(5), seconds=count / RATE)[:count]
    t = np.arange(count) / RATE
    falling = np.sin(2 * np.pi * hz * (t + 0.25 * 0.03 * (1 - np.exp(-t / 0.03)))) * decay(count, seconds)
    hit = _burst(count, blow.random, seconds=0.03, band=(slap * 0.5, slap * 2)) * noise * blow.velocity
    return np.asarray(0.5 * tones + falling + hit, np.float32) * _closed(count)


def _snare(blow: Blow) -> Mono:
    kit = blow.kit
    count = samples(kit.snare_s * 2.2 * kit.big**0.5)
    skin = _drum(blow, kit.snare_hz, 0.12, 0.6)
    wires = filtered(white(count, blow.random), cut("bandpass", (1_400, 9_500))) * decay(count, kit.snare_s * 1.6)
    made = wires * np.float32(0.55)
    made[: len(skin)] += skin[:count] * np.float32(0.8)
    return made * _closed(count)


def _clap(blow: Blow) -> Mono:
    """Some people who do not clap quite together, then the room."""
    count = samples(0.26)
    shape = np.zeros(count, np.float32)
    for late in (*blow.random.uniform(0, 0.026, 4), 0.027):
        start = samples(late)
        shape[start:] += decay(count - start, 0.022 if late < 0.027 else 0.16) * np.float32(0.7)
    return filtered(white(count, blow.random), cut("bandpass", (850, 3_800))) * shape * _closed(count)


def _hat(blow: Blow, seconds: float) -> Mono:
    count = samples(seconds * 3)
    tones = np.array([ratio * 205.0 * harmonic for ratio in METAL for harmonic in (3, 5, 7)])
    metal = ringing(
        tones, 1 / np.sqrt(tones / 1000), dies_s=np.full(len(tones), seconds * 2.4),
        phases=blow.random.uniform(0, 6.28, len(tones)), seconds=count / RATE,
    )[:count]  # fmt: skip
    hiss = white(count, blow.random) * decay(count, seconds * (1.2 + 1.2 * blow.velocity)) * np.float32(2.2)
    return np.asarray(filtered(metal + hiss, cut("highpass", 6_800)) * _closed(count), np.float32)


def _shaken(blow: Blow, seconds: float, band: tuple[float, float], rise: float) -> Mono:
    count = samples(seconds)
    t = np.arange(count, dtype=np.float32) / np.float32(count)
    shape: Mono = np.minimum(t / np.float32(rise), 1) * np.exp(-5.5 * np.maximum(t - np.float32(rise), 0))
    return np.asarray(filtered(white(count, blow.random), cut("bandpass", band)) * shape * _closed(count), np.float32)


def _jingles(blow: Blow) -> Mono:
    tones = blow.random.uniform(4_500, 11_500, 14)
    made = ringing(
        tones, np.ones(14), dies_s=blow.random.uniform(0.08, 0.2, 14), phases=blow.random.uniform(0, 6, 14), seconds=0.2
    )
    return made + _shaken(blow, len(made) / RATE, (5_000, 14_000), 0.08)[: len(made)] * 3


def _knocked(blow: Blow, tones: tuple[float, ...], seconds: float, click: float) -> Mono:
    hz = np.array(tones)
    made = ringing(
        hz, np.ones(len(hz)), dies_s=np.full(len(hz), seconds), phases=np.zeros(len(hz)), seconds=seconds * 1.3
    )
    return (made + _burst(len(made), blow.random, seconds=0.01, band=(1_500, 7_000)) * np.float32(click)) * _closed(
        len(made)
    )


def _crash(blow: Blow) -> Mono:
    count = samples(2.4)
    tones = blow.random.uniform(2_200, 11_000, 60)
    metal = ringing(
        tones,
        np.full(60, 0.25),
        dies_s=blow.random.uniform(0.8, 2.2, 60),
        phases=blow.random.uniform(0, 6, 60),
        seconds=2.4,
    )
    wash = filtered(white(count, blow.random), cut("highpass", 3_000)) * decay(count, 1.9)
    rising = 1 - np.exp(-np.arange(count, dtype=np.float32) / 250)
    return np.asarray((metal[:count] + wash * 1.4) * _closed(count) * rising, np.float32)


def _burst(count: int, random: np.random.Generator, *, seconds: float, band: tuple[float, float]) -> Mono:
    made = np.zeros(count, np.float32)
    length = min(samples(seconds * 2), count)
    made[:length] = filtered(white(length, random), cut("bandpass", band)) * decay(length, seconds)
    return made


def _closed(count: int) -> Mono:
    """1, and at the very end 0: no stroke ends in a click."""
    return np.minimum(np.arange(count, 0, -1, dtype=np.float32) / samples(0.008), 1)


DRUMS_MADE: dict[str, Callable[[Blow], Mono]] = {
    "kick": _kick,
    "snare": _snare,
    "clap": _clap,
    "hat": lambda blow: _hat(blow, blow.kit.hat_s),
    "open": lambda blow: _hat(blow, 0.2),
    "crash": _crash,
    "rim": lambda blow: _knocked(blow, (1_720.0, 2_610.0, 520.0), 0.05, 0.8),
    "snap": lambda blow: _knocked(blow, (2_300.0, 1_450.0, 3_300.0), 0.035, 1.6),
    "cowbell": lambda blow: _knocked(blow, (562.0, 845.0, 1_690.0), 0.16, 0.3),
    "shaker": lambda blow: _shaken(blow, 0.09, (4_500, 12_000), 0.3),
    "brush": lambda blow: _shaken(blow, 0.16, (2_200, 9_000), 0.25),
    "tambourine": _jingles,
    "tom": lambda blow: _drum(blow, blow.kit.tom_hz, 0.3 * blow.kit.big, 0.5),
    "floor": lambda blow: _drum(blow, blow.kit.tom_hz * 0.62, 0.45 * blow.kit.big, 0.6, slap=1_100),
    "conga": lambda blow: _drum(blow, 210.0 if blow.velocity > 0.55 else 185.0, 0.22, 0.5),
    "slap": lambda blow: _drum(blow, 330.0, 0.09, 1.6, slap=3_200),
}
