"""A meadow or a field of grain under a wide sky."""

from __future__ import annotations

import math

from reklamai.media.scene import ground, materials, svg
from reklamai.media.scene.elements import hills, trees
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.palette import mix
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.sky import sky_layer
from reklamai.media.words.reading import Season

_COVER = {Season.SPRING: "#93b65c", Season.SUMMER: "#d9b25c", Season.AUTUMN: "#b98d4a", Season.WINTER: "#9a9372"}

_FLOWERS = {Season.SPRING: ("#f4efe0", "#f0c84f", "#c9a0d8"), Season.SUMMER: ("#d9483b", "#5f7fd0", "#f2ead2")}


def layers(s: Setting) -> list[Layer]:
    cover = "#eef1f6" if s.snowy else _COVER[s.season]
    material = materials.snow if s.snowy else materials.grass
    return [
        sky_layer(s, clouds=1.15),
        _far(s),
        ground.ground_layer(s, material, cover, depth=120, shade=svg.group(_track(s), blur=2)),
        _trees(s),
        _blades(s, cover),
        _near(s, cover),
    ]


def _far(s: Setting) -> Layer:
    x, _, width, _ = s.view.drawn
    base = s.view.horizon + 4
    parts = []
    for i, (depth, high) in enumerate(((1800, 70), (900, 42), (450, 22))):
        line = hills.ridge(x, x + width, base, high, s.dice(f"hill{i}"), rough=0.3, steps=5)
        colour = "#dfe6ef" if s.snowy else mix("#7f9a5c", "#5f7f52", i / 2)
        parts.append(
            hills.soft_mass(line, base, s.tone(colour, 0.75, depth=depth), s.tone(colour, 0.5, depth=depth * 1.6))
        )
    return s.layer("hills", Role.BACKDROP, 900, *parts)


def _trees(s: Setting) -> Layer:
    dice, parts = s.dice("trees"), []
    middle = dice.choice((0.2, 0.78))
    foot = s.view.horizon
    for depth, many, spread in ((300, 30, 1.2), (150, 9, 0.5), (60, 3, 0.12)):
        for _ in range(many):
            share = dice.uniform(-0.1, 1.1) if spread > 1 else middle + dice.uniform(-0.5, 0.5) * spread
            px, py = share * s.view.width, foot + s.view.scale(depth) * s.view.eye
            high = s.view.scale(depth) * dice.uniform(7, 12)
            parts.append(trees.shadow(px, py, high * 0.8, s))
            parts.append(trees.broadleaf(s, px, py + 1, high, depth, dice, detail=1 if depth > 200 else 3))
    return s.layer("trees", Role.BACKDROP, 60, *parts, foot=foot + s.view.scale(60) * s.view.eye)


def _track(s: Setting) -> str:
    """Two ruts that wind to the trees."""
    k, parts = s.dice("track").choice((-1, 1)), []
    steps = (1.6, 2.2, 3, 4.2, 6, 9, 13, 20, 32, 55, 100)
    for side in (-0.75, 0.75):
        line = [(k * (1.4 + 0.05 * z + 1.6 * math.sin(z / 16)) + side, z) for z in steps]
        left = [s.view.at(x - 0.24, 0, z) for x, z in line]
        right = [s.view.at(x + 0.24, 0, z) for x, z in line]
        d = svg.curve(left) + "L" + svg.curve(right[::-1])[1:] + "Z"
        parts.append(svg.path(d, s.tone("#cfd7e2" if s.snowy else "#b08a5c", 0.75), opacity=0.8))
    return "".join(parts)


def _blades(s: Setting, cover: str) -> Layer:
    """Standing grass and flowers, the farthest first."""
    dice, parts = s.dice("blades"), []
    many, tall = (90, 0.2) if s.snowy else (900, 0.4)
    flowers = _FLOWERS.get(s.season, ())
    depths = sorted((4.0 + 22 * dice.random() ** 1.4 for _ in range(many)), reverse=True)
    # thinner towards the camera, or the nearest row ends in a hedge across the picture
    for z in (z for z in depths if dice.random() < (z - 3.7) / 3):
        a, b = s.view.reach(z)
        (x, y), high = s.view.at(dice.uniform(a, b), 0, z), s.view.scale(z) * tall * dice.uniform(0.5, 1.15)
        colour = s.tone(
            mix(cover, dice.choice(("#8a7a3c", "#f0dc9a", "#7f8f4a")), dice.random() * 0.5),
            dice.uniform(0.3, 1.0),
            depth=z,
        )
        parts.append(trees.tuft(x, y, high, colour, dice, blades=5))
        if flowers and not s.snowy and dice.random() < 0.16:
            r = s.view.scale(z) * 0.04
            parts.append(svg.ellipse(x, y - high, r, r * 0.85, s.tone(dice.choice(flowers), dice.uniform(0.7, 1.0))))
    return s.layer("grass", Role.BACKDROP, 4.0, *parts, foot=s.view.at(0, 0, 4.0)[1])


def _near(s: Setting, cover: str) -> Layer:
    """Ears and flowers at the corners, out of focus."""
    dice, parts = s.dice("near"), []
    bottom, width = s.view.height * (1 + s.view.overscan), s.view.width
    for _ in range(26):
        side = dice.choice((dice.uniform(-0.4, 0.2), dice.uniform(0.8, 1.4)))
        high = s.view.height * dice.uniform(0.14, 0.34) * (1.3 - abs(side - 0.5))
        parts.append(
            trees.tuft(
                side * width, bottom + 20, high, s.tone(mix(cover, "#6d6a34", 0.4), dice.uniform(0.1, 0.6)), dice
            )
        )
    return s.layer("near grass", Role.FOREGROUND, 1.5, *parts, soft=5)
