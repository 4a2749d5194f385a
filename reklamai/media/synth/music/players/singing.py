"""The player of the melody: a motif, repeated, answered and brought home."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reklamai.media.synth.music.piece import STEPS
from reklamai.media.synth.music.players.scene import Scene, Stroke
from reklamai.media.synth.music.styles.model import Part
from reklamai.media.synth.music.theory import nearest, scale_over

PLAN = ("a", "b", "a", "c")
"""The bars of a phrase: a motif, its answer, the motif again, a close."""
STRONG = 8
"""A note on the first or third beat is strong, and so is one that lasts `HELD` sixteenths: it belongs to the chord."""
HELD = 5
STEP, LEAP = 2, 4
"""Semitones: no more is a step; more is a leap, which turns back afterwards."""


@dataclass(frozen=True, slots=True)
class Motif:
    """A bar of melody: (start, length) of each note in sixteenths, and how far each lies from the first, in steps of
    the scale."""

    rhythm: tuple[tuple[int, int], ...]
    contour: tuple[int, ...]


def melody(scene: Scene, part: Part, random: np.random.Generator) -> list[Stroke]:
    """Reads patterns of "x" (a note begins), "-" (it holds) and "." (rest): three are drawn, for the motif, its answer
    and the close of a phrase. Notes on strong beats belong to the chord, others pass by step to the next."""
    motifs = _motifs(part, random)
    lift = 0
    made: list[Stroke] = []
    middle = (part.low + part.high) / 2
    for section in scene.sections:
        if not part.from_level <= section.level < part.below_level:
            continue
        lift = 4 if section.level >= 0.97 else 0
        for bar in range(section.bars):
            letter = PLAN[(bar - section.bars) % 4]
            near = made[-1].pitch if made and letter != "a" else middle + lift
            made += _bar(scene, part, motifs[letter], section.bar + bar, near)
    made = _resolved(scene, part, made)
    if scene.ends_with(part):
        last = made[-1].pitch if made else middle
        tones = (scene.last.root, scene.last.third)
        made.append(Stroke(scene.steps, scene.ring, nearest(last, tones, low=part.low, high=part.high), 0.8))
    return made


def _motifs(part: Part, random: np.random.Generator) -> dict[str, Motif]:
    order = random.permutation(len(part.patterns))
    chosen = {letter: part.patterns[int(order[place % len(order)])] for place, letter in enumerate("ab")}
    close = part.patterns[-1]
    motifs = {letter: _motif(written, random) for letter, written in chosen.items()}
    return motifs | {"c": _motif(close, random)}


def _motif(written: str, random: np.random.Generator) -> Motif:
    rhythm, contour = [], [0]
    for start, letter in enumerate(written):
        if letter == "x":
            length = 1
            while start + length < len(written) and written[start + length] == "-":
                length += 1
            rhythm.append((start, length))
    way = 1 if random.random() < 0.6 else -1
    for _ in rhythm[1:]:
        step = int(random.choice([0, 1, 2, 3], p=[0.08, 0.58, 0.24, 0.10]))
        contour.append(contour[-1] + way * step)
        if step >= 2 or random.random() < 0.35:  # what leaps turns back
            way = -way
    return Motif(tuple(rhythm), tuple(contour))


def _bar(scene: Scene, part: Part, motif: Motif, bar: int, near: float) -> list[Stroke]:
    made: list[Stroke] = []
    start = bar * STEPS
    for (at, length), away in zip(motif.rhythm, motif.contour, strict=True):
        step = start + at
        if step >= scene.steps:
            break
        chord = scene.span_at(step).chord
        strong = at % STRONG == 0 or length >= HELD
        wanted = (near if not made else made[0].pitch) + away * 1.8
        allowed = chord.tones if strong else scale_over(scene.key, chord)
        moves = bool(made) and away != motif.contour[len(made) - 1]
        pitch = _near(wanted, frozenset(allowed), part, {made[-1].pitch} if moves else set())
        hard = (0.95 if strong else 0.78) * scene.hardness(step)
        made.append(Stroke(step, min(length, scene.steps - step), pitch, hard))
    return made


def _resolved(scene: Scene, part: Part, strokes: list[Stroke]) -> list[Stroke]:
    """The line with every tone that is foreign to its chord followed soon by a step; others become chord tones."""
    made = list(strokes)
    for place in range(len(made) - 1, -1, -1):
        stroke = made[place]
        chord = scene.span_at(stroke.step).chord
        after = made[place + 1] if place + 1 < len(made) else None
        if stroke.pitch in chord or (after and _leads_to(stroke, after)):
            continue
        beside = {each.pitch for each in made[max(place - 1, 0) : place + 2]}
        pitch = _near(stroke.pitch, frozenset(chord.tones), part, beside)
        made[place] = Stroke(stroke.step, stroke.steps, pitch, stroke.velocity)
    return made


def _near(wanted: float, allowed: frozenset[int], part: Part, taken: set[int]) -> int:
    """The nearest pitch that is not taken, where one lies within a fifth: a motif that moves keeps moving."""
    pitches = [pitch for pitch in range(part.low, part.high + 1) if pitch % 12 in allowed and pitch not in taken]
    best = min(pitches, key=lambda pitch: (abs(pitch - wanted), pitch))
    return best if abs(best - wanted) <= 7 else nearest(wanted, allowed, low=part.low, high=part.high)


def _leads_to(stroke: Stroke, after: Stroke) -> bool:
    soon = after.step - (stroke.step + stroke.steps) <= 2
    return soon and 1 <= abs(after.pitch - stroke.pitch) <= STEP
