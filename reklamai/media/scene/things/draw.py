"""An object, drawn: from words and a seed to pixels."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from reklamai.media.scene.model import SceneLight
from reklamai.media.scene.things.catalogue import HEIGHTS_M, paint_alone
from reklamai.media.scene.things.finish import picture_of
from reklamai.media.scene.things.ink import Sheet
from reklamai.media.scene.things.shade import shade_of
from reklamai.media.types import Rgba
from reklamai.media.words.reading import Product


@dataclass(frozen=True, slots=True)
class Drawn:
    """pixels: straight RGBA, cut to what is drawn.

    foot: y of the line of contact with the ground, share of the height; real_height_m: how tall such a thing is;
    footprint: share of the width that touches the ground.
    """

    pixels: Rgba
    foot: float
    real_height_m: float
    footprint: float


def draw_thing(product: Product, *, height_px: int, light: SceneLight, seed: int) -> Drawn:
    """One object, about `height_px` high, whatever `product.count` says; the same ask gives the same pixels."""
    sheet = Sheet()
    form = paint_alone(product, sheet, shade_of(light), Random(f"{product.thing}:{seed}"))
    edge = 4.0
    view = (-edge, -edge, form.width + 2 * edge, form.height + 2 * edge)
    pixels, kept = picture_of(sheet, view, scale=height_px / (form.height - form.top), light=light)
    foot = (form.height - kept[1]) / kept[3]
    return Drawn(pixels, min(1.0, foot), HEIGHTS_M[product.thing], form.footprint)
