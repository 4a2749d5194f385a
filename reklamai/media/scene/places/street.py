"""A town street: houses run to the vanishing point, shops below, lamps and trees along the kerb."""

from __future__ import annotations

from reklamai.media.scene import ground, materials, svg
from reklamai.media.scene.elements import buildings, town, trees
from reklamai.media.scene.elements.solids import level
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.sky import sky_layer

HALF = 5.6
"""Metres from the middle of the street to the house fronts."""


def layers(s: Setting) -> list[Layer]:
    # houses come in two layers, or those beside the camera would move with those at the end of the street
    sky, far = sky_layer(s), _far(s)
    houses = _houses(s, "far houses", (16.0, 92.0), 40.0)
    behind = (sky, far, houses)
    over = town.walk(s, (2.7, HALF)) + town.walk(s, (-HALF, -2.7)) + _marks(s)
    shade = _shade(s) + "".join(town.lamp_pool(s, side * 3.0, z) for side, z in ((-1, 7.5), (1, 12.0), (-1, 19.0)))
    road = ground.ground_layer(
        s,
        materials.snow if s.snowy else materials.asphalt,
        "#e8ecf2" if s.snowy else "#6d6f76",
        over="" if s.snowy else over,
        over_sharp=1.0,
        shade="" if s.snowy else shade,
        depth=41.0,
        behind=behind,
    )
    return [sky, far, road, houses, _houses(s, "houses", (2.2, 16.0), 12.0), _kerb(s), _near(s)]


def _far(s: Setting) -> Layer:
    base = s.view.horizon + 6
    parts = [
        buildings.far_blocks(s, base, high, depth, s.dice(f"far{depth}")) for high, depth in ((190, 700), (120, 330))
    ]
    return s.layer("skyline", Role.BACKDROP, 400, *parts)


def _houses(s: Setting, name: str, reach: tuple[float, float], depth: float) -> Layer:
    """House fronts on both sides, farthest first."""
    rows = []
    for side in (-1, 1):
        dice, z = s.dice(f"houses{side}"), 2.2
        while z < 92:
            long, high = dice.uniform(6, 10), 4.0 + 3.3 * dice.randint(2, 4) + 0.9
            rows.append(
                (z, z + long, side, high, dice.choice(buildings.WALLS), dice.random() < 0.85, dice.randrange(1 << 30))
            )
            z += long
    parts = []
    for z0, z1, side, high, wall, shop, seed in sorted(rows, reverse=True):
        if reach[0] <= z0 < reach[1]:
            dice = s.dice(f"house{seed}")
            parts.append(buildings.facade(s, side * HALF, (z0, z1), high, dice, wall=wall, shop=shop))
    return s.layer(name, Role.BACKDROP, depth, *parts, foot=s.view.at(HALF, 0, depth)[1])


def _marks(s: Setting) -> str:
    """Lane dashes and a crossing."""
    white, parts = s.tone("#e9e6df", 0.9), []
    z = 9.0
    while z < 80:
        parts.append(level(s, (-0.07, 0.07), 0, (z, z + 2.2), white, opacity=0.75))
        z += 5
    parts += [level(s, (x, x + 0.45), 0, (5.2, 7.2), white, opacity=0.62) for x in (-2.5, -1.6, -0.7, 0.2, 1.1, 2.0)]
    return "".join(parts)


def _shade(s: Setting) -> str:
    """The houses on the light's side throw their shadow over the street."""
    if s.light.hardness < 0.4 or s.lamps > 0.6:
        return ""
    reach = (s.side * HALF, s.side * 0.6)
    x = (min(reach), max(reach))
    return svg.group(level(s, x, 0, (0.5, 90), s.tone("#2b3350", 0.1), opacity=0.42), blur=3)


def _kerb(s: Setting) -> Layer:
    dice, parts = s.dice("kerb"), []
    for z, side in ((24.0, 1), (19.0, -1), (13.5, 1), (9.0, -1)):
        x = side * 3.1
        (px, py), unit = s.view.at(x, 0, z), s.view.scale(z)
        parts.append(trees.shadow(px, py, unit * 2.2, s))
        parts.append(trees.broadleaf(s, px, py, unit * dice.uniform(4.2, 5.6), z, dice, detail=3))
        parts.append(town.street_lamp(s, side * -3.0, z - 1.5))
    parts.append(town.bench(s, -s.side * 4.2, 6.5) if not s.snowy else "")
    return s.layer("kerb", Role.BACKDROP, 9.0, *parts, foot=s.view.at(0, 0, 9.0)[1])


def _near(s: Setting) -> Layer:
    """Leaves hang in from an upper corner; by night lamps out of focus."""
    dice, k, w, h = s.dice("near"), -s.side, s.view.width, s.view.height
    parts = [town.lights_of_town(s, "bokeh", y=h * 0.3, spread=h * 0.1, many=7, size=26)]
    crown = (w * (0.5 + 0.56 * k), -h * 0.02)
    parts.append(
        trees.crown_of(s, crown, (h * 0.24, h * 0.2), trees.FOLIAGE[s.season][0], 0, dice) if not s.snowy else ""
    )
    return s.layer("near leaves", Role.FOREGROUND, 1.8, *parts, soft=5)
