"""Strings that are struck or plucked, and bars: all that rings and dies by itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reklamai.media.synth.dsp import Mono, cut, decay, filtered, samples, white
from reklamai.media.synth.music.instruments.tones import Numbers, envelope, hertz, ringing
from reklamai.media.types import Sound


@dataclass(frozen=True, slots=True)
class Plucked:
    """A string: where it is plucked (share of its length), how bright, how long it rings."""

    place: float
    bright_hz: float
    dies_s: float
    damping_hz: float = 1_500.0
    """Partials of this frequency ring half as long as low ones."""
    body: tuple[tuple[float, float], ...] = ()
    """(hertz, gain) of the body's own resonances."""
    stiff: float = 0.0001
    noise: float = 0.05
    """The click of a nail or a finger."""
    strings: int = 1
    """Several that are not quite in tune."""
    release_s: float = 0.12


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of metal or wood: (ratio, gain, seconds) of each of its tones at middle C."""

    tones: tuple[tuple[float, float, float], ...]
    shrinks: float = 0.5
    """How much shorter an octave higher rings."""
    knock: float = 0.0
    trembles_hz: float = 0.0
    release_s: float = 0.3


PLUCKED: dict[str, Plucked] = {
    "steel": Plucked(0.17, 3_600, 4.5, 2_200, ((105, 1.5), (210, 1.0), (400, 0.5)), noise=0.05),
    "nylon": Plucked(0.28, 1_900, 3.0, 1_300, ((100, 1.5), (200, 1.2), (380, 0.5)), noise=0.04),
    "ukulele": Plucked(0.32, 2_900, 2.2, 2_000, ((320, 1.6), (560, 0.8)), noise=0.05, release_s=0.08),
    "muted": Plucked(0.12, 2_400, 0.42, 900, ((110, 1.2), (230, 0.6)), noise=0.07, release_s=0.05),
    "finger": Plucked(0.22, 650, 3.6, 500, stiff=0.0002, noise=0.015, release_s=0.06),
    "upright": Plucked(0.25, 620, 1.7, 420, ((95, 1.0), (190, 0.6)), noise=0.03, release_s=0.09),
    "pizzicato": Plucked(0.3, 1_700, 0.55, 1_100, ((280, 1.2), (480, 0.7)), noise=0.04, strings=3, release_s=0.2),
}
BARS: dict[str, Bar] = {
    "bell": Bar(
        ((1, 1.0, 2.4), (2.756, 0.32, 1.0), (5.404, 0.12, 0.35), (8.93, 0.04, 0.12)), 0.35, 0.02, release_s=0.9
    ),
    "marimba": Bar(((1, 1.0, 0.75), (3.93, 0.22, 0.16), (9.6, 0.05, 0.05)), 0.55, 0.06, release_s=0.3),
    "vibes": Bar(((1, 1.0, 4.5), (4.0, 0.13, 1.1), (10.2, 0.03, 0.2)), 0.4, 0.015, 5.2, release_s=0.35),
}


def plucked(name: str, pitch: int, seconds: float, velocity: float, random: np.random.Generator) -> Mono:
    """A plucked string of PLUCKED: the sum that Karplus and Strong's loop comes to, without its detuned highs."""
    string = PLUCKED[name]
    ratio, n = _series(pitch, string.stiff, string.bright_hz * 6)
    hz = hertz(pitch) * ratio
    bright = string.bright_hz * (0.45 + 0.75 * velocity)
    gains = np.abs(np.sin(np.pi * n * string.place)) / n * np.exp(-hz / bright)
    for at, gain in string.body:
        gains = gains * (1 + gain / (1 + ((hz - at) / (0.25 * at)) ** 2))
    dies = string.dies_s * 2 ** (-(pitch - 52) / 24) / (1 + (hz / string.damping_hz) ** 1.3)
    held = min(seconds, string.dies_s * 1.1)
    shape = envelope(held, attack_s=0.0015, release_s=string.release_s)
    made = np.zeros(len(shape), np.float32)
    for place in range(string.strings):
        detuned = hz * 2 ** (random.normal(0, 4 if string.strings > 1 else 0.8) / 1200)
        phases = random.uniform(-0.4, 0.4, len(n)) + place
        made += ringing(detuned, gains, dies_s=dies, phases=phases, seconds=len(shape) / 48_000)[: len(shape)]
    return (made + _click(len(made), string.noise * velocity * float(gains.sum()), 2_200, random)) * shape


