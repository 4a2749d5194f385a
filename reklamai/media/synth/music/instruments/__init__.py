"""The instruments: a pitch, a length and a velocity to the sound of one note."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from reklamai.media.synth.music.instruments.strings import BARS, PLUCKED, bar, piano, plucked
from reklamai.media.synth.music.instruments.waves import WAVES, electric_piano, low_sine, waves, wind

Patch = Callable[[int, float, float, np.random.Generator], NDArray[np.float32]]
"""(MIDI pitch, seconds it is held, velocity 0..1, random numbers) -> (N,) or (N, 2), longer by its release."""

PATCHES: dict[str, Patch] = {
    "piano": piano,
    "felt": partial(piano, felt=True),
    "rhodes": electric_piano,
    "sub": partial(low_sine, slow=True),
    "round": partial(low_sine, slow=False),
    **{name: partial(plucked, name) for name in PLUCKED},
    **{name: partial(bar, name) for name in BARS},
    **{name: partial(waves, name) for name in WAVES},
    **{name: partial(wind, name) for name in ("flute", "whistle", "lead")},
}
