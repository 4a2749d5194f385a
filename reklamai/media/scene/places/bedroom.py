"""A quiet bedroom: made bed, bedside lamps, curtains drawn back from a wide window."""

from __future__ import annotations

from reklamai.media.scene import materials, svg
from reklamai.media.scene.elements import furniture as f
from reklamai.media.scene.elements import plants
from reklamai.media.scene.elements.room import Room, curtains
from reklamai.media.scene.elements.solids import between, cuboid, level, shade_on_floor, upright
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.palette import mix
from reklamai.media.scene.setting import Setting

_SCHEMES = (
    ("#cdbcae", "#f1ebe2", "#b7846a", "#9c7a5e"),
    ("#9aa79b", "#efe9dd", "#d4a373", "#a98765"),
    ("#8f9db0", "#f0eef0", "#d9a8a0", "#b0917a"),
)


def layers(s: Setting) -> list[Layer]:
    wall, linen, accent, wood = s.dice("room").choice(_SCHEMES)
    k = s.side
    window = (between(k * 0.75, k * 2.3), (0.85, 2.4))
    room = Room(s, wall, back=(window,), side=(((3.2, 4.6), (0.85, 2.4)),))
    shell = room.shell()
    rug = level(s, (-2.2, 1.4), 0, (2.6, 4.0), s.tone(mix(linen, accent, 0.25), 0.65), opacity=0.9)
    floor = room.floor(materials.planks, wood, shine=0.12, over=rug, behind=tuple(shell))
    return [
        *shell,
        floor,
        _back(s, room, window, accent, wood),
        _bed(s, linen, accent, wood),
        *room.shafts(),
        _near(s, linen),
    ]


def _back(
    s: Setting, room: Room, window: tuple[tuple[float, float], tuple[float, float]], accent: str, wood: str
) -> Layer:
    dice, (x0, x1) = s.dice("back"), window[0]
    cloth = mix("#f2ebe0", accent, 0.12)
    parts = [curtains(room, x0 - 0.42, 0.5, (0.05, 2.62), cloth), curtains(room, x1 - 0.08, 0.5, (0.05, 2.62), cloth)]
    parts.append(upright(s, (x0 - 0.5, x1 + 0.5), (2.6, 2.64), room.deep - 0.1, s.tone("#4b4038", 0.7)))
    k = -s.side
    art = between(k * 0.35, k * 1.25)
    parts.append(
        f.picture_frame(s, art, (1.5, 2.2), room.deep - 0.03, ("#e9dfd0", accent, mix(wood, "#33404a", 0.4)), dice)
    )
    parts.append(plants.plant(s, s.side * 2.2, 4.6, 1.3, dice))
    return s.layer("window side", Role.BACKDROP, 4.9, *parts, foot=s.view.at(0, 0, 4.9)[1])


def _bed(s: Setting, linen: str, accent: str, wood: str) -> Layer:
    k = -s.side
    x0, x1 = sorted((k * 1.75 - 0.0, k * -0.05))
    parts = [shade_on_floor(s, (x0, x1), (2.95, 5.0), strength=0.5)]
    parts.append(cuboid(s, (x0 - 0.08, x1 + 0.08), (0.1, 1.12), (4.95, 5.05), wood, soft=0.08))
    parts.append(cuboid(s, (x0, x1), (0.1, 0.32), (3.0, 4.95), wood))
    for px in (x0 + 0.42, x1 - 0.42):
        parts += [
            f.pillow(s, px, 0.82, 4.8, 0.62, linen, 0.0),
            f.pillow(s, px, 0.74, 4.65, 0.46, mix(linen, accent, 0.45), 0.05),
        ]
    parts.append(cuboid(s, (x0 + 0.01, x1 - 0.01), (0.3, 0.6), (2.98, 4.6), linen, soft=0.1))
    parts.append(cuboid(s, (x0 - 0.03, x1 + 0.03), (0.22, 0.63), (2.96, 3.75), accent, soft=0.1))
    folds = []
    for i in range(5):
        a = s.view.at(x0 + (x1 - x0) * (0.1 + 0.19 * i), 0.6, 2.96)
        b = s.view.at(x0 + (x1 - x0) * (0.13 + 0.19 * i), 0.25, 2.96)
        folds.append(svg.line([a, b], s.tone(mix(accent, "#000000", 0.4), 0.2), width=3, opacity=0.35))
    parts.append(svg.group(*folds, blur=1.6))
    for nx in (x0 - 0.5, x1 + 0.5):
        parts.append(f.cabinet(s, (nx - 0.22, nx + 0.22), (0.05, 0.5), (4.5, 4.95), wood, doors=1))
        parts.append(f.table_lamp(s, nx, 0.5, 4.7))
    return s.layer("bed", Role.BACKDROP, 3.6, *parts, foot=s.view.at(0, 0, 2.96)[1])


def _near(s: Setting, linen: str) -> Layer:
    """The edge of a curtain, close and soft."""
    k = -s.side
    w, h = s.view.width, s.view.height
    x = w * (0.5 + 0.5 * k)
    stops: list[svg.Stop] = [(i / 8, s.tone(linen, 0.55 if i % 2 else 0.12)) for i in range(9)]
    tone = svg.linear(*stops, start=(0, 0), end=(1, 0))
    inner = x - k * w * 0.045
    wide = svg.polygon([(inner, -h), (x + k * w, -h), (x + k * w, 2 * h), (inner - k * 16, 2 * h)], tone)
    return s.layer("near curtain", Role.FOREGROUND, 1.5, wide, soft=7)
