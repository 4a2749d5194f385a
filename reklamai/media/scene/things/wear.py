"""Sneaker, bag and ball."""

from __future__ import annotations

from reklamai.media.scene.things.brush import Brush, Form
from reklamai.media.scene.things.ink import WHITE, Colour, Point, Stop, hexa, mix, smooth

SPORTS: tuple[Colour, ...] = (
    (222, 88, 58),
    (44, 74, 106),
    (60, 130, 112),
    (232, 176, 62),
    (150, 74, 130),
    (58, 58, 68),
)
UPPERS: tuple[Colour, ...] = ((240, 236, 228), (222, 216, 206), (60, 64, 76), (206, 214, 220))
LEATHERS: tuple[Colour, ...] = ((150, 88, 54), (44, 40, 46), (192, 150, 110), (126, 44, 50), (64, 84, 78))


def sneaker(brush: Brush) -> Form:
    """A running shoe in profile, toe to picture right."""
    accent = brush.rng.choice(SPORTS)
    upper = brush.colour(UPPERS)
    if brush.named is not None:
        accent = brush.accent(upper, SPORTS)
    sheet, shade = brush.sheet, brush.shade
    foam: Colour = (248, 246, 240)
    hull = ("M40 160C28 118 30 66 46 30C52 16 66 14 74 24C88 44 112 54 136 46C144 43 150 36 156 26C162 16 176 16 184 26"
            "C208 60 252 92 306 106C344 114 372 130 378 164Z")  # fmt: skip
    sheet.path("M52 30C60 18 70 20 76 30C92 50 120 56 142 46L150 60L60 70Z", hexa(shade.tone(accent, 0.08)))
    sheet.path(hull, shade.flat(sheet, upper))
    with sheet.group(clip=hull):
        _upper(brush, upper, accent)
    tongue = "M144 46C148 22 160 8 174 10C184 12 188 22 190 32L168 52Z"
    sheet.path(tongue, shade.flat(sheet, mix(upper, accent, 0.25)))
    _laces(brush, accent, foam)
    sole = (
        "M30 158C24 172 24 186 30 198C34 206 42 208 54 208H356C376 208 388 198 390 182C391 172 388"
        " 164 380 160C300 170 120 170 30 158Z"
    )
    sheet.path(
        sole,
        sheet.linear([(0, foam, 1), (0.6, shade.tone(foam, 0.5), 1), (1, shade.tone(foam, 0.25), 1)], (0, 0, 0, 1)),
    )
    tread = "M28 192C30 206 42 212 56 212H352C374 212 386 204 389 190C340 200 100 202 28 192Z"
    sheet.path(tread, shade.flat(sheet, accent, gloss=0.2))
    with sheet.group(clip=sole):
        sheet.path(
            "M30 178C120 190 220 168 388 182",
            "none",
            stroke=hexa(mix(accent, foam, 0.3)),
            stroke_width=4.0,
            opacity=0.8,
        )
        for number in range(22):
            sheet.line(f"M{48 + number * 15.5:.0f} 204V214", hexa(shade.tone(accent, 0.0)), 2.4, opacity=0.5)
        brush.shadow("M20 156C120 168 300 168 392 158V166C300 177 120 177 20 164Z", strength=0.3, soft=2)
    brush.gleam("M40 168C120 177 220 178 330 174", strength=0.75, width=2.6, soft=0.5)
    return Form(410, 214, 0.9)


