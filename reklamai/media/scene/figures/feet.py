"""Shoes, seen from the front to full profile."""

from __future__ import annotations

import math
from collections.abc import Callable

from reklamai.media.scene.figures.wardrobe import Outfit
from reklamai.media.scene.things.ink import WHITE, Point, Sheet, hexa, mix, smooth
from reklamai.media.scene.things.shade import Shade


def draw_shoe(
    sheet: Sheet, ankle: Point, outfit: Outfit, shade: Shade, *, height: float, toe: float, tilt: float
) -> None:
    """Paints one shoe under `ankle`.

    height: from the ankle to the ground, units; toe: -1..1, profile to the left .. right; tilt: degrees that the toe
    points down.
    """
    side = 1.0 if toe >= 0 else -1.0
    long = height * (1.05 + 1.45 * abs(toe))
    turn = math.radians(tilt) * side
    wide = height * 0.52

    def at(x: float, y: float) -> Point:
        dx, dy = x * side, y
        return ankle[0] + dx * math.cos(turn) - dy * math.sin(turn), ankle[1] + dx * math.sin(turn) + dy * math.cos(
            turn
        )

    if outfit.shoe == "heel":
        _heel(sheet, outfit, shade, at=at, height=height, long=long)
        return
    sole, back = height, -wide * 0.95
    upper = [at(back * 0.8, -height * 0.25), at(back * 1.06, height * 0.35), at(back, sole - 4), at(long * 0.5,
        sole - 4),
             at(long * 0.98, sole - 4), at(long * 0.99, sole - height * 0.34), at(long * 0.72, sole - height * 0.62),
             at(wide * 0.9, height * 0.12), at(wide * 0.72, -height * 0.25)]  # fmt: skip
    shape = smooth(upper, tension=0.85)
    sheet.path(shape, shade.flat(sheet, outfit.shoe_colour, gloss=0.3))
    sneaker = outfit.shoe == "sneaker"
    rim = mix(WHITE, outfit.shoe_colour, 0.12) if sneaker else shade.tone(outfit.shoe_colour, 0.1)
    with sheet.group(clip=shape):
        dark = hexa(shade.tone(outfit.shoe_colour, 0.2))
        sheet.path(smooth([at(long * 0.68, sole), at(long * 0.74, sole - height * 0.45), at(long * 1.2,
            sole - height * 0.5),
                           at(long * 1.2, sole)]), dark, opacity=0.28)  # fmt: skip
        if sneaker:
            for number in range(3):
                x, y = wide * 0.7 + number * long * 0.13, height * (0.2 + number * 0.12)
                start, end = at(x - wide * 0.35, y + 3), at(x + wide * 0.3, y - 2)
                sheet.line(
                    f"M{start[0]:.1f} {start[1]:.1f}L{end[0]:.1f} {end[1]:.1f}",
                    hexa(mix(rim, dark_of(outfit), 0.15)),
                    2.0,
                )
    bottom = [at(back * 1.08, sole - 7), at(back * 1.06, sole), at(long * 0.5, sole), at(long * 0.98, sole),
              at(long * 1.05, sole - 6), at(long * 0.5, sole - 6.5)]  # fmt: skip
    sheet.path(smooth(bottom, tension=0.6), shade.flat(sheet, rim))


def dark_of(outfit: Outfit) -> tuple[float, float, float]:
    return mix(outfit.shoe_colour, (20.0, 20.0, 28.0), 0.7)


def _heel(
    sheet: Sheet, outfit: Outfit, shade: Shade, *, at: Callable[[float, float], Point], height: float, long: float
) -> None:
    sole, lift = height, height * 0.34
    colour = outfit.shoe_colour
    spike = [
        at(-height * 0.42, sole * 0.45),
        at(-height * 0.2, sole * 0.5),
        at(-height * 0.28, sole),
        at(-height * 0.38, sole),
    ]
    sheet.path("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in spike) + "Z", hexa(shade.tone(colour, 0.25)))
    upper = [at(-height * 0.4, lift * 0.4), at(-height * 0.5, sole * 0.5), at(0, sole - 7), at(long * 0.5, sole - 1),
             at(long * 0.96, sole), at(long * 1.02, sole - 6), at(long * 0.72, sole - height * 0.34),
             at(height * 0.35, sole * 0.58), at(0, sole * 0.52)]  # fmt: skip
    sheet.path(smooth(upper, tension=0.85), shade.flat(sheet, colour, gloss=0.6))
