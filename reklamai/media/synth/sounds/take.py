"""What a maker of one kind of sound is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from reklamai.media.sound import RATE
from reklamai.media.synth.dsp import Mono, drift, noise, stream
from reklamai.media.synth.sounds.model import Layer
from reklamai.media.synth.space import Canvas, wide
from reklamai.media.types import Sound


@dataclass(frozen=True, slots=True)
class Take:
    """One layer to be sounded: `count` samples, by `seed`. `time` as `Recipe.time`."""

    layer: Layer
    count: int
    seed: int
    time: str = ""

    @property
    def seconds(self) -> float:
        return self.count / RATE

    def random(self, *names: object) -> np.random.Generator:
        """Chance of its own for one part of the sound."""
        return stream(self.seed, self.layer.kind, *names)

    def noise(self, name: str, *, slope: float, low: float, high: float, width: float = 1.0) -> Sound:
        """A ring of noise on both sides, as `dsp.noise`."""
        left, right = (
            noise(self.count, self.random(name, side), slope=slope, low=low, high=high) for side in ("left", "right")
        )
        return wide(left, right, width)

    def drift(self, name: str, *, hz: float, low: float, high: float) -> Mono:
        return drift(self.count, self.random(name), hz=hz, low=low, high=high)

    def canvas(self, *, tail_s: float = 4.0) -> Canvas:
        return Canvas(self.count, tail_s=tail_s)


Maker = Callable[[Take], Sound]
"""Beds give rings of any level; moments begin at their first sample and are as long as they are."""


def mixed(low: float, high: float, share: float) -> float:
    """The value that lies `share` of the way from `low` to `high`."""
    return low + (high - low) * share
