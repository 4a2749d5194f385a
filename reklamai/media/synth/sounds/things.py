"""Things of rooms and desks: clocks, doors, keys, bells."""

from __future__ import annotations

import numpy as np

from reklamai.media.sound import RATE
from reklamai.media.synth.dsp import Mono, samples
from reklamai.media.synth.sounds.grains import Mode, body, burst, clock, ringing, thump, together
from reklamai.media.synth.sounds.take import Take, mixed
from reklamai.media.synth.space import Canvas, panned
from reklamai.media.types import Sound

PENTATONIC = (0, 2, 4, 7, 9)
"""Semitones that sound well in any order."""


def ticking(take: Take) -> Sound:
    """A clock that says tick and tock, two a second."""
    random, canvas = take.random("clock"), take.canvas(tail_s=0.4)
    case = body(random, hz=mixed(900, 320, take.layer.size), spread=3, count=4, seconds=0.05)
    tick, tock = (
        together(
            (ringing([(hz * pitch, seconds, gain) for hz, seconds, gain in case]), 0.4, 0.0004),
            (ringing(body(random, hz=2_600 * pitch, spread=3, count=5, seconds=0.018, tilt=0.3)), 0.5, 0),
            (burst(0.004, random, low=3_000, high=11_000), 0.5, 0),
        )
        for pitch in (1.0, 0.86)
    )
    ticks = max(1, round(take.seconds * 2 * take.layer.speed))
    for place in range(ticks):
        at = int((place + 0.1) * take.count / ticks)
        canvas.lay(at, tock if place % 2 else tick, gain=random.uniform(0.94, 1.0))
    return canvas.ring()


def door(take: Take) -> Sound:
    """A door that falls shut: latch, leaf and frame; one that creaks first, or slams."""
    random, hard = take.random("door"), take.layer.intensity
    leaf = body(random, hz=mixed(130, 85, take.layer.size), spread=7, count=9, seconds=0.28)
    shut = together(
        (thump(150, 60, 0.25), mixed(0.5, 1.2, hard), 0),
        (ringing(leaf), 0.35, 0),
        (burst(0.06, random, low=150, high=2_500), mixed(0.4, 1.0, hard), 0),
    )
    latch = together((_latch(random), 0.5, 0), (_latch(random), 0.35, 0.055))
    if take.layer.manner == "creak":
        return panned(together((_creak(random, 1.5), 0.35, 0), (shut, 0.9, 1.55), (latch, 0.7, 1.60)))
    return panned(together((latch, 0.7, 0), (shut, 1.0, mixed(0.30, 0.12, hard)), (latch, 0.5, 0.38)))


def _latch(random: np.random.Generator) -> Mono:
    modes = body(random, hz=random.uniform(1_300, 2_000), spread=4, count=6, seconds=0.05, tilt=0.4)
    return together((ringing(modes), 0.5, 0), (burst(0.006, random, low=1_500, high=9_000), 0.7, 0))


def _creak(random: np.random.Generator, seconds: float) -> Mono:
    """A hinge that sticks and slips, 25 to 70 times a second, ringing the wood each time."""
    made = np.zeros(samples(seconds) + samples(0.1), np.float32)
    wood = ringing(body(random, hz=480, spread=5, count=6, seconds=0.035, tilt=0.4))
    at = 0.0
    while at < seconds:
        share = at / seconds
        made[samples(at) : samples(at) + len(wood)] += wood * np.float32(np.sin(np.pi * share) * random.uniform(0.5, 1))
        at += 1 / (25 + 45 * np.sin(np.pi * share) ** 2 * random.uniform(0.85, 1.15))
    return made


def knock(take: Take) -> Sound:
    """Knuckles on a door: three raps."""
    random, parts = take.random("knuckles"), []
    panel = body(random, hz=mixed(260, 150, take.layer.size), spread=5, count=7, seconds=0.09)
    for rap in range(3):
        hand = together((ringing(panel), 0.6, 0), (thump(230, 130, 0.05), 0.6, 0),
                        (burst(0.010, random, low=500, high=3_500), 0.7, 0))  # fmt: skip
        parts.append((hand, random.uniform(0.8, 1.0), rap * 0.21 / take.layer.speed + random.uniform(0, 0.012)))
    return panned(together(*parts))


