"""A town park: lawn, a bending path, benches, lamps, big trees, the town behind."""

from __future__ import annotations

from reklamai.media.scene import ground, materials, svg
from reklamai.media.scene.elements import buildings, town, trees
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.sky import sky_layer
from reklamai.media.words.reading import Season


def layers(s: Setting) -> list[Layer]:
    cover = {Season.AUTUMN: "#a8a052", Season.WINTER: "#8f9470", Season.SPRING: "#8fbd5c"}.get(s.season, "#7fae55")
    over = _path(s) + "".join(
        town.lamp_pool(s, _bend(z) + side, z) for z, side in ((6.5, -1.9), (13.0, 2.2), (22.0, -2.4))
    )
    lawn = ground.ground_layer(
        s,
        materials.snow if s.snowy else materials.grass,
        "#eaeef4" if s.snowy else cover,
        depth=75.0,
        over=over + _litter(s),
        shade=_crown_shade(s),
    )
    return [
        sky_layer(s),
        _town(s),
        lawn,
        _rank(s, "far trees", 55.0, 20),
        _rank(s, "trees", 24.0, 7),
        _walkside(s),
        _near(s),
    ]


def _bend(z: float) -> float:
    return 1.7 - 0.2 * z + 0.0085 * z * z if z < 25 else 2.0 + (z - 25) * 0.22


def _path(s: Setting) -> str:
    steps = (1.4, 2, 3, 4.5, 6.5, 9, 12, 16, 21, 27, 36)
    left = [s.view.at(_bend(z) - 1.25, 0, z) for z in steps]
    right = [s.view.at(_bend(z) + 1.25, 0, z) for z in steps]
    d = svg.curve(left) + "L" + svg.curve(right[::-1])[1:] + "Z"
    near = left[0][1]
    colour = "#d5dce6" if s.snowy else "#d3bd97"
    tone = svg.linear(
        (0, s.tone(colour, 0.75, depth=60)),
        (1, s.tone(colour, 0.85)),
        start=(0, left[-1][1]),
        end=(0, near),
        absolute=True,
    )
    edge = svg.path(d, "none", stroke=s.tone("#6d7a45", 0.2), width=5, opacity=0.0 if s.snowy else 0.4)
    return svg.group(edge, blur=2) + svg.path(d, tone)


def _crown_shade(s: Setting) -> str:
    """The shade of crowns on the grass."""
    if s.light.hardness <= 0.4 or s.lamps >= 0.6:
        return ""
    dice, blots = s.dice("crown shade"), []
    for _ in range(26):
        z = dice.uniform(3, 14)
        (px, py), unit = s.view.at(-s.side * dice.uniform(0, 5), 0, z), s.view.scale(z)
        blots.append(
            svg.ellipse(px, py, unit * dice.uniform(0.3, 1.0), unit * 0.13, s.tone("#24402f", 0.1), opacity=0.3)
        )
    return svg.group(*blots, blur=3)


def _litter(s: Setting) -> str:
    """Petals or fallen leaves."""
    dice, parts = s.dice("litter"), []
    if s.season in (Season.AUTUMN, Season.SPRING) and not s.snowy:
        for _ in range(170):
            z = 2.2 + 16 * dice.random() ** 1.6
            (px, py), r = s.view.at(dice.uniform(-6, 6), 0, z), s.view.scale(z) * 0.05
            parts.append(
                svg.ellipse(px, py, r, r * 0.4, s.tone(dice.choice(trees.FOLIAGE[s.season]), dice.uniform(0.4, 1.0)))
            )
    return "".join(parts)


def _town(s: Setting) -> Layer:
    return s.layer(
        "town", Role.BACKDROP, 420, buildings.far_blocks(s, s.view.horizon + 6, 165, 420, s.dice("town")), sharp=0.7
    )


def _rank(s: Setting, name: str, z: float, many: int) -> Layer:
    dice, parts = s.dice(name), []
    a, b = s.view.reach(z)
    for i in range(many):
        x = a + (b - a) * (i + dice.uniform(0.0, 1.0)) / many
        if abs(x - _bend(z)) < 1.8 + z * 0.06:
            continue
        zz = z * dice.uniform(0.85, 1.2)
        (px, py), unit = s.view.at(x, 0, zz), s.view.scale(zz)
        parts.append(trees.shadow(px, py, unit * 4, s))
        parts.append(
            trees.broadleaf(s, px, py, unit * dice.uniform(7.5, 11.5), zz * 2.5, dice, detail=2 if z > 40 else 3)
        )
        if dice.random() < 0.6:
            parts.append(
                trees.bush(
                    s, px + unit * dice.uniform(1, 3), py + 2, unit * dice.uniform(1.2, 2.2), zz * 2.5, dice, detail=1
                )
            )
    return s.layer(name, Role.BACKDROP, z, *parts, foot=s.view.at(0, 0, z)[1])


def _walkside(s: Setting) -> Layer:
    dice, parts, k = s.dice("walk"), [], -s.side
    for z, side in ((22.0, -2.4), (13.0, 2.2), (6.5, -1.9)):
        parts.append(town.street_lamp(s, _bend(z) + side, z, high=3.8))
    for z, side in ((11.0, -2.2), (7.2, 2.1)):
        parts.append(town.bench(s, _bend(z) + side * 1.15, z, wide=1.6))
    z = 8.5
    (px, py), unit = s.view.at(k * 4.4, 0, z), s.view.scale(z)
    parts += [trees.shadow(px, py, unit * 4.5, s, strength=0.5), trees.broadleaf(s, px, py, unit * 7.4, 8, dice)]
    for _ in range(60):
        zz, x = dice.uniform(4.5, 12), dice.uniform(-7, 7)
        if abs(x - _bend(zz)) > 1.5 and not s.snowy:
            at, u = s.view.at(x, 0, zz), s.view.scale(zz)
            parts.append(
                trees.tuft(
                    at[0],
                    at[1],
                    u * dice.uniform(0.12, 0.26),
                    s.tone(dice.choice(trees.FOLIAGE[s.season]), dice.uniform(0.3, 1.0)),
                    dice,
                )
            )
    return s.layer("walk", Role.BACKDROP, 6.5, *parts, foot=s.view.at(0, 0, 6.5)[1])


def _near(s: Setting) -> Layer:
    dice, k, w, h = s.dice("near"), s.side, s.view.width, s.view.height
    leaf = "#dfe6ee" if s.snowy else dice.choice(trees.FOLIAGE[s.season])
    parts = [trees.crown_of(s, (w * (0.5 + 0.55 * k), -h * 0.03), (h * 0.3, h * 0.19), leaf, 0, dice)]
    parts.append(trees.fringe(s, -k, (leaf,), many=10, tall=(0.1, 0.24)))
    return s.layer("near leaves", Role.FOREGROUND, 1.6, *parts, soft=5.5)
