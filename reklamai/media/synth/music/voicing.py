"""Chords laid out as voices that move as little as they can."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reklamai.media.synth.music.theory import Chord

Voicing = tuple[int, ...]
"""MIDI pitches from low to high."""
MUD = 52
"""Below E3 voices closer than a fourth blur into each other."""
TOO_WIDE = 12


def voicings(chord: Chord, *, voices: int, low: int, high: int, rootless: bool = False) -> list[Voicing]:
    """Every close and opened ("drop 2") layout of the chord within low..high that sounds clear: no semitone between
    neighbours, nothing closer than a third far below."""
    doubled = [_with_doubles(chord, voices, rootless=rootless, order=order) for order in (0, 1)]
    layouts = (layout for tones in doubled for start in range(low, high + 1) for layout in _from(start, tones))
    found = {layout for layout in layouts if layout[-1] <= high}
    return sorted(layout for layout in found if _is_clear(layout))


def lead(
    chords: Sequence[Chord], *, voices: int = 4, low: int = 50, high: int = 74, rootless: bool = False
) -> list[Voicing]:
    """One voicing for each chord, a little outside low..high where nothing clear fits between them.

    A voice goes to the nearest tone; the top voice may not leap, and does not move in parallel with the lowest one by
    fifths or octaves where another layout serves.
    """
    led: list[Voicing] = []
    middle = (low + high) / 2
    for chord in chords:
        wider, options = 0, list[Voicing]()
        while not options:  # every chord fits within three octaves
            options = voicings(chord, voices=voices, low=low - wider // 3, high=high + wider, rootless=rootless)
            wider += 1
        before = led[-1] if led else None
        led.append(min(options, key=lambda layout: _effort(before, layout, middle)))
    return led


def _with_doubles(chord: Chord, voices: int, *, rootless: bool, order: int) -> tuple[int, ...]:
    tones = chord.colour(voices) if rootless or len(chord.tones) > voices else chord.tones
    doubled = (chord.root, chord.fifth)  # never the third: two of them sound harsh
    return (*tones, *(doubled[(count + order) % 2] for count in range(voices - len(tones))))


def _from(start: int, tones: tuple[int, ...]) -> list[Voicing]:
    """Close position upwards from a pitch, and the same with its second voice from above an octave lower."""
    if start % 12 not in tones:
        return []
    left = list(tones)
    left.remove(start % 12)
    close = [start]
    while left:
        step = min(left, key=lambda tone: (tone - close[-1] - 1) % 12)
        close.append(close[-1] + 1 + (step - close[-1] - 1) % 12)
        left.remove(step)
    opened = [tuple(close)]
    if len(close) >= 4:
        opened.append(tuple(sorted((*close[:-3], close[-3], close[-2] + 12, close[-1]))))
    return opened


def _is_clear(layout: Voicing) -> bool:
    gaps = [(low, high - low) for low, high in pairwise(layout)]
    return all(2 <= gap <= TOO_WIDE and (low >= MUD or gap >= 4) for low, gap in gaps)


def _effort(before: Voicing | None, layout: Voicing, middle: float) -> float:
    drift = 0.35 * abs(sum(layout) / len(layout) - middle)
    if before is None:
        return drift
    moved = sum(abs(new - old) for new, old in zip(layout, before, strict=True))
    leap = max(0, abs(layout[-1] - before[-1]) - 4)
    parallel = _moves_in_parallel(before, layout)
    return moved + 2.0 * leap + drift + (3.0 if parallel else 0.0)


def _moves_in_parallel(before: Voicing, layout: Voicing) -> bool:
    old, new = before[-1] - before[0], layout[-1] - layout[0]
    return before[-1] != layout[-1] and old % 12 == new % 12 and old % 12 in {0, 7}
