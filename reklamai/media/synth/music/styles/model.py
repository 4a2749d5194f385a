"""What a style of music is made of: data that the players read."""

from __future__ import annotations

from dataclasses import dataclass, field

Patterns = tuple[str, ...]
"""Ways to play a bar of sixteen sixteenths, or of 32 for two bars; a piece keeps to one. See each player."""


@dataclass(frozen=True, slots=True)
class Part:
    """One instrument of a style."""

    role: str
    player: str
    """Who reads `patterns`: a key of `players.PLAYERS`."""
    patch: str
    patterns: Patterns = ()
    from_level: float = 0.0
    """The density of a section from which it plays."""
    below_level: float = 2.0
    """It rests from this density on."""
    chance: float = 1.0
    """How often a piece of the style has it."""
    low: int = 50
    high: int = 74
    """The lowest and the highest MIDI pitch."""
    voices: int = 4
    rootless: bool = False
    length: int = 0
    """Sixteenths that a stroke lasts at most; 0 until the next one."""
    strum_ms: float = 0.0
    """From string to string."""
    gain_db: float = 0.0
    pan: float = 0.0
    send: float = 0.2
    echo: float = 0.0
    pump: float = 0.0


@dataclass(frozen=True, slots=True)
class Drumming:
    """A drummer's patterns from some density on: drum -> how hard in each sixteenth, 1..9."""

    from_level: float
    drums: dict[str, str]


@dataclass(frozen=True, slots=True)
class Style:
    """A kind of music, from its tempo to its room."""

    name: str
    tempo: tuple[int, int]
    harmony: str
    """A key of `progressions.PROGRESSIONS`."""
    mood: str
    """A key of `progressions.MOODS`, where the words name none."""
    parts: tuple[Part, ...]
    kit: str = ""
    drumming: tuple[Drumming, ...] = ()
    fill: dict[str, str] = field(default_factory=dict)
    """The drummer's bar before a denser section."""
    drums_db: float = 0.0
    drums_send: float = 0.12
    swing: float = 0.5
    """Where the second of two sixteenths falls: 0.5 even, 0.66 a triplet."""
    swing_steps: int = 1
    """1 swings sixteenths, 2 eighths."""
    loose_ms: float = 5.0
    """How far notes stray from the grid."""
    room_s: float = 1.6
    """How long the room rings."""
    dark_hz: float = 6_000.0
    effects: tuple[str, ...] = ()
    """Of "crash", "riser", "impact", "crackle", "reverse"."""
    tone: tuple[float, float] = (-1.0, -9.0)
    """How many dB the lows (below 150 Hz) and the highs (above 1.5 kHz) stand over the middle."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument as people name it."""

    patches: tuple[str, ...]
    """What counts as one."""
    part: Part
    """What it plays in a style that has none of them."""