def _upper(brush: Brush, upper: Colour, accent: Colour) -> None:
    sheet, shade = brush.sheet, brush.shade
    for row in range(7):
        for column in range(12):
            x, y = 196 + column * 13 + (row % 2) * 6.5, 66 + row * 10
            sheet.ellipse((x, y), (1.9, 1.9), hexa(shade.tone(upper, 0.05)), opacity=0.3)
    heel = "M30 170C20 120 26 50 46 16L76 30C84 80 86 130 100 170Z"
    sheet.path(heel, shade.flat(sheet, accent, gloss=0.25))
    toe = "M318 100C350 108 384 130 386 172H286C292 146 300 118 318 100Z"
    sheet.path(toe, shade.flat(sheet, mix(accent, upper, 0.12), gloss=0.2))
    swoosh = "M104 156C136 100 200 92 262 130C214 116 172 124 150 170H108Z"
    sheet.path(swoosh, shade.flat(sheet, accent, gloss=0.3))
    for shape in ("M84 40C92 84 96 130 104 168", "M286 168C292 144 300 118 320 100", "M150 52C166 84 212 112 268 128"):
        sheet.line(shape, hexa(shade.tone(upper, 0.0)), 1.6, opacity=0.5)
        sheet.line(
            shape, hexa(mix(upper, WHITE, 0.4)), 1.2, stroke_dasharray="4 3", opacity=0.7, transform="translate(4 2)"
        )
    low: list[Stop] = [(0, (30, 20, 44), 0), (1, (30, 20, 44), 0.4)]
    sheet.rect((20, 110, 370, 56), sheet.linear(low, (0, 0, 0, 1)))
    brush.gleam("M196 44C226 78 262 98 308 110", strength=0.5, width=5, soft=2)
    brush.gleam("M44 44C38 70 36 100 40 130", strength=0.4 if brush.lit < 0 else 0.15, width=5, soft=2)


def _laces(brush: Brush, accent: Colour, foam: Colour) -> None:
    sheet = brush.sheet
    for number in range(5):
        x, y = 168 + number * 20.0, 44 + number * 14.5
        sheet.ellipse((x - 12, y + 20), (2.6, 2.6), hexa(mix(accent, (20, 20, 30), 0.5)))
        lace = f"M{x - 12:.0f} {y + 20:.0f}Q{x - 2:.0f} {y + 2:.0f} {x + 14:.0f} {y - 3:.0f}"
        sheet.line(lace, "#1a1220", 6.4, opacity=0.25, transform="translate(1 2.5)")
        sheet.line(lace, hexa(foam), 5.4)
        sheet.line(lace, hexa(brush.shade.tone(foam, 0.3)), 1, opacity=0.5, transform="translate(0.8 1.8)")


FLAP: list[Point] = [(52, 108), (160, 100), (268, 108), (276, 146), (258, 196), (206, 220), (160, 228), (114, 220),
    (62, 196), (44, 146)]  # fmt: skip
STITCH: list[Point] = [(62, 116), (160, 109), (258, 116), (266, 146), (249, 190), (202, 211), (160, 219), (118, 211),
    (71, 190), (54, 146)]  # fmt: skip
GOLD: Colour = (212, 174, 104)


def bag(brush: Brush) -> Form:
    """A leather hand bag with a flap and a metal lock."""
    colour = brush.colour(LEATHERS)
    _handle(brush, colour)
    _bag_body(brush, colour)
    _flap(brush, colour)
    sheet, shade = brush.sheet, brush.shade
    sheet.rect((144, 202, 32, 36), shade.metal(sheet, GOLD), 6)
    sheet.ellipse((160, 220), (6, 6), hexa(shade.tone(GOLD, 0.05)))
    for x in (97, 223):
        sheet.ellipse((x, 128), (10, 10), shade.ball(sheet, GOLD, gloss=0.8))
    return Form(320, 298, 0.86)


def _handle(brush: Brush, colour: Colour) -> None:
    sheet, shade = brush.sheet, brush.shade
    arch = "M96 132C92 40 120 8 160 8C200 8 228 40 224 132"
    sheet.path(arch, "none", stroke=hexa(shade.tone(colour, 0.1)), stroke_width=15.0, stroke_linecap="round")
    lit = sheet.linear(shade.across(colour, gloss=0.3), (90, 0, 230, 0), user=True)
    inner = "M97 132C93 42 121 10 160 10C199 10 227 42 223 132"
    sheet.path(inner, "none", stroke=lit, stroke_width=10.0, stroke_linecap="round")


