"""Rain and wind."""

from __future__ import annotations

import numpy as np

from reklamai.media.sound import RATE
from reklamai.media.synth.dsp import Mono, bell, cut, filtered_ring
from reklamai.media.synth.sounds.grains import body, bubble, burst, moments, ringing, shower, strew, together
from reklamai.media.synth.sounds.take import Take, mixed
from reklamai.media.synth.space import wide
from reklamai.media.types import Sound

BANK = 24
"""Unlike drops of one surface: more are not told from one another."""


def rain(take: Take) -> Sound:
    """A wash of far drops, a shower of nearer ones, and drops that fall beside the listener."""
    hard = take.layer.intensity
    canvas = take.canvas(tail_s=0.5)
    places = moments(take.count, mixed(14, 110, hard) * take.layer.speed, take.random("places"))
    strew(canvas, _drops(take), places, take.random("drops"), spread=0.9)
    near = canvas.ring()
    # light rain is heard drop by drop, a downpour as one roar that reaches further down
    wash = take.noise("wash", slope=-mixed(1.0, 3.0, hard), low=mixed(900, 180, hard), high=9_000)
    swell = take.drift("swell", hz=0.12, low=0.8, high=1.15)[:, None]
    return near * np.float32(mixed(1.3, 0.8, hard)) + _shower(take) + wash * swell * np.float32(mixed(0.02, 0.30, hard))


def _shower(take: Take) -> Sound:
    rate = mixed(250, 3_500, take.layer.intensity)
    sides = [shower(take.count, rate, take.random("shower", side), spread=1.0) for side in ("left", "right")]
    surface = _surface(take.layer.material)
    left, right = (filtered_ring(side, cut("bandpass", surface, order=1)) for side in sides)
    return wide(left, right, 0.9) * np.float32(2.2 / (1 + rate / 1_500))


def _surface(material: str) -> tuple[float, float]:
    """Hz between which dense drops sound."""
    bands = {
        "metal": (900, 8_000), "glass": (1_500, 9_000), "leaves": (1_800, 6_500), "fabric": (350, 2_400),
        "water": (1_200, 7_500), "wood": (500, 3_500),
    }  # fmt: skip
    return bands.get(material, (1_400, 8_500))


def _drops(take: Take) -> list[Mono]:
    random = take.random("bank")
    return [_drop(take.layer.material, random) for _ in range(BANK)]


def _drop(material: str, random: np.random.Generator) -> Mono:
    click = burst(random.uniform(0.003, 0.009), random, low=2_000, high=9_000)
    if material == "metal":
        modes = body(random, hz=random.uniform(500, 1_100), spread=6, count=6, seconds=random.uniform(0.06, 0.16))
        return together((click, 0.5, 0), (ringing(modes), 0.35, 0))
    if material == "glass":
        modes = body(random, hz=random.uniform(900, 1_800), spread=4, count=4, seconds=random.uniform(0.015, 0.035))
        return together((click, 0.5, 0), (ringing(modes), 0.4, 0))
    if material == "fabric":
        return burst(random.uniform(0.012, 0.03), random, low=250, high=1_400)
    if material == "leaves":
        return burst(random.uniform(0.004, 0.014), random, low=1_500, high=5_500)
    if material == "wood":
        modes = body(random, hz=random.uniform(250, 600), spread=3, count=3, seconds=random.uniform(0.02, 0.05))
        return together((click, 0.3, 0), (ringing(modes), 0.5, 0))
    # ground and puddles: the blow, and now and then the bubble that rings after it
    plip = bubble(random.uniform(1_400, 5_500), random.uniform(0.008, 0.03), rise=random.uniform(0.05, 0.5))
    return together((click, 0.8, 0), (plip, 0.3 if random.random() < 0.4 else 0.05, random.uniform(0.001, 0.006)))


def wind(take: Take) -> Sound:
    """Air that rushes in gusts; the stronger it blows the higher it reaches. Leaves hiss, wires and corners whistle."""
    force = take.layer.intensity
    gusts = take.drift("gusts", hz=0.22 * take.layer.speed, low=mixed(0.35, 0.15, force), high=1.0)
    flutter = take.drift("flutter", hz=2.5, low=0.85, high=1.1)
    blow = (gusts * flutter)[:, None]
    low = take.noise("low", slope=-4.5, low=70, high=420)
    middle = take.noise("middle", slope=-3.5, low=220, high=1_600)
    high = take.noise("high", slope=-3.0, low=900, high=5_000)
    made = (
        low * blow + middle * blow**2 * np.float32(mixed(0.5, 1.0, force)) + high * blow**3 * np.float32(0.16 * force)
    )
    if take.layer.material == "leaves":
        return np.asarray(made * np.float32(0.5) + _leaves(take, gusts) * np.float32(0.6), np.float32)
    return np.asarray(made + _howl(take, gusts) * np.float32(mixed(0.06, 1.3, force**2)), np.float32)


def _leaves(take: Take, gusts: Mono) -> Sound:
    hiss = take.noise("leaves", slope=-2.0, low=1_600, high=7_500)
    rustle = np.stack([take.drift(f"rustle {side}", hz=14, low=0.2, high=1.0) for side in "lr"], axis=1)
    return hiss * rustle * (gusts[:, None] ** 2)


def _howl(take: Take, gusts: Mono) -> Sound:
    """Narrow noise on a pitch that rises with the gusts; whole turns, so that a ring closes."""
    made = []
    for voice, base in enumerate((310.0, 520.0)):
        hz = base * (0.75 + 0.6 * gusts.astype(np.float64))
        turns = np.cumsum(hz) / RATE
        turns *= round(float(turns[-1])) / float(turns[-1])
        phase = 2 * np.pi * turns
        parts = [take.drift(f"howl {voice} {part}", hz=9, low=-1, high=1) for part in "ab"]
        tone = parts[0] * np.cos(phase) + parts[1] * np.sin(phase)
        made.append(np.asarray(tone * gusts**2, np.float32))
    return filtered_ring(wide(made[0], made[1], 0.7), bell(450, 3))
