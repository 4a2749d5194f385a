"""A sitting cat, its face to the camera."""

from __future__ import annotations

from reklamai.media.scene.things.brush import Brush, Form
from reklamai.media.scene.things.fur import eye, form, fur
from reklamai.media.scene.things.ink import Colour, Point, hexa, mirrored, mix, smooth

COATS: tuple[Colour, ...] = ((206, 134, 72), (92, 90, 98), (232, 222, 206), (60, 54, 58), (170, 146, 120))


BODY: tuple[Point, ...] = ((96, 150), (164, 150), (184, 196), (206, 250), (210, 306), (186, 334), (130, 338), (74, 334),
    (50, 306), (54, 250), (76, 196))  # fmt: skip


def cat(brush: Brush) -> Form:
    """A sitting cat with its tail round its feet."""
    colour = brush.colour(COATS)
    dark, belly = mix(colour, (40, 26, 24), 0.45), mix(colour, (255, 248, 238), 0.7)
    _tail(brush, colour)
    shape = form(brush, BODY, colour)
    _stripes(brush, shape, dark)
    fur(brush, shape, (50, 160, 160, 170), colour, 110)
    chest = smooth([(102, 168), (158, 168), (164, 214), (146, 258), (130, 270), (114, 258), (96, 214)])
    brush.sheet.path(chest, brush.shade.flat(brush.sheet, belly))
    for side in (-1.0, 1.0):
        _front_leg(brush, side, colour, belly, dark)
    _cat_head(brush, colour, belly, dark)
    return Form(270, 348, 0.72)


def _tail(brush: Brush, colour: Colour) -> None:
    shade, tail = brush.shade, "M176 318C238 330 262 296 240 262C232 250 244 238 252 250"
    dark, lit, move = (
        hexa(shade.tone(colour, 0.3)),
        hexa(shade.tone(colour, 0.62)),
        f"translate({brush.lit * 2:.0f} -2)",
    )
    brush.sheet.path(tail, "none", stroke=dark, stroke_width=27.0, stroke_linecap="round")
    brush.sheet.path(tail, "none", stroke=lit, stroke_width=17.0, stroke_linecap="round", transform=move)


def _front_leg(brush: Brush, side: float, colour: Colour, belly: Colour, dark: Colour) -> None:
    leg = ((34, 232), (38, 280), (40, 330), (26, 342), (5, 338), (7, 280), (8, 232))
    form(brush, [(130 + side * x, float(y)) for x, y in leg], colour)
    paw = ((44, 330), (40, 344), (14, 345), (3, 340), (6, 326), (26, 320))
    edge = smooth([(130 + side * x, float(y)) for x, y in paw])
    brush.sheet.path(edge, brush.shade.flat(brush.sheet, belly))
    for toe in (17, 29):
        brush.sheet.line(f"M{130 + side * toe:.0f} 332V343", hexa(dark), 1.6, opacity=0.6)


def _stripes(brush: Brush, shape: str, dark: Colour) -> None:
    if brush.rng.random() < 0.35:
        return
    with brush.sheet.group(clip=shape):
        for number in range(6):
            y = 186 + number * 24
            for side in (-1, 1):
                x = 130 + side * (44 + number * 6)
                stripe = smooth(
                    [
                        (130 + side * (52 + number * 3), y + 6),
                        (x + side * 30, y - 6),
                        (x + side * 44, y),
                        (x + side * 20, y + 8),
                    ]
                )
                brush.sheet.path(stripe, hexa(dark), opacity=0.55)


def _cat_head(brush: Brush, colour: Colour, belly: Colour, dark: Colour) -> None:
    sheet, shade = brush.sheet, brush.shade
    sheet.ellipse((130, 166), (52, 20), "#1a0f14", opacity=0.28, filter=sheet.blur(6))
    for side in (-1.0, 1.0):
        ear = [
            (130 + side * 20, 48.0),
            (130 + side * 44, 14.0),
            (130 + side * 58, 2.0),
            (130 + side * 66, 40.0),
            (130 + side * 66, 78.0),
        ]
        sheet.path(smooth(ear, tension=0.6), hexa(shade.tone(colour, 0.66 if side == brush.lit else 0.36)))
        inner = [(130 + side * 33, 48.0), (130 + side * 55, 17.0), (130 + side * 60, 64.0)]
        sheet.path(smooth(inner, tension=0.5), hexa(shade.tone((222, 150, 140), 0.5)))
    half = [(0.0, 40.0), (34, 42), (60, 64), (72, 100), (70, 128), (48, 152), (22, 164)]
    head = form(brush, [(130 + x, y) for x, y in mirrored(half)[1:]], colour)
    fur(brush, head, (60, 46, 140, 110), colour, 60)
    with sheet.group(clip=head):
        for x in (-22, 0, 22):
            sheet.path(smooth([(130 + x - 4, 36), (130 + x + 4, 36), (130 + x * 0.6, 72)]), hexa(dark), opacity=0.55)
    sheet.path(
        smooth([(130, 104), (152, 118), (160, 138), (142, 156), (130, 160), (118, 156), (100, 138), (108, 118)]),
        shade.flat(sheet, belly),
    )
    iris = brush.rng.choice([(150, 190, 80), (220, 170, 60), (110, 170, 190)])
    for side in (-1.0, 1.0):
        eye(brush, (130 + side * 32, 100), (14.5, 13), iris, slit=True)
        for level in (-5, 2, 9):
            sheet.line(
                f"M{130 + side * 22:.0f} {136 + level * 0.5:.1f}Q{130 + side * 60:.0f}"
                f" {130 + level:.0f} {130 + side * 92:.0f} {134 + level * 2:.0f}",
                "#ffffff",
                1.2,
                opacity=0.85,
            )
    sheet.path(smooth([(121, 122), (139, 122), (130, 133)], tension=0.8), hexa(shade.tone((206, 112, 108), 0.6)))
    sheet.line("M130 133V140M130 140Q121 150 112 144M130 140Q139 150 148 144", hexa(mix(dark, (50, 24, 24), 0.5)), 2)
