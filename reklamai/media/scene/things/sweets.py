"""Cake and fruit."""

from __future__ import annotations

import math

from reklamai.media.scene.things.brush import Brush, Form
from reklamai.media.scene.things.ink import WHITE, Colour, Point, hexa, mix, smooth

ICINGS: tuple[Colour, ...] = ((244, 190, 194), (250, 240, 226), (110, 66, 46), (196, 222, 206), (206, 190, 226))


def cake(brush: Brush) -> Form:
    """A cream cake with dripping icing and berries on a stand."""
    colour = brush.colour(ICINGS)
    sheet, shade = brush.sheet, brush.shade
    stand: Colour = (236, 232, 226)
    sheet.path("M126 232H174L180 268Q212 274 216 284H84Q88 274 120 268Z", shade.metal(sheet, stand))
    sheet.ellipse((150, 226), (146, 17), hexa(shade.tone(stand, 0.15)))
    sheet.ellipse((150, 221), (146, 17), shade.cylinder(sheet, stand, gloss=0.2))
    body = "M32 92V206Q32 228 150 228Q268 228 268 206V92Z"
    sponge = mix((236, 196, 138), colour, 0.25)
    sheet.path(body, shade.cylinder(sheet, sponge))
    with sheet.group(clip=body):
        for y in (122.0, 166.0, 206.0):
            sheet.path(
                f"M32 {y}Q150 {y + 24} 268 {y}V{y + 11}Q150 {y + 35} 32 {y + 11}Z",
                shade.cylinder(sheet, (252, 244, 232)),
            )
        for _ in range(50):
            x, y = 34 + brush.rng.random() * 232, 110 + brush.rng.random() * 116
            sheet.ellipse((x, y), (2, 1.5), hexa(shade.tone(sponge, 0.15)), opacity=0.3)
    _icing(brush, colour)
    berry = brush.rng.choice([(206, 36, 52), (74, 62, 130), (190, 32, 70)])
    for number in range(9):
        angle = number / 9 * math.tau + 0.25
        _berry(brush, 150 + math.cos(angle) * 86, 72 + math.sin(angle) * 16, berry, 17)
    for x, y in ((134.0, 60.0), (166.0, 62.0), (150.0, 44.0)):
        _berry(brush, x, y, berry, 19)
    leaf = smooth([(160, 34), (176, 18), (198, 20), (184, 34)])
    sheet.path(leaf, shade.flat(sheet, (86, 150, 76)))
    return Form(300, 286, 0.46)


def _icing(brush: Brush, colour: Colour) -> None:
    sheet, shade = brush.sheet, brush.shade
    edge: list[Point] = []
    for number in range(13):
        x = 32 + number * 19.7
        arch = math.sin(number / 12 * math.pi) * 20
        edge.append((x, 100 + arch + (brush.rng.uniform(18, 44) if number % 2 else 2)))
    drip = "M32 84" + "L" + smooth(edge, closed=False)[1:] + "L268 84Z"
    sheet.path(drip, "#3a1c1c", opacity=0.22, transform="translate(0 4)", filter=sheet.blur(2))
    sheet.path(drip, shade.cylinder(sheet, colour, gloss=0.4))
    sheet.ellipse((150, 84), (118, 27), shade.flat(sheet, mix(colour, WHITE, 0.16), gloss=0.5))
    for number, (x, y) in enumerate(edge):
        if number % 2:
            brush.gleam(f"M{x + brush.lit * 3:.1f} {y - 22:.1f}V{y - 8:.1f}", strength=0.6, width=2.4)
    for number in range(12):
        angle = number / 12 * math.tau
        x, y = 150 + math.cos(angle) * 104, 82 + math.sin(angle) * 21
        sheet.ellipse((x, y - 3), (12, 9), shade.ball(sheet, mix(colour, WHITE, 0.55), gloss=0.3))


def _berry(brush: Brush, x: float, y: float, colour: Colour, radius: float) -> None:
    sheet = brush.sheet
    sheet.ellipse((x, y + radius * 0.6), (radius * 0.95, radius * 0.4), "#2a0e12", opacity=0.3)
    sheet.ellipse((x, y), (radius, radius * 0.97), brush.shade.ball(sheet, colour, gloss=0.3))
    brush.gleam(
        smooth(
            [
                (x + brush.lit * radius * 0.2, y - radius * 0.6),
                (x + brush.lit * radius * 0.6, y - radius * 0.4),
                (x + brush.lit * radius * 0.35, y - radius * 0.25),
            ]
        ),
        strength=0.75,
    )


