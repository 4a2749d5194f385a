"""Furniture and small things of rooms, from boxes, cylinders and soft shapes. Positions in metres."""

from __future__ import annotations

import math
from random import Random

from reklamai.media.scene import svg
from reklamai.media.scene.elements.solids import (
    Span,
    cuboid,
    cylinder,
    face,
    glow,
    lamp_colour,
    shade_on_floor,
    upright,
)  # fmt: skip
from reklamai.media.scene.palette import mix
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.svg import Point


def sofa(s: Setting, x: Span, z: Span, colour: str) -> str:
    """Back, arms, seat cushions and two pillows."""
    left, right = x
    parts = [
        shade_on_floor(s, x, z, high=0.7),
        cuboid(s, x, (0.12, 0.86), (z[1] - 0.25, z[1]), mix(colour, "#000000", 0.08), soft=0.07),
    ]
    count, inner = 2 if right - left < 2 else 3, (left + 0.2, right - 0.2)
    step = (inner[1] - inner[0]) / count
    for i in range(count):
        a = inner[0] + step * i
        parts.append(cuboid(s, (a + 0.01, a + step - 0.01), (0.4, 0.8), (z[1] - 0.42, z[1] - 0.2), colour, soft=0.08))
    parts.append(cuboid(s, x, (0.1, 0.3), (z[0] + 0.02, z[1]), mix(colour, "#000000", 0.16)))
    for i in range(count):
        a = inner[0] + step * i
        parts.append(
            cuboid(
                s,
                (a + 0.005, a + step - 0.005),
                (0.28, 0.46),
                (z[0], z[1] - 0.36),
                mix(colour, "#ffffff", 0.06),
                soft=0.06,
            )
        )
    arms = [(left, left + 0.2), (right - 0.2, right)]
    parts += [cuboid(s, arm, (0.1, 0.62), (z[0] - 0.02, z[1] - 0.05), colour, soft=0.07) for arm in arms]
    return "".join(parts)


def pillow(s: Setting, x: float, y: float, z: float, size: float, colour: str, tilt: float = 0.0) -> str:
    """A plump square cushion."""
    (cx, cy), r = s.view.at(x, y, z), size * s.view.scale(z) / 2
    points: list[Point] = []
    for i in range(8):
        a, out = math.pi / 4 * i + tilt, 1.22 if i % 2 else 0.92
        points.append((cx + math.cos(a) * r * out, cy + math.sin(a) * r * out * 0.9))
    ends = s.lit_first(1)
    return svg.blob(points, svg.linear((0, s.tone(colour, 1.0)), (1, s.tone(colour, 0.25)), start=ends[0], end=ends[1]))


def table(s: Setting, x: Span, z: Span, high: float, colour: str, *, thick: float = 0.05, legs: str = "#3a322c") -> str:
    """A slab on four legs."""
    parts = [shade_on_floor(s, x, z, high=high, strength=0.32)]
    for lx in (x[0] + 0.05, x[1] - 0.09):
        parts += [
            cuboid(s, (lx, lx + 0.045), (0, high - thick), (lz, lz + 0.045), legs) for lz in (z[1] - 0.1, z[0] + 0.04)
        ]
    return "".join(parts) + cuboid(s, x, (high - thick, high), z, colour)


def round_table(s: Setting, x: float, z: float, radius: float, high: float, colour: str) -> str:
    """A café table on one foot."""
    shade = shade_on_floor(s, (x - radius * 0.7, x + radius * 0.7), (z - radius * 0.5, z + radius * 0.5), strength=0.3)
    foot = cylinder(s, x, z, radius * 0.55, (0, 0.03), "#2e2c2b") + cylinder(s, x, z, 0.035, (0.03, high), "#2e2c2b")
    return shade + foot + cylinder(s, x, z, radius, (high - 0.035, high), colour)


