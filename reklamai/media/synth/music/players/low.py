"""The player of the bass."""

from __future__ import annotations

import numpy as np

from reklamai.media.synth.music.piece import STEPS
from reklamai.media.synth.music.players.scene import Scene, Stroke
from reklamai.media.synth.music.styles.model import Part
from reklamai.media.synth.music.theory import Chord, nearest, scale_over


def bass(scene: Scene, part: Part, random: np.random.Generator) -> list[Stroke]:
    """Reads patterns of letters: r root, 5 fifth, 3 third, 8 the root an octave up, a a step towards the next root;
    "-" holds and "." ends the note before it.

    Where a chord begins, it is the chord's own bass that sounds: under a held note, the note changes.
    """
    pattern = part.patterns[int(random.integers(len(part.patterns)))]
    made: list[Stroke] = []
    starts = {span.start for span in scene.chords}
    for step in range(scene.steps):
        letter = pattern[step % len(pattern)]
        if letter in "-53a" and step in starts:
            letter = "r"
        if letter in ".-" or not scene.plays(part, step):
            continue
        length = _held(pattern, step, starts, scene.steps)
        hard = (1.0 if step % 8 == 0 else 0.86) * scene.hardness(step)
        made.append(Stroke(step, length, _pitch(scene, part, letter, step, made), hard))
    if scene.ends_with(part):
        made.append(Stroke(scene.steps, scene.ring, scene.root(scene.last, part), 0.9))
    return made


def _held(pattern: str, step: int, starts: set[int], steps: int) -> int:
    length = 1
    while pattern[(step + length) % len(pattern)] == "-" and step + length not in starts and step + length < steps:
        length += 1
    return length


def _pitch(scene: Scene, part: Part, letter: str, step: int, made: list[Stroke]) -> int:
    chord = scene.span_at(step).chord
    root = scene.root(chord, part)
    if letter == "a":
        return _towards(scene, part, chord, step, root)
    if letter == "8":
        return root + 12 if root + 12 <= part.high + 5 else root
    tone = {"5": chord.fifth, "3": chord.third}.get(letter)
    if tone is None:
        return root
    near = made[-1].pitch if made else root
    return nearest(near, (tone,), low=part.low, high=part.high + 5)


def _towards(scene: Scene, part: Part, chord: Chord, step: int, root: int) -> int:
    """A tone of the scale beside the next root; the fifth, where the root stays."""
    after = scene.span_at(step + STEPS // 4)
    target = scene.root(after.chord, part)
    if target == root:
        return nearest(root, (chord.fifth,), low=part.low, high=part.high)
    side = -1 if target > root else 1
    beside = [target + side * gap for gap in (2, 1)]
    allowed = scale_over(scene.key, chord)
    return next((pitch for pitch in beside if pitch % 12 in allowed and pitch >= part.low), root)
