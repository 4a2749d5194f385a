"""Looking straight down: the place's own surface, lit from the side, with leaves' shadows or window bars across it."""

from __future__ import annotations

import numpy as np

from reklamai.media.scene import ground, materials, svg
from reklamai.media.scene.elements import plants, trees
from reklamai.media.scene.materials import Material, Patch
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.near import SURFACES
from reklamai.media.scene.palette import mix, triple
from reklamai.media.scene.setting import Setting
from reklamai.media.words.reading import Place

ACROSS = 1.5
"""Metres that a thousand drawing units cover."""
HEIGHT = 1.6
"""Metres from the camera to the surface: the depth of the ground."""

_OWN: dict[Place, tuple[Material, str]] = {
    Place.STREET: (materials.paving, "#b7b0a6"),
    Place.GYM: (materials.plain, "#4e5157"),
    Place.PARK: (materials.grass, "#7fae55"),
    Place.FIELD: (materials.grass, "#93b65c"),
    Place.FOREST: (materials.earth, "#7b6a4a"),
    Place.BATHROOM: (materials.tiles, "#dfe4e3"),
    Place.MOUNTAINS: (materials.earth, "#8f8b84"),
}


def layers(s: Setting) -> list[Layer]:
    """The surface (opaque, level with the picture) and soft leaves at one corner."""
    return [_surface(s), _corner(s)]


def _surface(s: Setting) -> Layer:
    material, colour = _OWN.get(s.place) or SURFACES.get(s.place, (materials.plain, "#e6d2c4", 0.0))[:2]
    if s.place is Place.STUDIO and s.reading.palette:
        colour = mix(colour, "#{:02x}{:02x}{:02x}".format(*s.reading.palette[0].rgb), 0.8)
    if s.snowy:
        material, colour = materials.snow, "#eef1f6"
    columns, rows = s.pixels()
    # seen straight down there is no perspective: one unit is as many metres everywhere
    x, y = s.view.grid(rows, columns)
    step = np.float32(ACROSS / 1000)
    grain = np.full((rows, columns), s.view.bounds[2] / columns * ACROSS / 1000, np.float32)
    patch = Patch(x * step, y * step, grain, *ground.grains(s))
    base = np.array(triple(s.tone(colour, 0.85)), np.float32)
    edge = np.float32(0.5 + 0.5 * s.side) * np.float32(s.view.width)
    fall = np.clip(1.1 - np.hypot(x - edge, y) / np.float32(2600), 0.55, 1.1)
    picture = base * (np.clip(1 + material(patch), 0.25, 1.8) * fall)[..., None]
    ground.lay(picture, s.draw(_shade(s), sharp=ground.shade_sharp(s)))
    pixels = np.dstack([np.clip(picture, 0, 255), np.full((rows, columns), 255)]).astype(np.uint8)
    return s.card("surface", Role.GROUND, HEIGHT, pixels)


def _shade(s: Setting) -> str:
    """Shadows of a branch out of the picture, or of window bars indoors."""
    dark, strength = s.tone("#2a2d45", 0.1), 0.34 * s.light.hardness + 0.06
    w, h, k, dice = s.view.width, s.view.height, s.side, s.dice("shade")
    if s.place.indoors:
        light = s.palette.grade(mix(s.palette.key, "#ffffff", 0.4))
        panes = []
        for i in range(3):
            for j in range(2):
                x, y = w * (0.5 + k * 0.22) + (i - 1.5) * w * 0.2, h * 0.16 + j * h * 0.4
                panes.append(
                    svg.polygon(
                        [
                            (x, y),
                            (x + w * 0.17, y),
                            (x + w * 0.17 - k * h * 0.2, y + h * 0.36),
                            (x - k * h * 0.2, y + h * 0.36),
                        ],
                        light,
                        opacity=0.42 * (1 - 0.6 * s.lamps),
                    )
                )
        return svg.group(*panes, blur=9)
    start = (w * (0.5 + 0.62 * k), -h * 0.1)
    blots = []
    for _ in range(46):
        t = dice.random()
        px, py = (
            start[0] - k * w * 0.75 * t + dice.gauss(0, w * 0.06),
            start[1] + h * 0.75 * t + dice.gauss(0, h * 0.12),
        )
        blots.append(svg.blob(trees.bumpy(px, py, w * 0.035, w * 0.016, dice, points=7), dark, opacity=strength))
    return svg.group(*blots, blur=7)


def _corner(s: Setting) -> Layer:
    dice, k, w, h = s.dice("near"), -s.side, s.view.width, s.view.height
    sprig = plants.leaves(s, (w * (0.5 + 0.55 * k), h * 1.05), h * 0.36, dice, many=11)
    cast = svg.group(sprig, transform=f"translate({-s.side * 14} 12)", opacity=0.3, blur=9)
    return s.layer("leaves", Role.FOREGROUND, HEIGHT - 0.15, cast, sprig)
