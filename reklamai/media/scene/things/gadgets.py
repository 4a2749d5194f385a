"""Phone, laptop, headphones and watch."""

from __future__ import annotations

from reklamai.media.scene.things.brush import Brush, Form
from reklamai.media.scene.things.ink import BLACK, WHITE, Colour, hexa, mix, smooth

METALS: tuple[Colour, ...] = ((62, 66, 76), (208, 210, 216), (226, 198, 170), (70, 92, 120), (164, 130, 150))
SCREENS: tuple[tuple[Colour, Colour, Colour], ...] = (
    ((250, 176, 102), (228, 82, 92), (76, 44, 120)), ((120, 220, 210), (44, 120, 190), (28, 40, 96)),
    ((250, 214, 150), (240, 120, 150), (96, 70, 180)), ((200, 230, 150), (60, 160, 120), (20, 70, 90)),
)  # fmt: skip
PADS: tuple[Colour, ...] = ((36, 42, 56), (238, 234, 226), (206, 92, 66), (84, 112, 100), (150, 118, 96))
STRAPS: tuple[Colour, ...] = ((112, 72, 48), (40, 42, 50), (66, 84, 66), (150, 60, 52))


def _screen(brush: Brush, shape: str, box: tuple[float, float, float, float]) -> None:
    """A lit display with a landscape of soft waves."""
    sheet = brush.sheet
    x, y, width, height = box
    top, mid, low = brush.rng.choice(SCREENS)
    sheet.path(shape, sheet.linear([(0, low, 1), (0.55, mid, 1), (1, top, 1)], (0, 0, 0.4, 1)))
    with sheet.group(clip=shape):
        glow = sheet.radial([(0, WHITE, 0.9), (0.3, top, 0.8), (1, mid, 0)])
        sheet.ellipse((x + width * 0.64, y + height * 0.46), (width * 0.34, width * 0.34), glow)
        for level, colour, alpha in ((0.6, mid, 0.8), (0.72, mix(mid, low, 0.6), 0.85), (0.84, low, 0.9)):
            wave = (f"M{x:.1f} {y + height * level:.1f}q{width * 0.25:.1f} {-height * 0.12:.1f}"
                    f" {width * 0.5:.1f} 0t{width * 0.5:.1f} {-height * 0.02:.1f}"
                    f"V{y + height:.1f}H{x:.1f}Z")  # fmt: skip
            sheet.path(wave, hexa(colour), opacity=alpha)
        glint = (
            f"M{x + width * 0.1:.1f} {y:.1f}H{x + width * 0.5:.1f}L{x + width * 0.12:.1f}"
            f" {y + height:.1f}H{x - width * 0.3:.1f}Z"
        )
        sheet.path(glint, "#ffffff", opacity=0.13)


def phone(brush: Brush) -> Form:
    """A phone that shows its lit screen, its edge in metal."""
    colour = brush.colour(METALS)
    sheet, shade = brush.sheet, brush.shade
    sheet.rect((2, 2, 150, 312), shade.metal(sheet, colour), 25)
    sheet.rect((5.5, 5.5, 143, 305), "#0b0c11", 22)
    screen = "M31 13H123Q141 13 141 31V285Q141 303 123 303H31Q13 303 13 285V31Q13 13 31 13Z"
    _screen(brush, screen, (13, 13, 128, 290))
    sheet.rect((58, 20, 38, 10), "#08090d", 5)
    sheet.ellipse((89, 25), (2.2, 2.2), "#26304a")
    for row in range(2):
        for column in range(4):
            tint = brush.rng.choice(SCREENS)[column % 3]
            sheet.rect((26 + column * 27, 230 + row * 30, 20, 20), hexa(mix(tint, WHITE, 0.35)), 5.5, opacity=0.92)
    sheet.rect((56, 294, 42, 3), "#ffffff", 1.5, opacity=0.8)
    sheet.rect((150.5, 92, 3, 40), hexa(shade.tone(colour, 0.2)), 1.5)
    edge = 5 if brush.lit < 0 else 149
    brush.gleam(f"M{edge} 34V282", strength=0.7, width=1.5)
    brush.gleam("M30 4.6H124", strength=0.5, width=1.3)
    return Form(154, 316, 0.84)


