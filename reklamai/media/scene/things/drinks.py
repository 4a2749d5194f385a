"""Bottle, can, cup and glass."""

from __future__ import annotations

from reklamai.media.scene.things.brush import Brush, Form
from reklamai.media.scene.things.ink import WHITE, Colour, Point, Stop, hexa, joined, mirrored, mix, smooth

JUICES: tuple[Colour, ...] = (
    (226, 112, 40),
    (190, 44, 62),
    (64, 128, 74),
    (232, 178, 52),
    (120, 58, 40),
    (74, 130, 176),
)
CUPS: tuple[Colour, ...] = ((240, 236, 228), (216, 104, 78), (66, 96, 110), (226, 178, 92), (58, 60, 68))
ALUMINIUM: Colour = (188.0, 192.0, 200.0)


def glassy(brush: Brush, colour: Colour, *, clear: float = 0.0) -> str:
    """Paint of coloured glass or liquid in it: dark where the wall is seen edge on, bright beside it."""
    dark, pale = brush.shade.tone(colour, 0.1), mix(colour, WHITE, 0.34)
    glow = 0.5 - 0.26 * brush.lit
    body = 1.0 - clear
    stops: list[Stop] = [
        (0, dark, 0.95), (0.06, mix(dark, colour, 0.4), min(1.0, body + 0.3)), (0.15, mix(colour, pale, 0.5), body),
        (0.3, colour, body),
        (max(0.32, glow), pale if brush.lit < 0 else mix(colour, pale, 0.5), body), (0.7, colour, body), (0.86, pale,
        body),
        (0.94, mix(dark, colour, 0.4), min(1.0, body + 0.3)), (1, dark, 0.95),
    ]  # fmt: skip
    return brush.sheet.linear(sorted(stops, key=lambda stop: stop[0]))


def bottle(brush: Brush) -> Form:
    """A glass bottle of juice with a metal cap and a paper label."""
    colour = brush.colour(JUICES)
    sheet, shade = brush.sheet, brush.shade
    wide, tall = 110.0, 330.0
    half: list[Point] = [(15, 24), (15, 62), (19, 84), (40, 116), (47, 140), (48, 180), (48, 300), (46, 318), (38, 328)]
    shape = smooth([(55 + x, y) for x, y in mirrored(half)], tension=0.75)
    sheet.path(shape, glassy(brush, mix(colour, (230, 240, 240), 0.72), clear=0.35))
    inner: list[Point] = [(11, 74), (15, 88), (36, 118), (42.5, 142), (43.5, 180), (43.5, 298), (41, 314), (34, 320)]
    liquid = smooth([(55 + x, y) for x, y in mirrored(inner)], tension=0.75)
    sheet.path(liquid, glassy(brush, colour))
    sheet.ellipse((55, 75), (11.5, 3), hexa(mix(colour, WHITE, 0.45)), opacity=0.9)
    with sheet.group(clip=shape):
        glow = sheet.radial([(0, mix(colour, (255, 240, 190), 0.75), 0.75), (1, colour, 0)])
        sheet.ellipse((55 - brush.lit * 20, 296), (30, 26), glow)
        brush.shadow("M0 324H110V336H0Z", strength=0.45, soft=3)
    _label(brush, colour)
    x = 55 + brush.lit * 34
    brush.gleam(f"M{x:.0f} 132V306", strength=0.62, width=5)
    brush.gleam(f"M{x - brush.lit * 8:.0f} 138V170", strength=0.4, width=2.4)
    brush.gleam(f"M{55 - brush.lit * 41:.0f} 150V300", strength=0.3, width=1.8)
    brush.gleam(
        f"M{55 + brush.lit * 9:.0f} 34V64Q{55 + brush.lit * 10:.0f} 84 {55 + brush.lit * 26:.0f} 108",
        strength=0.6,
        width=3,
    )
    cap = mix(ALUMINIUM, colour, 0.18)
    sheet.rect((36, 2, 38, 25), shade.metal(sheet, cap), 4)
    for number in range(9):
        sheet.line(f"M{39 + number * 4:.0f} 9V25", hexa(shade.tone(cap, 0.05)), 0.9, opacity=0.35)
    sheet.ellipse((55, 4), (18, 3.4), hexa(shade.tone(cap, 1.0, gloss=0.5)))
    return Form(wide, tall, 0.8)


def _label(brush: Brush, colour: Colour) -> None:
    sheet = brush.sheet
    paper = brush.paper(colour)
    shape = "M7 178Q55 189 103 178V268Q55 279 7 268Z"
    sheet.path(shape, brush.shade.cylinder(sheet, paper, depth=0.95))
    sheet.line("M7 185Q55 196 103 185M7 261Q55 272 103 261", hexa(mix(colour, paper, 0.1)), 1.6)
    brush.emblem((55, 221), 19, colour if sum(paper) > 380 else (236, 210, 140), paper)
    sheet.line("M40 253Q55 256 70 253", hexa(mix(colour, paper, 0.35)), 2.4)


