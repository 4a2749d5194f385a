"""Perfume, cream and lipstick."""

from __future__ import annotations

from reklamai.media.scene.things.brush import Brush, Form
from reklamai.media.scene.things.drinks import glassy
from reklamai.media.scene.things.ink import WHITE, Colour, Stop, hexa, mix, smooth

SCENTS: tuple[Colour, ...] = ((214, 120, 138), (226, 176, 96), (132, 160, 190), (160, 126, 176), (148, 176, 132))
CREAMS: tuple[Colour, ...] = ((244, 238, 230), (222, 186, 170), (170, 196, 184), (92, 106, 120), (226, 200, 150))
REDS: tuple[Colour, ...] = ((186, 34, 52), (206, 84, 92), (142, 38, 66), (214, 92, 62))
GOLD: Colour = (206.0, 164.0, 92.0)


def perfume(brush: Brush) -> Form:
    """A square flacon of thick glass with a cut stopper."""
    colour = brush.colour(SCENTS)
    sheet, shade = brush.sheet, brush.shade
    sheet.rect((62, 2, 56, 52), shade.metal(sheet, mix(GOLD, (240, 226, 196), 0.4)), 5)
    sheet.path("M62 16H118", "none", stroke=hexa(shade.tone(GOLD, 0.1)), stroke_width=1.0, opacity=0.4)
    sheet.rect((74, 52, 32, 22), shade.metal(sheet, GOLD), 2)
    case = "M32 74H148Q166 74 166 92V236Q166 252 150 252H30Q14 252 14 236V92Q14 74 32 74Z"
    pale = mix(colour, WHITE, 0.62)
    sheet.path(case, glassy(brush, pale, clear=0.12))
    with sheet.group(clip=case):
        sheet.path("M14 226H166V252H14Z", hexa(mix(pale, WHITE, 0.35)), opacity=0.75)
    inner = "M36 96Q36 88 44 88H136Q144 88 144 96V216Q144 228 132 228H48Q36 228 36 216Z"
    sheet.path(inner, hexa(mix(pale, WHITE, 0.3)), opacity=0.6)
    with sheet.group(clip=inner):
        level = "M30 124Q60 119 90 124T150 124V232H30Z"
        sheet.path(level, glassy(brush, colour))
        deep = sheet.linear([(0, colour, 0), (1, shade.tone(colour, 0.15), 0.65)], (0, 0, 0, 1))
        sheet.rect((30, 150, 120, 80), deep)
        sheet.line("M30 124Q60 119 90 124T150 124", hexa(mix(colour, WHITE, 0.75)), 2)
        glow = sheet.radial([(0, mix(colour, (255, 236, 210), 0.8), 0.8), (1, colour, 0)])
        sheet.ellipse((90 - brush.lit * 30, 214), (34, 22), glow)
    sheet.line("M90 88V216", hexa(mix(colour, (60, 40, 50), 0.3)), 1.6, opacity=0.5)
    sheet.rect((58, 150, 64, 50), shade.flat(sheet, (250, 244, 236)), 2)
    sheet.rect((62, 154, 56, 42), "none", 1, stroke=hexa(GOLD), stroke_width=1.2)
    brush.emblem((90, 175), 13, mix(colour, (60, 30, 40), 0.35), (250, 244, 236))
    x = 90 + brush.lit * 62
    brush.gleam(f"M{x:.0f} 90V230", strength=0.75, width=7)
    brush.gleam(f"M{x - brush.lit * 11:.0f} 94V180", strength=0.4, width=2)
    brush.gleam(f"M{90 - brush.lit * 69:.0f} 92V234", strength=0.4, width=2.4)
    brush.gleam("M34 79H146", strength=0.65, width=2.6)
    brush.gleam(f"M{90 + brush.lit * 14:.0f} 8V46", strength=0.6, width=4, soft=0.6)
    return Form(180, 254, 0.84)


def cream(brush: Brush) -> Form:
    """A tube of cream or an open jar, by chance."""
    return _jar(brush) if brush.rng.random() < 0.45 else _tube(brush)


