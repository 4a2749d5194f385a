"""A beach: sea with a glitter path, foam along wet sand, palms or dune grass at the side."""

from __future__ import annotations

import math

from reklamai.media.scene import ground, materials, svg
from reklamai.media.scene.elements import hills, trees
from reklamai.media.scene.elements.palms import palm
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.palette import mix
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.sky import sky_layer
from reklamai.media.scene.svg import Point

SHORE = 13.0
"""Metres to the water's edge."""


def layers(s: Setting) -> list[Layer]:
    sky = sky_layer(s, clouds=1.1)
    sea = ground.ground_layer(
        s, materials.water, "#3f9db0", name="sea", depth=300.0, shine=0.45, behind=(sky,), over=_glitter(s), lit=0.75
    )
    cover, material = ("#edf0f5", materials.snow) if s.snowy else ("#e6cda0", materials.sand)
    sand = ground.ground_layer(
        s, material, cover, name="sand", depth=14.0, far=SHORE - 0.5, shade=svg.group(_damp(s), blur=3), over=_wet(s)
    )
    return [
        sky,
        _coast(s),
        sea,
        _foam(s),
        sand,
        _side(s),
        s.layer(
            "near grass",
            Role.FOREGROUND,
            1.5,
            trees.fringe(s, -s.side, ("#8f9a5c", "#b3a566", "#75884f"), tall=(0.16, 0.36)),
            soft=5,
        ),
    ]


def _coast(s: Setting) -> Layer:
    x, _, width, _ = s.view.drawn
    k, base = s.side, s.view.horizon + 3
    start = x if k < 0 else x + width * 0.45
    line = hills.ridge(start, start + width * 0.55, base, 75, s.dice("coast"), rough=0.42, steps=6)
    line = [
        (px, base - (base - py) * math.sin(math.pi * i / (len(line) - 1)) ** 0.7) for i, (px, py) in enumerate(line)
    ]
    return s.layer(
        "headland",
        Role.BACKDROP,
        1500,
        hills.soft_mass(line, base, s.tone("#6f8a74", 0.8, depth=900), s.tone("#6f8a74", 0.5, depth=1700)),
    )


def _glitter(s: Setting) -> str:
    """Short dashes of light below the sun or moon, else scattered."""
    dice, place, pieces = s.dice("glitter"), s.sun(), []
    middle = s.view.width / 2 + (place[0] * s.view.focal if place else 0)
    light = s.palette.grade(mix(s.palette.key, "#ffffff", 0.6))
    for _ in range(260):
        t = dice.random() ** 1.4
        y = s.view.horizon + 2 + t * s.view.scale(SHORE) * s.view.eye
        x = middle + dice.gauss(0, 1) * (20 + 150 * t) if place else dice.uniform(-0.2, 1.2) * s.view.width
        long = (5 + 26 * t) * dice.uniform(0.4, 1.2)
        pieces.append(
            f"M{x:.1f} {y:.1f}q{long / 2:.1f} {-0.6 - 1.6 * t:.1f} {long:.1f} 0"
            f"q{-long / 2:.1f} {0.6 + 1.6 * t:.1f} {-long:.1f} 0Z"
        )
    return svg.path("".join(pieces), light, opacity=0.75 if place else 0.4)


def _edge(s: Setting, z: float, name: str, swing: float) -> list[Point]:
    """A wavy line along the shore, in drawing units."""
    dice = s.dice(name)
    a, b = s.view.reach(z)
    phase, count = dice.random() * 6, 22
    out = []
    for i in range(count + 1):
        x = a + (b - a) * i / count
        out.append(s.view.at(x, 0, z + swing * (math.sin(x * 0.55 + phase) + 0.6 * math.sin(x * 1.3 + phase * 2))))
    return out


def _foam(s: Setting) -> Layer:
    white, parts = s.tone("#ffffff", 1.0), []
    for i, (z, wide) in enumerate(((34.0, 1.5), (23.0, 2.6), (17.0, 4.0))):
        points = _edge(s, z, f"wave{i}", 1.1)
        parts.append(
            svg.path(
                svg.curve([(x, y + wide * 1.3) for x, y in points]),
                stroke=s.tone("#1f6f86", 0.3),
                width=wide * 1.6,
                opacity=0.35,
            )
        )
        parts.append(svg.path(svg.curve(points), stroke=white, width=wide, opacity=0.85))
    return s.layer("waves", Role.BACKDROP, 24.0, *parts)


def _damp(s: Setting) -> str:
    """Sand that the last wave left dark."""
    top, low = _edge(s, SHORE + 3, "rim", 0.2), _edge(s, SHORE - 3.2, "wet", 0.5)
    return svg.path(
        f"{svg.curve(low)}L{top[-1][0]:.1f} {top[-1][1]:.1f}L{top[0][0]:.1f} {top[0][1]:.1f}Z",
        mix(s.tone("#a98d68", 0.5), s.palette.sky[1], 0.3),
        opacity=0.75,
    )


def _wet(s: Setting) -> str:
    """The last wave and its lace."""
    top = _edge(s, SHORE + 3, "rim", 0.2)
    lace = _edge(s, SHORE - 1.7, "lace", 0.7)
    water = svg.path(
        f"{svg.curve(lace)}L{top[-1][0]:.1f} {top[-1][1]:.1f}L{top[0][0]:.1f} {top[0][1]:.1f}Z",
        mix(s.tone("#7fc0c4", 0.8), s.palette.sky[2], 0.3),
        opacity=0.8,
    )
    foam = svg.path(svg.curve(lace), stroke=s.tone("#ffffff", 1.0), width=6, opacity=0.95)
    inner = svg.path(svg.curve([(x, y - 9) for x, y in lace]), stroke=s.tone("#ffffff", 1.0), width=2, opacity=0.6)
    return water + inner + foam


def _side(s: Setting) -> Layer:
    dice, k, parts = s.dice("side"), -s.side, []
    tropical = not s.snowy and dice.random() < 0.75
    for x, z in ((k * 7.5, 13.0), (k * 5.6, 10.5), (k * 4.6, 8.0)):
        (px, py), unit = s.view.at(x, 0, z), s.view.scale(z)
        parts.append(trees.shadow(px, py, unit * 1.4, s))
        parts.append(
            palm(s, px, py, unit * dice.uniform(4.4, 6.2), z, dice)
            if tropical
            else trees.bush(s, px, py, unit * 2, z, dice)
        )
        for _ in range(5):
            colour = s.tone(dice.choice(("#8f9a5c", "#b3a566", "#75884f")), dice.uniform(0.3, 0.9))
            parts.append(
                trees.tuft(
                    px + dice.uniform(-1.2, 1.2) * unit,
                    py + dice.uniform(0, 8),
                    unit * dice.uniform(0.5, 0.9),
                    colour,
                    dice,
                )
            )
    for _ in range(14):
        x, z = dice.uniform(-4, 4), dice.uniform(3, 9)
        (px, py), r = s.view.at(x, 0, z), s.view.scale(z) * dice.uniform(0.02, 0.05)
        parts += [
            svg.ellipse(px - s.side * r, py + r * 0.3, r * 1.4, r * 0.4, s.tone("#6d5a48", 0.1), opacity=0.4),
            svg.ellipse(px, py, r, r * 0.6, s.tone(dice.choice(("#f4ead8", "#c9b8a2", "#d9a78c")), 0.9)),
        ]
    return s.layer("palms", Role.BACKDROP, 8.0, *parts, foot=s.view.at(0, 0, 8.0)[1])
