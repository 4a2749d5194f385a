"""Footsteps."""

from __future__ import annotations

import numpy as np

from reklamai.media.sound import RATE
from reklamai.media.synth.dsp import Mono, samples
from reklamai.media.synth.sounds.grains import body, bubble, burst, ringing, thump, together
from reklamai.media.synth.sounds.take import Take, mixed
from reklamai.media.types import Sound

USUAL_RATE = 1.85
"""Steps a second of a person who walks. Source: 1.7..2 in gait studies; a run is 2.5..3."""
GRITTY = {
    "gravel": (38, 0.20, 1_800, 8_000, 0.012), "snow": (70, 0.26, 900, 5_500, 0.007),
    "leaves": (45, 0.24, 1_500, 7_500, 0.010), "grass": (26, 0.20, 700, 4_500, 0.016),
    "sand": (40, 0.22, 1_200, 6_500, 0.014),
}  # fmt: skip
"""Ground that gives way: grains a step, seconds, Hz between which they sound, seconds of a grain."""


def footsteps(take: Take) -> Sound:
    """Somebody walks by: heel and toe, left and right, never twice the same."""
    random, canvas = take.random("gait"), take.canvas(tail_s=1.0)
    rate = USUAL_RATE * take.layer.speed * mixed(1.06, 0.94, take.layer.size)
    steps = max(1, round(take.seconds * rate))
    period = take.count / steps
    for place in range(steps):
        at = int((place + 0.15 + random.normal(0, 0.018)) * period)
        canvas.lay(max(at, 0), _step(take, random, pace=period / RATE), gain=random.uniform(0.78, 1.0),
                   where=0.13 if place % 2 else -0.13)  # fmt: skip
    return canvas.ring()


def _step(take: Take, random: np.random.Generator, *, pace: float) -> Mono:
    layer = take.layer
    roll = pace * random.uniform(0.16, 0.22)  # of a step's time, from the heel to the ball of the foot
    weight = mixed(0.5, 1.0, layer.size)
    heel = _blow(layer.material, layer.manner, random, weight)
    toe = _blow(layer.material, "", random, weight * 0.7)
    step = together((heel, 1.0, 0), (toe, 0.45, roll))
    if layer.material in GRITTY:
        step = together((step, 0.35, 0), (_grit(layer.material, random), 1.0, 0))
    return step


def _blow(material: str, manner: str, random: np.random.Generator, weight: float) -> Mono:
    """A shoe that meets the ground once."""
    dull = thump(random.uniform(110, 150), 62, 0.09)
    if manner == "heels":
        tap = body(random, hz=random.uniform(1_300, 1_700), spread=3, count=4, seconds=0.028)
        return together((burst(0.006, random, low=2_000, high=9_000), 0.9, 0), (ringing(tap), 0.5, 0), (dull, 0.2, 0))
    if material == "wood":
        box = body(random, hz=random.uniform(150, 190), spread=4, count=6, seconds=random.uniform(0.10, 0.16))
        knock = burst(0.012, random, low=500, high=3_500)
        return together((ringing(box), 0.5 * weight, 0), (knock, 0.6, 0), (dull, 0.7 * weight, 0))
    if material == "metal":
        plate = body(
            random, hz=random.uniform(240, 330), spread=9, count=9, seconds=random.uniform(0.35, 0.6), tilt=0.5
        )
        return together((ringing(plate), 0.3, 0), (burst(0.01, random, low=1_500, high=9_000), 0.5, 0), (dull, 0.4, 0))
    if material == "water":
        drops = [
            (bubble(random.uniform(500, 2_400), random.uniform(0.02, 0.06)), 0.3, random.uniform(0.01, 0.16))
            for _ in range(9)
        ]
        return together((burst(0.16, random, low=500, high=5_500, attack_s=0.012), 0.8, 0), (dull, 0.3, 0), *drops)
    if material in {"carpet", *GRITTY}:
        return together((dull, 0.9 * weight, 0), (burst(0.03, random, low=120, high=900), 0.5, 0))
    click = burst(random.uniform(0.008, 0.014), random, low=900, high=6_500)
    scrape = burst(0.07, random, low=1_400, high=5_000, attack_s=0.01)
    return together((click, 1.0, 0), (dull, 0.8 * weight, 0), (scrape, 0.10, 0.006))


def _grit(material: str, random: np.random.Generator) -> Mono:
    count, seconds, low, high, grain_s = GRITTY[material]
    made = np.zeros(samples(seconds + 0.05), np.float32)
    bank = [burst(grain_s * random.uniform(0.5, 1.5), random, low=low, high=high) for _ in range(10)]
    # the weight comes on within a fifth of the step and rolls off it
    for share in np.sort(random.beta(1.6, 2.6, count)):
        grain = bank[random.integers(len(bank))] * np.float32(random.exponential(0.5))
        at = int(share * seconds * RATE)
        made[at : at + len(grain)] += grain[: len(made) - at]
    return made