def _bag_body(brush: Brush, colour: Colour) -> None:
    sheet, shade = brush.sheet, brush.shade
    edge: list[Point] = [(54, 112), (160, 104), (266, 112), (288, 150), (304, 262), (292, 292), (160, 297), (28, 292),
        (16, 262), (32, 150)]  # fmt: skip
    body = smooth(edge, tension=0.7)
    sheet.path(body, shade.cylinder(sheet, colour, depth=0.8))
    with sheet.group(clip=body):
        sheet.path("M10 258Q160 276 310 258V300H10Z", hexa(shade.tone(colour, 0.05)), opacity=0.3, filter=sheet.blur(7))
        for side in (-1, 1):
            x = 160 + side * 128
            gusset = f"M{x} 112Q{x - side * 18} 200 {x + side * 6} 300H{x + side * 40}V112Z"
            sheet.path(gusset, hexa(shade.tone(colour, 0.15)), opacity=0.5)


def _flap(brush: Brush, colour: Colour) -> None:
    sheet = brush.sheet
    flap, thread = smooth(FLAP, tension=0.8), hexa(mix(colour, WHITE, 0.45))
    sheet.path(flap, "#140a10", opacity=0.35, transform="translate(0 5)", filter=sheet.blur(3))
    sheet.path(flap, brush.shade.flat(sheet, mix(colour, WHITE, 0.04), gloss=0.35))
    seam = smooth(STITCH, tension=0.8)
    sheet.path(seam, "none", stroke=thread, stroke_width=1.5, stroke_dasharray="6 4", opacity=0.8)
    with sheet.group(clip=flap):
        sheet.ellipse((160 + brush.lit * 64, 134), (60, 22), "#ffffff", opacity=0.2, filter=sheet.blur(9))


def ball(brush: Brush) -> Form:
    """A basketball, or a ball in the named colour."""
    colour = brush.colour(((218, 112, 48), (226, 96, 62), (236, 170, 52)))
    sheet, shade = brush.sheet, brush.shade
    circle = "M150 4A146 146 0 1 1 149.9 4Z"
    sheet.path(circle, shade.ball(sheet, colour, gloss=0.35))
    with sheet.group(clip=circle):
        for _ in range(260):
            x, y = brush.rng.random() * 300, brush.rng.random() * 300
            sheet.ellipse((x, y), (1.8, 1.8), hexa(shade.tone(colour, 0.05)), opacity=0.22)
        turn = brush.rng.uniform(-30, 30)
        lines = "M150 0V300M0 150H300M48 40Q128 150 48 260M252 40Q172 150 252 260"
        sheet.line(lines, hexa(mix(colour, (24, 16, 20), 0.82)), 5, transform=f"rotate({turn:.0f} 150 150)")
        sheet.line(lines, "#ffffff", 1.2, opacity=0.18, transform=f"translate(2.5 2.5) rotate({turn:.0f} 150 150)")
        dark = sheet.radial(
            [(0, (20, 12, 30), 0), (0.72, (20, 12, 30), 0.05), (1, (20, 12, 30), 0.62)],
            (0.5 + 0.16 * brush.shade.side, 0.38),
            0.62,
        )
        sheet.ellipse((150, 150), (147, 147), dark)
        bounce = sheet.radial([(0, mix(colour, WHITE, 0.5), 0.35), (1, colour, 0)])
        sheet.ellipse((150 - brush.lit * 60, 262), (70, 26), bounce)
    sheet.ellipse(
        (150 + brush.lit * 56, 74),
        (34, 22),
        "#ffffff",
        opacity=0.42,
        filter=sheet.blur(9),
        transform=f"rotate({brush.lit * 34:.0f} {150 + brush.lit * 56:.0f} 74)",
    )
    return Form(300, 300, 0.3)
