"""A roof terrace above the town: deck, planters, string lights, towers all round."""

from __future__ import annotations

from reklamai.media.scene import ground, materials, svg
from reklamai.media.scene.elements import buildings, furniture, plants, trees
from reklamai.media.scene.elements.solids import cuboid, glow, shade_on_floor
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.sky import sky_layer

EDGE = 7.0


def layers(s: Setting) -> list[Layer]:
    sky, far, near = sky_layer(s), _town(s, 0, 170, 700), _town(s, 1, 115, 260)
    deck = ground.ground_layer(
        s,
        materials.snow if s.snowy else materials.planks,
        "#e8ecf2" if s.snowy else "#a8805e",
        name="deck",
        depth=7.6,
        far=EDGE + 0.4,
        behind=(sky, far, near),
    )
    return [sky, far, near, _depth_below(s), deck, _parapet(s), _terrace(s), _lights(s)]


def _town(s: Setting, index: int, high: float, depth: float) -> Layer:
    part = buildings.far_blocks(
        s,
        s.view.horizon + 60 + 60 * index,
        (high + 60 + 60 * index) * s.view.height / 750,
        depth,
        s.dice(f"town{index}"),
    )
    return s.layer(f"town {index}", Role.BACKDROP, depth, part)


def _depth_below(s: Setting) -> Layer:
    """Nearer roofs, seen from above."""
    dice, parts = s.dice("roofs"), []
    x, _, width, height = s.view.drawn
    y = s.view.horizon + 118
    parts.append(svg.rect(x, y, width, height, s.tone("#6f757c", 0.3, depth=120)))
    at = x
    while at < x + width:
        wide, top = dice.uniform(120, 260), y - dice.uniform(10, 75)
        wall = dice.choice(buildings.WALLS)
        parts.append(
            svg.rect(
                at, top, wide, 400, svg.linear((0, s.tone(wall, 0.5, depth=110)), (0.5, s.tone(wall, 0.2, depth=160)))
            )
        )
        parts.append(svg.rect(at - 3, top - 5, wide + 6, 8, s.tone(wall, 0.95, depth=90)))
        parts.append(svg.rect(at + wide * dice.uniform(0.1, 0.6), top - 26, 34, 22, s.tone(wall, 0.35, depth=90)))
        at += wide * 0.97
    return s.layer("roofs", Role.BACKDROP, 110, *parts)


def _parapet(s: Setting) -> Layer:
    x = s.view.reach(EDGE)
    parts = [
        shade_on_floor(s, x, (EDGE - 0.05, EDGE + 0.3), strength=0.35),
        cuboid(s, x, (0, 0.42), (EDGE, EDGE + 0.3), "#b9afa4"),
    ]
    ends = s.view.at(x[0], 1.05, EDGE + 0.1), s.view.at(x[1], 1.05, EDGE + 0.1)
    low = s.view.at(x[0], 0.42, EDGE + 0.1)[1]
    glass = svg.rect(
        ends[0][0],
        ends[0][1],
        ends[1][0] - ends[0][0],
        low - ends[0][1],
        svg.linear((0, s.palette.sky[1], 0.3), (1, s.palette.sky[2], 0.12)),
    )
    posts = [
        cuboid(s, (p - 0.025, p + 0.025), (0.42, 1.05), (EDGE + 0.08, EDGE + 0.12), "#454a4f")
        for p in range(-12, 13, 2)
        if x[0] < p < x[1]
    ]
    return s.layer(
        "parapet",
        Role.BACKDROP,
        EDGE,
        *parts,
        glass,
        *posts,
        svg.line(list(ends), s.tone("#454a4f", 0.7), width=3.5),
        foot=s.view.at(0, 0, EDGE)[1],
    )


def _terrace(s: Setting) -> Layer:
    dice, k, parts = s.dice("terrace"), s.side, []
    for x, wide in ((k * 3.1, 1.5), (-k * 3.6, 1.9), (-k * 1.2, 1.0)):
        span = (x - wide / 2, x + wide / 2)
        parts += [shade_on_floor(s, span, (6.0, 6.6), strength=0.45), cuboid(s, span, (0, 0.5), (6.1, 6.6), "#6b5a4c")]
        for i in range(round(wide * 4)):
            (px, py), unit = s.view.at(span[0] + 0.12 + i * 0.25, 0.5, 6.3), s.view.scale(6.3)
            if i % 3 == 1 and not s.snowy:
                parts.append(plants.leaves(s, (px, py), unit * dice.uniform(0.5, 0.9), dice, many=9))
            else:
                parts.append(trees.bush(s, px, py + 4, unit * dice.uniform(0.4, 0.6), 6, dice, detail=1))
    if not s.snowy:
        parts.append(furniture.sofa(s, (-k * 2.9 - 0.85, -k * 2.9 + 0.85), (4.5, 5.3), "#8d8a82"))
        parts += [
            furniture.pillow(s, -k * 2.5, 0.62, 4.95, 0.4, "#d98f5c", 0.2),
            furniture.pillow(s, -k * 3.3, 0.62, 4.95, 0.38, "#efe4d2"),
        ]
        parts.append(furniture.round_table(s, -k * 1.5, 4.3, 0.34, 0.45, "#7d6a58"))
    return s.layer("terrace", Role.BACKDROP, 4.4, *parts, foot=s.view.at(0, 0, 4.4)[1])


def _lights(s: Setting) -> Layer:
    """Two strings of bulbs across the frame."""
    dice, parts, w = s.dice("strings"), [], s.view.width
    x0, _, width, _ = s.view.drawn
    warm = s.palette.grade("#ffdc9e")
    for row in range(2):
        y, sag = s.view.height * (0.05 + 0.1 * row), s.view.height * dice.uniform(0.07, 0.12)
        points = [(x0 + width * i / 36, y + sag * (1 - ((i % 18) / 9 - 1) ** 2)) for i in range(37)]
        parts.append(svg.path(svg.curve(points), stroke=s.tone("#2b2a2c", 0.3), width=1.6))
        for px, py in points[::2]:
            parts.append(svg.ellipse(px, py + 6, 4.6, 6, warm if s.lamps > 0.2 else s.tone("#efe9dd", 0.9)))
            parts.append(glow(s, (px, py + 6), w * 0.02, strength=0.5))
    return s.layer("string lights", Role.FOREGROUND, 2.7, *parts)
