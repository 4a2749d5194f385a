"""A boutique: lit shelves, a clothes rail, display tables, a shop window to the street."""

from __future__ import annotations

from random import Random

from reklamai.media.scene import materials, svg
from reklamai.media.scene.elements import furniture as f
from reklamai.media.scene.elements import plants
from reklamai.media.scene.elements.room import Room
from reklamai.media.scene.elements.solids import between, cuboid, cylinder, shade_on_floor, upright
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.palette import mix
from reklamai.media.scene.setting import Setting

_SCHEMES = (
    ("#e8dfd3", ("#c98f72", "#e3c9a8", "#7f8f7a", "#f3ece1", "#4a4f57"), "#c9a67c"),
    ("#d5dde0", ("#5f7a8c", "#e9e4dc", "#c4674c", "#a9bcc0", "#31404c"), "#b58a60"),
    ("#e6d3cd", ("#b8606a", "#f0dcd2", "#8a5a5f", "#d9a79a", "#f7efe8"), "#c39a76"),
)


def layers(s: Setting) -> list[Layer]:
    wall, goods, wood = s.dice("room").choice(_SCHEMES)
    room = Room(s, wall, deep=5.8, high=3.2, near_side=2.7, side=(((3.2, 5.3), (0.3, 2.7)),), outlook="city")
    shell = room.shell()
    floor = room.floor(materials.concrete, mix(wood, "#d8d0c4", 0.6), shine=0.3, behind=tuple(shell))
    return [*shell, floor, _wall(s, room, goods, wood), _tables(s, goods), *room.shafts()]


def _wall(s: Setting, room: Room, goods: tuple[str, ...], wood: str) -> Layer:
    dice, z, k = s.dice("wall"), room.deep, -s.side
    parts = []
    for i, at in enumerate((-2.3, -0.55, 1.2, 2.95)):
        x = between(k * at, k * (at + 1.5))
        parts.append(cuboid(s, (x[0], x[1]), (0, 2.5), (z - 0.32, z - 0.3), mix(wood, "#000000", 0.1)))
        parts.append(_niche(s, (x[0], x[1]), z - 0.33, dice, goods, wood, rail=i % 2 == 1))
    track = s.view.at(-6, 2.9, 4.2), s.view.at(6, 2.9, 4.2)
    parts.append(svg.line(list(track), s.tone("#2b2b2b", 0.3), width=4))
    for at in (-2.4, -1.0, 0.4, 1.8, 3.2):
        parts += [cylinder(s, k * at, 4.2, 0.05, (2.72, 2.88), "#2b2b2b"), _beam(s, k * at)]
    return s.layer("shelves", Role.BACKDROP, 4.9, *parts, foot=s.view.at(0, 0, z - 0.33)[1])


def _niche(
    s: Setting, x: tuple[float, float], z: float, dice: Random, goods: tuple[str, ...], wood: str, *, rail: bool
) -> str:
    """One bay of the wall: lit from above, holding boards of goods or a rail of clothes."""
    light, inner = s.palette.grade("#ffe9c6"), (x[0] + 0.06, x[1] - 0.06)
    back = mix(goods[3], wood, 0.15)
    shine = 0.35 + 0.35 * s.lamps
    parts = [upright(s, inner, (0.08, 2.42), z, svg.linear((0, s.tone(back, 1.0)), (1, s.tone(back, 0.45))))]
    parts.append(upright(s, inner, (1.3, 2.42), z, svg.linear((0, light, shine), (1, light, 0))))
    if not rail:
        return "".join(parts) + "".join(
            f.shelf(s, inner, y, z - 0.2, dice, goods=goods, board=wood, tall=0.34) for y in (0.35, 0.85, 1.35, 1.85)
        )
    at = inner[0] + 0.1
    while at < inner[1] - 0.14:
        wide, long = dice.uniform(0.06, 0.11), dice.uniform(0.8, 1.15)
        parts.append(_garment(s, at, wide, 1.95, long, z - 0.16, dice.choice(goods)))
        at += wide * 1.05
    (ax, ay), (bx, by) = s.view.at(inner[0], 2.02, z - 0.16), s.view.at(inner[1], 2.02, z - 0.16)
    parts.append(svg.line([(ax, ay), (bx, by)], s.tone("#b9965f", 1.0), width=3))
    return "".join(parts) + f.shelf(s, inner, 0.2, z - 0.2, dice, goods=goods, board=wood, tall=0.22)


def _garment(s: Setting, x: float, wide: float, top: float, long: float, z: float, colour: str) -> str:
    """A hanging coat or dress seen edge on."""
    a, b = s.view.at(x, top, z), s.view.at(x + wide, top - long, z)
    mid, ends = (a[0] + b[0]) / 2, s.lit_first()
    tone = svg.linear((0, s.tone(colour, 0.95)), (1, s.tone(colour, 0.15)), start=ends[0], end=ends[1])
    return svg.path(
        (
            f"M{mid:.1f} {a[1]:.1f}Q{b[0]:.1f} {a[1] + 6:.1f} {b[0]:.1f} {a[1] + 26:.1f}"
            f"L{b[0] + 2:.1f} {b[1]:.1f}L{a[0] - 2:.1f} {b[1]:.1f}"
            f"L{a[0]:.1f} {a[1] + 26:.1f}Q{a[0]:.1f} {a[1] + 6:.1f} {mid:.1f} {a[1]:.1f}Z"
        ),
        tone,
    )


def _beam(s: Setting, x: float) -> str:
    """A spotlight's faint cone."""
    light, power = s.palette.grade("#ffe6bd"), 0.12 + 0.16 * s.lamps
    (ax, ay), unit = s.view.at(x, 2.72, 4.2), s.view.scale(4.2)
    tone = svg.linear((0, light, power), (1, light, 0))
    return svg.polygon(
        [(ax - 5, ay), (ax + 5, ay), (ax + 0.6 * unit, ay + 1.7 * unit), (ax - 0.6 * unit, ay + 1.7 * unit)], tone
    )


def _tables(s: Setting, goods: tuple[str, ...]) -> Layer:
    dice, parts = s.dice("tables"), []
    for x, z, high in ((s.side * 1.35, 3.9, 0.62), (s.side * -1.5, 3.2, 0.78)):
        parts += [
            shade_on_floor(s, (x - 0.6, x + 0.6), (z - 0.3, z + 0.3), strength=0.45),
            cuboid(s, (x - 0.6, x + 0.6), (0, high), (z - 0.3, z + 0.3), "#efe8dd"),
        ]
        at = x - 0.5
        while at < x + 0.4:
            wide = dice.uniform(0.16, 0.26)
            for layer in range(dice.randint(1, 4)):
                parts.append(
                    cuboid(
                        s,
                        (at, at + wide),
                        (high + layer * 0.035, high + 0.033 + layer * 0.035),
                        (z - 0.1, z + 0.1),
                        dice.choice(goods),
                        soft=0.012,
                    )
                )
            at += wide + 0.07
    parts.append(plants.plant(s, s.side * 2.25, 4.3, 1.6, dice, pot="#e3d6c4"))
    return s.layer("tables", Role.BACKDROP, 3.2, *parts, foot=s.view.at(0, 0, 3.2)[1])
