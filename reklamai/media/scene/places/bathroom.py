"""A calm bathroom: tiles, a round mirror over a basin, a tub by the window."""

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

_SCHEMES = (("#dfe3df", "#8fa79d", "#b08a66"), ("#e6ddd3", "#c39a83", "#8d6a50"), ("#d5dde4", "#6f8ba3", "#b59a80"))


def layers(s: Setting) -> list[Layer]:
    wall, tile, wood = s.dice("room").choice(_SCHEMES)
    room = Room(s, wall, deep=4.4, side=(((2.7, 3.9), (0.9, 2.4)),))
    shell = room.shell()
    floor = room.floor(materials.tiles, mix(tile, "#efece6", 0.6), shine=0.28, behind=tuple(shell))
    return [*shell, floor, _wall(s, room, tile, wood), _tub(s), *room.shafts()]


def _wall(s: Setting, room: Room, tile: str, wood: str) -> Layer:
    dice, z, k = s.dice("wall"), room.deep, -s.side
    parts = [
        tiled(s, room.x, (0.1, 1.25), z - 0.01, tile),
        upright(s, room.x, (1.25, 1.29), z - 0.02, s.tone("#f4f1ea", 0.9)),
    ]
    x = k * 0.95
    parts.append(shade_on_floor(s, (x - 0.8, x + 0.8), (z - 0.5, z), strength=0.35))
    parts.append(f.cabinet(s, (x - 0.8, x + 0.8), (0.3, 0.78), (z - 0.5, z), wood, doors=2))
    parts.append(cuboid(s, (x - 0.84, x + 0.84), (0.78, 0.83), (z - 0.53, z), "#f3f0ea"))
    parts.append(cylinder(s, x, z - 0.28, 0.16, (0.83, 0.97), "#fbfaf7", top=0.24))
    parts.append(_mirror(s, x, z - 0.03))
    tap = s.view.at(x + 0.3, 0.83, z - 0.2)
    unit = s.view.scale(z - 0.2)
    brass = s.tone("#c8a468", 1.0)
    parts.append(
        svg.path(
            f"M{tap[0]:.1f} {tap[1]:.1f}v{-0.28 * unit:.1f}h{-0.14 * unit:.1f}v{0.04 * unit:.1f}",
            stroke=brass,
            width=0.028 * unit,
        )
    )
    for i, colour in enumerate(("#a86f4f", "#efe9df", "#73897d")):
        parts.append(cylinder(s, x - 0.52 + i * 0.14, z - 0.25, 0.045, (0.83, 1.0 + 0.05 * (i % 2)), colour))
    parts.append(
        f.shelf(
            s,
            between(k * 2.2, k * 3.3),
            1.5,
            z - 0.24,
            dice,
            goods=("#f4efe6", "#d9c3ad", "#9fb4ae", "#c98f72"),
            board=wood,
            tall=0.24,
        )
    )
    return s.layer("basin", Role.BACKDROP, 4.2, *parts, foot=s.view.at(0, 0, z - 0.5)[1])


def _mirror(s: Setting, x: float, z: float) -> str:
    (cx, cy), r = s.view.at(x, 1.62, z), 0.43 * s.view.scale(z)
    ends = s.lit_first(1)
    glass = svg.linear(
        (0, mix(s.palette.sky[2], "#ffffff", 0.3)),
        (0.45, s.tone("#b9c6ca", 0.8)),
        (1, s.tone("#8d9ca3", 0.4)),
        start=ends[0],
        end=ends[1],
    )
    rim, dark = s.tone("#c8a468", 0.9), s.tone("#1f2226", 0.1)
    streak = svg.polygon(
        [
            (cx - r * 0.9, cy + r * 0.1),
            (cx + r * 0.1, cy - r * 0.95),
            (cx + r * 0.42, cy - r * 0.86),
            (cx - r * 0.72, cy + r * 0.6),
        ],
        "#ffffff",
        opacity=0.16,
    )
    drop = svg.group(svg.ellipse(cx - s.side * 9, cy + 8, r * 1.03, r * 1.03, dark, opacity=0.35), blur=7)
    ring = glow(s, (cx, cy), r * 2.4, strength=0.5)
    return drop + ring + svg.ellipse(cx, cy, r * 1.05, r * 1.05, rim) + svg.ellipse(cx, cy, r, r, glass) + streak


def _tub(s: Setting) -> Layer:
    dice, x, z = s.dice("tub"), s.side * 1.3, 3.35
    (cx, low), (_, high) = s.view.at(x, 0.04, z), s.view.at(x, 0.62, z)
    r, t = 0.72 * s.view.scale(z), 0.9 * s.view.scale(z)
    flat = (s.view.eye - 0.62) / z
    ends = s.lit_first()
    white = "#f6f4ef"
    body = svg.linear(
        (0, s.tone(white, 0.8)),
        (0.2, s.tone(white, 1.0)),
        (0.75, s.tone(white, 0.25)),
        (1, s.tone(white, 0.45)),
        start=ends[0],
        end=ends[1],
    )
    parts = [shade_on_floor(s, (x - 0.75, x + 0.75), (z - 0.3, z + 0.4), strength=0.55)]
    parts.append(
        svg.path(
            (
                f"M{cx - t:.1f} {high:.1f}C{cx - t:.1f} {low:.1f} {cx - r:.1f} {low:.1f} {cx - r * 0.8:.1f} {low:.1f}"
                f"L{cx + r * 0.8:.1f} {low:.1f}"
                f"C{cx + r:.1f} {low:.1f} {cx + t:.1f} {low:.1f} {cx + t:.1f} {high:.1f}Z"
            ),
            body,
        )
    )
    parts.append(svg.ellipse(cx, high, t, t * flat * 0.55, s.tone(white, 1.0)))
    parts.append(
        svg.ellipse(
            cx,
            high + 3,
            t * 0.93,
            t * flat * 0.46,
            svg.linear((0, s.tone("#b9c9cb", 0.3)), (1, s.tone("#dfe7e6", 0.8))),
        )
    )
    parts.append(plants.plant(s, s.side * 2.35, 3.6, 1.35, dice))
    parts.append(f.chair(s, s.side * 0.15, 3.1, "#a97d55", back=False))
    towel = s.view.at(s.side * 0.15, 0.49, 3.0)
    parts.append(svg.rect(towel[0] - 34, towel[1] - 18, 68, 19, s.tone("#e9d9c6", 0.9), radius=7))
    return s.layer("tub", Role.BACKDROP, 3.1, *parts, foot=low)
