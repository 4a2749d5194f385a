"""What a trailer is cut with: whooshes, risers, hits."""

from __future__ import annotations

import numpy as np

from reklamai.media.sound import RATE
from reklamai.media.synth.dsp import Mono, cut, decay, filtered, samples, swept, white
from reklamai.media.synth.sounds.grains import body, burst, clock, ringing, thump, together
from reklamai.media.synth.sounds.take import Take, mixed
from reklamai.media.synth.space import panned, reverb, room
from reklamai.media.types import Sound

PEAK_AT = 0.58
"""Of a whoosh, where it passes the ear."""


def whoosh(take: Take) -> Sound:
    """Air torn by something fast: from one side to the other, brightest and loudest as it passes."""
    layer, random = take.layer, take.random("air")
    seconds = mixed(0.45, 1.9, layer.size) / layer.speed
    count = samples(seconds)
    x = np.linspace(0, 1, count, dtype=np.float32)
    near = np.exp(-(((x - PEAK_AT) / np.where(x < PEAK_AT, 0.20, 0.13)) ** 2))
    hz = mixed(220, 380, 1 - layer.size) + mixed(1_800, 4_800, layer.intensity) * near**1.4
    air = swept(white(count, random), hz, shape="bandpass", q=0.9)
    body_low = swept(white(count, random), hz * 0.3, shape="bandpass", q=1.4)
    loud = near * np.clip(x / 0.04, 0, 1) * np.clip((1 - x) / 0.06, 0, 1)
    mono = (air + body_low * np.float32(0.9)) * loud
    where = random.choice((-1.0, 1.0)) * 0.75 * np.tanh((x - PEAK_AT) * 6)
    angle = (where + 1) * np.pi / 4
    return np.asarray(np.stack([mono * np.cos(angle), mono * np.sin(angle)], axis=1), np.float32)


def riser(take: Take) -> Sound:
    """Noise and tones that climb two octaves and beat ever faster, and stop at the last sample but a few."""
    layer, count = take.layer, take.count
    x = np.linspace(0, 1, count, dtype=np.float64)
    climb = (2 ** (2 * x**1.5)).astype(np.float64)
    left, right = (_voices(take, side, climb) for side in ("left", "right"))
    air = [
        swept(white(count, take.random("air", side)), 300 * 24 ** (x**1.2), shape="bandpass", q=1.1, block=_block(take))
        for side in "lr"
    ]
    beats = np.cumsum(2 + 12 * x**2) / RATE
    pulse = (1 - mixed(0.2, 0.6, layer.intensity) * (0.5 + 0.5 * np.cos(2 * np.pi * beats)) * x).astype(np.float32)
    loud = (0.02 + 0.98 * x**2.2).astype(np.float32) * np.clip((1 - x) * count / samples(0.03), 0, 1).astype(np.float32)
    made = np.stack([left, right], axis=1) * np.float32(0.5) + np.stack(air, axis=1) * np.float32(1.1)
    return np.asarray(made * (pulse * loud)[:, None], np.float32)


def _block(take: Take) -> int:
    """Samples between two settings of a filter: a long climb needs no more settings than a short one."""
    return max(96, take.count // 3_000)


def _voices(take: Take, side: str, climb: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Mono:
    random = take.random("tones", side)
    made = np.zeros(take.count, np.float32)
    for ratio in (1.0, 1.5, 2.0):
        detune = 1 + random.uniform(-0.006, 0.006)
        phase = np.cumsum(110 * ratio * detune * climb) / RATE + random.random()
        made += (phase % 1.0 - 0.5).astype(np.float32)
    return swept(made, 500 * climb**1.6, shape="lowpass", q=0.9, block=_block(take))


def hit(take: Take) -> Sound:
    """A blow in a hall: a low boom that sinks, the crack on top of it, and a dark tail."""
    layer, random = take.layer, take.random("blow")
    deep = mixed(0.7, 1.5, layer.size)
    boom = thump(mixed(120, 80, layer.size), mixed(48, 34, layer.size), 1.5 * deep)
    drum = filtered(white(samples(0.5), random), cut("lowpass", 900)) * decay(samples(0.5), 0.28)
    crack = burst(0.05, random, low=1_200, high=8_000)
    struck = together((boom, 0.9, 0), (drum, 0.8, 0.001), (crack, mixed(0.15, 0.6, layer.intensity), 0))
    if layer.material == "metal":
        plate = body(random, hz=130, spread=22, count=16, seconds=2.6, tilt=0.45)
        struck = together((struck, 0.8, 0), (ringing(plate, attack_s=0.002), 0.12, 0.002))
    struck = np.tanh(struck * np.float32(1.4))
    dry = panned(np.concatenate([struck, np.zeros(samples(2.2), np.float32)]))
    return reverb(dry, room(2.4 * deep, take.random("hall"), dark_hz=2_600, predelay_s=0.02), wet=0.5) * _closing(dry)


def _closing(sound: Sound) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    t = clock(len(sound) / RATE)[: len(sound)]
    return np.asarray(np.clip((t[-1] - t) / 0.4, 0, 1)[:, None], np.float32)