def laptop(brush: Brush) -> Form:
    """An open laptop seen from the front, a little from above."""
    colour = brush.colour(METALS[1:])
    sheet, shade = brush.sheet, brush.shade
    sheet.rect((48, 2, 304, 200), shade.flat(sheet, colour), 10)
    sheet.rect((51, 5, 298, 194), "#101117", 8)
    _screen(brush, "M59 13H341V191H59Z", (59, 13, 282, 178))
    card = mix(WHITE, colour, 0.04)
    sheet.rect((78, 34, 116, 84), hexa(card), 6, opacity=0.9)
    top, mid, _ = brush.rng.choice(SCREENS)
    sheet.rect((86, 42, 100, 40), sheet.linear([(0, top, 1), (1, mid, 1)]), 4)
    for number, width in enumerate((86, 66, 40)):
        sheet.rect((86, 90 + number * 8, width, 3.6), hexa(mix(mid, card, 0.5)), 1.8)
    sheet.ellipse((200, 9), (1.6, 1.6), "#2c3448")
    sheet.path("M40 200H360L396 248Q398 252 394 252H6Q2 252 4 248Z", sheet.linear(
        [(0, shade.tone(colour, 0.45), 1), (0.3, colour, 1), (1, shade.tone(colour, 0.8), 1)], (0, 0, 0,
        1)))  # fmt: skip
    sheet.path("M64 206H336L352 228H48Z", "#1b1c22", opacity=0.88)
    for row in range(4):
        for column in range(15):
            spread = 17.6 + row * 0.62
            x = 200 + (column - 7.5) * spread
            sheet.rect((x + 1, 207.6 + row * 5.1, spread - 2, 3.7), "#3b3d47", 1)
    sheet.path("M156 232H244L250 246H150Z", hexa(shade.tone(colour, 0.5)))
    sheet.path("M4 250H396L392 260Q388 264 380 264H20Q12 264 8 260Z", shade.metal(sheet, mix(colour, BLACK, 0.12)))
    sheet.path("M164 250H236Q232 257 224 257H176Q168 257 164 250Z", hexa(shade.tone(colour, 0.15)))
    brush.gleam("M40 201H360", strength=0.65, width=1.4)
    x = 200 + brush.lit * 150
    brush.gleam(f"M{x - 40:.0f} 251H{min(392, x + 30):.0f}", strength=0.8, width=1.5)
    return Form(400, 266, 0.96)


def headphones(brush: Brush) -> Form:
    """Over-ear headphones, upright, cushions inwards."""
    colour = brush.colour(PADS)
    sheet, shade = brush.sheet, brush.shade
    soft = brush.accent(colour, ((214, 96, 66), (226, 186, 120), (70, 76, 90), (232, 226, 216)))
    arc = "M42 206C22 76 74 14 150 14C226 14 278 76 258 206"
    sheet.path(arc, "none", stroke=hexa(shade.tone(colour, 0.15)), stroke_width=24.0, stroke_linecap="round")
    band = sheet.linear(shade.across(colour, gloss=0.35), (30, 0, 270, 0), user=True)
    sheet.path(
        "M42 206C23 77 75 15 150 15C225 15 277 77 258 206",
        "none",
        stroke=band,
        stroke_width=18.0,
        stroke_linecap="round",
    )
    cushion = "M78 84C96 52 122 42 150 42C178 42 204 52 222 84"
    sheet.path(cushion, "none", stroke=hexa(shade.tone(soft, 0.42)), stroke_width=14.0, stroke_linecap="round")
    sheet.path("M82 80C99 52 124 43 150 43C176 43 201 52 218 80", "none", stroke=hexa(shade.tone(soft, 0.75)),
        stroke_width=5.0,
               stroke_linecap="round", opacity=0.7)  # fmt: skip
    brush.gleam(
        "M64 70C84 34 116 19 150 19" if brush.lit < 0 else "M236 70C216 34 184 19 150 19",
        strength=0.55,
        width=4,
        soft=0.9,
    )
    for side in (-1.0, 1.0):
        _shell(brush, side, colour, soft)
    return Form(300, 322, 0.7)


