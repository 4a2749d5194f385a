"""Dunes with sharp crests, far table mountains, dry shrubs."""

from __future__ import annotations

import math

from reklamai.media.scene import ground, materials, svg
from reklamai.media.scene.elements import hills, trees
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.palette import mix
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.sky import sky_layer

SAND = "#dc9d68"


def layers(s: Setting) -> list[Layer]:
    sand = "#f0e9e2" if s.snowy else SAND
    floor = ground.ground_layer(s, materials.sand, sand, depth=45.0)
    dunes = [_dune(s, i, sand) for i in range(4)]
    return [
        sky_layer(s, clouds=0.8),
        _mesas(s),
        *dunes[:3],
        floor,
        dunes[3],
        _shrubs(s),
        s.layer("near shrub", Role.FOREGROUND, 1.5, trees.fringe(s, -s.side, ("#8c8a5a",), many=9), soft=5),
    ]


def _mesas(s: Setting) -> Layer:
    dice, parts = s.dice("mesas"), []
    base = s.view.horizon + 3
    for depth, many in ((1500, 3), (950, 2)):
        for _ in range(many):
            wide, high = s.view.width * dice.uniform(0.1, 0.24), s.view.height * dice.uniform(0.07, 0.15)
            x = s.view.drawn[0] + s.view.drawn[2] * dice.random()
            top = [(x + wide * t, base - high * (1 + 0.03 * dice.uniform(-1, 1))) for t in (0.16, 0.3, 0.5, 0.7, 0.82)]
            d = [
                (x - wide * 0.1, base),
                (x + wide * 0.07, base - high * 0.45),
                (x + wide * 0.1, base - high * 0.5),
                *top,
            ]
            d += [(x + wide * 0.88, base - high * 0.55), (x + wide * 0.92, base - high * 0.45), (x + wide * 1.12, base)]
            lit, dark = s.tone("#b5674a", 0.9, depth=depth), s.tone("#b5674a", 0.15, depth=depth)
            ends = s.lit_first()
            parts.append(
                svg.polygon(d, svg.linear((0, lit), (0.55, lit), (0.62, dark), (1, dark), start=ends[0], end=ends[1]))
            )
            parts += [
                svg.line(
                    [(x + wide * 0.1, base - high * t), (x + wide * 0.88, base - high * t)],
                    dark,
                    width=1.4,
                    opacity=0.35,
                )
                for t in (0.62, 0.74, 0.86)
            ]
    fade = svg.linear((0, s.palette.haze, 0), (1, s.palette.haze, 0.7))
    parts.append(svg.rect(s.view.drawn[0], base - s.view.height * 0.07, s.view.drawn[2], s.view.height * 0.075, fade))
    return s.layer("mesas", Role.BACKDROP, 1200, *parts)


def _dune(s: Setting, index: int, sand: str) -> Layer:
    """One ridge: a long lit back, and the slip face beyond its crest in shade."""
    depth, low, high = ((420, 8, 46), (220, 16, 66), (110, 34, 84), (34, 70, 84))[index]
    dice, (x, _, width, _) = s.dice(f"dune{index}"), s.view.drawn
    scale = s.view.height / 750
    base = s.view.horizon + low * scale
    steps, phase = 64, dice.random() * 6.3
    waves = dice.uniform(1.1, 1.9), dice.uniform(2.4, 3.4)
    rise = [
        0.5
        + 0.32 * math.sin(phase + waves[0] * 6.28 * i / steps)
        + 0.18 * math.sin(phase * 2 + waves[1] * 6.28 * i / steps)
        for i in range(steps + 1)
    ]
    if index == 3:
        k = -s.side
        rise = [max(0.0, r * ((i / steps if k > 0 else 1 - i / steps) * 1.7 - 0.75)) for i, r in enumerate(rise)]
    crest = [(x + width * i / steps, base - high * scale * r) for i, r in enumerate(rise)]
    lit, mid = s.tone(mix(sand, "#ffe3b0", 0.2), 1.0, depth=depth), s.tone(sand, 0.75, depth=depth)
    parts = [hills.soft_mass(crest, base + 90 * scale, lit, mid)]
    dark = s.tone(mix(sand, "#6b4a5a", 0.3), 0.1, depth=depth)
    tops = [i for i in range(3, steps - 3) if rise[i] >= max(rise[i - 3 : i + 4]) and rise[i] > 0.15]
    parts += [_slip(s, crest, i, base, dark) for i in tops]
    return s.layer(f"dune {index}", Role.BACKDROP, depth, *parts, foot=base)


def _slip(s: Setting, crest: list[tuple[float, float]], top: int, base: float, dark: str) -> str:
    """The shaded face below one summit, on the side away from the light."""
    k = -1 if s.side > 0 else 1
    run = [crest[j] for j in range(top, max(0, min(len(crest) - 1, top + k * 15)), k)]
    if len(run) < 4:
        return ""
    (px, py), drop = run[0], base - run[0][1] + 46
    spine = [
        (px - k * drop * 0.25 * math.sin(t * 2.6) + k * drop * 1.5 * t * t, py + drop * t)
        for t in (0.15, 0.35, 0.6, 0.85, 1.0)
    ]
    fade = svg.linear((0, dark, 0.85), (0.6, dark, 0.5), (1, dark, 0), start=(0, py), end=(0, py + drop), absolute=True)
    return svg.path(svg.curve(run) + "L" + svg.curve([*spine[::-1], run[0]])[1:] + "Z", fade)


def _shrubs(s: Setting) -> Layer:
    dice, parts = s.dice("shrubs"), []
    for _ in range(15):
        z = dice.uniform(5, 22)
        x = dice.choice((-1, 1)) * dice.uniform(0.12, 0.62) * (s.view.reach(z)[1] - s.view.reach(z)[0])
        (px, py), unit = s.view.at(x, 0, z), s.view.scale(z)
        parts.append(trees.shadow(px, py, unit * 0.9, s, strength=0.5))
        dry = s.tone(dice.choice(("#8c8a5a", "#a8945f", "#70774f")), dice.uniform(0.2, 1.0))
        at = [px + dice.uniform(-0.25, 0.25) * unit for _ in range(5)]
        parts += [trees.tuft(x, py, unit * dice.uniform(0.3, 0.7), dry, dice, blades=9) for x in at]
    return s.layer("shrubs", Role.BACKDROP, 5.0, *parts, foot=s.view.at(0, 0, 5)[1])
