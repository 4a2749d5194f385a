"""Scenes drawn for a body and lens: with enough pixels for a long one, and going on far enough for a wide one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from reklamai.media.camera.beyond import enlarged, invented
from reklamai.media.camera.fit import needed_overscan
from reklamai.media.camera.rig import lens_of, main_subject
from reklamai.media.camera.stand import grounded
from reklamai.media.cinema.model import Moving, Optics
from reklamai.media.scene import place_subject
from reklamai.media.scene.draft import draft_scene
from reklamai.media.scene.held import NOTHING, Held
from reklamai.media.scene.model import Role, Scene
from reklamai.media.scene.paint import MAX_REACH, MAX_SIDE, decide
from reklamai.media.types import Picture, Report, Rgba, quiet
from reklamai.media.words.reading import Framing, Move, Reading

LONGEST = 3072
"""Pixels of the longer side that a long lens has a scene drawn at, at most: 16 s for one of 4096."""
WIDE = 0.75
"""A lens wider than this shows people to their feet."""
ENOUGH = 0.005
"""Share of the frame that is worth telling of."""
BARE = 0.25
"""Shares of the frame: a scene that is seen so far beyond it has no leaves at its rim, they would hang in the air."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A scene as a camera needs it."""

    scene: Scene
    nearer: float = 0.0
    """As `rig.rig_for` takes it."""
    bits: int = 8
    """How deep its pixels are: 16 where places are drawn in float."""
    notes: tuple[str, ...] = ()
    """ "density:0.48": pixels drawn for each pixel of the frame, where a long lens enlarges them; "invented:0.79":
    share of the frame that a wide one shows and nobody drew or filmed."""

    @classmethod
    def of_picture(cls, scene: Scene, lens: float) -> Staged:
        """The scene of a picture with 8 bits."""
        made_up = invented(lens, 0.0)
        return cls(scene, notes=(f"invented:{made_up:.2f}",) if made_up > ENOUGH else ())


def staged(
    reading: Reading,
    *,
    size: tuple[int, int],
    seed: int,
    optics: Optics | None,
    moves: Sequence[Move | Moving] = (),
    strength: float = 0.5,
    seconds: float = 1.0,
    references: Sequence[Picture | Rgba] = (),
    held: Held = NOTHING,
    deep: bool = False,
    report: Report = quiet,
) -> Staged:
    """The scene of a reading, drawn for what this camera will see of it. Raises: as `draft_scene`.

    A lens that sees people to their feet has them drawn to their feet, by a camera farther off; `nearer` brings it
    back to where it stood, and so keeps their size.
    """
    over = needed_overscan(moves, strength=strength, seconds=seconds, size=size, optics=optics)
    lens = lens_of(optics, size=size) if optics else 1.0
    fuller = _fuller(reading) if lens < WIDE else None
    share = _field_share(reading, fuller, size, seed) if fuller else 1.0
    # what the camera comes nearer to is seen so much larger
    near = _growth(reading, share) if fuller else 1.0
    density = min(lens * near / share, max(1.0, LONGEST / max(size)), MAX_SIDE / max(size))
    drawn = _even(size[0] * density), _even(size[1] * density)
    beyond = min(max(0.0, (0.5 + over) * share - 0.5), (MAX_REACH / max(drawn) - 1) / 2, 3.0)
    made = draft_scene(
        fuller or reading,
        size=drawn,
        seed=seed,
        references=references,
        held=held,
        overscan=beyond,
        deep=deep,
        report=report,
    )
    if over > BARE and lens < 1:
        made = replace(made, layers=tuple(each for each in made.layers if each.role is not Role.FOREGROUND))
    scene = replace(enlarged(made, 1 / share), size=size)
    notes = _notes(lens, density, scene.overscan)
    return Staged(scene, _distance(made) * (1 - 1 / near), bits_of(scene), notes)


def bits_of(scene: Scene) -> int:
    """16 for a scene with layers that are drawn in float."""
    return 16 if any(each.pixels.dtype == np.float32 for each in scene.layers) else 8


def _even(number: float) -> int:
    return max(16, 2 * round(number / 2))


def _fuller(reading: Reading) -> Reading | None:
    """The reading with whole figures; None where there are none, or they are whole already."""
    full = place_subject.with_framing(reading)
    if not reading.people or full.framing in (Framing.FULL, Framing.WIDE):
        return None
    return replace(reading, framing=Framing.FULL)


def _field_share(reading: Reading, fuller: Reading, size: tuple[int, int], seed: int) -> float:
    """Focal length that whole figures are drawn with, by the one that the reading alone would have."""
    plain, whole = (decide(each, size=size, seed=seed, overscan=0.0).view.focal for each in (reading, fuller))
    return whole / plain


def _growth(reading: Reading, share: float) -> float:
    """How much larger a person of the reading is than its whole figure through the same lens from farther off."""
    whole = place_subject.people_scale(replace(reading, framing=Framing.FULL))
    plain = place_subject.people_scale(place_subject.with_framing(reading))
    return max(1.0, plain * share / whole)


def _distance(scene: Scene) -> float:
    subject = main_subject(grounded(scene).layers)
    return subject.depth if subject else 0.0


def _notes(lens: float, density: float, overscan: float) -> tuple[str, ...]:
    notes = [f"density:{density / lens:.2f}"] if lens > max(1.0, 1.05 * density) else []
    made_up = invented(lens, overscan)
    return (*notes, f"invented:{made_up:.2f}") if made_up > ENOUGH else tuple(notes)
