"""What every player of a piece knows: the chords, the sections, and how the beat swings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from reklamai.media.synth.music.piece import STEPS, Note, Section, Span
from reklamai.media.synth.music.styles.model import Part, Style
from reklamai.media.synth.music.theory import Chord, Key, nearest
from reklamai.media.synth.music.voicing import Voicing, lead

SOFT, LOUD = 0.72, 1.0
"""How hard the sparsest and the densest section are played."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A note before it has a time: in sixteenths, where fractions are allowed."""

    step: float
    steps: float
    pitch: int
    velocity: float
    late_s: float = 0.0


@dataclass(frozen=True)
class Scene:
    """One piece, as its players see it."""

    style: Style
    key: Key
    step_s: float
    steps: int
    """Until the last chord, or until the loop begins again."""
    seconds: float
    loop: bool
    sections: tuple[Section, ...]
    chords: tuple[Span, ...]
    last: Chord
    """What the piece ends on."""

    @cached_property
    def ring(self) -> int:
        """How many sixteenths the last chord may ring."""
        return max(2, int((self.seconds - self.steps * self.step_s) / self.step_s))

    @cached_property
    def bars(self) -> int:
        return -(-self.steps // STEPS)

    def section_at(self, step: float) -> Section:
        """The section of a sixteenth."""
        bar = int(step) // STEPS
        return next((each for each in self.sections if each.bar <= bar < each.bar + each.bars), self.sections[-1])

    def span_at(self, step: float) -> Span:
        """The chord of a sixteenth; from the end on the last one."""
        if step >= self.steps:
            return self.chords[0] if self.loop else Span(self.last, self.steps, self.ring)
        return next(span for span in reversed(self.chords) if span.start <= step)

    def plays(self, part: Part, step: float) -> bool:
        """Whether a part has something to do in the section of this sixteenth."""
        return part.from_level <= self.section_at(step).level < part.below_level

    def ends_with(self, part: Part) -> bool:
        """Whether a part plays the last chord."""
        return not self.loop and self.plays(part, self.steps - 1)

    def hardness(self, step: float) -> float:
        """0..1: how hard everyone plays at this sixteenth."""
        return SOFT + (LOUD - SOFT) * self.section_at(min(step, self.steps - 1)).level

    def led(self, part: Part) -> dict[int, Voicing]:
        """The voicing of each chord by the sixteenth it starts with, the last chord among them."""
        spans = [*self.chords, *([] if self.loop else [self.span_at(self.steps)])]
        found = lead(
            [span.chord for span in spans], voices=part.voices, low=part.low, high=part.high, rootless=part.rootless
        )
        return {span.start: layout for span, layout in zip(spans, found, strict=True)}

    def root(self, chord: Chord, part: Part) -> int:
        """Where a bass plays the lowest tone of a chord: in the lower two thirds of its range."""
        return nearest(part.low + (part.high - part.low) / 3, (chord.bass,), low=part.low, high=part.high)

    def seconds_at(self, step: float) -> float:
        """When a sixteenth falls, with its swing."""
        unit = self.style.swing_steps
        place = step / unit
        pair, within = divmod(place, 2)
        bent = within * self.style.swing * 2 if within <= 1 else 2 - (2 - within) * (1 - self.style.swing) * 2
        return (pair * 2 + bent) * unit * self.step_s


def played(
    scene: Scene, strokes: list[Stroke], random: np.random.Generator, *, loose_ms: float, firm: float = 0.06
) -> tuple[Note, ...]:
    """Strokes as a person plays them: a little early or late, a little harder or softer, all within the piece.

    firm: the standard deviation of how hard. What would begin before the piece begins with it.
    """
    made = []
    for stroke in sorted(strokes, key=lambda each: (each.step, each.pitch)):
        strays = float(np.clip(random.normal(0, loose_ms / 2), -loose_ms, loose_ms)) / 1000
        at = max(0.0, scene.seconds_at(stroke.step) + stroke.late_s + strays)
        velocity = float(np.clip(stroke.velocity * random.normal(1, firm), 0.05, 1.0))
        length = max(0.03, stroke.steps * scene.step_s)
        if at < scene.seconds - 0.02:
            made.append(Note(round(at, 5), round(length, 3), stroke.pitch, velocity))
    return tuple(made)