def can(brush: Brush) -> Form:
    """A slim drink can, cold, with drops on it."""
    colour = brush.colour(JUICES)
    sheet, shade = brush.sheet, brush.shade
    body = smooth([(14, 30), (9, 44), (8, 60), (8, 240), (10, 262), (18, 275), (55, 280), (92, 275), (100, 262),
                   (102, 240), (102, 60), (101, 44), (96, 30)], tension=0.6)  # fmt: skip
    # the foot is seen from above, so its lower edge curves down and nothing of the underside shows
    sheet.path("M22 10H88L98 34H12ZM14 262H96L90 281Q55 291 20 281Z", shade.metal(sheet, ALUMINIUM))
    sheet.line("M20 281Q55 291 90 281", hexa(shade.tone(ALUMINIUM, 0.0)), 1.6, opacity=0.6)
    sheet.ellipse((55, 11), (34, 7), shade.metal(sheet, ALUMINIUM))
    sheet.ellipse((55, 11.5), (29.5, 5), hexa(shade.tone(ALUMINIUM, 0.3)))
    sheet.ellipse((55, 11.5), (9, 2.6), hexa(shade.tone(ALUMINIUM, 0.95)))
    sheet.path(body, shade.metal(sheet, colour))
    sheet.path(body, shade.cylinder(sheet, colour), opacity=0.72)
    with sheet.group(clip=body):
        other = brush.accent(colour, JUICES)
        sheet.path("M0 206Q30 178 58 200T112 184V290H0Z", shade.cylinder(sheet, mix(other, colour, 0.25)), opacity=0.9)
        paper = brush.paper(colour)
        sheet.ellipse((55, 132), (33, 34), hexa(paper))
        brush.emblem((55, 132), 21, colour if sum(paper) > 380 else (236, 210, 140), paper)
        sheet.line("M38 222H72M44 232H66", hexa(paper), 3.6, opacity=0.9)
    _drops(brush)
    x = 55 + brush.lit * 33
    brush.gleam(f"M{x:.0f} 50V250", strength=0.5, width=7, soft=0.8)
    brush.gleam(f"M{x - brush.lit * 9:.0f} 56V244", strength=0.26, width=2)
    brush.gleam(f"M{55 - brush.lit * 43:.0f} 60V244", strength=0.22, width=2.4)
    return Form(110, 290, 0.62)


def _drops(brush: Brush) -> None:
    for _ in range(26):
        x, y, radius = 13 + brush.rng.random() * 84, 48 + brush.rng.random() * 212, 0.9 + brush.rng.random() ** 2 * 2.4
        brush.sheet.ellipse((x + 0.4, y + 0.7), (radius, radius * 1.15), "#1a1020", opacity=0.22)
        brush.sheet.ellipse((x, y), (radius, radius * 1.15), "#ffffff", opacity=0.42)
        brush.sheet.ellipse(
            (x + brush.lit * radius * 0.35, y - radius * 0.4), (radius * 0.34, radius * 0.34), "#ffffff", opacity=0.95
        )


def cup(brush: Brush) -> Form:
    """A cup of coffee on its saucer, steam over it."""
    colour = brush.colour(CUPS)
    sheet, shade = brush.sheet, brush.shade
    for x, lean in ((88.0, 10.0), (112.0, -8.0)):
        steam = (
            f"M{x:.0f} 62C{x - lean:.0f} 46 {x + lean * 1.6:.0f} 34 {x:.0f} 18C{x - lean:.0f} 8"
            f" {x + lean:.0f} 4 {x + 2:.0f} 2"
        )
        sheet.line(steam, "#ffffff", 6.5, opacity=0.3, filter=sheet.blur(2.4))
    sheet.ellipse((100, 190), (92, 15), hexa(shade.tone(colour, 0.12)))
    sheet.ellipse((100, 186), (92, 15), shade.cylinder(sheet, colour))
    sheet.ellipse((100, 185), (66, 9.5), hexa(shade.tone(colour, 0.3)), opacity=0.75)
    sheet.path("M152 92C196 82 204 142 146 146", "none", stroke=hexa(shade.tone(colour, 0.3)), stroke_width=15.0)
    sheet.path("M152 91C193 82 200 138 147 142", "none", stroke=hexa(shade.tone(colour, 0.75)), stroke_width=9.0)
    shape = joined(
        [
            (38, 74),
            (40, 104),
            (50, 142),
            (66, 172),
            (80, 184),
            (120, 184),
            (134, 172),
            (150, 142),
            (160, 104),
            (162, 74),
        ],
        tension=0.8,
    )
    sheet.path(shape, shade.cylinder(sheet, colour, gloss=0.3))
    with sheet.group(clip=shape):
        bounce = sheet.linear([(0, colour, 0), (1, mix(colour, (255, 220, 180), 0.3), 0.6)], (0, 0, 0, 1))
        sheet.rect((38, 150, 124, 36), bounce)
        brush.gleam(
            f"M{100 + brush.lit * 38:.0f} 90Q{100 + brush.lit * 36:.0f} 130 {100 + brush.lit * 24:.0f} 158",
            strength=0.6,
            width=9,
            soft=1.6,
        )
    brush.emblem(
        (100, 130), 17, mix(colour, (40, 30, 30), 0.72) if sum(colour) > 420 else mix(colour, WHITE, 0.7), colour
    )
    sheet.ellipse((100, 75), (62, 15.5), hexa(shade.tone(colour, 0.85, gloss=0.4)))
    sheet.ellipse((100, 76.5), (57, 13), hexa(shade.tone(colour, 0.15)))
    coffee = sheet.radial([(0, (150, 92, 54), 1), (0.7, (104, 60, 36), 1), (1, (66, 36, 24), 1)])
    sheet.ellipse((100, 79), (54, 11), coffee)
    sheet.line("M72 79q14 -6 26 0t24 1", "#e2bd8e", 3.4, opacity=0.85)
    sheet.line("M86 84q12 4 26 0", "#e2bd8e", 2.2, opacity=0.6)
    return Form(200, 206, 0.72)


