"""A composed piece: every note with its time, before anything sounds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from reklamai.media.synth.music.theory import Chord, Key

STEPS: Final = 16
"""Sixteenths in a bar: all music here is in four-four time."""
BEATS: Final = 4


@dataclass(frozen=True, slots=True)
class Note:
    """One note of an instrument. A drum's pitch is its place in the drummer's kit, see `players.drumming.DRUMS`."""

    at_s: float
    seconds: float
    pitch: int
    """MIDI: 60 is middle C."""
    velocity: float
    """0..1: how hard; harder is louder and brighter."""


@dataclass(frozen=True, slots=True)
class Track:
    """What one instrument plays, and where it stands in the mix."""

    role: str
    """ "pad", "comp", "arp", "bass", "melody", "counter", "drums" or "effects"."""
    patch: str
    """The instrument: a key of `instruments.PATCHES`; of a drummer the kit, a key of `kits.KITS`."""
    notes: tuple[Note, ...]
    gain_db: float = 0.0
    pan: float = 0.0
    """-1 left .. 1 right."""
    send: float = 0.2
    """How much goes into the room, 0..1."""
    echo: float = 0.0
    """How much is repeated by an echo of dotted eighths, 0..1."""
    pump: float = 0.0
    """How far it gives way to each kick, 0..1."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of whole bars of one density."""

    name: str
    """ "intro", "build", "peak", "break" or "out"."""
    bar: int
    bars: int
    level: float
    """0..1: which instruments play, and how densely."""


@dataclass(frozen=True, slots=True)
class Span:
    """A chord and how long it holds, in sixteenths from the beginning of the piece."""

    chord: Chord
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Music as notes. The same request, length and seed give the same piece."""

    style: str
    key: Key
    tempo: float
    """Beats a minute."""
    seconds: float
    loop: bool
    seed: int
    sections: tuple[Section, ...]
    chords: tuple[Span, ...]
    tracks: tuple[Track, ...] = field(repr=False, default=())
    last_hit_s: float = 0.0
    """When the last chord falls; of a loop its length."""

    @property
    def step_s(self) -> float:
        """Seconds of a sixteenth."""
        return 60.0 / self.tempo / (STEPS / BEATS)

    def track(self, role: str) -> tuple[Note, ...]:
        """All notes of a role, in order."""
        notes = (note for track in self.tracks if track.role == role for note in track.notes)
        return tuple(sorted(notes, key=lambda note: (note.at_s, note.pitch)))
