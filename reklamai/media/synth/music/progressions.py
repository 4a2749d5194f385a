"""Which chords follow each other, by the kind of music and its mood."""

from __future__ import annotations

import numpy as np

from reklamai.media.synth.music.piece import STEPS, Section, Span
from reklamai.media.synth.music.theory import Chord, Key, chord

MOODS: dict[str, str] = {
    "happy": "major", "hopeful": "major", "calm": "major", "romantic": "major", "dreamy": "major", "confident": "major",
    "playful": "major", "cool": "minor", "sad": "minor", "tense": "minor", "dark": "minor", "epic": "minor",
}  # fmt: skip
"""Mood -> mode. The progressions below are of these two; another mode is one that was asked for."""
PROGRESSIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "pop": {
        "major": (
            "I V vi IV",
            "vi IV I V",
            "I IV vi V",
            "Iadd9 I/3 IVadd9 Vsus4,V",
            "IVadd9 I/3 vi7 V",
            "I V/3 vi7 IVadd9",
            "I iii7 IVadd9 V",
            "vi7 IVadd9 I/5 V",
        ),
        "minor": ("i bVI bIII bVII", "i bVII bVI bVII", "i iv bVI bVII", "i bIII bVII iv", "i bVI iv bVII"),
    },
    "happy": {
        "major": ("I IV I V", "I V IV V", "I vi IV V", "I IV ii V", "I I/3 IV V", "IV V I vi", "I V vi IV"),
        "minor": ("i bVII bVI bVII", "i bIII bVII iv", "i bVI bIII bVII"),
    },
    "jazz": {
        "major": (
            "Imaj9 vi9 ii9 V13",
            "ii9 V13 Imaj9 VI7",
            "Imaj9 IVmaj9 iii7 vi9",
            "Imaj9 bVIImaj9 Imaj9 ii9,V13",
            "IVmaj9 iii7 ii9 Imaj9",
            "ii9 V13 iii7 vi9",
        ),
        "minor": ("i9 iv9 i9 V7", "i9 bVImaj9 iv9 V7", "i9 iv9 bVII13 bIIImaj9", "i9 IV13 i9 IV13"),
    },
    "lofi": {
        "major": ("Imaj9 iii7 vi9 ii9", "IVmaj9 iii7 vi9 Imaj9", "ii9 V9sus4 Imaj9 vi9", "IVmaj9 iv69 iii7 vi9"),
        "minor": ("i9 bVImaj9 bIIImaj9 bVII9sus4", "iv9 bVII9sus4 bIIImaj9 i9", "i9 v7 iv9 bVImaj7"),
    },
    "house": {
        "major": ("vi9 IVmaj9 Imaj9 V9sus4", "IVmaj9 V9sus4 vi9 vi9", "ii9 iii7 IVmaj9 vi9"),
        "minor": ("i9 i9 iv9 v7", "i9 bVImaj7 iv9 v7", "i9 bVII9sus4 bVImaj7 v7", "iv9 v7 i9 i9"),
    },
    "epic": {
        "major": ("I V/3 vi IV", "I bVII IV I", "vi IV I V"),
        "minor": (
            "i bVI bIII bVII",
            "i bVI iv V",
            "i bIII bVII bVI",
            "i v/3 bVI bVII",
            "i iv bVI Vsus4,V",
            "i bVII bVI V",
        ),
    },
    "calm": {
        "major": (
            "Iadd9 vi7 IVadd9 Vsus4",
            "Imaj7 IVmaj7 vi7 IVmaj9",
            "Iadd9 I/3 IVadd9 IVmaj7",
            "IVmaj7 Iadd9 vi7 Vsus4",
            "Iadd9 iii7 IVmaj9 iv6",
        ),
        "minor": ("iadd9 bVImaj7 bIIIadd9 bVIIsus4", "i7 iv9 bVImaj7 bVIIsus4", "iadd9 bVImaj7 iv7 bVIIadd9"),
    },
    "drone": {
        "major": ("Iadd9 IVmaj9 Iadd9 vi11", "I5 Vsus4 IVadd9 Isus2", "Isus2 IVmaj9 vi7 Isus4"),
        "minor": ("i5 bVImaj7 iadd9 bVIIsus2", "isus2 iv9 i5 bVImaj7", "i11 i5 bVImaj9 bVIIsus4"),
    },
    "groove": {
        "major": ("I5 I5 bVII5 IV5", "I5 I5 I5 IV5"),
        "minor": ("i5 i5 bVII5 i5", "i5 i5 i5 bVI5", "i5 bIII5 iv5 i5"),
    },
}
"""Four bars each; a comma parts the halves of a bar."""
CADENCES: dict[str, str] = {"major": "IVadd9,Vsus4", "minor": "bVI,bVII", "drone": "", "groove": ""}
LAST: dict[str, tuple[str, str]] = {  # the last chord in major and in minor
    "jazz": ("I69", "i9"), "lofi": ("Imaj9", "i9"), "house": ("Imaj9", "i9"), "groove": ("I5", "i5"),
    "drone": ("Iadd9", "isus2"), "epic": ("I", "i"), "calm": ("Iadd9", "iadd9"),
}  # fmt: skip


def key_of(mood: str, random: np.random.Generator) -> Key:
    """A key for a mood."""
    return Key(int(random.integers(12)), MOODS[mood])


def chords_of(
    harmony: str, key: Key, sections: tuple[Section, ...], *, steps: int, loop: bool, random: np.random.Generator
) -> tuple[Span, ...]:
    """The chords from the first bar to the last, which leads home; a loop's last bar leads back to its first.

    Two progressions take turns: the second comes in the breaks, and now and then for a change. Odd bars stand before
    the first whole four, and begin the progression as it does.
    """
    pool = PROGRESSIONS[harmony]["minor" if key.dark else "major"]
    first, second = (pool[int(place)] for place in random.choice(len(pool), 2, replace=False))
    total = sum(section.bars for section in sections)
    bars: list[str] = []
    for place, section in enumerate(sections):
        other = section.name == "break" or (place % 4 == 2 and len(sections) > 3)
        four = (second if other else first).split()
        bars += [four[_place_of(bar, total)] for bar in range(section.bar, section.bar + section.bars)]
    cadence = CADENCES.get(harmony, CADENCES["minor" if key.dark else "major"])
    if cadence and not loop and harmony in {"pop", "happy", "epic", "calm"} and len(bars) > 4:
        bars[-1] = cadence
    return _spans(bars, key, steps)


def _place_of(bar: int, total: int) -> int:
    over = total % 4
    return bar if bar < over else (bar - over) % 4


def last_chord(harmony: str, key: Key) -> Chord:
    """The chord that a piece ends on."""
    major, minor = LAST.get(harmony, ("Iadd9", "iadd9"))
    return chord(minor if key.dark else major, key)


def _spans(bars: list[str], key: Key, steps: int) -> tuple[Span, ...]:
    spans = []
    for bar, written in enumerate(bars or [""]):
        names = written.split(",")
        length = STEPS // len(names)
        for place, name in enumerate(names):
            start = bar * STEPS + place * length
            if start < steps:
                spans.append(Span(chord(name, key), start, min(length, steps - start)))
    return tuple(spans)
