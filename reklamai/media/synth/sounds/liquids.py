"""Brooks and drinks: what bubbles, pours, clinks, pops and fries."""

from __future__ import annotations

import numpy as np

from reklamai.media.synth.dsp import Mono, cut, filtered_ring, samples, swell, swept, white
from reklamai.media.synth.sounds.grains import (
    body,
    bubble,
    burst,
    clock,
    moments,
    ringing,
    shower,
    strew,
    thump,
    together,
)
from reklamai.media.synth.sounds.take import Take, mixed
from reklamai.media.synth.space import Canvas, panned, wide
from reklamai.media.types import Sound


def stream(take: Take) -> Sound:
    """Water over stones: bubbles of many sizes over the hiss of what rushes. A waterfall is nearly all hiss."""
    rush, random = take.layer.intensity, take.random("bubbles")
    if take.layer.manner == "drips":
        return _drips(take)
    bank = [
        bubble(hz, random.uniform(0.02, 0.09), rise=random.uniform(0, 0.4)) for hz in random.uniform(350, 2_600, 48)
    ]
    canvas = take.canvas(tail_s=0.3)
    places = moments(take.count, mixed(60, 140, rush) * take.layer.speed, random)
    strew(canvas, bank, places, random, gain=0.5, spread=0.7, width=0.8)
    water = take.noise("rush", slope=-3.0, low=mixed(500, 150, take.layer.size), high=6_500)
    churn = take.drift("churn", hz=3.0, low=0.7, high=1.1)[:, None]
    return np.asarray(canvas.ring() + water * churn * np.float32(mixed(0.05, 1.1, rush**1.5)), np.float32)


def _drips(take: Take) -> Sound:
    """A tap that drips into a basin: a plip now and then, its bubble ringing after it."""
    random, canvas = take.random("drips"), take.canvas(tail_s=0.5)
    drops = max(1, round(1.1 * take.seconds * take.layer.speed))
    for place in range(drops):
        hz = random.uniform(900, 1_700)
        plip = together(
            (burst(0.005, random, low=1_500, high=8_000), 0.3, 0), (bubble(hz, 0.09, rise=0.35), 1.0, 0.012)
        )
        at = int((place + random.uniform(0.1, 0.5)) * take.count / drops)
        canvas.lay(at, plip, gain=random.uniform(0.5, 1.0), where=random.uniform(-0.2, 0.2))
    return canvas.ring()


def fizz(take: Take) -> Sound:
    """A fizzy drink: bubbles that burst at the top, thousands a second."""
    lively = take.layer.intensity
    sides = [shower(take.count, mixed(1_200, 4_000, lively), take.random("fizz", side)) for side in ("left", "right")]
    left, right = (filtered_ring(side, cut("bandpass", (3_500, 14_000))) for side in sides)
    random, canvas = take.random("pops"), take.canvas(tail_s=0.2)
    bank = [bubble(hz, 0.006, rise=0.1) for hz in random.uniform(2_500, 9_000, 24)]
    strew(canvas, bank, moments(take.count, mixed(25, 70, lively), random), random, gain=0.25, spread=0.7, width=0.6)
    return np.asarray(wide(left, right, 0.8) + canvas.ring(), np.float32)


def sizzle(take: Take) -> Sound:
    """Something that fries: an even hiss with coarse spatters, and fat that pops."""
    hot = take.layer.intensity
    hiss = take.noise("hiss", slope=-1.5, low=1_800, high=12_000, width=0.7)
    boil = np.stack([take.drift(f"boil {side}", hz=24, low=0.4, high=1.2) for side in "lr"], axis=1)
    random, canvas = take.random("spatter"), take.canvas(tail_s=0.3)
    bank = [burst(random.uniform(0.003, 0.02), random, low=random.uniform(700, 2_500), high=8_000) for _ in range(20)]
    strew(canvas, bank, moments(take.count, mixed(15, 60, hot), random), random, gain=2.0, spread=0.8, width=0.5)
    return np.asarray(hiss * boil * np.float32(mixed(0.25, 0.5, hot)) + canvas.ring(), np.float32)


def pour(take: Take) -> Sound:
    """A glass that fills: bubbles in a column of air that grows shorter, so that its note climbs to the brim."""
    seconds, random = take.seconds / take.layer.speed * 0.9, take.random("glass")
    count, t = samples(seconds), clock(seconds)
    fill = t / seconds
    # a tube closed below: a quarter of a wave, 11 cm of air at first and 2 cm at the brim
    note = 343 / (4 * (0.11 - 0.085 * fill))
    splash = white(count, random) * np.float32(0.6) + shower(count, 900, random) * np.float32(3)
    made = swept(splash, note, shape="bandpass", q=4) + swept(splash, note * 3, shape="bandpass", q=5) * np.float32(0.5)
    made += swept(splash, np.full(count, 4_500.0), shape="bandpass", q=0.5) * np.float32(0.12)
    canvas = Canvas(count, tail_s=0.1)
    canvas.lay(0, made * np.float32(0.8))
    bank = [bubble(hz, random.uniform(0.015, 0.05)) for hz in random.uniform(500, 2_200, 24)]
    strew(canvas, bank, moments(count, 55, random), random, gain=0.7, spread=0.6, width=0.3)
    return canvas.cut() * swell(count, attack_s=0.12, release_s=0.3)[:, None]


def ice(take: Take) -> Sound:
    """Cubes that fall into a glass and knock against it and each other."""
    random, canvas = take.random("cubes"), Canvas(samples(take.seconds), tail_s=0.1)
    cubes = max(2, round(mixed(2, 6, take.layer.size)))
    at = 0.0
    for place in range(cubes):
        for bounce in range(int(random.integers(2, 5))):
            late = at + bounce * random.uniform(0.04, 0.11)
            if late < take.seconds - 0.5:
                canvas.lay(samples(late), _clink(random), gain=0.9 * 0.6**bounce * (1 - 0.08 * place),
                           where=random.uniform(-0.3, 0.3))  # fmt: skip
        at += random.uniform(0.12, 0.4)
    return canvas.cut()


def _clink(random: np.random.Generator) -> Mono:
    glass = body(
        random, hz=random.uniform(1_900, 2_600), spread=4.5, count=6, seconds=random.uniform(0.12, 0.4), tilt=0.3
    )
    cube = body(random, hz=random.uniform(900, 1_500), spread=3, count=3, seconds=0.02)
    return together(
        (ringing(glass), 0.35, 0), (ringing(cube), 0.5, 0), (burst(0.004, random, low=3_000, high=14_000), 0.5, 0)
    )


def pop(take: Take) -> Sound:
    """A cork: the blow, the note of the bottle's neck, and gas that follows it. A can: a click and a longer hiss."""
    random = take.random("cork")
    gas_s = 0.9 if take.layer.manner == "can" else 0.45
    gas = swept(white(samples(gas_s), random), np.linspace(6_500, 3_200, samples(gas_s)), shape="bandpass", q=0.8)
    gas *= np.exp(-clock(gas_s) / (gas_s / 4))
    if take.layer.manner == "can":
        tab = ringing(body(random, hz=1_700, spread=4, count=5, seconds=0.06))
        return panned(together((tab, 0.7, 0), (burst(0.008, random, low=1_500, high=9_000), 1.0, 0), (gas, 0.5, 0.012)))
    neck = bubble(random.uniform(420, 620), 0.07, rise=0.5)
    blow = together((thump(240, 110, 0.06), 0.8, 0), (burst(0.010, random, low=400, high=7_000), 1.0, 0))
    return panned(together((blow, 1.0, 0), (neck, 0.9, 0.001), (gas, 0.22, 0.015)))
