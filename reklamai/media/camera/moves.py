"""Camera moves as numbers: where the camera is, where it looks and how long its lens is, frame by frame."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from reklamai.core.errors import BadInput
from reklamai.media.words.reading import Move

FOCAL_MM = 35.0
"""Lens at rest, for a sensor `SENSOR_MM` wide."""
SENSOR_MM = 36.0
SUBJECT_M = 2.5
"""Metres to the subject of a medium shot."""
MOST_MOVES = 3
Track = NDArray[np.float64]
"""(N,) one number a frame."""

EASINGS: Mapping[str, Callable[[Track], Track]] = {
    "linear": lambda t: t,
    "ease_in": lambda t: t * t,
    "ease_out": lambda t: t * (2 - t),
    "ease_in_out": lambda t: t * t * (3 - 2 * t),
}


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
    moves: Sequence[Move],
    *,
    seconds: float,
    fps: Fraction | int,
    strength: float = 0.5,
    easing: str = "ease_in_out",
    seed: int,
    distance: float = SUBJECT_M,
) -> Trajectory:
    """The camera's way for up to three moves made at once; frame 0 is the camera at rest.

    strength: 0..1, 0.5 is what an operator would do by habit; easing: a key of `EASINGS`; seed: of the hand's tremor;
    distance: metres to the subject: a dolly goes a share of it.
    Raises: BadInput for more than three moves, another easing, a strength outside 0..1 or a clip without a frame.
    """
    count = round(seconds * Fraction(fps))
    if len(moves) > MOST_MOVES or easing not in EASINGS or not 0 <= strength <= 1 or count < 1:
        raise BadInput("This camera move is not possible.", moves=[*moves], easing=easing, strength=strength)
    clock = _Clock(seconds=seconds, count=count, easing=easing, seed=seed)
    total = {name: np.full(count, FOCAL_MM if name == "focal_mm" else 0.0) for name in TRACKS}
    for move in dict.fromkeys(moves):
        # longer clips go farther, shorter ones not quite so fast: as the root of the time, within limits
        amount = 2 * strength * min(1.25, max(0.5, math.sqrt(seconds / 5)))
        for name, track in MOVES[move](clock, amount, distance).items():
            total[name] = total[name] * track if name == "focal_mm" else total[name] + track
    return Trajectory(Fraction(fps), distance, **total)


@dataclass(frozen=True, slots=True)
class _Clock:
    seconds: float
    count: int
    easing: str
    seed: int

    @property
    def share(self) -> Track:
        """0..1 along the clip, eased."""
        return EASINGS[self.easing](self.linear)

    @property
    def linear(self) -> Track:
        return np.linspace(0, 1, self.count)

    @property
    def time(self) -> Track:
        return self.linear * self.seconds


Tracks = dict[str, Track]
Maker = Callable[[_Clock, float, float], Tracks]
"""Clock, amount (1 is a habitual strength over five seconds), metres to the subject; `focal_mm` is a factor here."""


def _steady(name: str, reach: float, *, metres: bool) -> Maker:
    def make(clock: _Clock, amount: float, distance: float) -> Tracks:
        return {name: clock.share * reach * amount * (distance if metres else 1.0)}

    return make


def _zoom(power: float) -> Maker:
    def make(clock: _Clock, amount: float, _: float) -> Tracks:
        # geometric, so that the picture grows by an even share in every frame
        return {"focal_mm": np.exp(power * amount * clock.share)}

    return make


def _crash_zoom(clock: _Clock, amount: float, _: float) -> Tracks:
    rush = min(0.45, 0.4 * clock.seconds)
    start = 0.4 * (clock.seconds - rush)
    share = np.clip((clock.time - start) / rush, 0, 1)
    return {"focal_mm": np.exp(0.5 * amount * EASINGS["ease_in_out"](share))}


def _orbit(side: int) -> Maker:
    def make(clock: _Clock, amount: float, distance: float) -> Tracks:
        angle = math.radians(9.5) * amount * clock.share * side
        # the camera walks an arc about the subject and keeps looking at it
        return {"x": distance * np.sin(angle), "z": distance * (1 - np.cos(angle)), "yaw": -np.degrees(angle)}

    return make


def _dolly_zoom(clock: _Clock, amount: float, distance: float) -> Tracks:
    # backwards, with the lens growing as fast as the subject shrinks: its size stays, the background swells
    back = 0.3 * amount * distance * clock.share
    return {"z": -back, "focal_mm": (distance + back) / distance}


def _handheld(clock: _Clock, amount: float, distance: float) -> Tracks:
    random = np.random.default_rng(clock.seed)
    reach = {"x": 0.006 * distance, "y": 0.004 * distance, "yaw": 0.45, "pitch": 0.35, "roll": 0.35}
    return {name: tremor(clock.time, random) * size * amount for name, size in reach.items()}


def tremor(time: Track, random: np.random.Generator) -> Track:
    """A hand's unrest: 0 at the start, about 1 at its largest, between 0.3 and 2.5 Hz, without drift.

    time: (N,) seconds. Returns: (N,).
    """
    hertz = np.geomspace(0.3, 2.5, 7) * random.uniform(0.9, 1.1, 7)
    phase = random.uniform(0, 2 * np.pi, 7)
    # an octave up is half as wide: hands are slow masses
    waves = np.sin(2 * np.pi * np.outer(time, hertz) + phase) / hertz**0.8
    rise = np.clip(time / 0.4, 0, 1)
    unrest: Track = waves.sum(axis=1) / np.sqrt((1 / hertz**1.6).sum()) / 1.6 * rise * rise * (3 - 2 * rise)
    return unrest


MOVES: Mapping[Move, Maker] = {
    Move.STATIC: lambda _clock, _amount, _distance: {},
    Move.PAN_LEFT: _steady("yaw", -9, metres=False),
    Move.PAN_RIGHT: _steady("yaw", 9, metres=False),
    Move.TILT_UP: _steady("pitch", 5.5, metres=False),
    Move.TILT_DOWN: _steady("pitch", -5.5, metres=False),
    Move.DOLLY_IN: _steady("z", 0.22, metres=True),
    Move.DOLLY_OUT: _steady("z", -0.22, metres=True),
    Move.TRUCK_LEFT: _steady("x", -0.13, metres=True),
    Move.TRUCK_RIGHT: _steady("x", 0.13, metres=True),
    Move.PEDESTAL_UP: _steady("y", 0.075, metres=True),
    Move.PEDESTAL_DOWN: _steady("y", -0.075, metres=True),
    Move.ORBIT_LEFT: _orbit(-1),
    Move.ORBIT_RIGHT: _orbit(1),
    Move.ZOOM_IN: _zoom(0.28),
    Move.ZOOM_OUT: _zoom(-0.28),
    Move.CRASH_ZOOM: _crash_zoom,
    Move.DOLLY_ZOOM: _dolly_zoom,
    Move.HANDHELD: _handheld,
    Move.ROLL: _steady("roll", 6, metres=False),
}