def chair(s: Setting, x: float, z: float, colour: str, *, back: bool = True, high: float = 0.46) -> str:
    """A simple chair, seen from the front or (back=False: a stool)."""
    x_span, z_span, parts = (x - 0.2, x + 0.2), (z - 0.2, z + 0.2), []
    parts.append(shade_on_floor(s, x_span, z_span, strength=0.3, high=0.5))
    legs = mix(colour, "#201a16", 0.45)
    parts += [
        cuboid(s, (lx, lx + 0.03), (0, high), (lz, lz + 0.03), legs)
        for lz in (z + 0.15, z - 0.18)
        for lx in (x - 0.18, x + 0.15)
    ]
    if back:
        parts.insert(
            1, cuboid(s, (x - 0.2, x + 0.2), (high + 0.1, high + 0.46), (z + 0.16, z + 0.2), colour, soft=0.06)
        )
    return "".join(parts) + cuboid(s, x_span, (high - 0.04, high + 0.01), z_span, colour, soft=0.02)


def floor_lamp(s: Setting, x: float, z: float, high: float = 1.6) -> str:
    """A stand with a drum shade and its glow."""
    (cx, cy), unit = s.view.at(x, high, z), s.view.scale(z)
    stand = cylinder(s, x, z, 0.14, (0, 0.025), "#2b2826") + cylinder(s, x, z, 0.012, (0, high - 0.1), "#2b2826")
    return stand + shade_of(s, cx, cy, unit * 0.2) + glow(s, (cx, cy), unit * 1.3)


def table_lamp(s: Setting, x: float, y: float, z: float) -> str:
    (cx, cy), unit = s.view.at(x, y + 0.38, z), s.view.scale(z)
    return (
        cylinder(s, x, z, 0.055, (y, y + 0.24), "#b08d6a", top=0.03)
        + shade_of(s, cx, cy, unit * 0.14)
        + glow(s, (cx, cy), unit * 0.9)
    )


def shade_of(s: Setting, cx: float, cy: float, r: float) -> str:
    """A lampshade about (cx, cy)."""
    bright = lamp_colour(s)
    tone = svg.linear((0, mix(bright, "#b98a55", 0.25 * s.lamps)), (0.6, bright), (1, mix(bright, "#d9a066", 0.3)))
    return svg.polygon(
        [(cx - r * 0.72, cy - r * 0.6), (cx + r * 0.72, cy - r * 0.6), (cx + r, cy + r * 0.6), (cx - r, cy + r * 0.6)],
        tone,
    )


def pendant(
    s: Setting, x: float, z: float, y: float, roof: float, *, size: float = 0.16, colour: str = "#2f2d2b"
) -> str:
    """A hanging dome lamp."""
    (cx, cy), unit = s.view.at(x, y, z), s.view.scale(z)
    r, top = size * unit, s.view.at(x, roof, z)
    cord = svg.line([top, (cx, cy - r)], s.tone("#24211f", 0.3), width=max(0.8, unit * 0.008))
    ends = s.lit_first()
    dome = svg.path(
        (
            f"M{cx - r:.1f} {cy:.1f}Q{cx - r:.1f} {cy - r:.1f} {cx:.1f} {cy - r * 1.05:.1f}"
            f"Q{cx + r:.1f} {cy - r:.1f} {cx + r:.1f} {cy:.1f}Z"
        ),
        svg.linear((0, s.tone(colour, 1.0)), (1, s.tone(colour, 0.1)), start=ends[0], end=ends[1]),
    )
    return (
        glow(s, (cx, cy + r * 0.3), unit * 1.0, strength=0.5)
        + cord
        + svg.ellipse(cx, cy, r * 0.96, r * 0.14, lamp_colour(s))
        + dome
    )


