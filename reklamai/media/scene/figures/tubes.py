"""Outlines of limbs and sleeves: a line with a width that changes along it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reklamai.media.scene.things.ink import Colour, Point, Sheet, smooth
from reklamai.media.scene.things.shade import Shade

STEPS = 10
"""Samples of one span of the line."""
Run = tuple[Sequence[Point], Sequence[float]]
"""Points of a line, and the half widths at them."""


def tube(points: Sequence[Point], widths: Sequence[float], *, round_start: bool = True, round_end: bool = True) -> str:
    """Closed path around the smooth line through `points`, with these half widths at them."""
    line, wide = _sampled(points, widths)
    normals = _normals(line)
    left = [(x + nx * w, y + ny * w) for (x, y), (nx, ny), w in zip(line, normals, wide, strict=True)]
    right = [(x - nx * w, y - ny * w) for (x, y), (nx, ny), w in zip(line, normals, wide, strict=True)]
    end = _cap(line[-1], normals[-1], wide[-1]) if round_end else []
    start = _cap(line[0], (-normals[0][0], -normals[0][1]), wide[0]) if round_start else []
    outline = [*left, *end, *reversed(right), *start]
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in outline) + "Z"


def limb(sheet: Sheet, points: Sequence[Point], widths: Sequence[float], colour: Colour, shade: Shade, *,
         round_start: bool = True, round_end: bool = True, gloss: float = 0.0) -> str:  # fmt: skip
    """Paints a tube as a round form under the light; gives its outline."""
    outline = tube(points, widths, round_start=round_start, round_end=round_end)
    sheet.path(outline, limb_paint(sheet, points[0], points[-1], max(widths), colour, shade, gloss=gloss))
    return outline


def bent(sheet: Sheet, upper: Run, lower: Run, colour: Colour, shade: Shade, *, round_end: bool = True) -> str:
    """Paints a limb that bends where `upper` ends and `lower` begins, as one form; gives its outline.

    The light turns softly at the joint, so that no edge shows there.
    """
    points, widths = [*upper[0], *lower[0][1:]], [*upper[1], *lower[1][1:]]
    outline = tube(points, widths, round_end=round_end)
    sheet.path(outline, limb_paint(sheet, lower[0][0], lower[0][-1], max(lower[1]), colour, shade))
    # a sharp bend leaves the tube without its outer corner: the joint itself is round
    joint = upper[1][-1] * 0.99
    sheet.ellipse(
        lower[0][0], (joint, joint), limb_paint(sheet, lower[0][0], lower[0][-1], max(lower[1]), colour, shade)
    )
    paint = limb_paint(sheet, upper[0][0], upper[0][-1], max(upper[1]), colour, shade)
    hip, bend = upper[0][-2:]
    before = upper[1][-2]
    # thin veils, one shorter than the other, hide the step between the two paints
    for cut in (1.0, 0.85, 0.7, 0.55, 0.4, 0.2):
        line = [*upper[0][:-1], between(hip, bend, cut)]
        wide = [*upper[1][:-1], before + (upper[1][-1] - before) * cut]
        sheet.path(tube(line, wide), paint, opacity=0.36)
    return outline


def limb_paint(sheet: Sheet, start: Point, end: Point, width: float, colour: Colour, shade: Shade, *,
               gloss: float = 0.0) -> str:  # fmt: skip
    """Paint across the bone from `start` to `end`."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy) or 1.0
    normal = (-dy / length, dx / length)
    if normal[0] < 0:
        normal = (-normal[0], -normal[1])
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    line = (x - normal[0] * width, y - normal[1] * width, x + normal[0] * width, y + normal[1] * width)
    return sheet.linear(shade.across(colour, normal, gloss=gloss, depth=0.78), line, user=True)


def wedge(start: Point, end: Point, width: float, bend: float = 0.0) -> str:
    """A fold: a thin leaf from `start` to `end`, widest in the middle; `bend` units to its left."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy) or 1.0
    nx, ny = -dy / length, dx / length
    x, y = (start[0] + end[0]) / 2 + nx * bend, (start[1] + end[1]) / 2 + ny * bend
    return (
        f"M{start[0]:.2f} {start[1]:.2f}Q{x + nx * width:.2f} {y + ny * width:.2f} {end[0]:.2f} {end[1]:.2f}"
        f"Q{x - nx * width:.2f} {y - ny * width:.2f} {start[0]:.2f} {start[1]:.2f}Z"
    )


def between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def blob(points: Sequence[Point]) -> str:
    """Smooth closed path."""
    return smooth(points)


def _sampled(points: Sequence[Point], widths: Sequence[float]) -> tuple[list[Point], list[float]]:
    line: list[Point] = []
    wide: list[float] = []
    last = len(points) - 1
    for index in range(last):
        before, start, end, after = (points[max(0, min(last, number))] for number in range(index - 1, index + 3))
        for number in range(STEPS + (index == last - 1)):
            share = number / STEPS
            line.append((_spline(before[0], start[0], end[0], after[0], share),
                         _spline(before[1], start[1], end[1], after[1], share)))  # fmt: skip
            ease = share * share * (3 - 2 * share)
            wide.append(widths[index] + (widths[index + 1] - widths[index]) * ease)
    return line, wide


def _spline(before: float, start: float, end: float, after: float, share: float) -> float:
    """Source: Catmull-Rom, uniform."""
    return 0.5 * (
        2 * start + (end - before) * share + (2 * before - 5 * start + 4 * end - after) * share**2
        + (3 * start - before - 3 * end + after) * share**3
    )  # fmt: skip


def _normals(line: Sequence[Point]) -> list[Point]:
    out: list[Point] = []
    for index in range(len(line)):
        first, last = line[max(0, index - 1)], line[min(len(line) - 1, index + 1)]
        dx, dy = last[0] - first[0], last[1] - first[1]
        length = math.hypot(dx, dy) or 1.0
        out.append((-dy / length, dx / length))
    return out


def _cap(centre: Point, normal: Point, width: float) -> list[Point]:
    """Half a circle from `centre + normal` to `centre - normal`, ahead of the line."""
    ahead = (normal[1], -normal[0])
    turns = [math.pi * number / 12 for number in range(1, 12)]
    return [
        (centre[0] + (normal[0] * math.cos(t) + ahead[0] * math.sin(t)) * width,
         centre[1] + (normal[1] * math.cos(t) + ahead[1] * math.sin(t)) * width)
        for t in turns
    ]  # fmt: skip
