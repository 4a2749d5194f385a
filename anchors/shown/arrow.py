"""The key light as an arrow over a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, radians, sin

from anchors.media.features import LightFound

REACH = 0.34
"""Longest arrow, in shares of the picture's shorter side."""
SUN = 0.035
"""Radius of the ring that stands for the lamp."""
EDGE = 0.06
"""How near the ring may come to the edge, in shares of the shorter side."""
HEAD_ON = 0.05
"""Below this share of its length in sight the arrow has no side to point from."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Arrow:
    """The key light: a ring where the lamp is, a line to what it lights, a head. behind: it shines from the back."""

    x: float
    y: float
    radius: float
    line: str
    behind: bool


def arrow(light: LightFound, at: Point, size: tuple[int, int], *, clear: float = 0.0) -> Arrow:
    """The light's direction as the camera sees it: straight from the camera (or from behind) it has no length.

    clear: how far from `at` the tip stays where there is room for it, so that it does not hide what is lit.
    """
    across = sin(radians(light.azimuth)) * cos(radians(light.elevation))
    up = sin(radians(light.elevation))
    shorter, seen = min(size), hypot(across, up)
    radius, length = SUN * shorter, REACH * shorter * seen
    way = (across / seen, -up / seen) if seen > HEAD_ON else (0.0, 0.0)
    far = min(clear + length, room(at, way, size, EDGE * shorter)) if seen > HEAD_ON else 0.0
    tip = max(0.0, far - length)
    lamp = (at[0] + way[0] * far, at[1] + way[1] * far)
    end = (at[0] + way[0] * tip, at[1] + way[1] * tip)
    return Arrow(*lamp, radius, shaft(lamp, end, radius), behind=cos(radians(light.azimuth)) < 0)


def room(at: Point, way: Point, size: tuple[int, int], edge: float) -> float:
    """How far one can go from `at` along `way` and stay `edge` inside the picture; never negative."""
    found = [float("inf")]
    for start, step, end in zip(at, way, size, strict=True):
        if abs(step) > 1e-6:
            found.append(((end - edge if step > 0 else edge) - start) / step)
    return max(0.0, min(found))


def shaft(lamp: Point, at: Point, radius: float) -> str:
    """From the ring's edge to `at`, with a head of two strokes; "" if the ring covers all of it."""
    dx, dy = at[0] - lamp[0], at[1] - lamp[1]
    length = hypot(dx, dy)
    if length <= 2 * radius:
        return ""
    ux, uy = dx / length, dy / length
    barbs = [(at[0] - radius * (ux + side * uy), at[1] - radius * (uy - side * ux)) for side in (0.6, -0.6)]
    start = (lamp[0] + ux * radius, lamp[1] + uy * radius)
    return path([start, at]) + path([barbs[0], at, barbs[1]])


def path(points: Sequence[Point], *, closed: bool = False) -> str:
    """ "M1.0 2.0L3.0 4.0", with Z at the end of a closed one."""
    drawn = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f"M{drawn}{'Z' if closed else ''}" if drawn else ""
