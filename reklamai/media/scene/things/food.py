"""Burger and pizza."""

from __future__ import annotations

import math

from reklamai.media.scene.things.brush import Brush, Form
from reklamai.media.scene.things.ink import WHITE, Colour, Point, hexa, joined, mix, smooth

BUN: Colour = (214, 142, 70)
CHEESE: Colour = (250, 186, 58)


def _crust(brush: Brush) -> None:
    """Specks on the meat: without them it reads as chocolate."""
    for _ in range(50):
        x, y = 24 + brush.rng.random() * 252, 190 + brush.rng.random() * 34
        speck = mix((92, 52, 36), (30, 14, 10), 0.6) if brush.rng.random() < 0.6 else (142.0, 86.0, 56.0)
        brush.sheet.ellipse((x, y), (2.4, 1.7), hexa(speck), opacity=0.6)


def burger(brush: Brush) -> Form:
    """A tall burger: bun with sesame, salad, tomato, cheese, meat."""
    sheet, shade = brush.sheet, brush.shade
    bun = mix(BUN, brush.named, 0.75) if brush.named else BUN
    base = "M26 232H274Q276 262 246 266H54Q24 262 26 232Z"
    sheet.path(base, shade.cylinder(sheet, bun, gloss=0.2))
    sheet.path("M28 232H272V240Q150 247 28 240Z", hexa(mix(bun, (255, 240, 205), 0.6)))
    _frill(brush, 226, (118, 168, 62), 12)
    _layer(brush, (18, 186, 264, 42), (92, 52, 36), 20)
    _crust(brush)
    cheese = joined(
        [(14, 178), (286, 178)],
        [(262, 192)],
        [(238, 190), (222, 214), (206, 190)],
        [(130, 190), (112, 212), (94, 190)],
        [(40, 190)],
    )
    sheet.path(cheese, "#2a1208", opacity=0.3, transform="translate(0 4)", filter=sheet.blur(2))
    sheet.path(cheese, shade.cylinder(sheet, CHEESE, gloss=0.3))
    for x in (84.0, 216.0):
        _layer(brush, (x - 62, 160, 124, 20), (206, 52, 42), 9)
        brush.gleam(f"M{x - 44:.0f} 165H{x + 30:.0f}", strength=0.45, width=2.6, soft=0.5)
    _frill(brush, 152, (132, 184, 72), 14)
    crown = joined(
        [(18, 146), (14, 116), (32, 66), (84, 24), (150, 12), (216, 24), (268, 66), (286, 116), (282, 146)],
        [(282, 146), (150, 158), (18, 146)],
    )
    sheet.path(crown, shade.cylinder(sheet, bun, gloss=0.25))
    with sheet.group(clip=crown):
        sheet.path("M0 118Q150 154 300 118V170H0Z", hexa(shade.tone(bun, 0.15)), opacity=0.5, filter=sheet.blur(8))
        glow = sheet.radial([(0, (255, 226, 160), 0.75), (1, bun, 0)])
        sheet.ellipse((150 + brush.lit * 52, 56), (104, 40), glow)
        for number in range(42):
            angle, reach = number * 2.399, math.sqrt((number + 0.5) / 42)
            x, y = (
                150 + math.cos(angle) * reach * 116,
                74 + math.sin(angle) * reach * 46 + abs(math.cos(angle)) * reach * 14,
            )
            _seed(brush, (x, y), math.degrees(angle))
        brush.gleam(
            f"M{150 + brush.lit * 106:.0f} 62Q{150 + brush.lit * 84:.0f} 34 {150 + brush.lit * 50:.0f} 26",
            strength=0.5,
            width=7,
            soft=2.5,
        )
    return Form(300, 268, 0.8)


def _seed(brush: Brush, at: Point, turn: float) -> None:
    x, y = at
    brush.sheet.ellipse(
        (x + 0.8, y + 1.6), (5.2, 3), "#5c3412", opacity=0.4, transform=f"rotate({turn:.0f} {x:.1f} {y:.1f})"
    )
    brush.sheet.ellipse((x, y), (5, 2.8), "#fbeccb", transform=f"rotate({turn:.0f} {x:.1f} {y:.1f})")


def _layer(brush: Brush, box: tuple[float, float, float, float], colour: Colour, radius: float) -> None:
    x, y, width, height = box
    brush.sheet.rect(
        (x + 3, y + height * 0.4, width - 6, height * 0.75), "#1c0c08", radius, opacity=0.35, filter=brush.sheet.blur(2)
    )
    brush.sheet.rect(box, brush.shade.cylinder(brush.sheet, colour, gloss=0.15), radius)


