"""The drummer, and the effects at the seams of the form."""

from __future__ import annotations

from itertools import pairwise

from reklamai.media.synth.music.piece import STEPS, Section
from reklamai.media.synth.music.players.scene import Scene, Stroke
from reklamai.media.synth.music.styles.model import Drumming, Style

DRUMS = (
    "kick", "snare", "clap", "rim", "hat", "open", "shaker", "tambourine", "tom", "floor", "conga", "slap", "cowbell",
    "snap", "brush", "crash", "riser", "impact", "reverse", "crackle", "click",
)  # fmt: skip
"""A drum's pitch in a note is its place here."""
DENSER = 0.15
"""A section so much denser than the one before is announced by a fill."""


def number(drum: str) -> int:
    """The pitch that stands for a drum. Raises ValueError."""
    return DRUMS.index(drum)


def drums(scene: Scene) -> list[Stroke]:
    """Every bar by the density of its section, a fill before a denser one, a last stroke with the last chord."""
    style = scene.style
    made: list[Stroke] = []
    fills = _bars_before_denser(scene.sections)
    for bar in range(scene.bars):
        level = scene.section_at(bar * STEPS).level
        pattern = max((each for each in style.drumming if each.from_level <= level), key=_level, default=None)
        if pattern is None:
            continue
        filled = style.fill if bar in fills else {}
        for drum, written in (pattern.drums | filled).items():
            made += _struck(scene, drum, written, bar)
    busy = bool(made) and made[-1].step >= scene.steps - 2 * STEPS
    if busy and not scene.loop:
        made += [Stroke(scene.steps, 4, number(drum), 0.95) for drum in ("kick", "crash") if _has(style, drum)]
    return made


def effects(scene: Scene) -> list[Stroke]:
    """Crashes and impacts where the music opens, risers and reversed cymbals into it, crackle under all of it."""
    wanted = scene.style.effects
    made = [Stroke(0, scene.steps, number("crackle"), 0.5)] if "crackle" in wanted else []
    for before, section in zip((None, *scene.sections), scene.sections, strict=False):
        if before is None or section.level - before.level < DENSER:
            continue
        step = section.bar * STEPS
        made += [Stroke(step, STEPS, number(name), section.level) for name in ("crash", "impact") if name in wanted]
        into = [name for name in ("riser", "reverse") if name in wanted]
        length = min(STEPS, before.bars * STEPS)
        made += [Stroke(step - length, length, number(name), section.level * 0.9) for name in into]
    if "impact" in wanted and not scene.loop:
        made.append(Stroke(scene.steps, scene.ring, number("impact"), 1.0))
    return made


def _level(pattern: Drumming) -> float:
    return pattern.from_level


def _has(style: Style, drum: str) -> bool:
    return (drum == "crash" and "crash" in style.effects) or any(drum in each.drums for each in style.drumming)


def _struck(scene: Scene, drum: str, written: str, bar: int) -> list[Stroke]:
    start = bar * STEPS
    made = []
    for place in range(STEPS):
        letter = written[(start + place) % len(written)]
        if letter.isdigit() and start + place < scene.steps:
            hard = int(letter) / 9 * scene.hardness(start + place)
            made.append(Stroke(start + place, 1, number(drum), hard))
    return made


def _bars_before_denser(sections: tuple[Section, ...]) -> set[int]:
    return {after.bar - 1 for before, after in pairwise(sections) if after.level - before.level >= DENSER}
