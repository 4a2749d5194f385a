"""Instruments that sound as long as they are held: pads, strings, winds, synthesisers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reklamai.media.sound import RATE
from reklamai.media.synth.dsp import Mono, cut, filtered, white
from reklamai.media.synth.music.instruments.tones import STEADY, Numbers, envelope, hertz, ringing, vibrato, voiced
from reklamai.media.types import Sound

MOST_PARTIALS = 44


@dataclass(frozen=True, slots=True)
class Waves:
    """Several saw-like waves a side, none quite in tune, behind a filter."""

    bright_hz: float
    attack_s: float
    release_s: float
    slope: float = 1.0
    """How fast harmonics fall: 1 is a saw, 2 a triangle."""
    voices: int = 3
    cents: float = 7.0
    odd: float = 0.0
    """1 leaves out the even harmonics."""
    opens_s: float = 0.0
    """The filter opens for so long after the note begins."""
    closes_s: float = 0.0
    """The note dies in so long, its highs sooner; 0 for one that is held."""
    closing_hz: float = 700.0
    octave: float = 0.0
    """How much of the octave above goes with it."""
    formants: tuple[tuple[float, float], ...] = ()
    breath: float = 0.0


WAVES: dict[str, Waves] = {
    "warm": Waves(850, 0.45, 0.9, slope=1.15, cents=8),
    "air": Waves(520, 0.9, 1.8, slope=1.4, cents=10, octave=0.35, breath=0.02),
    "glass": Waves(2_600, 0.7, 2.2, slope=2.2, cents=5, odd=0.7, octave=0.4),
    "drone": Waves(190, 1.6, 2.2, slope=1.2, cents=6),
    "strings": Waves(
        2_300, 0.16, 0.45, voices=3, cents=11, opens_s=0.3, formants=((480, 0.7), (1_150, 0.5)), breath=0.004
    ),
    "spiccato": Waves(
        2_600, 0.010, 0.16, voices=3, cents=9, closes_s=0.55, closing_hz=2_600, formants=((520, 0.7),), breath=0.03
    ),
    "brass": Waves(1_250, 0.07, 0.25, slope=0.9, voices=3, cents=6, opens_s=0.35, formants=((600, 0.5),)),
    "horn": Waves(650, 0.09, 0.3, slope=0.9, voices=2, cents=5, opens_s=0.3, formants=((420, 0.6),)),
    "stab": Waves(2_400, 0.004, 0.12, voices=3, cents=10, closes_s=0.7, closing_hz=650),
    "pluck": Waves(3_200, 0.003, 0.18, voices=2, cents=6, odd=0.4, closes_s=0.75, closing_hz=500),
    "synthbass": Waves(1_100, 0.004, 0.05, voices=1, cents=4, closes_s=0.9, closing_hz=260),
}


def waves(name: str, pitch: int, seconds: float, velocity: float, random: np.random.Generator) -> Sound:
    """A note of WAVES, unlike on both sides."""
    made_of = WAVES[name]
    shape = envelope(seconds, attack_s=min(made_of.attack_s, 0.7 * seconds + 0.01), release_s=made_of.release_s)
    made = np.stack([_side(made_of, pitch, velocity, len(shape), random) for _ in range(2)], axis=1)
    return made * shape[:, None]


def _side(wave: Waves, pitch: int, velocity: float, count: int, random: np.random.Generator) -> Mono:
    base, seconds = hertz(pitch), count / RATE
    top = int(min(max(wave.bright_hz * 5 / base, 4), MOST_PARTIALS))
    n = np.arange(1, top + 1, dtype=np.float64)
    bright = wave.bright_hz * (0.5 + 0.7 * velocity)
    gains = n**-wave.slope * np.exp(-base * n / bright) * np.where(n % 2 == 0, 1 - wave.odd, 1.0)
    gains *= 1 + (n == 2) * wave.octave / max(float(gains[min(1, top - 1)]), 1e-3) * float(gains[0])
    for at, gain in wave.formants:
        gains = gains * (1 + gain / (1 + ((base * n - at) / (0.4 * at)) ** 2))
    spread = np.linspace(-wave.cents, wave.cents, wave.voices) + random.normal(0, 1.5, wave.voices)
    hz = (base * 2 ** (spread / 1200))[:, None] * n[None, :]
    dies = wave.closes_s / (1 + hz / wave.closing_hz) if wave.closes_s else np.full(hz.shape, STEADY)
    phases = random.uniform(-np.pi, np.pi, hz.shape)
    levels = np.broadcast_to(gains, hz.shape)
    made = _sum(hz, levels, dies, phases, seconds, count)
    if wave.opens_s:
        dark = _sum(hz, levels * np.exp(-hz / (0.35 * bright)), dies, phases, seconds, count)
        opening = np.minimum(np.arange(count, dtype=np.float32) / np.float32(wave.opens_s * RATE), 1)
        made = dark + (made - dark) * opening
    if wave.breath:
        scale = wave.breath * float(np.sqrt(np.mean(np.square(made))) + 1e-9) * 10
        made = made + filtered(white(count, random), cut("bandpass", (1_200, 6_000))) * np.float32(scale)
    return np.asarray(made, np.float32)


def _sum(hz: Numbers, gains: Numbers, dies: Numbers, phases: Numbers, seconds: float, count: int) -> Mono:
    flat = (hz.ravel(), gains.ravel())
    return ringing(*flat, dies_s=dies.ravel(), phases=phases.ravel(), seconds=seconds)[:count]


def electric_piano(
    pitch: int,
    seconds: float,
    velocity: float,
    random: np.random.Generator,  # noqa: ARG001  # all patches'
) -> Sound:
    """Tines before pickups, by frequency modulation: the harder, the more it barks; a little apart on both sides."""
    shape = envelope(min(seconds, 4.0), attack_s=0.002, release_s=0.22)
    t = np.arange(len(shape)) / RATE
    dies = 2.6 * 2 ** (-(pitch - 60) / 20)
    made = np.empty((len(shape), 2), np.float32)
    for side, cents in ((0, -1.6), (1, 1.6)):
        turns = 2 * np.pi * hertz(pitch + cents / 100) * t
        bark = (0.25 + 1.15 * velocity**1.5) * np.exp(-t / 0.5) * np.sin(turns)
        tine = 0.11 * velocity * np.exp(-t / 0.07) * np.sin(14.0 * turns)
        made[:, side] = np.sin(turns + bark + tine) * np.exp(-t / dies)
    return made * shape[:, None]


def low_sine(
    pitch: int,
    seconds: float,
    velocity: float,
    random: np.random.Generator,  # noqa: ARG001  # all patches'
    *,
    slow: bool,
) -> Mono:
    """A round bass: a sine with enough of its next harmonics to be heard on a telephone."""
    shape = envelope(seconds, attack_s=0.07 if slow else 0.006, release_s=0.25 if slow else 0.05)
    n = np.arange(1.0, 6.0)
    gains = np.array([1.0, 0.28, 0.12, 0.05, 0.02]) * np.array([1, 1, velocity, velocity, velocity])
    dies = np.full(5, STEADY) if slow else np.array([3.0, 1.6, 0.7, 0.35, 0.2])
    made = ringing(hertz(pitch) * n, gains, dies_s=dies, phases=np.zeros(5), seconds=len(shape) / RATE)[: len(shape)]
    return np.asarray(np.tanh(made * 1.1), np.float32) * shape


def wind(name: str, pitch: int, seconds: float, velocity: float, random: np.random.Generator) -> Mono:
    """A flute, a whistle or a soft lead: one voice whose pitch lives."""
    harmonics, breath, cents, attack = {
        "flute": ((1.0, 0.38, 0.16, 0.05, 0.02), 0.10, 14.0, 0.06),
        "whistle": ((1.0, 0.04, 0.015), 0.05, 22.0, 0.03),
        "lead": ((1.0, 0.42, 0.3, 0.14, 0.1, 0.05, 0.03), 0.0, 10.0, 0.02),
    }[name]
    shape = envelope(seconds, attack_s=attack, release_s=0.16)
    base = hertz(pitch)
    pitches = vibrato(len(shape), hz=base, cents=cents, rate=5.3, after_s=0.25, random=random)
    if name == "whistle":  # it slides into each note
        pitches = pitches * 2 ** (-0.6 / 12 * np.exp(-np.arange(len(shape)) / RATE / 0.03))
    made = voiced(pitches, harmonics)
    if breath:
        band = cut("bandpass", (base * 0.8, min(base * 3, 12_000)))
        made = made + filtered(white(len(shape), random), band) * np.float32(breath * (0.5 + 0.5 * velocity))
    return np.asarray(made, np.float32) * shape
