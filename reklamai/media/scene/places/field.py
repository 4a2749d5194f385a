"""A meadow or a field of grain under a wide sky."""

from __future__ import annotations

from reklamai.media.scene import ground, svg
from reklamai.media.scene.elements import hills, trees
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.palette import mix
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.sky import sky_layer
from reklamai.media.words.reading import Season

_COVER = {Season.SPRING: "#93b65c", Season.SUMMER: "#d9b25c", Season.AUTUMN: "#b98d4a", Season.WINTER: "#9a9372"}


def layers(s: Setting) -> list[Layer]:
    cover = "#eef1f6" if s.snowy else _COVER[s.season]
    material = ground.snow if s.snowy else ground.grass
    return [
        sky_layer(s, clouds=1.15),
        _far(s),
        ground.ground_layer(s, material, cover, depth=120),
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
    for depth, many, spread in ((260, 26, 1.2), (95, 5, 0.18)):
        for _ in range(many):
            share = dice.uniform(-0.1, 1.1) if spread > 1 else middle + dice.uniform(-0.5, 0.5) * spread
            px, py = share * s.view.width, foot + s.view.scale(depth) * s.view.eye
            high = s.view.scale(depth) * dice.uniform(7, 12)
            parts.append(trees.shadow(px, py, high * 0.8, s))
            parts.append(trees.broadleaf(s, px, py + 1, high, depth, dice, detail=1 if depth > 100 else 3))
    return s.layer("trees", Role.BACKDROP, 95, *parts, foot=foot + s.view.scale(95) * s.view.eye)


def _blades(s: Setting, cover: str) -> Layer:
    """Standing grass, row behind row."""
    dice, parts = s.dice("blades"), []
    tall = 0.14 if s.snowy else 0.42
    for depth in (16.0, 11.0, 8.0, 6.0, 4.6):
        y, high = s.view.horizon + s.view.scale(depth) * s.view.eye, s.view.scale(depth) * tall
        x, end = s.view.drawn[0], s.view.drawn[0] + s.view.drawn[2]
        while x < end:
            colour = s.tone(mix(cover, "#8a7a3c", dice.random() * 0.45), dice.uniform(0.3, 1.0), depth=depth)
            parts.append(trees.tuft(x, y + high * 0.1, high * dice.uniform(0.6, 1.1), colour, dice, blades=6))
            x += high * dice.uniform(0.25, 0.6) * (2.5 if s.snowy else 1)
    return s.layer("grass", Role.BACKDROP, 4.6, *parts, foot=s.view.horizon + s.view.scale(4.6) * s.view.eye)


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
    return s.layer("near grass", Role.FOREGROUND, 1.5, svg.group(*parts, blur=5), sharp=0.5)
