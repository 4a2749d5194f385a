"""Small fitting things round a product: petals, leaves, beans, stones, drops."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from random import Random

from reklamai.media.scene import svg
from reklamai.media.scene.model import Box, Layer, Role
from reklamai.media.scene.palette import mix
from reklamai.media.scene.setting import Setting
from reklamai.media.words.reading import Angle, Place, Product, Thing

Draw = Callable[[Setting, float, Random], str]
"""Markup of one piece about (0, 0), its length in drawing units given."""

LYING = 0.5
"""Height over width of what lies on a surface seen at a low angle; thin things curl up, so it is not less."""
_GROUND = {
    Place.BEACH: "stone", Place.DESERT: "stone", Place.MOUNTAINS: "stone", Place.ROAD: "stone",
    Place.FOREST: "leaf", Place.PARK: "leaf", Place.FIELD: "leaf",
}  # fmt: skip
_KIND = {
    Thing.PERFUME: "petal", Thing.CREAM: "petal", Thing.LIPSTICK: "petal", Thing.FLOWERS: "petal", Thing.CAKE: "petal",
    Thing.CUP: "bean", Thing.CAN: "drop", Thing.BOTTLE: "drop", Thing.GLASS: "drop", Thing.WATCH: "stone",
    Thing.BURGER: "leaf", Thing.PIZZA: "leaf", Thing.FRUIT: "leaf",
}  # fmt: skip
_METRES = {"petal": 0.03, "leaf": 0.034, "bean": 0.015, "stone": 0.03, "drop": 0.015}
_MANY = {"petal": 7, "leaf": 5, "bean": 10, "stone": 5, "drop": 13}


def kind_for(products: Sequence[Product], place: Place) -> str | None:
    """What lies round these products at this place; None where nothing would help them."""
    kind = next((_KIND[product.thing] for product in products if product.thing in _KIND), None)
    # petals and drops would sink into sand and grass: there lies what the place itself has
    return None if kind is None else _GROUND.get(place, kind)


def scatter(setting: Setting, products: Sequence[Product], *, boxes: Sequence[Box], scale: float,
            depth: float) -> Layer | None:  # fmt: skip
    """The pieces on the surface beside the products, with their shadows; None if none fit.

    boxes: of the products, shares of the frame; scale: frame heights for one metre there; depth: metres of the
    nearest product: the layer lies just before it.
    """
    kind = kind_for(products, setting.place)
    if kind is None or not boxes or setting.reading.angle is Angle.TOP:
        return None
    view, dice = setting.view, setting.dice("props")
    left, right = min(box[0] for box in boxes), max(box[0] + box[2] for box in boxes)
    foot = max(box[1] + box[3] for box in boxes)
    # never as long as the product is wide: in a close view true sizes would make boulders of stones
    unit = min(_METRES[kind] * scale * view.height, 0.3 * (right - left) * view.width)
    spots = [
        (*_spot(setting, number, (left, right, foot), dice), dice.uniform(0.7, 1.2), dice.uniform(0, 360))
        for number in range(_MANY[kind])
    ]
    parts = [
        _lying(setting, kind, (x * view.width, y * view.height), unit * size, turn, dice)
        for y, x, size, turn in sorted(spots)  # the farther ones first, so that the nearer cover them
        if _free(setting, x)
    ]
    return setting.layer("props", Role.FOREGROUND, depth * 0.995, *parts) if parts else None


def _spot(setting: Setting, number: int, group: tuple[float, float, float], dice: Random) -> tuple[float, float]:
    """y and x of a piece, shares of the frame; by turns left and right of the group (its left, right and foot)."""
    left, right, foot = group
    if setting.place is Place.STUDIO:
        # the lower step of the plinth, before the things: beside it the pieces would hang in the air
        tall, across = setting.unit / setting.view.height, setting.unit / setting.view.width
        return foot + (0.1 + dice.uniform(-0.012, 0.012)) * tall, setting.middle + dice.uniform(-0.34, 0.34) * across
    out = (0.1 + 0.9 * dice.random() ** 1.4) * 0.6 * (right - left) + 0.02
    return foot + dice.uniform(-0.25, 1.0) * 0.07, right + out if number % 2 else left - out


def _free(setting: Setting, x: float) -> bool:
    """Whether x is inside the frame and on the side of the set that words do not keep for text."""
    return 0.02 < x < 0.98 and abs(x - setting.middle) < (0.5 if setting.middle == 0.5 else 0.27)


def _lying(setting: Setting, kind: str, at: svg.Point, size: float, turn: float, dice: Random) -> str:
    dark = setting.tone("#1d1a24", 0.1)
    strength = 0.4 if kind == "drop" else 1.0  # light goes through a drop
    cast = svg.radial((0, dark, 0.5 * strength), (0.6, dark, 0.28 * strength), (1, dark, 0))
    shade = svg.ellipse(at[0] - setting.side * size * 0.16, at[1] + size * 0.1, size * 0.62, size * 0.3, cast)
    where = f"translate({at[0]:.1f} {at[1]:.1f}) scale(1 {LYING}) rotate({turn:.0f})"
    return shade + svg.group(_DRAW[kind](setting, size, dice), transform=where)


def _petal(s: Setting, size: float, dice: Random) -> str:
    colour = dice.choice(("#f3b6c0", "#ee9fb0", "#f8d3d6"))
    h = size / 2
    shape = f"M0 {h}C{-h * 1.1} {h * 0.3} {-h * 0.9} {-h} 0 {-h * 0.8}C{h * 0.9} {-h} {h * 1.1} {h * 0.3} 0 {h}Z"
    tone = svg.linear((0, s.tone(mix(colour, "#ffffff", 0.4), 1.0)), (1, s.tone(mix(colour, "#b8506e", 0.35), 0.6)))
    return svg.path(shape, tone)


def _leaf(s: Setting, size: float, dice: Random) -> str:
    colour = dice.choice(("#5d9a4a", "#79ad55", "#4a8347"))
    h = size / 2
    shape = f"M0 {h}C{-h * 0.8} {h * 0.3} {-h * 0.6} {-h * 0.6} 0 {-h}C{h * 0.6} {-h * 0.6} {h * 0.8} {h * 0.3} 0 {h}Z"
    half = f"M0 {h}C{h * 0.8} {h * 0.3} {h * 0.6} {-h * 0.6} 0 {-h}Z"
    vein = svg.line([(0, h), (0, -h * 0.8)], s.tone("#cfe0a8", 0.7), width=size * 0.03, opacity=0.7)
    return svg.path(shape, s.tone(colour, 0.9)) + svg.path(half, s.tone(colour, 0.35), opacity=0.6) + vein


def _bean(s: Setting, size: float, dice: Random) -> str:
    h = size / 2
    colour = dice.choice(("#5a3420", "#6d4129", "#4a2a1b"))
    tone = svg.radial((0, s.tone(mix(colour, "#ffffff", 0.25), 1.0)), (1, s.tone(colour, 0.3)), centre=(0.35, 0.35),
                      radius=0.7)  # fmt: skip
    crease = f"M0 {-h}C{h * 0.4} {-h * 0.3} {-h * 0.4} {h * 0.3} 0 {h}"
    return svg.ellipse(0, 0, h * 0.72, h, tone) + svg.path(crease, stroke=s.tone("#22120b", 0.2), width=size * 0.09)


def _stone(s: Setting, size: float, dice: Random) -> str:
    colour = dice.choice(("#a9a29a", "#c3b8a8", "#8d8a88"))
    ring = [math.radians(45 * number) for number in range(8)]
    edge = [(math.cos(a) * size / 2 * dice.uniform(0.8, 1.1), math.sin(a) * size * 0.45) for a in ring]
    light = s.tone(mix(colour, "#ffffff", 0.3), 1.0)
    return svg.blob(
        edge, svg.radial((0, light), (1, s.tone(colour, 0.3)), centre=(0.5 + 0.2 * s.side, 0.3), radius=0.8)
    )


def _drop(s: Setting, size: float, dice: Random) -> str:
    h = size * dice.uniform(0.35, 0.6)
    dark, light = s.tone("#3f5a6a", 0.3), s.tone("#ffffff", 1.0)
    # dark where the light enters, bright at the far rim, where the drop gathers it
    body = svg.linear((0, dark, 0.34), (0.55, light, 0.08), (1, light, 0.55), start=(0.3, 0), end=(0.7, 1))
    glint = svg.ellipse(-h * 0.3, -h * 0.35, h * 0.26, h * 0.18, light, opacity=0.9)
    return svg.ellipse(0, 0, h, h, body) + glint


_DRAW: dict[str, Draw] = {"petal": _petal, "leaf": _leaf, "bean": _bean, "stone": _stone, "drop": _drop}
