"""The camera of a drawn scene: metres in, drawing units out."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from reklamai.media.scene.svg import Point
from reklamai.media.types import Plane
from reklamai.media.words.reading import Angle, Framing

NEAREST = 0.25
"""Metres; nothing is projected nearer than this."""

INDOORS = 0.72
"""Focal length of a wide view in a room, share of one outdoors: people of its size then stand 3.5 m away, before the
furniture of the back wall."""
EYE = 1.5
"""Height of a camera on a shoulder, metres."""
FEET = {Framing.FULL: 0.935, Framing.WIDE: 0.86}
"""y of the soles of whole figures, share of the frame's height."""
WHOLE = {Framing.FULL: 0.78, Framing.WIDE: 0.4}
"""Height of whole figures, share of the frame's."""
GROWN = 1.74
"""Metres of a grown person."""
WHOLE_SCALE = {framing: share / GROWN for framing, share in WHOLE.items()}

_FOCAL = {
    Framing.WIDE: 0.85, Framing.FULL: 1.05, Framing.MEDIUM: 1.3, Framing.CLOSE_UP: 1.9, Framing.EXTREME_CLOSE_UP: 2.5,
}  # fmt: skip
_HORIZON = {
    Framing.WIDE: 0.56, Framing.FULL: 0.47, Framing.MEDIUM: 0.45, Framing.CLOSE_UP: 0.46,
    Framing.EXTREME_CLOSE_UP: 0.47,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """Where the camera stands and what its frame holds.

    Drawing units: a frame is `width` x `height` of them, with width * height = 1e6; y points down, (0, 0) is the
    frame's upper left corner. World: x metres to the right, y metres up from the ground, z metres away from the camera.
    """

    size: tuple[int, int]
    overscan: float
    width: float
    height: float
    focal: float
    """Units per metre at one metre."""
    eye: float
    """Height of the camera, metres."""
    horizon: float
    """Units from the top of the frame."""
    centre: float
    """x of the vanishing point, units."""
    pitch: float = 0.0
    """Radians, up is positive: makes verticals lean."""
    roll: float = 0.0
    """Degrees about the middle of the frame."""

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """x, y, width, height of what a layer covers: the frame and the overscan around it."""
        o = self.overscan
        return (-o * self.width, -o * self.height, (1 + 2 * o) * self.width, (1 + 2 * o) * self.height)

    @property
    def drawn(self) -> tuple[float, float, float, float]:
        """`bounds`, grown so that a rolled picture still fills them."""
        x, y, width, height = self.bounds
        grow = abs(math.sin(math.radians(self.roll))) * max(width, height) * 0.6 + 4
        return (x - grow, y - grow, width + 2 * grow, height + 2 * grow)

    def at(self, x: float, y: float, z: float) -> Point:
        """Where a point of the world is seen."""
        down, cos, sin = self.eye - y, math.cos(self.pitch), math.sin(self.pitch)
        z = max(z, NEAREST)
        away = max(z * cos - down * sin, NEAREST)
        middle = self.horizon - self.focal * math.tan(self.pitch)
        return (self.centre + self.focal * x / away, middle + self.focal * (down * cos + z * sin) / away)

    def scale(self, z: float) -> float:
        """Units per metre at that depth."""
        return self.focal / max(z, NEAREST)

    def reach(self, z: float) -> tuple[float, float]:
        """Leftmost and rightmost x in metres that a layer can show at that depth."""
        x, _, width, _ = self.drawn
        per = self.scale(z) / (1 + abs(self.pitch))
        return ((x - self.centre) / per, (x + width - self.centre) / per)

    def ground_depth(self, y: float) -> float:
        """Metres to the ground seen at that y; far above the horizon's line counts as 4 km."""
        v = (y - self.horizon) / self.focal + math.tan(self.pitch)
        down = v * math.cos(self.pitch) - math.sin(self.pitch)
        return (
            min(self.eye / down * (math.cos(self.pitch) + v * math.sin(self.pitch)), 4000.0) if down > 1e-6 else 4000.0
        )

    def grid(self, rows: int, columns: int) -> tuple[Plane, Plane]:
        """Unit x (rows, columns) and y of each pixel of a layer of that size, roll undone."""
        x0, y0, width, height = self.bounds
        xs = x0 + (np.arange(columns, dtype=np.float32) + 0.5) * (width / columns)
        ys = y0 + (np.arange(rows, dtype=np.float32) + 0.5) * (height / rows)
        if not self.roll:
            return np.broadcast_to(xs, (rows, columns)), np.broadcast_to(ys[:, None], (rows, columns))
        angle, cx, cy = math.radians(-self.roll), self.width / 2, self.height / 2
        cos, sin = np.float32(math.cos(angle)), np.float32(math.sin(angle))
        dx, dy = xs[None, :] - cx, ys[:, None] - cy
        return (dx * cos - dy * sin + cx).astype(np.float32), (dx * sin + dy * cos + cy).astype(np.float32)


def view_for(
    size: tuple[int, int], *, framing: Framing, angle: Angle, overscan: float, close: bool, indoors: bool, lean: float
) -> View:  # fmt: skip
    """The camera that a framing and an angle ask for.

    close: things on a table, seen from near it; indoors: under a roof; lean: -1..1, how far the
    vanishing point stands off the middle.
    """
    width, height = size
    unit = 1000 / math.sqrt(width * height)
    w, h = width * unit, height * unit
    horizon, eye, pitch, roll = _HORIZON[framing], EYE, 0.0, 0.0
    if indoors and framing in (Framing.WIDE, Framing.FULL):
        horizon -= 0.08  # more floor, less ceiling
    if close:
        horizon, eye = 0.4, 1.3
    focal = _FOCAL[framing] * 1000 * max(1.0, h / w) ** 0.35
    if indoors and framing is Framing.WIDE:
        focal *= INDOORS
    if angle is Angle.LOW:
        # over a table the horizon stays high enough for its far edge to come above what stands on it
        horizon, eye, pitch = 0.58 if close else 0.8, 0.55, 0.2
    elif angle is Angle.HIGH:
        horizon, eye, pitch = 0.13, 2.9, -0.22
    elif angle is Angle.DUTCH:
        roll = 8.0 if lean > 0 else -8.0
    eye = eye if close else _eye_over_feet(framing, horizon, eye)
    return View(
        size=size, overscan=overscan, width=w, height=h, focal=focal,
        eye=eye,
        horizon=horizon * h, centre=w * (0.5 + 0.12 * lean), pitch=pitch, roll=roll,
    )  # fmt: skip


def _eye_over_feet(framing: Framing, horizon: float, otherwise: float) -> float:
    """Height of the camera from which people of the framing's size stand on the ground that is painted."""
    if framing not in FEET:
        return otherwise
    return max(0.15, (FEET[framing] - horizon) / WHOLE_SCALE[framing])