def _shell(brush: Brush, side: float, colour: Colour, soft: Colour) -> None:
    sheet, shade = brush.sheet, brush.shade
    x = 150 + side * 108
    sheet.rect((x - 6, 150, 12, 70), shade.metal(sheet, (176, 180, 188)), 5)
    inner = x - side * 34
    sheet.rect((inner - 17, 178, 38, 128), shade.cylinder(sheet, soft, gloss=0.1), 18)
    for level in (206, 242, 278):
        sheet.line(f"M{inner - 13:.0f} {level}q{17 * 0.9:.0f} 7 30 0", hexa(shade.tone(soft, 0.1)), 1.6, opacity=0.35)
    cup = smooth([(x - side * 22, 176), (x + side * 6, 168), (x + side * 32, 190), (x + side * 38, 240),
        (x + side * 32, 292), (x + side * 6, 314),
                  (x - side * 22, 308), (x - side * 26, 240)])  # fmt: skip
    sheet.path(cup, shade.cylinder(sheet, colour, gloss=0.45))
    with sheet.group(clip=cup):
        sheet.ellipse((x + side * 9, 241), (19, 52), shade.flat(sheet, mix(colour, WHITE, 0.14)))
        sheet.ellipse((x + side * 9, 241), (19, 52), "none", stroke=hexa(shade.tone(colour, 0.05)), stroke_width=1.6)
        brush.shadow(f"M{x - side * 30:.0f} 168H{x - side * 16:.0f}V314H{x - side * 30:.0f}Z", strength=0.4, soft=4)
    sheet.ellipse((x + side * 9, 241), (7, 8), "none", stroke=hexa(mix(soft, WHITE, 0.1)), stroke_width=2.6)
    if side == brush.lit:
        brush.gleam(
            f"M{x + side * 29:.0f} 206Q{x + side * 34:.0f} 240 {x + side * 29:.0f} 276", strength=0.6, width=4, soft=1
        )


def watch(brush: Brush) -> Form:
    """A wrist watch with a leather strap, seen from the front."""
    strap = brush.colour(STRAPS)
    sheet, shade = brush.sheet, brush.shade
    steel: Colour = (198, 202, 210)
    for shape in (
        "M62 92L70 8Q71 2 78 2H122Q129 2 130 8L138 92Z",
        "M62 208L70 312Q71 318 78 318H122Q129 318 130 312L138 208Z",
    ):
        sheet.path(shape, shade.cylinder(sheet, strap, depth=0.8))
    sheet.line(
        "M76 10L69 88M124 10L131 88M76 310L69 214M124 310L131 214",
        hexa(mix(strap, WHITE, 0.5)),
        1.5,
        stroke_dasharray="5 4",
        opacity=0.8,
    )
    for y in (252, 268, 284):
        sheet.ellipse((100, y), (3.4, 4.2), hexa(shade.tone(strap, 0.02)))
    sheet.rect((176, 140, 14, 20), shade.metal(sheet, steel, upright=False), 3)
    sheet.path("M58 84H142L152 108H48ZM58 216H142L152 192H48Z", shade.metal(sheet, steel))
    sheet.ellipse((100, 150), (80, 80), shade.metal(sheet, steel))
    sheet.ellipse((100, 150), (71, 71), hexa(shade.tone(steel, 0.15)))
    dial = brush.rng.choice([(28, 38, 60), (244, 240, 230), (30, 66, 58), (40, 40, 46)])
    sheet.ellipse((100, 150), (67, 67), shade.ball(sheet, dial, gloss=0.1))
    ink = hexa((246, 240, 226) if sum(dial) < 380 else (40, 40, 52))
    for number in range(60):
        long, wide = (11.0, 3.0) if number % 5 == 0 else (3.5, 0.9)
        sheet.line(f"M100 {88}V{88 + long}", ink, wide, opacity=0.95, transform=f"rotate({number * 6} 100 150)")
    sheet.ellipse((100, 184), (15, 15), "none", stroke=ink, stroke_width=1.2, opacity=0.6)
    sheet.line("M100 184L106 176", ink, 1.4)
    for shape, turn, width in (("M100 160V112", -58.0, 5.0), ("M100 164V94", 62.0, 3.6)):
        sheet.line(shape, "#000000", width, opacity=0.3, transform=f"translate(1.5 2.5) rotate({turn} 100 150)")
        sheet.line(shape, ink, width, transform=f"rotate({turn} 100 150)")
    sheet.line("M100 170V92", "#d8553f", 1.4, transform="rotate(170 100 150)")
    sheet.ellipse((100, 150), (5, 5), shade.metal(sheet, steel))
    glass = (
        "M52 118A58 58 0 0 1 122 92Q96 128 58 166A58 58 0 0 1 52 118Z"
        if brush.lit < 0
        else "M148 118A58 58 0 0 0 78 92Q104 128 142 166A58 58 0 0 0 148 118Z"
    )
    brush.gleam(glass, strength=0.14)
    brush.gleam(
        "M28 128A76 76 0 0 1 74 78" if brush.lit < 0 else "M172 128A76 76 0 0 0 126 78", strength=0.8, width=3, soft=0.5
    )
    return Form(194, 320, 0.36)
