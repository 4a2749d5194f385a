"""Those who read the parts of a style and write notes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from reklamai.media.synth.music.players.chordal import arpeggio, counter, rhythm, sustain
from reklamai.media.synth.music.players.low import bass
from reklamai.media.synth.music.players.scene import Scene, Stroke
from reklamai.media.synth.music.players.singing import melody
from reklamai.media.synth.music.styles.model import Part

Player = Callable[[Scene, Part, np.random.Generator], list[Stroke]]
PLAYERS: dict[str, Player] = {
    "sustain": sustain, "rhythm": rhythm, "arpeggio": arpeggio, "counter": counter, "bass": bass, "melody": melody,
}  # fmt: skip
