"""Fire."""

from __future__ import annotations

import numpy as np

from reklamai.media.synth.sounds.grains import burst, heavy_tailed, moments, ringing, strew, together
from reklamai.media.synth.sounds.take import Take, mixed
from reklamai.media.synth.space import Canvas
from reklamai.media.types import Sound


def fire(take: Take) -> Sound:
    """Flames that flutter low down, a thin hiss, and wood that cracks in clusters."""
    size = take.layer.size
    flutter = take.drift("flutter", hz=5, low=0.35, high=1.0)[:, None]
    breath = take.drift("breath", hz=0.3, low=0.7, high=1.0)[:, None]
    flames = take.noise("flames", slope=-4.0, low=45, high=mixed(260, 450, size)) * flutter * breath
    hiss = take.noise("hiss", slope=-1.0, low=2_500, high=9_000) * breath
    canvas = take.canvas(tail_s=0.3)
    _crackle(take, canvas)
    made = flames * np.float32(mixed(0.08, 0.25, size)) + hiss * np.float32(0.025) + canvas.ring()
    return np.asarray(made, np.float32)


def _crackle(take: Take, canvas: Canvas) -> None:
    random, lively = take.random("crackle"), take.layer.intensity
    snaps = [
        burst(random.uniform(0.0015, 0.009), random, low=random.uniform(900, 3_000), high=9_500) for _ in range(20)
    ]
    pops = [_pop(random) for _ in range(8)]
    # one crack opens the next: a Poisson process whose events bring some of their own within a third of a second
    first = moments(take.count, mixed(3.5, 11, lively), random)
    more = [at + random.exponential(5_000, random.poisson(mixed(1.5, 3, lively))) for at in first]
    places = np.concatenate([first, *more]).astype(np.int64) % take.count
    strew(canvas, snaps, places, random, gain=0.9, spread=1.0, width=0.6)
    pop_at = moments(take.count, mixed(0.4, 1.3, lively), random)
    strew(canvas, pops, pop_at, random, gain=1.4, spread=0.5, width=0.4)


def _pop(random: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    modes = [(float(hz), 0.03, float(gain)) for hz, gain in zip(
        random.uniform(500, 2_400, 3), heavy_tailed(3, random), strict=True
    )]  # fmt: skip
    return together((burst(0.012, random, low=700, high=8_000), 1.0, 0), (ringing(modes), 0.5, 0))
