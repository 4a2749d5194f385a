"""A small café: counter, bottles and cups on shelves, hanging lamps, round tables by the window."""

from __future__ import annotations

from reklamai.media.scene import materials, svg
from reklamai.media.scene.elements import furniture as f
from reklamai.media.scene.elements import plants
from reklamai.media.scene.elements.room import Room
from reklamai.media.scene.elements.solids import between, cuboid, cylinder, glow, shade_on_floor, upright
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.palette import mix
from reklamai.media.scene.places.kitchen import tiled
from reklamai.media.scene.setting import Setting

_SCHEMES = (
    ("#5d6f66", "#a8774f", "#e7dcc9"),
    ("#8c4f3f", "#b98a5e", "#eadbc4"),
    ("#3f5568", "#b5814f", "#e4ddd0"),
    ("#d3c0a4", "#8a5b3c", "#6f8574"),
)


def layers(s: Setting) -> list[Layer]:
    wall, wood, tile = s.dice("room").choice(_SCHEMES)
    room = Room(s, wall, deep=5.6, high=3.2, side=(((3.0, 5.2), (0.6, 2.6)),), outlook="city")
    shell = room.shell()
    floor = room.floor(materials.checker, "#b7a692", shine=0.2, behind=tuple(shell))
    return [*shell, floor, _bar(s, room, wood, tile), _tables(s, wood), *room.shafts(), _near(s)]


def _bar(s: Setting, room: Room, wood: str, tile: str) -> Layer:
    dice, z, k = s.dice("bar"), room.deep, -s.side
    a, b = sorted((k * 4.6, k * -1.1))
    goods = ("#7b4a2e", "#d9b98c", "#c4674c", "#5f7a5c", "#efe4d2", "#2f4a4a")
    parts = [tiled(s, (a, b), (0.9, 2.45), z - 0.01, tile)]
    for y in (1.4, 1.85, 2.3):
        parts.append(f.shelf(s, (a + 0.2, b - 0.2), y, z - 0.24, dice, goods=goods, board=wood, tall=0.3))
        centre = s.view.at((a + b) / 2, y + 0.4, z - 0.1)
        parts.append(
            svg.ellipse(
                *centre,
                260,
                34,
                svg.radial(
                    (0, s.palette.grade("#ffdca8"), 0.32 * max(0.35, s.lamps)), (1, s.palette.grade("#ffdca8"), 0)
                ),
            )
        )
    parts.append(shade_on_floor(s, (a, b), (4.1, 4.7), strength=0.45))
    parts.append(cuboid(s, (a, b), (0, 1.02), (4.2, 4.75), mix(wood, "#2a211b", 0.25)))
    for i in range(int((b - a) / 0.16)):
        x = a + i * 0.16
        parts.append(upright(s, (x, x + 0.012), (0.06, 0.98), 4.19, s.tone("#1f1713", 0.2), opacity=0.5))
    parts.append(cuboid(s, (a - 0.05, b + 0.05), (1.02, 1.08), (4.1, 4.8), "#e9e2d6"))
    parts.append(_machine(s, k * 0.75, 4.45))
    cups = (k * (1.65 + i * 0.13) for i in range(5))
    parts += [cylinder(s, x, 4.4, 0.045, (1.08, 1.16), "#f4efe6", top=0.055) for x in cups]
    parts.append(cuboid(s, between(k * 2.4, k * 3.3), (1.08, 1.45), (4.2, 4.6), "#cfd8d8", soft=0.04))
    parts += [f.pendant(s, k * x, 4.3, 2.15, room.high, size=0.17, colour="#2b2a29") for x in (-0.5, 0.7, 1.9, 3.1)]
    return s.layer("bar", Role.BACKDROP, 4.2, *parts, foot=s.view.at(0, 0, 4.2)[1])


def _machine(s: Setting, x: float, z: float) -> str:
    """A coffee machine with cups on it."""
    parts = [
        cuboid(s, (x - 0.36, x + 0.36), (1.08, 1.2), (z - 0.2, z + 0.2), "#9fa4a6"),
        cuboid(s, (x - 0.34, x + 0.34), (1.2, 1.38), (z, z + 0.2), "#5b6063"),
    ]
    parts.append(cuboid(s, (x - 0.38, x + 0.38), (1.38, 1.58), (z - 0.2, z + 0.2), "#d6d9d9", soft=0.04))
    parts += [cylinder(s, x + dx, z - 0.1, 0.04, (1.28, 1.38), "#33312f") for dx in (-0.17, 0.17)]
    parts += [cylinder(s, x - 0.28 + i * 0.14, z, 0.045, (1.58, 1.65), "#f4efe6") for i in range(5)]
    return "".join(parts)


def _tables(s: Setting, wood: str) -> Layer:
    parts = []
    for x, z, radius in ((s.side * 1.55, 3.9, 0.34), (s.side * -1.7, 3.1, 0.36)):
        parts += [
            f.chair(s, x - 0.6, z + 0.12, wood),
            f.chair(s, x + 0.6, z + 0.18, wood),
            f.round_table(s, x, z, radius, 0.74, "#dcd3c5"),
        ]
        parts += [
            cylinder(s, x - 0.08, z - 0.05, 0.045, (0.74, 0.81), "#f6f1e8", top=0.05),
            cylinder(s, x + 0.12, z + 0.05, 0.03, (0.74, 0.88), "#7f9a8a"),
        ]
        parts.append(
            plants.leaves(s, s.view.at(x + 0.12, 0.88, z + 0.05), 0.24 * s.view.scale(z), s.dice("sprig"), many=6)
        )
    return s.layer("tables", Role.BACKDROP, 3.1, *parts, foot=s.view.at(0, 0, 3.1)[1])


def _near(s: Setting) -> Layer:
    """Soft lights of bulbs close to the camera."""
    dice, parts = s.dice("near"), []
    warm = s.palette.grade("#ffdc9e")
    for i in range(5):
        x, y = s.view.width * (0.06 + 0.22 * i), s.view.height * dice.uniform(0.03, 0.13)
        r = dice.uniform(10, 17)
        parts += [
            svg.line([(x, -s.view.height), (x, y)], s.tone("#2a2320", 0.2), width=2),
            svg.ellipse(x, y, r, r, svg.radial((0, "#ffffff", 0.95), (0.4, warm, 0.85), (1, warm, 0.15))),
        ]
        parts.append(glow(s, (x, y), 80, strength=0.4))
    return s.layer("bulbs", Role.FOREGROUND, 1.9, *parts, soft=2.5)
