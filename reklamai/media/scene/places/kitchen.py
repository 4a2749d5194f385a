"""A bright kitchen: cabinets, tiled wall, open shelves, an island under two lamps."""

from __future__ import annotations

from reklamai.media.scene import materials, svg
from reklamai.media.scene.elements import furniture as f
from reklamai.media.scene.elements import plants
from reklamai.media.scene.elements.room import Room
from reklamai.media.scene.elements.solids import between, cuboid, cylinder, shade_on_floor, upright
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.setting import Setting

_SCHEMES = (
    ("#e4ddd1", "#6f8574", "#e9e6df"),
    ("#d9d4cb", "#37495a", "#dfe4e6"),
    ("#e8dccb", "#c98f62", "#f1ede6"),
    ("#cfd6d2", "#efece5", "#b9c9c4"),
)


def layers(s: Setting) -> list[Layer]:
    wall, doors, tile = s.dice("room").choice(_SCHEMES)
    k = s.side
    window = (between(k * 0.5, k * 1.9), (1.2, 2.3))
    room = Room(s, wall, deep=5.0, back=(window,), side=(((3.1, 4.3), (0.7, 2.4)),))
    shell = room.shell()
    floor = room.floor(materials.tiles, "#c8beb0", shine=0.2, behind=tuple(shell))
    return [*shell, floor, _back(s, room, doors, tile, window[0]), *_island(s, doors), *room.shafts()]


def _back(s: Setting, room: Room, doors: str, tile: str, window: tuple[float, float]) -> Layer:
    dice, z = s.dice("back"), room.deep
    left, right = room.x
    parts = []
    beside = ((left, window[0] - 0.1), (window[1] + 0.1, right))
    parts += [tiled(s, x, (0.94, 1.56), z - 0.01, tile) for x in beside]
    parts.append(tiled(s, (window[0] - 0.1, window[1] + 0.1), (0.94, 1.14), z - 0.01, tile))
    k = -s.side
    hood = k * 1.15
    for y in (1.62, 2.05):
        goods = ("#d8b48a", "#efe9df", "#a9bfae", "#c4674c", "#e8c879", "#f7f3ea")
        a, b = sorted((k * 1.75, k * 3.4))
        parts.append(f.shelf(s, (a, b), y, z - 0.26, dice, goods=goods, board="#a97d55", tall=0.26))
    parts.append(cuboid(s, (hood - 0.42, hood + 0.42), (1.75, 1.9), (z - 0.5, z), "#d5d6d6"))
    parts.append(cuboid(s, (hood - 0.16, hood + 0.16), (1.9, 3.0), (z - 0.3, z), "#dcdcdb"))
    parts.append(shade_on_floor(s, (left, right), (z - 0.6, z), strength=0.35))
    parts.append(f.cabinet(s, (left, right), (0.1, 0.88), (z - 0.6, z), doors, doors=14))
    parts.append(cuboid(s, (left, right), (0.88, 0.93), (z - 0.64, z), "#efebe4"))
    tap = s.view.at(sum(window) / 2, 0.93, z - 0.2)
    unit = s.view.scale(z - 0.2)
    parts.append(
        svg.path(
            (
                f"M{tap[0]:.1f} {tap[1]:.1f}v{-0.26 * unit:.1f}"
                f"q0 {-0.12 * unit:.1f} {0.1 * unit:.1f} {-0.12 * unit:.1f}t{0.1 * unit:.1f} {0.12 * unit:.1f}"
            ),
            stroke=s.tone("#c9c3b4", 1.0),
            width=0.03 * unit,
        )
    )
    for i, colour in enumerate(("#c98f62", "#e9e3d8", "#7f9a7a")):
        parts.append(
            cylinder(s, hood - k * (0.7 + i * 0.2), z - 0.3, 0.06 - i * 0.008, (0.93, 1.22 - i * 0.06), colour)
        )
    parts.append(plants.leaves(s, s.view.at(window[1] - 0.2, 1.2, z - 0.1), 0.45 * s.view.scale(z), dice, many=9))
    return s.layer("counter", Role.BACKDROP, 4.4, *parts, foot=s.view.at(0, 0, z - 0.6)[1])


def tiled(s: Setting, x: tuple[float, float], y: tuple[float, float], z: float, colour: str) -> str:
    """Glazed brick tiles, joints in a broken bond."""
    ends = s.lit_first(1)
    parts = [
        upright(s, x, y, z, svg.linear((0, s.tone(colour, 1.0)), (1, s.tone(colour, 0.55)), start=ends[0], end=ends[1]))
    ]
    row, joints = 0, []
    level = y[0]
    while level < y[1]:
        at = x[0] + (0.1 if row % 2 else 0.0)
        joints.append([s.view.at(x[0], level, z), s.view.at(x[1], level, z)])
        while at < x[1]:
            joints.append([s.view.at(at, level, z), s.view.at(at, min(level + 0.1, y[1]), z)])
            at += 0.2
        level, row = level + 0.1, row + 1
    d = "".join(svg.outline(j, closed=False) for j in joints)
    return "".join(parts) + svg.path(d, stroke=s.tone(colour, 0.1), width=0.8, opacity=0.4)


def _island(s: Setting, doors: str) -> list[Layer]:
    """The island under its lamps; none where people are seen to their feet: they stand in its place."""
    if s.feet_seen:
        return []
    dice, x = s.dice("island"), s.side * -0.45
    parts = [shade_on_floor(s, (x - 1.25, x + 1.25), (2.95, 3.7), strength=0.45)]
    parts.append(f.cabinet(s, (x - 1.2, x + 1.2), (0.08, 0.88), (3.05, 3.65), doors, doors=4))
    parts.append(cuboid(s, (x - 1.3, x + 1.3), (0.88, 0.94), (2.95, 3.75), "#b98a5e"))
    bowl = s.view.at(x + 0.55, 0.94, 3.3)
    unit = s.view.scale(3.3)
    for dx, colour in ((-0.06, "#d98f3c"), (0.06, "#c9503f"), (0.0, "#e0b04a")):
        parts.append(
            svg.ellipse(
                bowl[0] + dx * unit,
                bowl[1] - 0.1 * unit,
                0.05 * unit,
                0.05 * unit,
                svg.radial(
                    (0, s.tone(colour, 1.0)), (1, s.tone(colour, 0.3)), centre=(0.5 + 0.2 * s.side, 0.3), radius=0.7
                ),
            )
        )
    parts.append(cylinder(s, x + 0.55, 3.3, 0.08, (0.94, 1.03), "#efe9df", top=0.17))
    parts.append(cylinder(s, x - 0.5, 3.35, 0.05, (0.94, 1.16), "#9fb4ae", top=0.07))
    parts.append(plants.leaves(s, s.view.at(x - 0.5, 1.15, 3.35), 0.4 * unit, dice, many=10))
    shade = dice.choice(("#2f2d2b", "#b5835a", "#e9e3d8"))
    parts += [f.pendant(s, px, 3.35, 1.95, 3.0, size=0.17, colour=shade) for px in (x - 0.6, x + 0.6)]
    return [s.layer("island", Role.BACKDROP, 3.0, *parts, foot=s.view.at(0, 0, 2.95)[1])]
