"""The surface that things for sale stand on when the camera is close to them."""

from __future__ import annotations

from dataclasses import replace

from reklamai.media.scene import ground, svg
from reklamai.media.scene.ground import Material
from reklamai.media.scene.model import Layer
from reklamai.media.scene.setting import Setting
from reklamai.media.words.reading import Place

EYE = 0.135
"""Camera above the surface, metres: a thing of 20 cm at 0.9 m then stands at 0.78 of the frame."""
EDGE = 1.75
"""Metres to the far edge of a table."""
DEPTH = 3.0
"""Of the surface as a layer: behind any subject, before every place."""

SURFACES: dict[Place, tuple[Material, str, float]] = {
    Place.STREET: (ground.concrete, "#b3aea6", 0.0),
    Place.SKYLINE: (ground.concrete, "#a9a6a4", 0.1),
    Place.ROOFTOP: (ground.grain_of_table, "#a8795a", 0.1),
    Place.OFFICE: (ground.grain_of_table, "#b98d63", 0.15),
    Place.LIVING_ROOM: (ground.grain_of_table, "#b5835a", 0.15),
    Place.BEDROOM: (ground.grain_of_table, "#d8c3a8", 0.1),
    Place.KITCHEN: (ground.marble, "#ece8e2", 0.22),
    Place.BATHROOM: (ground.marble, "#e6e9ea", 0.25),
    Place.CAFE: (ground.grain_of_table, "#8d5c3c", 0.2),
    Place.SHOP: (ground.plain, "#ece6dc", 0.2),
    Place.GYM: (ground.concrete, "#4a4c51", 0.1),
    Place.STAGE: (ground.plain, "#23222b", 0.5),
    Place.BEACH: (ground.sand, "#e3c594", 0.0),
    Place.FOREST: (ground.earth, "#6f7a4a", 0.0),
    Place.PARK: (ground.grain_of_table, "#a57d56", 0.0),
    Place.MOUNTAINS: (ground.earth, "#9a958e", 0.0),
    Place.FIELD: (ground.grain_of_table, "#a88460", 0.0),
    Place.DESERT: (ground.sand, "#d99a66", 0.0),
    Place.ROAD: (ground.asphalt, "#77787c", 0.0),
}


def surface(s: Setting, behind: tuple[Layer, ...]) -> Layer:
    """The table, ledge or ground before the place; opaque from its far edge down."""
    material, colour, shine = SURFACES[s.place]
    if s.snowy:
        material, colour = ground.snow, "#eef1f6"
    view = replace(s.view, eye=EYE, pitch=0.0)
    near = replace(s, view=view)
    y = view.horizon + view.scale(EDGE) * EYE
    x, _, width, _ = view.drawn
    light = s.tone(colour, 1.0)
    over = svg.rect(x, y - 1, width, 3, light, opacity=0.7)
    over += svg.rect(x, y, width, 60, svg.linear((0, light, 0.35), (1, light, 0)))
    pool = svg.radial((0, light, 0.4), (1, light, 0))
    over += svg.ellipse(
        view.width * (0.5 + 0.12 * s.side), view.height * 0.8, view.width * 0.42, view.height * 0.17, pool
    )
    return ground.ground_layer(
        near, material, colour, name="surface", depth=DEPTH, shine=shine, over=over, behind=behind, far=EDGE
    )
