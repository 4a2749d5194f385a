"""A city across the water: towers in three distances, mirrored below, a promenade in front."""

from __future__ import annotations

from reklamai.media.scene import ground, materials, svg
from reklamai.media.scene.elements import buildings, hills, town
from reklamai.media.scene.elements.solids import cuboid
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.sky import sky_layer


def layers(s: Setting) -> list[Layer]:
    sky = sky_layer(s)
    towers = [_towers(s, i, high, depth) for i, (high, depth) in enumerate(((250, 1100), (330, 650), (170, 330)))]
    behind = (sky, *towers)
    water = ground.ground_layer(
        s, materials.water, "#5f86a3", name="water", shine=0.72, depth=300.0, behind=behind, lit=0.6
    )
    return [sky, _hills(s), *towers, water, _quay(s), _rail(s)]


def _hills(s: Setting) -> Layer:
    x, _, width, _ = s.view.drawn
    line = hills.ridge(x, x + width, s.view.horizon + 4, 90, s.dice("hills"), rough=0.35, steps=5)
    return s.layer(
        "hills",
        Role.BACKDROP,
        2500,
        hills.soft_mass(
            line, s.view.horizon + 4, s.tone("#7e8f9c", 0.6, depth=1700), s.tone("#7e8f9c", 0.5, depth=2600)
        ),
        sharp=0.5,
    )


def _towers(s: Setting, index: int, high: float, depth: float) -> Layer:
    part = buildings.far_blocks(
        s,
        s.view.horizon + 3,
        high * s.view.height / 750,
        depth,
        s.dice(f"towers{index}"),
        colour=("#93a0b3", "#7b8799", "#6d7480")[index],
    )
    bank = (
        svg.rect(s.view.drawn[0], s.view.horizon - 5, s.view.drawn[2], 9, s.tone("#5d6a62", 0.4, depth=depth))
        if index == 2
        else ""
    )
    return s.layer(f"towers {index}", Role.BACKDROP, depth, part, bank)


def _quay(s: Setting) -> Layer:
    """The promenade that one stands on."""
    colour, edge = "#e8ecf2" if s.snowy else "#b7aca0", 4.2
    x = s.view.reach(edge)
    parts = [cuboid(s, x, (-1.0, 0.0), (0.3, edge), colour), cuboid(s, x, (0.0, 0.14), (edge - 0.3, edge), "#c9c0b4")]
    parts += [town.lamp_pool(s, side * 2.4, 3.6, wide=1.8) for side in (-1, 1)]
    return s.layer("quay", Role.GROUND, 4.6, *parts)


def _rail(s: Setting) -> Layer:
    """Iron railing and two lamps."""
    z, metal, parts = 4.1, s.tone("#2f353b", 0.4), []
    a, b = s.view.reach(z)
    bars = ((0.22, 2.4), (1.02, 4.0))
    parts += [svg.line([s.view.at(a, y, z), s.view.at(b, y, z)], metal, width=wide) for y, wide in bars]
    at, pieces = round(a * 7) / 7, []
    while at < b:
        low, top = s.view.at(at, 0.14, z), s.view.at(at, 1.02, z)
        pieces.append(svg.outline([low, top], closed=False))
        at += 1 / 7
    parts.append(svg.path("".join(pieces), stroke=metal, width=1.5))
    parts += [cuboid(s, (p - 0.03, p + 0.03), (0.1, 1.1), (z - 0.03, z + 0.03), "#33393f") for p in range(-6, 7, 2)]
    parts += [town.street_lamp(s, side * 2.4, 3.9, high=3.4) for side in (-1.0, 1.35)]
    return s.layer("railing", Role.BACKDROP, 3.9, *parts, foot=s.view.at(0, 0, z)[1])