def picture_frame(s: Setting, x: Span, y: Span, z: float, colours: tuple[str, str, str], dice: Random) -> str:
    """An abstract print behind a thin frame."""
    dark = s.tone("#20222a", 0.1)
    drop = svg.group(
        upright(s, (x[0] - s.side * 0.05, x[1] - s.side * 0.05), (y[0] - 0.05, y[1] - 0.03), z, dark, opacity=0.35),
        blur=5,
    )
    frame = upright(s, x, y, z, s.tone("#3b332d", 0.6)) + upright(
        s, (x[0] + 0.025, x[1] - 0.025), (y[0] + 0.025, y[1] - 0.025), z, s.tone("#f2ece2", 0.8)
    )
    (ax, ay), (bx, by) = s.view.at(x[0] + 0.09, y[1] - 0.09, z), s.view.at(x[1] - 0.09, y[0] + 0.09, z)
    wide, tall = bx - ax, by - ay
    art = [svg.rect(ax, ay, wide, tall, s.tone(colours[0], 0.75))]
    art.append(
        svg.ellipse(
            ax + wide * dice.uniform(0.3, 0.7), ay + tall * 0.38, wide * 0.24, wide * 0.24, s.tone(colours[1], 0.8)
        )
    )
    rise = dice.uniform(0.5, 0.7)
    art.append(
        svg.path(
            f"M{ax:.1f} {by:.1f}L{ax:.1f} {ay + tall * rise:.1f}"
            f"Q{ax + wide * 0.4:.1f} {ay + tall * (rise - 0.2):.1f} {ax + wide * 0.6:.1f} {ay + tall * 0.72:.1f}"
            f"T{bx:.1f} {ay + tall * 0.66:.1f}L{bx:.1f} {by:.1f}Z",
            s.tone(colours[2], 0.75),
        )
    )
    return drop + frame + "".join(art)


def shelf(
    s: Setting,
    x: Span,
    y: float,
    z: float,
    dice: Random,
    *,
    goods: tuple[str, ...],
    board: str = "#8a6a4c",
    tall: float = 0.3,
) -> str:
    """A wall board with a row of books, jars and boxes."""
    dark = s.tone("#1f1c1c", 0.1)
    # a gradient: blur filters took 0.23 of the 0.55 s of a café's bar at 1080p
    parts = [upright(s, x, (y - 0.22, y - 0.03), z + 0.2, svg.linear((0, dark, 0.34), (0.5, dark, 0.16), (1, dark, 0)))]
    at = x[0] + dice.uniform(0.02, 0.1)
    while at < x[1] - 0.1:
        wide, high = dice.uniform(0.04, 0.13), tall * dice.uniform(0.5, 1.0)
        colour = dice.choice(goods)
        if dice.random() < 0.3:
            parts.append(cylinder(s, at + wide / 2, z + 0.1, wide / 2, (y, y + high * 0.8), colour, top=wide * 0.4))
        else:
            parts.append(cuboid(s, (at, at + wide), (y, y + high), (z + 0.04, z + 0.16), colour))
        at += wide + (0.005 if dice.random() < 0.65 else dice.uniform(0.05, 0.22))
    return "".join(parts) + cuboid(s, x, (y - 0.04, y), (z, z + 0.2), board)


def cabinet(s: Setting, x: Span, y: Span, z: Span, colour: str, *, doors: int, handle: str = "#b9a17c") -> str:
    """A box with door joints and handles."""
    parts = [cuboid(s, x, y, z, colour)]
    step = (x[1] - x[0]) / doors
    for i in range(doors):
        a, b = x[0] + step * i + 0.012, x[0] + step * (i + 1) - 0.012
        door = face(s, ((a, y[1] - 0.02, z[0]), (b, y[1] - 0.02, z[0]), (b, y[0] + 0.02, z[0]), (a, y[0] + 0.02, z[0])))
        parts.append(svg.polygon(door, "none", stroke=s.tone("#000000", 0.1), width=1, opacity=0.4))
        hx = b - 0.06 if i % 2 == 0 else a + 0.06
        mid = y[1] - 0.1 if y[0] < 0.6 else y[0] + 0.1
        parts.append(upright(s, (hx - 0.012, hx + 0.012), (mid - 0.09, mid + 0.05), z[0] - 0.01, s.tone(handle, 0.9)))
    return "".join(parts)
