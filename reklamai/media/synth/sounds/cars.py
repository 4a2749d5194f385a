"""Engines, and cars that pass."""

from __future__ import annotations

import numpy as np

from reklamai.media.sound import RATE
from reklamai.media.synth.dsp import Mono, bell, cut, filtered, filtered_ring, noise, samples, white
from reklamai.media.synth.sounds.grains import clock
from reklamai.media.synth.sounds.take import Take, mixed
from reklamai.media.synth.space import wide
from reklamai.media.types import Sound

PASS_S = 6.0


def engine(take: Take) -> Sound:
    """A car's engine that idles, or runs fast: a blow for each firing, no two alike, through a pipe."""
    fires = mixed(22, 70, take.layer.intensity) * take.layer.speed
    cycles = max(4, round(fires * take.seconds))
    sides = [_firing(take, side, cycles) for side in ("left", "right")]
    pipe = (
        bell(95, 9, q=2.0),
        bell(230, 6, q=2.0),
        bell(620, 3, q=1.5),
        cut("lowpass", 2_400, order=1),
        cut("highpass", 30.0),
    )
    left, right = (filtered_ring(side, *pipe) for side in sides)
    valves = take.noise("valves", slope=-2.0, low=900, high=6_000)
    rattle = 0.6 + 0.4 * np.cos(2 * np.pi * cycles * np.arange(take.count) / take.count)
    return np.asarray(wide(left, right, 0.3) + valves * rattle[:, None] * 0.03, np.float32)


def _firing(take: Take, side: str, cycles: int) -> Mono:
    """Pulses whose height wanders by chance, and comes back every fourth as cylinders differ."""
    random = take.random("cylinders")
    heights = random.uniform(0.75, 1.1, cycles) * np.tile(random.uniform(0.8, 1.1, 4), cycles // 4 + 1)[:cycles]
    place = np.arange(take.count) * cycles / take.count
    inside = place % 1.0
    pulse = np.exp(-inside * 7) * np.minimum(inside / 0.02, 1) * heights[np.minimum(place.astype(int), cycles - 1)]
    hiss = noise(take.count, take.random("exhaust", side), slope=-3.0, low=80, high=3_000)
    return np.asarray(pulse - pulse.mean() + hiss * pulse * 0.25, np.float32)


def passby(take: Take) -> Sound:
    """A car that comes, passes and goes: its note drops as it passes, its tyres are loudest beside the ear."""
    random, count = take.random("car"), samples(PASS_S)
    t = clock(PASS_S)[:count] - PASS_S / 2
    speed, near = mixed(11, 26, take.layer.intensity) * take.layer.speed, 5.0
    along = t * speed
    away = np.sqrt(along**2 + near**2)
    doppler = 1 / (1 + (along * speed / away) / 343)
    fires = mixed(75, 45, take.layer.size) * doppler
    phase = 2 * np.pi * np.cumsum(fires) / RATE
    hum = sum(np.sin(n * phase + random.uniform(0, 6.28)) / n**0.9 for n in (1, 2, 3, 4, 5, 6, 8))
    tyres = filtered(white(count, random), cut("bandpass", (280, 3_200), order=1), bell(1_000, 6))
    bright = filtered(white(count, random), cut("highpass", 3_000, order=1)) * (near / away) ** 2
    gain = (near / away) ** 1.2 * np.minimum((PASS_S / 2 - np.abs(t)) / 0.5, 1)
    mono = (tyres * 0.9 + np.asarray(hum, np.float32) * 0.16 + bright * 0.35) * gain
    angle = (random.choice((-1.0, 1.0)) * along / away * 0.95 + 1) * np.pi / 4
    return np.asarray(np.stack([mono * np.cos(angle), mono * np.sin(angle)], axis=1), np.float32)
