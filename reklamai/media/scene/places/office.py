"""A light office high over the town: desks, screens, lamps, plants."""

from __future__ import annotations

from reklamai.media.scene import materials, svg
from reklamai.media.scene.elements import furniture as f
from reklamai.media.scene.elements import plants
from reklamai.media.scene.elements.room import Room
from reklamai.media.scene.elements.solids import cuboid, cylinder, upright
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.palette import mix
from reklamai.media.scene.setting import Setting

_SCHEMES = (
    ("#d8d6d0", "#c59a6c", "#3f5d6b"),
    ("#cfd6d4", "#b5835a", "#b5604a"),
    ("#dcd5ca", "#d0b083", "#5f7d6c"),
)


def layers(s: Setting) -> list[Layer]:
    wall, wood, accent = s.dice("room").choice(_SCHEMES)
    k = s.side
    glass = ((-1.6, 2.3) if k > 0 else (-2.3, 1.6), (0.5, 2.75))
    room = Room(
        s, wall, deep=6.2, high=3.1, near_side=2.8, back=(glass,), side=(((3.6, 5.7), (0.5, 2.75)),), outlook="city"
    )
    shell = room.shell()
    floor = room.floor(materials.concrete, "#b9b4ab", shine=0.28, behind=tuple(shell))
    return [*shell, floor, _far(s, room, wood, accent), _desk(s, wood, accent), *room.shafts(), _near(s)]


def _far(s: Setting, room: Room, wood: str, accent: str) -> Layer:
    dice, k, z = s.dice("far"), -s.side, room.deep
    a, b = sorted((k * 1.9, k * 4.2))
    parts = [
        upright(
            s,
            (a, b),
            (0, room.high),
            z - 0.02,
            svg.linear((0, s.tone(accent, 0.3)), (1, s.tone(accent, 0.8)), start=(0, 0), end=(1, 0)),
        )
    ]
    goods = ("#efe6d6", "#c4674c", "#e0c088", "#56707a", "#d9d4cb")
    parts += [
        f.shelf(s, (a + 0.15, b - 0.15), y, z - 0.26, dice, goods=goods, board=wood) for y in (0.8, 1.3, 1.8, 2.3)
    ]
    for x in (-k * 1.2, k * 0.55):
        parts += [
            f.chair(s, x, 5.35, mix(accent, "#22262a", 0.3)),
            f.table(s, (x - 0.7, x + 0.7), (4.6, 5.2), 0.74, wood),
            _screen(s, x, 4.95, accent),
        ]
    parts += [plants.plant(s, s.side * 2.3, 5.6, 1.7, dice), plants.plant(s, k * 1.55, 5.7, 1.3, dice)]
    parts += [f.pendant(s, x, 4.7, 2.3, room.high, size=0.2, colour="#2d3033") for x in (-1.3, 0.2, 1.7)]
    return s.layer("far desks", Role.BACKDROP, 5.0, *parts, foot=s.view.at(0, 0, 4.7)[1])


def _screen(s: Setting, x: float, z: float, accent: str) -> str:
    """A monitor on its foot: a soft page with a chart."""
    glow = s.palette.grade("#dfeaf2")
    page = mix(s.tone("#eef2f4", 0.85), glow, 0.4 + 0.5 * s.lamps)
    parts = [
        cuboid(s, (x - 0.09, x + 0.09), (0.74, 0.755), (z - 0.06, z + 0.06), "#b9bcbf"),
        upright(s, (x - 0.02, x + 0.02), (0.75, 0.9), z, s.tone("#a5a9ad", 0.6)),
    ]
    parts.append(cuboid(s, (x - 0.33, x + 0.33), (0.88, 1.27), (z - 0.03, z), "#24272b", soft=0.015))
    parts.append(
        upright(
            s,
            (x - 0.315, x + 0.315),
            (0.895, 1.255),
            z - 0.035,
            svg.linear((0, page), (1, mix(page, s.tone(accent, 0.9), 0.3)), end=(1, 1)),
        )
    )
    for i, high in enumerate((0.09, 0.16, 0.12, 0.2)):
        at = x - 0.24 + i * 0.08
        parts.append(upright(s, (at, at + 0.05), (0.94, 0.94 + high), z - 0.036, s.palette.grade(accent), opacity=0.8))
    parts.append(upright(s, (x + 0.1, x + 0.27), (1.1, 1.2), z - 0.036, s.palette.grade("#e0b87a"), opacity=0.8))
    return "".join(parts)


def _desk(s: Setting, wood: str, accent: str) -> Layer:
    dice, x = s.dice("desk"), s.side * -1.05
    parts = [
        f.chair(s, x + s.side * 0.55, 4.05, accent),
        f.table(s, (x - 0.95, x + 0.95), (3.1, 3.8), 0.74, wood),
        _screen(s, x - s.side * 0.3, 3.55, accent),
    ]
    parts += [
        cuboid(s, (x + 0.3, x + 0.5), (0.74, 0.8), (3.3, 3.5), "#e9e1d4"),
        cylinder(s, x + 0.72, 3.35, 0.04, (0.74, 0.84), "#c4674c"),
    ]
    top = s.view.at(x - s.side * 0.8, 0.86, 3.5)
    parts += [
        cylinder(s, x - s.side * 0.8, 3.5, 0.06, (0.74, 0.87), "#e4dccf"),
        plants.leaves(s, top, 0.34 * s.view.scale(3.5), dice, many=9),
    ]
    return s.layer("desk", Role.BACKDROP, 3.1, *parts, foot=s.view.at(0, 0, 3.1)[1])


def _near(s: Setting) -> Layer:
    dice, k = s.dice("near"), s.side
    foot = (s.view.width * (0.5 + 0.54 * k), s.view.height * 1.06)
    return s.layer(
        "near leaves",
        Role.FOREGROUND,
        1.4,
        plants.leaves(s, foot, s.view.height * 0.42, dice, many=11),
        soft=6,
    )
