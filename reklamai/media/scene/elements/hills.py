"""Ridges, mountains and dunes: broken lines, each with a lit and a shaded face."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from reklamai.media.scene import svg
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.svg import Point


def ridge(
    x0: float, x1: float, base: float, height: float, dice: Random, *, rough: float = 0.55, steps: int = 7
) -> list[Point]:
    """A skyline from x0 to x1, at most about `height` above `base`. Source: midpoint displacement."""
    heights = [dice.uniform(0.25, 0.75) for _ in range(4)]
    size = 0.42
    for _ in range(steps - 2):
        fine = []
        for a, b in pairwise(heights):
            fine += [a, (a + b) / 2 + dice.uniform(-size, size)]
        heights, size = [*fine, heights[-1]], size * rough
    low, high = min(heights), max(heights)
    span = (x1 - x0) / (len(heights) - 1)
    return [(x0 + i * span, base - height * (h - low) / max(high - low, 1e-6)) for i, h in enumerate(heights)]


def mass(points: list[Point], floor: float, top: str, bottom: str) -> str:
    """Everything under a line, fading from `top` to `bottom` colour."""
    high = min(y for _, y in points)
    paint = svg.linear((0, top), (1, bottom), start=(0, high), end=(0, floor), absolute=True)
    return svg.polygon([*points, (points[-1][0], floor), (points[0][0], floor)], paint)


def soft_mass(points: list[Point], floor: float, top: str, bottom: str) -> str:
    """As `mass`, the line drawn as a smooth curve."""
    high = min(y for _, y in points)
    paint = svg.linear((0, top), (1, bottom), start=(0, high), end=(0, floor), absolute=True)
    return svg.path(f"{svg.curve(points)}L{points[-1][0]:.1f} {floor:.1f}L{points[0][0]:.1f} {floor:.1f}Z", paint)


def mountains(
    s: Setting, x0: float, x1: float, base: float, height: float, depth: float, dice: Random, *, rock: str,
    snow: float = 0.0,
) -> str:  # fmt: skip
    """A range: body, shaded flanks falling from each peak, snow on the upper `snow` share."""
    points = ridge(x0, x1, base, height, dice)
    lit, dark = s.tone(rock, 0.85, depth=depth), s.tone(rock, 0.1, depth=depth)
    parts = [mass(points, base + 40, lit, s.tone(rock, 0.6, depth=depth * 2.2))]
    white, blue = s.tone("#f5f7fb", 0.95, depth=depth * 0.6), s.tone("#b9c8e0", 0.3, depth=depth * 0.7)
    if snow > 0:
        parts.append(_snow(points, base, height, white, dice, share=snow))
    cold = blue if snow else dark
    high = [i for i in _peaks(points) if base - points[i][1] > height * 0.22]
    return "".join(parts + [_flank(s, points, i, base, dark, cold, height * snow, dice) for i in high])


def _peaks(points: list[Point]) -> list[int]:
    return [
        i
        for i in range(3, len(points) - 3)
        if points[i][1] <= min(p[1] for p in points[i - 3 : i])
        and points[i][1] < min(p[1] for p in points[i + 1 : i + 4])
    ]


def _flank(
    s: Setting, points: list[Point], peak: int, base: float, dark: str, icy: str, snow: float, dice: Random
) -> str:  # fmt: skip
    """The side of one peak that looks away from the light: along the skyline, then back up by a jagged spur."""
    away = -1 if s.side > 0 else 1
    line, i = [points[peak]], peak
    while 0 < i < len(points) - 1 and len(line) < 26:
        i += away
        line.append(points[i])
        if points[i][1] < line[-2][1] - 14:
            break
    px, py = points[peak]
    drop = (base - py) * dice.uniform(0.55, 0.85)
    spur = []
    for k in range(1, 9):
        t = k / 8
        spur.append(
            (
                px - away * drop * 0.2 * t + dice.uniform(-1, 1) * drop * 0.07 + away * drop * 0.12 * (k % 2),
                py + drop * t,
            )
        )
    body = svg.outline([*line, (line[-1][0], max(line[-1][1], py + drop)), *reversed(spur)])
    fade = svg.linear((0, dark, 0.85), (1, dark, 0.0), start=(0, py), end=(0, py + drop), absolute=True)
    if not snow:
        return svg.path(body, fade)
    cold = svg.linear(
        (0, icy, 0.9),
        (0.4, icy, 0.75),
        (0.75, dark, 0.4),
        (1, dark, 0),
        start=(0, py),
        end=(0, py + drop),
        absolute=True,
    )
    return svg.path(body, cold)


def _snow(points: list[Point], base: float, height: float, white: str, dice: Random, *, share: float) -> str:
    """Snow above a ragged line."""
    line = base - height * (1 - share)
    caps = []
    for x, y in points:
        if y < line:
            caps.append((x, y + (line - y) * dice.uniform(0.25, 1.0)))
        else:
            caps.append((x, y))
    return svg.polygon([*points, *reversed(caps)], white)