def bar(name: str, pitch: int, seconds: float, velocity: float, random: np.random.Generator) -> Mono:
    """A struck bar of BARS."""
    struck = BARS[name]
    ratios, gains, dies = (np.array(each, np.float64) for each in zip(*struck.tones, strict=True))
    dies = dies * 2 ** (-(pitch - 72) / 12 * struck.shrinks)
    gains = gains * np.where(ratios > 1, velocity**0.7, 1.0)
    held = min(max(seconds, 0.3), float(dies[0]))
    shape = envelope(held, attack_s=0.001, release_s=struck.release_s)
    phases = random.uniform(-0.2, 0.2, len(ratios))
    made = ringing(hertz(pitch) * ratios, gains, dies_s=dies, phases=phases, seconds=len(shape) / 48_000)[: len(shape)]
    if struck.trembles_hz:
        t = np.arange(len(made), dtype=np.float32) / 48_000
        made *= 1 - 0.22 * (1 - np.cos(2 * np.pi * struck.trembles_hz * t))
    return (made + _click(len(made), struck.knock * velocity, 1_200, random)) * shape


def piano(pitch: int, seconds: float, velocity: float, random: np.random.Generator, *, felt: bool = False) -> Sound:
    """A grand piano, or one with felt before its strings: each partial dies in two stages, as two strings do that
    first move together and then apart."""
    ratio, n = _series(pitch, 0.00022 * 2 ** ((pitch - 48) / 14), 9_000 if not felt else 3_500)
    hz = hertz(pitch) * ratio
    bright = (520 if felt else 1_250) * (0.4 + 1.1 * velocity) * 2 ** ((pitch - 60) / 30)
    gains = np.abs(np.sin(np.pi * n / 7.6)) / n**0.7 * np.exp(-(hz - hz[0]) / bright)
    dies = (6.0 if felt else 9.0) * 2 ** (-(pitch - 48) / 17) / (1 + hz / 2_400)
    shape = envelope(min(seconds, 6.0), attack_s=0.006 if felt else 0.002, release_s=0.3)
    made = np.zeros((len(shape), 2), np.float32)
    for side in (0, 1):
        apart = 2 ** ((0.7 if side else -0.7) / 1200)
        both = np.concatenate([hz, hz * apart])
        levels = np.concatenate([gains * 0.78, gains * 0.22])
        ends = np.concatenate([dies * 0.32, dies * 1.3])
        phases = np.tile(random.uniform(-0.9, 0.9, len(n)), 2)
        made[:, side] = ringing(both, levels, dies_s=ends, phases=phases, seconds=len(shape) / 48_000)[: len(shape)]
    thump = _knock(len(shape), (0.09 if felt else 0.05) * float(np.abs(gains).sum()) * velocity, random)
    return np.asarray((made + thump[:, None]) * shape[:, None], np.float32)


def _series(pitch: int, stiff: float, top_hz: float) -> tuple[Numbers, Numbers]:
    """Ratios of a stiff string's partials, and their numbers."""
    count = int(min(max(top_hz / hertz(pitch), 3), 48))
    n = np.arange(1, count + 1, dtype=np.float64)
    return n * np.sqrt(1 + stiff * n**2), n


def _click(count: int, gain: float, hz: float, random: np.random.Generator) -> Mono:
    made = np.zeros(count, np.float32)
    length = min(samples(0.02), count)
    made[:length] = filtered(white(length, random), cut("highpass", hz)) * decay(length, 0.012) * np.float32(gain)
    return made


def _knock(count: int, gain: float, random: np.random.Generator) -> Mono:
    made = np.zeros(count, np.float32)
    length = min(samples(0.12), count)
    made[:length] = filtered(white(length, random), cut("bandpass", (90, 420))) * decay(length, 0.07) * np.float32(gain)
    return made