def glass(brush: Brush) -> Form:
    """A tall glass with ice, a straw and a slice of fruit."""
    colour = brush.colour(JUICES)
    sheet = brush.sheet
    straw = brush.accent(colour, JUICES)
    sheet.line("M98 20L74 210", hexa(brush.shade.tone(straw, 0.5)), 7)
    sheet.line("M99.5 20L75.5 210", hexa(mix(straw, WHITE, 0.55)), 2)
    walls = "M20 52L30 246Q31 262 46 262H94Q109 262 110 246L120 52Z"
    sheet.path(
        walls,
        sheet.linear(
            [
                (0, (190, 206, 214), 0.7),
                (0.1, (238, 246, 250), 0.28),
                (0.9, (238, 246, 250), 0.28),
                (1, (190, 206, 214), 0.7),
            ]
        ),
    )
    drink = "M24.5 92L33 240Q34 248 46 248H94Q106 248 107 240L115.5 92Z"
    sheet.path(drink, glassy(brush, colour, clear=0.06))
    with sheet.group(clip=drink):
        fade = sheet.linear([(0, mix(colour, (255, 236, 180), 0.55), 0.75), (1, colour, 0)], (0, 0, 0, 1))
        sheet.rect((20, 92, 100, 110), fade)
        for x, y, turn in ((38.0, 100.0, -12), (72.0, 96.0, 16), (54.0, 128.0, 30), (80.0, 138.0, -20)):
            sheet.rect((x, y, 27, 27), "#ffffff", 5, opacity=0.34, transform=f"rotate({turn} {x + 13} {y + 13})")
            sheet.rect(
                (x + 3, y + 3, 21, 21),
                hexa(mix(colour, WHITE, 0.5)),
                4,
                opacity=0.4,
                transform=f"rotate({turn} {x + 13} {y + 13})",
            )
        for _ in range(16):
            x, y = 36 + brush.rng.random() * 68, 150 + brush.rng.random() * 90
            sheet.ellipse((x, y), (1.6, 1.6), "#ffffff", opacity=0.5)
    sheet.ellipse((70, 92), (45.5, 6.5), hexa(mix(colour, WHITE, 0.4)), opacity=0.9)
    sheet.ellipse((70, 52), (50, 7), "none", stroke="#ffffff", stroke_width=2.4, opacity=0.8)
    _slice(brush)
    brush.gleam(f"M{70 + brush.lit * 38:.0f} 66L{70 + brush.lit * 30:.0f} 238", strength=0.7, width=5)
    brush.gleam(f"M{70 - brush.lit * 44:.0f} 70L{70 - brush.lit * 36:.0f} 236", strength=0.4, width=2)
    brush.gleam("M44 255H96", strength=0.55, width=3)
    return Form(142, 264, 0.56)


def _slice(brush: Brush) -> None:
    sheet = brush.sheet
    x, y = 112.0, 46.0
    sheet.ellipse((x, y), (26, 26), hexa(brush.shade.tone((242, 164, 44), 0.5)))
    sheet.ellipse((x, y), (23, 23), "#fff1cf")
    for number in range(8):
        turn = number * 45
        sheet.path(
            f"M{x} {y - 3}L{x - 7} {y - 19}Q{x} {y - 23} {x + 7} {y - 19}Z",
            "#f6b33c",
            transform=f"rotate({turn} {x} {y})",
        )
    brush.gleam(f"M{x - 16} {y - 10}Q{x - 10} {y - 20} {x} {y - 21}", strength=0.5, width=2)