def fruit(brush: Brush) -> Form:
    """An apple, an orange cut in half, a pear and grapes; a named colour tints the apple."""
    sheet, shade = brush.sheet, brush.shade
    _pear(brush)
    _grapes(brush)
    apple = brush.colour(((202, 44, 46), (224, 74, 48), (128, 176, 62)))
    form = smooth([(122, 98), (148, 84), (182, 92), (198, 128), (190, 178), (162, 210), (136, 206), (122, 210), (94,
        206), (68, 178), (58, 128),
                   (72, 92), (100, 84)])  # fmt: skip
    sheet.path(form, shade.ball(sheet, apple, gloss=0.3))
    with sheet.group(clip=form):
        for number in range(26):
            x = 64 + number * 5.2
            sheet.line(
                f"M126 96Q{x:.0f} 120 {x:.0f} {170 + brush.rng.random() * 26:.0f}",
                hexa(mix(apple, (250, 206, 110), 0.5)),
                1.2,
                opacity=0.28,
            )
        sheet.ellipse((127, 98), (22, 9), hexa(shade.tone(apple, 0.0)), opacity=0.55, filter=sheet.blur(3))
    brush.gleam(
        smooth(
            [
                (128 + brush.lit * 34, 112),
                (128 + brush.lit * 50, 124),
                (128 + brush.lit * 48, 148),
                (128 + brush.lit * 37, 132),
            ]
        ),
        strength=0.6,
        soft=1.2,
    )
    sheet.line("M127 100Q128 78 142 62", "#5c3b24", 6)
    sheet.path(smooth([(136, 74), (152, 54), (184, 52), (168, 74)]), shade.flat(sheet, (98, 158, 66)))
    _orange(brush)
    return Form(330, 214, 0.88)


def _pear(brush: Brush) -> None:
    sheet, shade = brush.sheet, brush.shade
    pear = smooth([(216, 22), (234, 26), (242, 54), (252, 88), (276, 122), (280, 166), (254, 202), (214, 208), (176,
        200), (156, 164), (162, 120),
                   (186, 86), (198, 52), (202, 28)])  # fmt: skip
    sheet.path(pear, shade.cylinder(sheet, (206, 192, 76), gloss=0.2))
    with sheet.group(clip=pear):
        blush = sheet.radial([(0, (222, 108, 62), 0.6), (1, (222, 108, 62), 0)])
        sheet.ellipse((218 + brush.lit * 28, 156), (52, 56), blush)
        for _ in range(50):
            sheet.ellipse(
                (160 + brush.rng.random() * 116, 40 + brush.rng.random() * 160), (1.1, 1.1), "#7a6a24", opacity=0.5
            )
    sheet.line("M218 26Q220 12 230 4", "#5c3b24", 5)
    brush.gleam(
        f"M{218 + brush.lit * 34:.0f} 116Q{218 + brush.lit * 44:.0f} 140 {218 + brush.lit * 40:.0f} 164",
        strength=0.5,
        width=7,
        soft=2,
    )


def _grapes(brush: Brush) -> None:
    for number, (x, y) in enumerate(
        ((24, 150), (52, 142), (36, 172), (66, 168), (18, 182), (50, 196), (78, 194), (26, 200))
    ):
        colour = mix((86, 52, 108), (122, 70, 120), (number % 3) / 2)
        _berry(brush, x, y, colour, 16)


def _orange(brush: Brush) -> None:
    sheet, shade = brush.sheet, brush.shade
    x, y = 266.0, 164.0
    sheet.ellipse((x + 6, y + 2), (50, 49), shade.ball(sheet, (232, 126, 34)))
    sheet.ellipse((x, y), (47, 48), "#fdeccb")
    for number in range(10):
        segment = smooth(
            [(x, y - 6), (x - 11, y - 32), (x - 6, y - 41), (x + 6, y - 41), (x + 11, y - 32)], tension=0.8
        )
        sheet.path(
            segment,
            sheet.radial([(0, (255, 190, 84), 1), (1, (240, 138, 38), 1)]),
            transform=f"rotate({number * 36} {x} {y})",
        )
    sheet.ellipse((x, y), (47, 48), "none", stroke="#f0962c", stroke_width=4.0)
    brush.gleam(
        f"M{x + brush.lit * 30:.0f} {y - 22:.0f}q{brush.lit * 8:.0f} 12 {brush.lit * 4:.0f} 24",
        strength=0.55,
        width=4,
        soft=1,
    )
