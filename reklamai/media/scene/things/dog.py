"""A sitting dog, its face to the camera."""

from __future__ import annotations

from reklamai.media.scene.things.brush import Brush, Form
from reklamai.media.scene.things.fur import eye, form, fur
from reklamai.media.scene.things.ink import WHITE, Colour, Point, hexa, mirrored, mix, smooth

DOGS: tuple[Colour, ...] = ((212, 158, 96), (128, 82, 54), (70, 62, 60), (226, 204, 168))


def dog(brush: Brush) -> Form:
    """A sitting dog with hanging ears and a collar."""
    colour = brush.colour(DOGS)
    pale, dark = mix(colour, (255, 248, 236), 0.68), mix(colour, (44, 26, 20), 0.5)
    _tail(brush, colour)
    for side in (-1.0, 1.0):
        _hind_leg(brush, side, mix(colour, dark, 0.2), pale)
    _trunk(brush, colour, pale)
    for side in (-1.0, 1.0):
        _front_leg(brush, side, colour, pale, dark)
    _collar(brush)
    _dog_head(brush, colour, pale, dark)
    return Form(300, 398, 0.74)


def _tail(brush: Brush, colour: Colour) -> None:
    shade, tail = brush.shade, "M216 344C262 350 286 312 280 270"
    dark, lit = hexa(shade.tone(colour, 0.3)), hexa(shade.tone(colour, 0.6))
    brush.sheet.path(tail, "none", stroke=dark, stroke_width=26.0, stroke_linecap="round")
    brush.sheet.path(tail, "none", stroke=lit, stroke_width=16.0, stroke_linecap="round", transform="translate(0 -2)")


def _beside(side: float, *points: Point) -> list[Point]:
    """Points given by their distance from the middle line, on one side of it."""
    return [(150 + side * x, y) for x, y in points]


def _hind_leg(brush: Brush, side: float, colour: Colour, pale: Colour) -> None:
    form(brush, _beside(side, (40, 270), (82, 286), (94, 336), (84, 378), (40, 384), (30, 330)), colour)
    foot = smooth(_beside(side, (100, 372), (94, 392), (52, 393), (46, 378), (76, 366)))
    brush.sheet.path(foot, brush.shade.flat(brush.sheet, pale))


def _trunk(brush: Brush, colour: Colour, pale: Colour) -> None:
    body = [(104, 170), (196, 170), (214, 220), (218, 290), (200, 350), (150, 362), (100, 350), (82, 290), (86, 220)]
    shape = form(brush, [(float(x), float(y)) for x, y in body], colour)
    fur(brush, shape, (82, 180, 138, 180), colour, 120)
    chest = smooth([(112, 200), (188, 200), (190, 250), (168, 306), (150, 318), (132, 306), (110, 250)])
    brush.sheet.path(chest, brush.shade.flat(brush.sheet, pale))


def _front_leg(brush: Brush, side: float, colour: Colour, pale: Colour, dark: Colour) -> None:
    form(brush, _beside(side, (46, 252), (48, 320), (46, 378), (16, 380), (10, 320), (12, 256)), colour)
    paw = smooth(_beside(side, (52, 376), (48, 394), (14, 395), (7, 384), (16, 368), (38, 366)))
    brush.sheet.path(paw, brush.shade.flat(brush.sheet, pale))
    for toe in (23, 37):
        brush.sheet.line(f"M{150 + side * toe:.0f} 380V393", hexa(dark), 1.8, opacity=0.6)


def _collar(brush: Brush) -> None:
    sheet, shade = brush.sheet, brush.shade
    red = brush.rng.choice([(196, 54, 52), (48, 108, 132), (226, 160, 60)])
    sheet.path("M100 186Q150 222 200 186L204 204Q150 242 96 204Z", shade.cylinder(sheet, red))
    sheet.ellipse((150, 232), (11, 11), shade.ball(sheet, (222, 182, 96), gloss=0.8))


def _dog_head(brush: Brush, colour: Colour, pale: Colour, dark: Colour) -> None:
    sheet, shade = brush.sheet, brush.shade
    sheet.ellipse((150, 190), (56, 18), "#1a0f14", opacity=0.3, filter=sheet.blur(6))
    half = [(0.0, 8.0), (36, 12), (64, 38), (72, 76), (66, 110), (52, 140), (40, 174), (18, 190)]
    head = form(brush, [(150 + x, y) for x, y in mirrored(half)[1:]], colour)
    fur(brush, head, (80, 14, 140, 150), colour, 70)
    sheet.path(smooth([(150, 20), (162, 60), (170, 96), (200, 132), (196, 172), (168, 192), (150, 196), (132, 192),
        (104, 172), (100, 132), (130, 96), (138, 60)]),
               shade.flat(sheet, pale))  # fmt: skip
    for side in (-1.0, 1.0):
        ear = [(150 + side * 42, 18.0), (150 + side * 74, 26.0), (150 + side * 98, 78.0), (150 + side * 96, 132.0),
            (150 + side * 78, 146.0),
               (150 + side * 64, 104.0), (150 + side * 56, 60.0)]  # fmt: skip
        edge = smooth(ear)
        sheet.path(edge, "#1a0f14", opacity=0.28, transform=f"translate({-side * 4:.0f} 4)", filter=sheet.blur(3))
        sheet.path(edge, shade.cylinder(sheet, mix(colour, dark, 0.55)))
        eye(brush, (150 + side * 32, 84), (10.5, 11), (104, 66, 36), slit=False)
        brow = f"M{150 + side * 22:.0f} 64Q{150 + side * 34:.0f} 56 {150 + side * 46:.0f} 64"
        sheet.line(brow, hexa(mix(colour, WHITE, 0.45)), 6, opacity=0.8)
    sheet.path(smooth([(134, 170), (166, 170), (163, 198), (150, 208), (137, 198)]), shade.flat(sheet, (226, 112, 116)))
    sheet.line("M150 172V198", "#a8484e", 1.8)
    sheet.path(
        smooth([(150, 160), (172, 158), (182, 164), (170, 178), (150, 172), (130, 178), (118, 164), (128, 158)]),
        hexa(shade.tone(pale, 0.5)),
    )
    sheet.line("M150 148V164M150 164Q136 180 118 168M150 164Q164 180 182 168", hexa(mix(dark, (30, 16, 16), 0.6)), 2.8)
    sheet.path(
        smooth([(128, 124), (150, 118), (172, 124), (168, 140), (150, 150), (132, 140)]),
        shade.ball(sheet, (48, 40, 42), gloss=0.6),
    )
    brush.gleam(
        smooth([(150 + brush.lit * 4, 124), (150 + brush.lit * 14, 125), (150 + brush.lit * 8, 131)]),
        strength=0.7,
        soft=0.5,
    )
    for side in (-1, 1):
        for dx, dy in ((20, 156), (28, 162), (24, 168)):
            sheet.ellipse((150 + side * dx, dy), (1.3, 1.3), hexa(dark), opacity=0.6)
