"""Hands and hearts."""

from __future__ import annotations

import numpy as np

from reklamai.media.synth.dsp import Mono, samples
from reklamai.media.synth.sounds.grains import burst, moments, strew, thump, together
from reklamai.media.synth.sounds.take import Take, mixed
from reklamai.media.types import Sound

BEATS_A_MINUTE = 66
CLAPS_A_SECOND = 3.6


def applause(take: Take) -> Sound:
    """People who clap, each at a pace of their own: two dozen of them, or a hall."""
    people = mixed(14, 130, 0.5 * take.layer.size + 0.5 * take.layer.intensity)
    random, canvas = take.random("hands"), take.canvas(tail_s=0.3)
    bank = [_clap(random) for _ in range(40)]
    near = min(people, 24)
    for _ in range(round(near)):
        pace = CLAPS_A_SECOND * take.layer.speed * random.uniform(0.85, 1.2)
        claps = max(1, round(take.seconds * pace))
        steady = (np.arange(claps) + random.random() + random.normal(0, 0.06, claps)) / claps
        hands, where = bank[random.integers(len(bank))], random.uniform(-0.9, 0.9)
        for at in (steady % 1.0 * take.count).astype(int).tolist():
            canvas.lay(at, hands, gain=random.uniform(0.5, 1.0), where=where)
    far = moments(take.count, (people - near) * CLAPS_A_SECOND, random)
    strew(canvas, bank, far, random, gain=0.55, spread=0.5, width=1.0)
    return canvas.ring()


def _clap(random: np.random.Generator) -> Mono:
    """Palms: the snap of the air between them, flat hands brighter than cupped ones."""
    cupped = random.uniform(0.5, 1.0)
    palm = burst(random.uniform(0.012, 0.03), random, low=550 * cupped, high=1_500 + 1_800 * cupped, attack_s=0.001)
    return together((palm, 1.0, 0), (burst(0.004, random, low=2_500, high=9_000), 0.5, 0))


def heartbeat(take: Take) -> Sound:
    """Lub and dub, a third of a second apart, low enough to be felt."""
    canvas, random = take.canvas(tail_s=1.0), take.random("heart")
    beats = max(1, round(take.seconds * BEATS_A_MINUTE * take.layer.speed / 60))
    period = take.count / beats
    rub = burst(0.06, random, low=80, high=350, attack_s=0.01)
    lub = together((thump(78, 44, 0.22), 1.0, 0), (rub, 0.9, 0))
    dub = together((thump(96, 58, 0.16), 0.7, 0), (rub, 0.6, 0))
    # the pause between the two shortens less than the beat does. Source: Weissler, systolic time intervals (1968)
    between = samples(0.546 - 0.0021 * 60 * beats / take.seconds) - samples(0.09)
    for beat in range(beats):
        at = int((beat + 0.05) * period)
        canvas.lay(at, lub, gain=random.uniform(0.92, 1.0))
        canvas.lay(at + between, dub, gain=random.uniform(0.92, 1.0))
    return canvas.ring()