def _frill(brush: Brush, y: float, colour: Colour, deep: float) -> None:
    edge: list[Point] = []
    for number in range(19):
        x = 8 + number * 15.8
        edge.append((x, y + (deep if number % 2 else 0) + brush.rng.uniform(-3, 3)))
    shape = joined([(8, y - 8), (150, y - 14), (292, y - 8)], edge[::-1])
    brush.sheet.path(shape, brush.shade.cylinder(brush.sheet, colour))
    brush.sheet.line(smooth(edge, closed=False), hexa(mix(colour, (236, 246, 170), 0.65)), 2.2)
    for number in range(1, 18, 2):
        x, low = edge[number]
        brush.sheet.line(
            f"M{x:.1f} {low - 3:.1f}L{x + 2:.1f} {y - 6:.1f}", hexa(brush.shade.tone(colour, 0.05)), 1.6, opacity=0.5
        )


def pizza(brush: Brush) -> Form:
    """A whole pizza seen from above at a slant, a slice pulled out."""
    sheet, shade = brush.sheet, brush.shade
    crust = mix((214, 148, 78), brush.named, 0.5) if brush.named else (214, 148, 78)
    sheet.ellipse((200, 106), (196, 98), hexa(shade.tone((120, 84, 56), 0.3)))
    sheet.ellipse((200, 100), (196, 97), shade.flat(sheet, (172, 124, 84)))
    sheet.ellipse((200, 99), (172, 82), hexa(shade.tone(crust, 0.1)))
    sheet.ellipse((200, 92), (172, 82), shade.cylinder(sheet, crust))
    for number in range(40):
        angle = number / 40 * math.tau
        x, y = 200 + math.cos(angle) * 162, 92 + math.sin(angle) * 75
        spot = mix(crust, (110, 56, 24), brush.rng.uniform(0.2, 0.6))
        sheet.ellipse((x, y), (brush.rng.uniform(5, 14), brush.rng.uniform(3, 6)), hexa(spot), opacity=0.5)
    sheet.ellipse((200, 91), (151, 69), hexa((186, 62, 32)))
    cheese = sheet.radial(
        [(0, (255, 216, 112), 1), (0.8, (248, 190, 82), 1), (1, (228, 146, 60), 1)], (0.5 + 0.2 * brush.lit, 0.4), 0.62
    )
    sheet.ellipse((200, 90), (146, 65.5), cheese)
    for _ in range(26):
        x, y = _on_disc(brush, 134, 58)
        sheet.ellipse((x, y), (brush.rng.uniform(6, 17), brush.rng.uniform(3, 7)), hexa(brush.rng.choice([(255, 234,
            160), (238, 158, 66), (255, 224, 130)])),
                      opacity=0.6)  # fmt: skip
    for number in range(13):
        angle, reach = number * 2.399, math.sqrt((number + 0.4) / 13) * 0.86
        _salami(brush, 200 + math.cos(angle) * reach * 142, 89 + math.sin(angle) * reach * 62)
    for number in range(9):
        angle, reach = number * 2.399 + 1.1, math.sqrt((number + 0.9) / 9) * 0.78
        _leaf(brush, 200 + math.cos(angle) * reach * 140, 88 + math.sin(angle) * reach * 60, math.degrees(angle))
    sheet.line("M54 66L346 116M82 136L318 46M196 22L204 160", "#a05a22", 2.0, opacity=0.45)
    brush.gleam(
        f"M{200 + brush.lit * 140:.0f} 52Q{200 + brush.lit * 100:.0f} 26 {200 + brush.lit * 46:.0f} 18",
        strength=0.35,
        width=5,
        soft=2,
    )
    return Form(400, 205, 0.94)


def _on_disc(brush: Brush, wide: float, high: float) -> Point:
    angle, reach = brush.rng.random() * math.tau, math.sqrt(brush.rng.random())
    return 200 + math.cos(angle) * reach * wide, 89 + math.sin(angle) * reach * high


def _salami(brush: Brush, x: float, y: float) -> None:
    sheet = brush.sheet
    sheet.ellipse((x + 1, y + 4), (21, 10.5), "#6a2410", opacity=0.45)
    sheet.ellipse((x, y + 1.6), (21, 10.5), "#8e2420")
    sheet.ellipse((x, y), (20.5, 10), brush.shade.ball(sheet, (204, 62, 48), gloss=0.3))
    for _ in range(5):
        dx, dy = brush.rng.uniform(-12, 12), brush.rng.uniform(-5, 5)
        sheet.ellipse((x + dx, y + dy), (2.2, 1.2), hexa(mix((204, 62, 48), WHITE, 0.5)), opacity=0.7)


def _leaf(brush: Brush, x: float, y: float, turn: float) -> None:
    with brush.sheet.group(transform=f"translate({x:.1f} {y:.1f}) scale(1 0.6) rotate({turn:.0f})"):
        shape = smooth([(-17, 0), (-5, -8), (9, -6), (18, 0), (9, 6), (-5, 8)])
        brush.sheet.path(shape, "#3a2a08", opacity=0.35, transform="translate(1 4)")
        brush.sheet.path(shape, brush.shade.flat(brush.sheet, (64, 132, 58)))
        brush.sheet.line("M-15 0H16", "#a8cf7e", 1.4)
