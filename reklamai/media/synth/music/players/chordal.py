"""Players of chords: held, struck in a rhythm, or broken into single notes."""

from __future__ import annotations

import numpy as np

from reklamai.media.synth.music.piece import STEPS
from reklamai.media.synth.music.players.scene import Scene, Stroke
from reklamai.media.synth.music.styles.model import Part
from reklamai.media.synth.music.voicing import Voicing

ACCENTS = (1.0, 0.72, 0.82, 0.7)
"""How hard the four sixteenths of a beat are."""


def sustain(scene: Scene, part: Part, random: np.random.Generator) -> list[Stroke]:  # noqa: ARG001  # all players'
    """Every chord held until the next one; tones that stay are not struck again within a phrase."""
    led = scene.led(part)
    made: list[Stroke] = []
    for span in scene.chords:
        if scene.plays(part, span.start):
            hard = scene.hardness(span.start) * 0.85
            made += [Stroke(span.start, span.length, pitch, hard) for pitch in led[span.start]]
    if scene.ends_with(part):
        made += [Stroke(scene.steps, scene.ring, pitch, 0.8) for pitch in led[scene.steps]]
    return made


def rhythm(scene: Scene, part: Part, random: np.random.Generator) -> list[Stroke]:
    """The whole chord wherever the pattern has a digit, which says how hard (1..9).

    A stroke just before a bar line takes the chord of the next bar, as pianists and guitarists do.
    """
    led, pattern = scene.led(part), part.patterns[int(random.integers(len(part.patterns)))]
    made: list[Stroke] = []
    hits = [step for step in range(scene.steps) if pattern[step % len(pattern)].isdigit() and scene.plays(part, step)]
    for place, step in enumerate(hits):
        until = hits[place + 1] if place + 1 < len(hits) else scene.steps
        early = step % STEPS >= STEPS - 2 and until - step > 2
        layout = _layout(scene, led, step + 2 if early else step)
        hard = int(pattern[step % len(pattern)]) / 9 * scene.hardness(step)
        length = min(until - step, part.length or STEPS, scene.steps + 2 - step)
        made += _strummed(part, layout, step, length, hard, up=bool(step // 2 % 2))
    if scene.ends_with(part):
        ends = led[scene.steps]
        made += _strummed(part, ends, scene.steps, scene.ring, 0.85, up=False, slow=1.8)
    return made


def arpeggio(scene: Scene, part: Part, random: np.random.Generator) -> list[Stroke]:
    """One tone at a time: the pattern's digits count the voicing from below, on into the octave above it."""
    led, pattern = scene.led(part), part.patterns[int(random.integers(len(part.patterns)))]
    made: list[Stroke] = []
    for step in range(scene.steps):
        letter = pattern[step % len(pattern)]
        if not letter.isdigit() or not scene.plays(part, step):
            continue
        layout = _layout(scene, led, step)
        octave, tone = divmod(int(letter), len(layout))
        hard = ACCENTS[step % 4] * scene.hardness(step)
        length = part.length or _held(pattern, step % len(pattern))
        made.append(Stroke(step, length, layout[tone] + 12 * octave, hard))
    if scene.ends_with(part):
        late = 0.05
        made += [
            Stroke(scene.steps, scene.ring, pitch, 0.8, late_s=late * place)
            for place, pitch in enumerate(led[scene.steps])
        ]
    return made


def counter(scene: Scene, part: Part, random: np.random.Generator) -> list[Stroke]:  # noqa: ARG001  # all players'
    """One long line above the chords: the chord tone nearest to the one before, for as long as it serves."""
    led = scene.led(part)
    made: list[Stroke] = []
    for span in scene.chords:
        if not scene.plays(part, span.start):
            continue
        pitch = led[span.start][-1]
        before = made[-1] if made else None
        if before and before.pitch == pitch and before.step + before.steps == span.start:
            made[-1] = Stroke(before.step, before.steps + span.length, pitch, before.velocity)
        else:
            made.append(Stroke(span.start, span.length, pitch, scene.hardness(span.start) * 0.8))
    if scene.ends_with(part):
        made.append(Stroke(scene.steps, scene.ring, led[scene.steps][-1], 0.75))
    return made


def _layout(scene: Scene, led: dict[int, Voicing], step: int) -> Voicing:
    return led[scene.span_at(step).start]


def _held(pattern: str, place: int) -> int:
    """Sixteenths until the next one that is struck."""
    rest = pattern[place + 1 :] + pattern[:place]
    return 1 + next((count for count, letter in enumerate(rest) if letter.isdigit()), len(rest))


def _strummed(
    part: Part, layout: Voicing, step: int, length: int, hard: float, *, up: bool, slow: float = 1.0
) -> list[Stroke]:
    order = tuple(reversed(layout)) if up and part.strum_ms else layout
    between = part.strum_ms / 1000 * slow
    hard = hard * (0.8 if up and part.strum_ms else 1.0)
    return [Stroke(step, length, pitch, hard, late_s=between * place) for place, pitch in enumerate(order)]