def keyboard(take: Take) -> Sound:
    """Somebody types: words at six to eight keys a second, and pauses to think."""
    random, canvas = take.random("typist"), take.canvas(tail_s=0.5)
    keys = [_key(random) for _ in range(14)]
    bar = _key(random, hz=190)
    at = 0.1
    while at < take.seconds:
        for _ in range(int(random.integers(2, 9))):
            canvas.lay(samples(at), keys[random.integers(len(keys))], gain=random.uniform(0.6, 1.0),
                       where=random.uniform(-0.35, 0.35))  # fmt: skip
            at += random.uniform(0.09, 0.19) / take.layer.speed
        canvas.lay(samples(at), bar, gain=0.9)
        at += random.choice((0.18, 0.25, 0.9), p=(0.5, 0.35, 0.15)) / take.layer.speed
    return canvas.ring()


def _key(random: np.random.Generator, hz: float = 330) -> Mono:
    """A key that goes down onto its plate, and comes up more softly."""
    plate = body(random, hz=hz * random.uniform(0.9, 1.15), spread=6, count=5, seconds=0.03)
    down = together((burst(0.006, random, low=1_800, high=9_000), 0.8, 0), (ringing(plate), 0.5, 0.001))
    up = burst(0.004, random, low=2_500, high=10_000)
    return together((down, 1.0, 0), (up, 0.35, random.uniform(0.06, 0.09)))


def click(take: Take) -> Sound:
    """A button: down and up."""
    random = take.random("button")
    snap = together((ringing(body(random, hz=2_100, spread=4, count=4, seconds=0.012, tilt=0.3)), 0.6, 0),
                    (burst(0.003, random, low=2_500, high=12_000), 0.8, 0))  # fmt: skip
    return panned(together((snap, 1.0, 0), (snap, 0.55, 0.085)))


def shutter(take: Take) -> Sound:
    """A camera: the mirror slaps up, the curtain runs, the mirror falls."""
    random = take.random("camera")
    slap = together((burst(0.02, random, low=700, high=6_000), 1.0, 0), (thump(260, 140, 0.03), 0.5, 0),
                    (ringing(body(random, hz=900, spread=5, count=5, seconds=0.03)), 0.4, 0))  # fmt: skip
    curtain = burst(0.045, random, low=2_500, high=10_000, attack_s=0.015)
    return panned(together((slap, 0.9, 0), (curtain, 0.5, 0.035), (slap, 0.8, 0.095), (curtain, 0.25, 0.13)))


def chime(take: Take) -> Sound:
    """A notification: two bell notes, the second a fourth higher; a ringing bell where it is big."""
    random = take.random("bell")
    base = mixed(1_250, 420, take.layer.size)
    notes = ((1.0, 0.0), (4 / 3, 0.14)) if take.layer.size < 0.7 else ((1.0, 0.0),)
    parts = [(ringing(_bell(base * pitch * random.uniform(0.98, 1.02), 1.3), attack_s=0.002), 0.6, late)
             for pitch, late in notes]  # fmt: skip
    return panned(together(*parts))


def _bell(hz: float, seconds: float) -> list[Mode]:
    """Partials of a tuned bell. Source: Fletcher and Rossing, The Physics of Musical Instruments, 21."""
    return [(hz * ratio, seconds / ratio**0.6, gain) for ratio, gain in
            ((0.5, 0.25), (1.0, 1.0), (1.2, 0.4), (1.5, 0.2), (2.0, 0.6), (3.0, 0.25), (4.1, 0.12))]  # fmt: skip


def sparkle(take: Take) -> Sound:
    """Magic: small bells that run upwards and hang in the air."""
    random, canvas = take.random("stars"), Canvas(samples(take.seconds), tail_s=0.1)
    notes = round(mixed(14, 30, take.layer.intensity))
    for place in range(notes):
        share = place / notes
        step = int(share * 10) + int(random.integers(0, 3))
        semitones = 12 * (step // 5) + PENTATONIC[step % 5]
        bell = ringing(
            [(1_050 * 2 ** (semitones / 12) * r, 0.7 / r, g) for r, g in ((1, 1.0), (2.76, 0.3), (5.4, 0.1))]
        )
        at = 0.75 * take.seconds * share**0.9 * 0.8 + random.uniform(0, 0.03)
        canvas.lay(samples(at), bell[: canvas.count - samples(at)], gain=random.uniform(0.3, 0.8) * (1 - 0.4 * share),
                   where=random.uniform(-0.8, 0.8))  # fmt: skip
    left = clock(take.seconds)[: canvas.count]
    return canvas.cut() * np.asarray(np.clip((canvas.count / RATE - left) / 0.3, 0, 1), np.float32)[:, None]
