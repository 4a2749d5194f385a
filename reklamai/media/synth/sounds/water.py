"""The sea."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reklamai.media.synth.dsp import stretched
from reklamai.media.synth.sounds.take import Take, mixed
from reklamai.media.synth.space import sides
from reklamai.media.types import Sound

WAVE_S = (6.0, 11.0)
"""Seconds between waves on a beach, from small ones to an ocean's."""


POINTS_A_SECOND = 200
"""Of the envelopes of waves, which rise within half a second."""


def sea(take: Take) -> Sound:
    """Waves that swell, break and run out in foam, over the even surf of the whole shore."""
    layer = take.layer
    big = 0.5 * layer.size + 0.5 * layer.intensity
    swell, crash, foam = _waves(take, big)
    rumble = take.noise("rumble", slope=-4.0, low=70, high=350)
    breaking = take.noise("breaking", slope=-3.0, low=180, high=3_200)
    hiss = take.noise("foam", slope=-1.0, low=1_400, high=9_500)
    fizz = np.stack([take.drift(f"fizz {side}", hz=30, low=0.55, high=1.2) for side in "lr"], axis=1)
    surf = take.noise("surf", slope=-4.0, low=120, high=2_500) * np.float32(0.10)
    roar = rumble * swell * np.float32(mixed(0.2, 0.6, big)) + breaking * crash * np.float32(mixed(0.6, 0.9, big))
    return np.asarray(roar + hiss * foam * fizz * np.float32(0.4) + surf, np.float32)


def _waves(take: Take, big: float) -> tuple[Sound, Sound, Sound]:
    """The envelopes of swelling, breaking and foam, a column a side; the last wave runs on into the first."""
    random = take.random("waves")
    period = mixed(*WAVE_S, big) / take.layer.speed
    waves = max(1, round(take.seconds / period))
    points = round(take.seconds * POINTS_A_SECOND) + 1
    made = np.zeros((3, points, 2))
    t = np.linspace(0, take.seconds, points)
    for place in range(waves):
        at = (place + random.uniform(0.25, 0.55)) * take.seconds / waves
        scale, height = random.uniform(0.8, 1.2) * period / 8, random.uniform(0.55, 1.0)
        left_right = np.array(sides(random.uniform(-0.5, 0.5)))
        since = (t - at + take.seconds / 2) % take.seconds - take.seconds / 2
        for row, (rise, fall, late) in enumerate(((1.9, 1.3, -0.3), (0.55, 0.9, 0.1), (0.9, 2.3, 0.9))):
            # a wave of a short ring has not run out when it comes round: its turns before and after sound too
            hump = sum(
                _hump(since - late * scale + turn * take.seconds, rise * scale, fall * scale) for turn in (-1, 0, 1, 2)
            )
            made[row] += np.asarray(hump)[:, None] * left_right * height
    swell, crash, foam = (
        np.stack([stretched(envelope[:, side], take.count) for side in (0, 1)], axis=1) for envelope in made
    )
    return swell, crash, foam


def _hump(t: NDArray[np.float64], rise: float, fall: float) -> NDArray[np.float64]:
    """1 at zero, a bell before it and a slower fall behind."""
    return np.where(t < 0, np.exp(-((t / rise) ** 2)), np.exp(-np.maximum(t, 0) / fall))
