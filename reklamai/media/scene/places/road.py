"""An open road to the horizon between meadows, poles along it, hills far off."""

from __future__ import annotations

from itertools import pairwise

from reklamai.media.scene import ground, materials, svg
from reklamai.media.scene.elements import hills, trees
from reklamai.media.scene.elements.solids import cuboid, level
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.sky import sky_layer
from reklamai.media.words.reading import Season

HALF = 3.4


def layers(s: Setting) -> list[Layer]:
    sky, far = sky_layer(s), _far(s)
    cover = "#eceff5" if s.snowy else {Season.AUTUMN: "#b3924e", Season.SPRING: "#8fb45a"}.get(s.season, "#a3a558")
    land = ground.ground_layer(s, materials.snow if s.snowy else materials.grass, cover, name="land", depth=400.0)
    road = ground.ground_layer(
        s,
        materials.asphalt,
        "#b9c0c9" if s.snowy else "#64666d",
        name="road",
        depth=130.0,
        across=(-HALF, HALF),
        over=_marks(s),
        over_sharp=1.0,
        behind=(sky, far),
    )
    return [
        sky,
        far,
        land,
        road,
        _trees(s),
        _posts(s),
        _verge(s),
        s.layer(
            "near grass",
            Role.FOREGROUND,
            1.5,
            trees.fringe(s, s.side, ("#dfe4ec" if s.snowy else "#99964f",)),
            soft=5,
        ),
    ]


def _far(s: Setting) -> Layer:
    x, _, width, _ = s.view.drawn
    base, high = s.view.horizon + 4, s.view.height
    parts = [
        hills.mountains(
            s, x, x + width, base, high * 0.17, 900, s.dice("range"), rock="#7d8799", snow=0.75 if s.snowy else 0.25
        )
    ]
    for i, (depth, tall) in enumerate(((900, 0.075), (480, 0.04))):
        line = hills.ridge(x, x + width, base, high * tall, s.dice(f"hill{i}"), rough=0.32, steps=5)
        colour = "#dfe5ee" if s.snowy else ("#7f9468", "#74905c")[i]
        parts.append(
            hills.soft_mass(line, base + 2, s.tone(colour, 0.8, depth=depth), s.tone(colour, 0.5, depth=depth))
        )
    return s.layer("hills", Role.BACKDROP, 1500, *parts)


def _marks(s: Setting) -> str:
    """Edge lines, centre dashes, gravel shoulders."""
    white, yellow, parts, z = s.tone("#edeae2", 0.95), s.tone("#e3b44a", 0.95), [], 1.8
    parts += [level(s, (x - 0.06, x + 0.06), 0, (0.8, 400), white, opacity=0.85) for x in (-3.05, 3.05)]
    while z < 130:
        parts.append(level(s, (-0.08, 0.08), 0, (z, z + 3.0), yellow, opacity=0.9))
        z += 7.5
    return "".join(parts)


def _trees(s: Setting) -> Layer:
    dice, rows = s.dice("trees"), []
    for _ in range(34):
        z = dice.uniform(45, 240)
        x = dice.choice((-1, 1)) * dice.uniform(9, 10 + z * 0.75)
        (px, py), unit = s.view.at(x, 0, z), s.view.scale(z)
        drawn = trees.conifer if dice.random() < 0.3 or s.snowy else trees.broadleaf
        rows.append((z, trees.shadow(px, py, unit * 5, s) + drawn(s, px, py, unit * dice.uniform(6, 11), z, dice)))
    return s.layer(
        "trees", Role.BACKDROP, 60.0, *(part for _, part in sorted(rows, reverse=True)), foot=s.view.at(0, 0, 60)[1]
    )


def _posts(s: Setting) -> Layer:
    """Telegraph poles with their wires on one side, marker posts on both."""
    parts, k, tops = [], -s.side, []
    for z in (112.0, 88.0, 66.0, 47.0, 31.0, 18.0, 8.0):
        x, unit = k * 6.2, s.view.scale(z)
        (px, py), (tx, ty) = s.view.at(x, 0, z), s.view.at(x, 7.4, z)
        w, bark = 0.1 * unit, s.tone("#5a4a3e", 0.35, depth=z)
        parts.append(svg.polygon([(px - w, py), (px + w, py), (tx + w * 0.7, ty), (tx - w * 0.7, ty)], bark))
        parts += [
            svg.rect(tx - 0.8 * unit, ty + (0.35 + 0.6 * i) * unit, 1.6 * unit, 0.11 * unit, bark) for i in range(2)
        ]
        tops.append([(tx + dx * unit, ty + 0.35 * unit) for dx in (-0.7, 0.7)])
        parts += [
            cuboid(s, (m * 3.9 - 0.06, m * 3.9 + 0.06), (0, 0.85), (z + 1, z + 1.1), "#f0eee8", depth=z)
            for m in (-1, 1)
        ]
    for a, b in pairwise(tops):
        for (ax, ay), (bx, by) in zip(a, b, strict=True):
            sag = abs(by - ay) * 0.12 + 3
            parts.append(
                svg.path(
                    (
                        f"M{ax:.1f} {ay:.1f}"
                        f"Q{(ax * 0.65 + bx * 0.35):.1f} {(ay * 0.65 + by * 0.35) + sag:.1f} {bx:.1f} {by:.1f}"
                    ),
                    stroke=s.tone("#33302e", 0.3),
                    width=1.1,
                    opacity=0.8,
                )
            )
    return s.layer("poles", Role.BACKDROP, 18.0, *parts, foot=s.view.at(0, 0, 18)[1])


def _verge(s: Setting) -> Layer:
    dice, parts = s.dice("verge"), []
    for _ in range(150):
        z = 3.0 + 26 * dice.random() ** 1.8
        x = dice.choice((-1, 1)) * (HALF + 0.25 + abs(dice.gauss(0, 1.2)))
        (px, py), unit = s.view.at(x, 0, z), s.view.scale(z)
        colour = "#e5e9ef" if s.snowy else dice.choice(("#a9a85a", "#8f9a4e", "#c9b067", "#7f9450"))
        parts.append(
            trees.tuft(
                px, py, unit * dice.uniform(0.2, 0.55), s.tone(colour, dice.uniform(0.3, 1.0), depth=z), dice, blades=6
            )
        )
    return s.layer("verge", Role.BACKDROP, 4.0, *parts, foot=s.view.at(0, 0, 4)[1])
