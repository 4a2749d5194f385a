"""The surface that things for sale stand on when the camera is close to them."""

from __future__ import annotations

from dataclasses import replace

from reklamai.media.scene import ground, materials, svg
from reklamai.media.scene.materials import Material
from reklamai.media.scene.model import Layer
from reklamai.media.scene.palette import mix
from reklamai.media.scene.setting import Setting
from reklamai.media.words.reading import Place

EYE = 0.135
"""Camera above the surface, metres: a thing of 20 cm at 0.9 m then stands at 0.78 of the frame."""
EDGE = 1.75
"""Metres to the far edge of a table."""
DEPTH = 3.0
"""Of the surface as a layer: behind any subject, before every place."""

SURFACES: dict[Place, tuple[Material, str, float]] = {
    Place.STREET: (materials.concrete, "#b3aea6", 0.0),
    Place.SKYLINE: (materials.concrete, "#a9a6a4", 0.1),
    Place.ROOFTOP: (materials.grain_of_table, "#a8795a", 0.1),
    Place.OFFICE: (materials.grain_of_table, "#b98d63", 0.15),
    Place.LIVING_ROOM: (materials.grain_of_table, "#b5835a", 0.15),
    Place.BEDROOM: (materials.grain_of_table, "#d8c3a8", 0.1),
    Place.KITCHEN: (materials.marble, "#ece8e2", 0.22),
    Place.BATHROOM: (materials.marble, "#e6e9ea", 0.25),
    Place.CAFE: (materials.grain_of_table, "#8d5c3c", 0.2),
    Place.SHOP: (materials.plain, "#ece6dc", 0.2),
    Place.GYM: (materials.concrete, "#4a4c51", 0.1),
    Place.STAGE: (materials.plain, "#23222b", 0.5),
    Place.BEACH: (materials.sand, "#e3c594", 0.0),
    Place.FOREST: (materials.grain_of_table, "#8a7150", 0.0),
    Place.PARK: (materials.grain_of_table, "#a57d56", 0.0),
    Place.MOUNTAINS: (materials.concrete, "#a8a299", 0.0),
    Place.FIELD: (materials.grain_of_table, "#a88460", 0.0),
    Place.DESERT: (materials.sand, "#d99a66", 0.0),
    Place.ROAD: (materials.asphalt, "#77787c", 0.0),
}


def surface(s: Setting, behind: tuple[Layer, ...]) -> Layer:
    """The table, ledge or ground before the place; opaque from its far edge down."""
    material, colour, shine = SURFACES[s.place]
    if s.snowy:
        material, colour = materials.snow, "#eef1f6"
    view = replace(s.view, eye=EYE, pitch=0.0)
    near = replace(s, view=view)
    soft = s.place in (Place.BEACH, Place.DESERT)
    over = "" if soft else _edge(s, view.horizon + view.scale(EDGE) * EYE)
    return ground.ground_layer(
        near, material, colour, name="surface", depth=DEPTH, shine=shine, over=over, shade=_light(s, colour),
        behind=behind, far=EDGE, rough=0.5 if soft else 0.0,
    )  # fmt: skip


def _edge(s: Setting, y: float) -> str:
    """The far edge catches the light."""
    x, _, width, _ = s.view.drawn
    light, dark = s.tone("#ffffff", 0.9), s.tone("#2a2522", 0.1)
    rim = svg.rect(x, y - 1, width, 2.4, light, opacity=0.5)
    return svg.rect(x, y, width, 34, svg.linear((0, dark, 0.22), (1, dark, 0))) + rim


def _light(s: Setting, colour: str) -> str:
    """A pool of light where things stand, a dark side away from it, bars of shadow from a window or boughs."""
    w, h, k, dice = s.view.width, s.view.height, s.side, s.dice("bars")
    light, dark = s.palette.grade(mix(s.tone(colour, 1.0), "#ffffff", 0.3)), s.tone("#231f2a", 0.1)
    ends = ((0, 0), (1, 0)) if k > 0 else ((1, 0), (0, 0))
    x, _, width, _ = s.view.drawn
    parts = [
        svg.rect(
            x,
            h * 0.4,
            width,
            h,
            svg.linear((0, dark, 0.42), (0.55, dark, 0.06), (1, dark, 0.0), start=ends[0], end=ends[1]),
        )
    ]
    parts.append(
        svg.ellipse(
            w * (0.5 + 0.1 * k),
            h * 0.8,
            w * 0.42,
            h * 0.16,
            svg.radial((0, light, 0.55), (0.5, light, 0.22), (1, light, 0)),
        )
    )
    if s.light.hardness > 0.3 and s.lamps < 0.6:
        bars = []
        for i in range(7):
            at, wide = w * (0.5 + k * (0.62 - 0.17 * i)), w * dice.uniform(0.015, 0.05)
            low = at - k * w * 0.34
            bars.append(
                svg.polygon(
                    [(at, h * 0.5), (at + wide * 0.6, h * 0.5), (low + wide * 1.6, h * 1.3), (low, h * 1.3)],
                    dark,
                    opacity=0.2,
                )
            )
        parts.append(svg.group(*bars, blur=8))
    return "".join(parts)