def _tube(brush: Brush) -> Form:
    colour = brush.colour(CREAMS)
    sheet, shade = brush.sheet, brush.shade
    shape = "M10 6H118V22Q112 130 100 236H28Q16 130 10 22Z"
    sheet.path(shape, shade.cylinder(sheet, colour, gloss=0.4))
    with sheet.group(clip=shape):
        far = 64 - brush.lit * 34
        sheet.path(f"M{far:.0f} 24Q{far + brush.lit * 8:.0f} 130 {far + brush.lit * 10:.0f} 240"
                f"L{64 - brush.lit * 80:.0f} 240V24Z",
                   hexa(shade.tone(colour, 0.1)), opacity=0.28, filter=sheet.blur(5))  # fmt: skip
        sheet.rect((0, 0, 128, 20), hexa(shade.tone(colour, 0.66)))
        for number in range(22):
            sheet.line(f"M{8 + number * 5.2:.1f} 5V20", hexa(shade.tone(colour, 0.1)), 1.1, opacity=0.35)
        brush.gleam(
            f"M{64 + brush.lit * 34:.0f} 30Q{64 + brush.lit * 31:.0f} 130 {64 + brush.lit * 24:.0f} 232",
            strength=0.6,
            width=9,
            soft=1.8,
        )
    ink = mix(colour, (40, 36, 44), 0.72) if sum(colour) > 400 else mix(colour, WHITE, 0.8)
    brush.emblem((64, 98), 19, ink, colour)
    sheet.line("M46 138H82M52 148H76", hexa(ink), 3, opacity=0.8)
    band = mix(colour, GOLD, 0.7)
    sheet.rect((27, 226, 74, 10), shade.metal(sheet, band), 1)
    sheet.path(
        "M26 236H102L98 284Q97 290 90 290H38Q31 290 30 284Z", shade.cylinder(sheet, mix(colour, WHITE, 0.35), gloss=0.4)
    )
    for number in range(12):
        sheet.line(f"M{33 + number * 5.6:.1f} 242V284", hexa(shade.tone(colour, 0.1)), 1.1, opacity=0.25)
    return Form(128, 290, 0.5)


def _jar(brush: Brush) -> Form:
    colour = brush.colour(CREAMS)
    sheet, shade = brush.sheet, brush.shade
    sheet.path(smooth([(56, 76), (62, 44), (90, 40), (98, 12), (118, 4), (128, 30), (152, 44), (166, 52), (172, 76)],
        tension=0.9),
               shade.ball(sheet, (252, 248, 240), gloss=0.2))  # fmt: skip
    sheet.line("M88 52Q112 64 142 50M104 30Q116 38 130 32", "#cdbfb0", 2.4, opacity=0.7)
    wall = "M24 92Q24 80 36 76H192Q204 80 204 92V196Q204 218 178 220H50Q24 218 24 196Z"
    sheet.path(wall, glassy(brush, mix(colour, WHITE, 0.3), clear=0.05))
    sheet.path("M42 98H186V188Q184 202 166 204H62Q44 202 42 188Z", shade.cylinder(sheet, mix(colour, WHITE, 0.1)))
    sheet.ellipse((114, 78), (84, 11), "none", stroke=hexa(mix(colour, WHITE, 0.6)), stroke_width=5.0)
    ink = mix(colour, (40, 36, 44), 0.7) if sum(colour) > 400 else mix(colour, WHITE, 0.8)
    brush.emblem((114, 150), 22, ink, colour)
    sheet.line("M92 186H136", hexa(ink), 3, opacity=0.8)
    brush.gleam(f"M{114 + brush.lit * 76:.0f} 98V200", strength=0.7, width=7)
    brush.gleam(f"M{114 - brush.lit * 82:.0f} 100V196", strength=0.4, width=2.6)
    return Form(228, 222, 0.76)


def lipstick(brush: Brush) -> Form:
    """An open lipstick in a metal case."""
    colour = brush.colour(REDS)
    sheet, shade = brush.sheet, brush.shade
    bullet = "M34 150V62Q34 50 46 38L78 10Q88 4 88 20V150Z"
    sheet.path(bullet, shade.cylinder(sheet, colour, gloss=0.35))
    face = "M36 62Q37 51 47 41L78 14Q86 9 85 22Q84 40 62 56Q44 68 36 62Z"
    sheet.path(face, hexa(shade.tone(colour, 0.78, gloss=0.35)))
    brush.gleam("M50 46Q64 34 78 22", strength=0.5, width=3, soft=0.8)
    brush.gleam(f"M{61 + brush.lit * 14:.0f} 72V146", strength=0.5, width=4, soft=0.8)
    stops: list[Stop] = [(0, shade.tone(GOLD, 0.1), 1), (1, GOLD, 1)]
    sheet.rect((28, 112, 66, 60), shade.metal(sheet, GOLD), 3)
    sheet.rect((28, 112, 66, 5), sheet.linear(stops), 2, opacity=0.5)
    sheet.rect((20, 168, 82, 130), shade.metal(sheet, (52, 46, 54)), 4)
    sheet.rect((20, 168, 82, 130), shade.cylinder(sheet, (44, 40, 48), gloss=0.3), 4, opacity=0.7)
    sheet.rect((20, 168, 82, 9), shade.metal(sheet, GOLD), 2)
    sheet.rect((20, 288, 82, 10), shade.metal(sheet, GOLD), 2)
    brush.emblem((61, 232), 14, GOLD, (44, 40, 48))
    brush.gleam(f"M{61 + brush.lit * 28:.0f} 182V284", strength=0.5, width=5, soft=0.6)
    return Form(122, 300, 0.67)
