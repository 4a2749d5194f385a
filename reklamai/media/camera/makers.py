"""What each move does to the camera: a few tracks of numbers along the clip."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reklamai.media.words.reading import Move

Track = NDArray[np.float64]
"""(N,) one number a frame."""

EASINGS: Mapping[str, Callable[[Track], Track]] = {
    "linear": lambda t: t,
    "ease_in": lambda t: t * t,
    "ease_out": lambda t: t * (2 - t),
    "ease_in_out": lambda t: t * t * (3 - 2 * t),
}


@dataclass(frozen=True, slots=True)
class Clock:
    """Where along the moves each frame is."""

    seconds: float
    linear: Track
    """(N,) 0..1; even steps where the speed does not change."""
    easing: str
    seed: int
    field: float = 1.0
    """How wide the lens sees against the habitual one: what goes across the frame is measured by the frame."""

    @property
    def share(self) -> Track:
        """0..1 along the clip, eased."""
        return EASINGS[self.easing](self.linear)

    @property
    def time(self) -> Track:
        return self.linear * self.seconds


Tracks = dict[str, Track]
Maker = Callable[[Clock, float, float], Tracks]
"""Clock, amount (1 is a habitual strength over five seconds), metres to the subject; `focal_mm` is a factor here."""


ACROSS = frozenset({"x", "y", "yaw", "pitch"})


def _steady(name: str, reach: float, *, metres: bool) -> Maker:
    def make(clock: Clock, amount: float, distance: float) -> Tracks:
        across = clock.field if name in ACROSS else 1.0
        return {name: clock.share * reach * amount * across * (distance if metres else 1.0)}

    return make


def _zoom(power: float) -> Maker:
    def make(clock: Clock, amount: float, _: float) -> Tracks:
        # geometric, so that the picture grows by an even share in every frame
        return {"focal_mm": np.exp(power * amount * clock.share)}

    return make


def _rush(clock: Clock, *, lasts: float, begins: float = 0.4) -> Track:
    """0..1 in a rush of `lasts` seconds (less in a short clip), still before and after it, whatever the easing."""
    rush = min(lasts, 0.4 * clock.seconds)
    start = begins * (clock.seconds - rush)
    return EASINGS["ease_in_out"](np.clip((clock.time - start) / rush, 0, 1))


def _snap_zoom(power: float) -> Maker:
    def make(clock: Clock, amount: float, _: float) -> Tracks:
        return {"focal_mm": np.exp(power * amount * _rush(clock, lasts=0.45))}

    return make


def _whip(side: int) -> Maker:
    def make(clock: Clock, amount: float, _: float) -> Tracks:
        # late: what is left behind must be seen before it is left
        return {"yaw": 15 * side * amount * clock.field * _rush(clock, lasts=0.4, begins=0.6)}

    return make


def _push_in_fast(clock: Clock, amount: float, distance: float) -> Tracks:
    return {"z": 0.3 * amount * distance * _rush(clock, lasts=0.9)}


def _pull_back_reveal(clock: Clock, amount: float, distance: float) -> Tracks:
    # back and up, and looking down at the subject, so that what surrounds it comes into view below as well
    return _jib(
        0.07 * amount * clock.field * distance * clock.share, distance, back=0.3 * amount * distance * clock.share
    )


def _boom(side: int) -> Maker:
    def make(clock: Clock, amount: float, distance: float) -> Tracks:
        # an arm swings in a circle: at its ends it stands farther back than in its middle
        up = 0.13 * amount * clock.field * distance * clock.share
        return _jib(side * up, distance, back=up * up / distance)

    return make


def _jib(up: Track, distance: float, *, back: Track) -> Tracks:
    """Raised, or lowered below 0, with the head tilted by as much as keeps the subject where it was."""
    return {"y": up, "z": -back, "pitch": -np.degrees(np.arctan2(up, distance + back))}


def _spiral_in(clock: Clock, amount: float, distance: float) -> Tracks:
    return {"z": 0.2 * amount * distance * clock.share, "roll": 9 * amount * clock.share}


def _dutch_tilt(clock: Clock, amount: float, distance: float) -> Tracks:
    # leans early and stays, and creeps in meanwhile: the unease is in the staying
    lean = EASINGS["ease_in_out"](np.clip(clock.linear / 0.45, 0, 1))
    return {"roll": -10 * amount * lean, "z": 0.05 * amount * distance * clock.share}


def _drift(clock: Clock, amount: float, distance: float) -> Tracks:
    start = 1 - np.exp(-((clock.time / 0.7) ** 2))
    x, y = np.sin(2 * np.pi * clock.time / 8), np.sin(2 * np.pi * clock.time / 5.5)
    return {
        "x": 0.045 * amount * clock.field * distance * start * x,
        "y": 0.018 * amount * clock.field * distance * start * y,
        "z": 0.03 * amount * distance * clock.linear * start,
        "roll": 0.8 * amount * start * y,
    }


def _shake(clock: Clock, amount: float, distance: float) -> Tracks:
    random = np.random.default_rng(clock.seed)
    reach = {"x": 0.004 * distance, "y": 0.004 * distance, "yaw": 0.8, "pitch": 0.8, "roll": 0.6}
    return _trembling(clock, reach, amount, random, band=(3.0, 8.0))


def _trembling(
    clock: Clock, reach: Mapping[str, float], amount: float, random: np.random.Generator, *, band: tuple[float, float]
) -> Tracks:
    return {
        name: tremor(clock.time, random, band=band) * size * amount * (clock.field if name in ACROSS else 1.0)
        for name, size in reach.items()
    }


def _orbit(side: int, *, degrees: float = 9.5, nearer: float = 0.0) -> Maker:
    def make(clock: Clock, amount: float, distance: float) -> Tracks:
        angle = math.radians(degrees) * amount * clock.share * side * clock.field
        # the camera walks an arc about the subject and keeps looking at it
        radius = distance * (1 - nearer * amount * clock.share)
        return {"x": radius * np.sin(angle), "z": distance - radius * np.cos(angle), "yaw": -np.degrees(angle)}

    return make


def _dolly_zoom(clock: Clock, amount: float, distance: float) -> Tracks:
    # backwards, with the lens growing as fast as the subject shrinks: its size stays, the background swells
    back = 0.3 * amount * distance * clock.share
    return {"z": -back, "focal_mm": (distance + back) / distance}


def _handheld(clock: Clock, amount: float, distance: float) -> Tracks:
    random = np.random.default_rng(clock.seed)
    reach = {"x": 0.006 * distance, "y": 0.004 * distance, "yaw": 0.45, "pitch": 0.35, "roll": 0.35}
    return _trembling(clock, reach, amount, random, band=(0.3, 2.5))


def tremor(time: Track, random: np.random.Generator, *, band: tuple[float, float] = (0.3, 2.5)) -> Track:
    """A hand's unrest: 0 at the start, about 1 at its largest, between 0.3 and 2.5 Hz, without drift.

    time: (N,) seconds; band: lowest and highest hertz. Returns: (N,).
    """
    hertz = np.geomspace(*band, 7) * random.uniform(0.9, 1.1, 7)
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
    Move.CRASH_ZOOM: _snap_zoom(0.5),
    Move.SNAP_ZOOM_OUT: _snap_zoom(-0.4),
    Move.DOLLY_ZOOM: _dolly_zoom,
    Move.HANDHELD: _handheld,
    Move.ROLL: _steady("roll", 6, metres=False),
    Move.WHIP_LEFT: _whip(-1),
    Move.WHIP_RIGHT: _whip(1),
    Move.PUSH_IN_FAST: _push_in_fast,
    Move.PULL_BACK_REVEAL: _pull_back_reveal,
    Move.ARC_LEFT: _orbit(-1, degrees=13, nearer=0.12),
    Move.ARC_RIGHT: _orbit(1, degrees=13, nearer=0.12),
    Move.BOOM_UP: _boom(1),
    Move.BOOM_DOWN: _boom(-1),
    Move.SPIRAL_IN: _spiral_in,
    Move.DUTCH_TILT: _dutch_tilt,
    Move.DRIFT: _drift,
    Move.SHAKE: _shake,
}
