"""Camera moves as numbers: where the camera is, where it looks and how long its lens is, frame by frame."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from reklamai.core.errors import BadInput
from reklamai.media.camera.makers import EASINGS, MOVES, Clock, Track
from reklamai.media.cinema.model import Moving
from reklamai.media.words.reading import Move

FOCAL_MM = 35.0
"""Lens at rest, for a sensor `SENSOR_MM` wide."""
SENSOR_MM = 36.0
SUBJECT_M = 2.5
"""Metres to the subject of a medium shot."""
WIDEST_FIELD = 1.5
"""A pan of a lens that sees wider than this goes no farther: it would leave any scene that is drawn."""
NOT_POSSIBLE = "This camera move is not possible."
MOST_MOVES = 9
"""Three named movements, each of up to three of these."""


@dataclass(frozen=True, slots=True)
class Pose:
    """Where the camera is in one frame, against its place at rest."""

    x: float = 0.0
    """Metres to the right."""
    y: float = 0.0
    """Metres up."""
    z: float = 0.0
    """Metres towards the subject."""
    yaw: float = 0.0
    """Degrees to the right."""
    pitch: float = 0.0
    """Degrees up."""
    roll: float = 0.0
    """Degrees clockwise, as the operator leans: the picture turns the other way."""
    focal_mm: float = FOCAL_MM


@dataclass(frozen=True, slots=True, eq=False)
class Trajectory:
    """The camera of a whole clip: one track of N numbers for each field of `Pose`."""

    fps: Fraction
    distance: float
    """Metres to the subject, which moves are measured by."""
    x: Track
    y: Track
    z: Track
    yaw: Track
    pitch: Track
    roll: Track
    focal_mm: Track

    def __len__(self) -> int:
        return len(self.x)

    def __getitem__(self, frame: int) -> Pose:
        return Pose(**{name: float(getattr(self, name)[frame]) for name in TRACKS})

    def changed(self, how: Callable[[str, Track], Track]) -> Trajectory:
        """The same clip with `how(name, track)` in the place of each track."""
        return Trajectory(self.fps, self.distance, **{name: how(name, getattr(self, name)) for name in TRACKS})

    def scaled(self, share: float) -> Trajectory:
        """The same moves over `share` of their way; 0 is a camera at rest."""
        return self.changed(lambda name, t: FOCAL_MM * (t / FOCAL_MM) ** share if name == "focal_mm" else t * share)

    def arriving(self) -> Trajectory:
        """The same moves, begun so much earlier that they end, not start, with the camera at rest."""
        return self.changed(lambda name, t: FOCAL_MM * t / t[-1] if name == "focal_mm" else t - t[-1])


TRACKS = ("x", "y", "z", "yaw", "pitch", "roll", "focal_mm")


def trajectory(
    moves: Sequence[Move | Moving],
    *,
    seconds: float,
    fps: Fraction | int,
    strength: float = 0.5,
    easing: str = "ease_in_out",
    seed: int,
    distance: float = SUBJECT_M,
    moments: Track | None = None,
    field: float = 1.0,
) -> Trajectory:
    """The camera's way for up to nine moves made at once; frame 0 is the camera at rest.

    strength: 0..1, 0.5 is what an operator would do by habit, of each plain `Move`; a `Moving` has its own, and of two
    with the same move the stronger one counts. easing: a key of `EASINGS`; seed: of the hand's tremor;
    distance: metres to the subject: a dolly goes a share of it. moments: (N,) 0..1, where along the moves each frame
    is, for a speed that changes; evenly spread unless given. field: how wide the lens sees against the habitual one.
    Raises: BadInput for more moves, one that is not known, another easing, a strength outside 0..1 or a clip without a
    frame; ValueError for moments that are not one a frame.
    """
    count = round(seconds * Fraction(fps))
    wanted = strengths(moves, strength)
    if len(wanted) > MOST_MOVES or easing not in EASINGS or count < 1:
        raise BadInput(NOT_POSSIBLE, moves=[*wanted], easing=easing)
    even = np.linspace(0, 1, count)
    if moments is not None and moments.shape != even.shape:
        raise ValueError(f"expected {count} moments, got {moments.shape}")
    clock = Clock(
        seconds=seconds,
        linear=even if moments is None else moments,
        easing=easing,
        seed=seed,
        field=min(WIDEST_FIELD, field),
    )
    total = {name: np.full(count, FOCAL_MM if name == "focal_mm" else 0.0) for name in TRACKS}
    for move, force in wanted.items():
        # longer clips go farther, shorter ones not quite so fast: as the root of the time, within limits
        amount = 2 * force * min(1.25, max(0.5, math.sqrt(seconds / 5)))
        for name, track in MOVES[move](clock, amount, distance).items():
            total[name] = total[name] * track if name == "focal_mm" else total[name] + track
    return Trajectory(Fraction(fps), distance, **total)


def strengths(moves: Sequence[Move | Moving], strength: float) -> dict[Move, float]:
    """How strong each move is to be. Raises: BadInput for a strength outside 0..1 or a move that is not known."""
    wanted: dict[Move, float] = {}
    for each in moves:
        name, force = (each.move, each.strength) if isinstance(each, Moving) else (each.value, strength)
        if name not in set(Move) or not 0 <= force <= 1:
            raise BadInput(NOT_POSSIBLE, move=name, strength=force)
        wanted[Move(name)] = max(force, wanted.get(Move(name), 0.0))
    return wanted
