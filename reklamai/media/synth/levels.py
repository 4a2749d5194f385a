"""How loud computed sound is made: what a mixer expects to find on a lane."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reklamai.media.synth.dsp import cut, db, filtered, shelf
from reklamai.media.types import Sound

QUIETEST = 1e-9


def loudness(sound: Sound) -> float:
    """LUFS of the whole without gates: near enough to level a bed by. A mix is measured by `mixing`."""
    weighted = filtered(sound, cut("highpass", 38.0), shelf(1_500.0, 4.0, high=True))
    power = sum(float(np.dot(side, side)) for side in weighted.T) / max(len(sound), 1)
    return float(-0.691 + 10 * np.log10(max(power, QUIETEST**2)))


def levelled(sound: Sound, lufs: float) -> Sound:
    """The sound at this loudness; silence stays silent."""
    found = loudness(sound)
    return sound * np.float32(db(lufs - found)) if found > -150 else sound


def peaked(sound: Sound, dbfs: float) -> Sound:
    """The sound with its highest sample at this level; silence stays silent."""
    top = float(np.abs(sound).max(initial=0.0))
    return sound * np.float32(db(dbfs) / top) if top > QUIETEST else sound


def rounded(sound: NDArray[np.float32], *, knee: float = 0.7, ceiling: float = 0.97) -> NDArray[np.float32]:
    """Peaks above `knee` bent so that none passes `ceiling`; nothing below it is touched."""
    made = np.array(sound, np.float32, copy=True)
    high = np.abs(made) > knee
    over = np.abs(made[high]) - knee
    made[high] = np.sign(made[high]) * (knee + (ceiling - knee) * np.tanh(over / (ceiling - knee)))
    return made
