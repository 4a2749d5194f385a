"""A gym: rubber floor, racks with discs, a mirror wall, strip lights."""

from __future__ import annotations

from reklamai.media.scene import materials, svg
from reklamai.media.scene.elements.room import Room
from reklamai.media.scene.elements.solids import Span, between, cuboid, cylinder, face, level, shade_on_floor, upright
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.palette import mix
from reklamai.media.scene.setting import Setting

_SCHEMES = (("#7d858c", "#e2672f"), ("#8a837a", "#d9a62e"), ("#6a7683", "#3fa3b5"))


def layers(s: Setting) -> list[Layer]:
    wall, accent = s.dice("room").choice(_SCHEMES)
    room = Room(
        s, wall, deep=7.0, high=3.6, near_side=3.0, far_side=6.5, side=(((3.4, 6.5), (1.2, 3.1)),), outlook="city"
    )
    shell = room.shell()
    lane = level(s, (-0.9, 0.9), 0, (0.6, 7.0), s.tone(accent, 0.7), opacity=0.85)
    lane += "".join(
        level(s, (x - 0.03, x + 0.03), 0, (0.6, 7.0), s.tone("#f3f1ec", 0.8), opacity=0.9) for x in (-0.9, 0.0, 0.9)
    )
    floor = room.floor(materials.plain, "#4e5157", shine=0.22, over=lane, behind=tuple(shell))
    return [*shell, floor, _wall(s, room, accent), _racks(s, accent), *room.shafts()]


def _wall(s: Setting, room: Room, accent: str) -> Layer:
    z, k = room.deep, -s.side
    a, b = room.x
    parts = [upright(s, (a, b), (1.0, 1.32), z - 0.02, s.tone(accent, 0.75))]
    ends = s.lit_first(1)
    for i in range(4):
        x = between(k * (0.6 + i * 1.25), k * (1.8 + i * 1.25))
        glass = svg.linear(
            (0, mix(s.tone("#c3cdd2", 0.9), s.palette.sky[2], 0.3)),
            (0.5, s.tone("#97a3aa", 0.6)),
            (1, s.tone("#7c888f", 0.4)),
            start=ends[0],
            end=ends[1],
        )
        parts.append(upright(s, (x[0], x[1]), (0.25, 2.5), z - 0.03, glass))
        p = (
            s.view.at(x[0] + 0.2, 0.25, z),
            s.view.at(x[0] + 0.5, 0.25, z),
            s.view.at(x[0] + 1.1, 2.5, z),
            s.view.at(x[0] + 0.8, 2.5, z),
        )
        parts.append(svg.polygon(p, "#ffffff", opacity=0.1))
    shine = mix(s.tone("#f4f6f6", 1.0), s.palette.grade("#f2f7ff"), 0.7)
    for z0 in (2.2, 3.6, 5.0, 6.3):
        for x0 in (-2.6, 1.0):
            strip = face(s, ((x0, 3.5, z0), (x0 + 1.6, 3.5, z0), (x0 + 1.6, 3.5, z0 + 0.14), (x0, 3.5, z0 + 0.14)))
            parts += [svg.group(svg.polygon(strip, shine, opacity=0.5), blur=9), svg.polygon(strip, shine)]
    parts.append(_dumbbells(s, between(k * 1.0, k * 4.6), z - 0.6, accent))
    return s.layer("mirrors", Role.BACKDROP, 6.2, *parts, foot=s.view.at(0, 0, z - 0.6)[1])


def _dumbbells(s: Setting, x: Span, z: float, accent: str) -> str:
    """A rack of hand weights in two rows."""
    parts = [shade_on_floor(s, x, (z, z + 0.5), strength=0.5)]
    for y in (0.35, 0.8):
        parts.append(cuboid(s, x, (y - 0.05, y), (z, z + 0.45), "#2b2e33"))
        at = x[0] + 0.12
        while at < x[1] - 0.1:
            (cx, cy), r = s.view.at(at, y + 0.1, z + 0.1), 0.085 * s.view.scale(z)
            face_tone = svg.radial(
                (0, s.tone("#6a6e75", 0.9)),
                (0.6, s.tone("#33363b", 0.6)),
                (1, s.tone("#1d1f23", 0.4)),
                centre=(0.5 + 0.2 * s.side, 0.3),
                radius=0.7,
            )
            parts += [
                svg.ellipse(cx, cy, r, r, face_tone),
                svg.ellipse(cx, cy, r * 0.32, r * 0.32, s.tone(accent, 0.8)),
            ]
            at += 0.21
    return "".join(parts + [cuboid(s, (e - 0.03, e + 0.03), (0, 0.9), (z, z + 0.45), "#24262a") for e in x])


def _racks(s: Setting, accent: str) -> Layer:
    parts = []
    for x, z in ((s.side * 1.9, 4.6), (s.side * -1.95, 3.7)):
        parts.append(shade_on_floor(s, (x - 0.7, x + 0.7), (z - 0.2, z + 0.8), strength=0.45))
        for dz in (0.7, 0.0):
            parts += [
                cuboid(s, (x + dx - 0.04, x + dx + 0.04), (0, 2.3), (z + dz, z + dz + 0.08), "#2a2d32")
                for dx in (-0.6, 0.6)
            ]
            parts.append(cuboid(s, (x - 0.6, x + 0.6), (2.22, 2.3), (z + dz, z + dz + 0.08), accent))
        (ax, ay), (bx, by) = s.view.at(x - 1.0, 1.25, z - 0.06), s.view.at(x + 1.0, 1.25, z - 0.06)
        parts.append(svg.line([(ax, ay), (bx, by)], s.tone("#c9cdd1", 0.9), width=max(1.5, 0.03 * s.view.scale(z))))
        for dx in (-0.86, -0.78, 0.78, 0.86):
            (cx, cy), r = s.view.at(x + dx, 1.25, z - 0.06), 0.23 * s.view.scale(z)
            parts.append(
                svg.ellipse(cx, cy, r * 0.22, r, svg.linear((0, s.tone("#3c4046", 0.9)), (1, s.tone("#16181b", 0.3))))
            )
        parts.append(cuboid(s, (x - 0.14, x + 0.14), (0.38, 0.48), (z - 0.5, z + 0.6), accent, soft=0.03))
        parts += [
            cuboid(s, (x - 0.05, x + 0.05), (0, 0.38), (z - 0.4, z - 0.32), "#2a2d32"),
            cylinder(s, x - s.side * 0.95, z - 0.3, 0.16, (0, 0.3), "#3a3d43"),
        ]
    return s.layer("racks", Role.BACKDROP, 3.5, *parts, foot=s.view.at(0, 0, 3.7)[1])
