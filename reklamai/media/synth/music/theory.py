"""Keys, scales and chords: the harmony of a piece, as pitch classes (0 is C) and MIDI pitches (60 is middle C)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

NAMES: Final = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
MODES: Final = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
}
DEGREES: Final = {"I": 0, "II": 2, "III": 4, "IV": 5, "V": 7, "VI": 9, "VII": 11}
"""Roman numerals count from the major scale in every mode: the sixth chord of a minor key is written bVI."""
COLOURS: Final[dict[str, tuple[tuple[int, ...], tuple[int, ...]]]] = {  # suffix: what is left out, what is added
    "": ((), ()), "7": ((), (10,)), "maj7": ((), (11,)), "9": ((), (10, 2)), "maj9": ((), (11, 2)),
    "add9": ((), (2,)), "6": ((), (9,)), "69": ((), (9, 2)), "13": ((), (10, 9)), "11": ((), (10, 5)),
    "sus2": ((3, 4), (2,)), "sus4": ((3, 4), (5,)), "7sus4": ((3, 4), (5, 10)), "9sus4": ((3, 4), (5, 10, 2)),
    "5": ((3, 4), ()),
}  # fmt: skip
_NUMERAL = re.compile(r"(b?)([IViv]+)(dim)?([a-z0-9]*)(?:/([35]))?")


@dataclass(frozen=True, slots=True)
class Key:
    """A tonic (pitch class) and a mode of MODES."""

    tonic: int
    mode: str

    @property
    def scale(self) -> frozenset[int]:
        """The pitch classes of the key."""
        return frozenset((self.tonic + step) % 12 for step in MODES[self.mode])

    @property
    def name(self) -> str:
        """ "C major", "F# dorian"."""
        return f"{NAMES[self.tonic]} {self.mode}"

    @property
    def dark(self) -> bool:
        """Whether its third is minor."""
        return MODES[self.mode][2] == 3


@dataclass(frozen=True, slots=True)
class Chord:
    """Pitch classes of a chord: the root, all tones from the root upwards, and the tone in the bass."""

    numeral: str
    root: int
    tones: tuple[int, ...]
    bass: int

    def __contains__(self, pitch: object) -> bool:
        return isinstance(pitch, int) and pitch % 12 in self.tones

    @property
    def fifth(self) -> int:
        """The tone that a bass may alternate with: the fifth, or the root where there is none."""
        fifth = (self.root + 7) % 12
        return fifth if fifth in self.tones else self.root

    @property
    def third(self) -> int:
        """The third, or what stands for it."""
        return next((tone for tone in self.tones if (tone - self.root) % 12 in {3, 4}), self.tones[1])

    def colour(self, count: int) -> tuple[int, ...]:
        """The `count` tones that say most beside a bass that has the root: thirds and sevenths, then ninths, then the
        fifth and the root."""
        order = {3: 0, 4: 0, 10: 1, 11: 1, 2: 2, 5: 2, 9: 2, 6: 3, 7: 3, 8: 3, 0: 4}
        told = sorted(self.tones, key=lambda tone: order.get((tone - self.root) % 12, 3))
        return tuple(told[:count])


@lru_cache(maxsize=512)
def chord(numeral: str, key: Key) -> Chord:
    """The chord of a numeral such as "I", "bVI", "ii9", "Vsus4", "I/3" (third in the bass). Raises ValueError."""
    found = _NUMERAL.fullmatch(numeral)
    if found is None or found[4] not in COLOURS or found[2].upper() not in DEGREES:
        raise ValueError(f"no chord is written {numeral!r}")
    flat, roman, diminished, colour, inversion = found.groups()
    root = (key.tonic + DEGREES[roman.upper()] - bool(flat)) % 12
    third = 4 if roman.isupper() else 3
    without, added = COLOURS[colour]
    steps = [step for step in (0, third, 6 if diminished else 7) if step not in without]
    tones = tuple((root + step) % 12 for step in dict.fromkeys((*steps, *added)))
    bass = {None: root, "3": (root + third) % 12, "5": (root + 7) % 12}[inversion]
    return Chord(numeral, root, tones, bass)


@lru_cache(maxsize=512)
def scale_over(key: Key, over: Chord) -> frozenset[int]:
    """The key's scale with the chord's own tones put in for those of the same letter: what a melody may pass through.

    Over the major fifth chord of a minor key the seventh is raised, over a borrowed minor fourth chord the sixth falls.
    """
    foreign = {tone for tone in over.tones if tone not in key.scale}
    spoilt = {(tone + step) % 12 for tone in foreign for step in (-1, 1)} - set(over.tones)
    return (key.scale - spoilt) | set(over.tones)


def nearest(pitch: float, allowed: frozenset[int] | tuple[int, ...], *, low: int, high: int) -> int:
    """The MIDI pitch within low..high whose class is allowed and that is nearest; the lower of two."""
    pitches = [each for each in range(low, high + 1) if each % 12 in allowed]
    return min(pitches, key=lambda each: (abs(each - pitch), each))
