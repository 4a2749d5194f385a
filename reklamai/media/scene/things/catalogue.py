"""Which painter draws which object, how tall it really is, and how one is put on a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from reklamai.media.scene.things import beauty, cat, dog, drinks, food, gadgets, gifts, home, sweets, vehicles, wear
from reklamai.media.scene.things.brush import Brush, Form, Painter
from reklamai.media.scene.things.ink import Colour, Sheet
from reklamai.media.scene.things.shade import Shade
from reklamai.media.words.reading import Product, Thing

PAINTERS: dict[Thing, Painter] = {
    Thing.BOTTLE: drinks.bottle, Thing.PERFUME: beauty.perfume, Thing.CAN: drinks.can, Thing.CUP: drinks.cup,
    Thing.GLASS: drinks.glass, Thing.PHONE: gadgets.phone, Thing.LAPTOP: gadgets.laptop,
    Thing.HEADPHONES: gadgets.headphones,
    Thing.WATCH: gadgets.watch, Thing.SNEAKER: wear.sneaker, Thing.BAG: wear.bag, Thing.CREAM: beauty.cream,
    Thing.LIPSTICK: beauty.lipstick, Thing.BOX: gifts.box, Thing.BURGER: food.burger, Thing.PIZZA: food.pizza,
    Thing.CAKE: sweets.cake, Thing.FRUIT: sweets.fruit, Thing.FLOWERS: home.flowers, Thing.BOOK: home.book,
    Thing.CHAIR: home.chair, Thing.LAMP: home.lamp, Thing.CAR: vehicles.car, Thing.BICYCLE: vehicles.bicycle,
    Thing.BALL: wear.ball, Thing.CAT: cat.cat, Thing.DOG: dog.dog, Thing.PACK: gifts.pack,
}  # fmt: skip
HEIGHTS_M: dict[Thing, float] = {
    Thing.BOTTLE: 0.25, Thing.PERFUME: 0.12, Thing.CAN: 0.16, Thing.CUP: 0.1, Thing.GLASS: 0.15, Thing.PHONE: 0.155,
    Thing.LAPTOP: 0.24, Thing.HEADPHONES: 0.2, Thing.WATCH: 0.16, Thing.SNEAKER: 0.13, Thing.BAG: 0.34,
        Thing.CREAM: 0.16,
    Thing.LIPSTICK: 0.08, Thing.BOX: 0.24, Thing.BURGER: 0.11, Thing.PIZZA: 0.14, Thing.CAKE: 0.16, Thing.FRUIT: 0.15,
    Thing.FLOWERS: 0.45, Thing.BOOK: 0.24, Thing.CHAIR: 0.86, Thing.LAMP: 0.5, Thing.CAR: 1.5, Thing.BICYCLE: 1.05,
    Thing.BALL: 0.23, Thing.CAT: 0.42, Thing.DOG: 0.6, Thing.PACK: 0.22,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a thing is put: x of its middle, y of its lowest point, its height; drawing units."""

    x: float
    low: float
    tall: float


def paint_alone(product: Product, sheet: Sheet, shade: Shade, rng: Random) -> Form:
    """Paints one object with its top left corner at 0, 0, in its own units."""
    return PAINTERS[product.thing](Brush(sheet, shade, rng, _named(product)))


def paint_thing(product: Product, sheet: Sheet, shade: Shade, rng: Random, *, at: Placed) -> None:
    """Paints one object into a larger drawing."""
    part = Sheet(sheet.defs, [], sheet.known)
    form = paint_alone(product, part, shade, rng)
    scale = at.tall / form.height
    with sheet.group(
        transform=f"translate({at.x - form.width * scale / 2:.2f} {at.low - at.tall:.2f}) scale({scale:.4f})"
    ):
        sheet.body += part.body


def _named(product: Product) -> Colour | None:
    if product.colour is None:
        return None
    red, green, blue = product.colour.rgb
    return float(red), float(green), float(blue)
