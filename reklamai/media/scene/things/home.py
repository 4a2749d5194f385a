"""Book, flowers, chair and lamp."""

from __future__ import annotations

import math

from reklamai.media.scene.things.brush import Brush, Form
from reklamai.media.scene.things.gifts import bow
from reklamai.media.scene.things.ink import WHITE, Colour, Point, Stop, hexa, mix, smooth

COVERS: tuple[Colour, ...] = ((176, 60, 52), (38, 72, 96), (222, 160, 66), (64, 104, 82), (108, 72, 110))
PETALS: tuple[Colour, ...] = ((232, 106, 120), (244, 190, 110), (246, 238, 228), (176, 116, 190), (222, 74, 66))
WOOD: Colour = (164, 116, 76)


def book(brush: Brush) -> Form:
    """A standing hardback, its pages to picture right."""
    colour = brush.colour(COVERS)
    sheet, shade = brush.sheet, brush.shade
    sheet.path(
        "M176 32L222 22V270L176 290Z",
        sheet.linear([(0, (236, 226, 206), 1), (1, shade.tone((236, 226, 206), 0.8 if brush.lit > 0 else 0.3), 1)]),
    )
    for number in range(9):
        x = 180 + number * 4.7
        sheet.line(f"M{x:.1f} {32 - number:.1f}V{288 - number * 2:.1f}", "#9a8a70", 0.8, opacity=0.5)
    sheet.path("M14 14L60 4L228 14L176 26Z", hexa(shade.tone(colour, 0.3)))
    sheet.path("M26 17L62 9L218 18L176 25Z", "#efe5cf")
    sheet.path("M222 14L229 13V276L222 278Z", hexa(shade.tone(colour, 0.5)))
    front = "M14 14L176 26V300L14 278Z"
    sheet.path(front, shade.flat(sheet, colour, gloss=0.2))
    foil = mix(colour, (246, 222, 160), 0.85)
    with sheet.group(clip=front):
        sheet.path("M14 10H38V310H14Z", hexa(shade.tone(colour, 0.1)), opacity=0.55)
        sheet.line("M38 10V310", "#000000", 2.4, opacity=0.3)
        sheet.line("M41 10V310", "#ffffff", 1.2, opacity=0.25)
        with sheet.group(transform="translate(106 0) skewY(5)"):
            sheet.rect((-50, 40, 108, 226), "none", 3, stroke=hexa(foil), stroke_width=2.4)
            sheet.ellipse((4, 120), (38, 38), hexa(foil))
            sheet.path(
                smooth([(-34, 138), (-10, 104), (6, 124), (22, 96), (42, 138), (4, 158)], tension=0.7),
                hexa(mix(colour, (20, 20, 40), 0.3)),
            )
            sheet.rect((-30, 190, 68, 9), hexa(foil), 4)
            sheet.rect((-18, 208, 44, 6), hexa(foil), 3, opacity=0.8)
    sheet.path("M176 286L222 268L229 276L176 300L14 278L14 270Z", hexa(shade.tone(colour, 0.1)), opacity=0.6)
    return Form(234, 302, 0.8)


def flowers(brush: Brush) -> Form:
    """A bouquet in wrapping paper with a ribbon."""
    colour = brush.colour(PETALS)
    sheet, shade = brush.sheet, brush.shade
    paper = mix((236, 222, 202), colour, 0.12)
    for number in range(9):
        x = 74 + number * 17
        leaf = smooth(
            [
                (142, 210),
                (x - 14, 90 + abs(number - 4) * 12),
                (x, 24 + abs(number - 4) * 14),
                (x + 12, 96 + abs(number - 4) * 12),
            ]
        )
        sheet.path(leaf, shade.flat(sheet, mix((72, 122, 74), (122, 160, 98), brush.rng.random())))
    sheet.path("M24 156L70 118L142 340L214 118L262 156L160 352H124Z", hexa(shade.tone(paper, 0.34)))
    second = brush.accent(colour, PETALS)
    spots = ((58, 118, 30), (226, 118, 30), (100, 66, 32), (184, 66, 32), (142, 44, 30), (74, 164, 30), (210, 164, 30),
             (142, 104, 38), (106, 152, 34), (178, 152, 34))  # fmt: skip
    for number, (x, y, radius) in enumerate(spots):
        _bloom(brush, (x, y), radius, (colour, mix(colour, WHITE, 0.4), second)[number % 3])
    for _ in range(16):
        left, top = 142 + brush.rng.uniform(-100, 100), 110 + brush.rng.uniform(-74, 70)
        sheet.ellipse((left, top), (3.4, 3.4), "#fffaf0")
    sheet.path("M18 168Q84 190 142 300Q200 190 268 168L162 352H122Z", shade.flat(sheet, paper))
    sheet.path(
        "M142 300L122 352H108L40 176Q94 204 142 300Z",
        hexa(shade.tone(paper, 0.72 if brush.lit < 0 else 0.3)),
        opacity=0.7,
    )
    for shape in ("M142 300L160 350", "M62 192L132 330", "M226 190L154 330"):
        sheet.line(shape, hexa(shade.tone(paper, 0.05)), 1.6, opacity=0.4)
    sheet.path("M120 350H164L182 436Q142 446 102 436Z", shade.flat(sheet, paper))
    sheet.line("M128 354L122 434M142 354V438M156 354L162 434", hexa(shade.tone(paper, 0.05)), 1.6, opacity=0.4)
    with sheet.group(transform="translate(142 350) scale(0.5) translate(-142 -350)"):
        bow(brush, (142, 350), second)
    return Form(286, 442, 0.28)


def _bloom(brush: Brush, at: Point, radius: float, colour: Colour) -> None:
    sheet, shade = brush.sheet, brush.shade
    x, y = at
    sheet.ellipse((x, y + 4), (radius, radius), "#1c1420", opacity=0.22, filter=sheet.blur(3))
    for ring, count in ((1.0, 8), (0.74, 7), (0.46, 5)):
        for number in range(count):
            angle = number / count * math.tau + ring * 3 + x
            px, py = x + math.cos(angle) * radius * ring * 0.56, y + math.sin(angle) * radius * ring * 0.52
            away = math.cos(angle) * brush.shade.x + math.sin(angle) * brush.shade.y
            petal = shade.tone(colour, 0.52 + 0.3 * away * ring - (1 - ring) * 0.25)
            sheet.ellipse(
                (px, py), (radius * 0.46 * (0.6 + ring * 0.4), radius * 0.42 * (0.6 + ring * 0.4)), hexa(petal)
            )
    sheet.ellipse((x, y), (radius * 0.17, radius * 0.16), hexa(shade.tone(mix(colour, (250, 206, 90), 0.6), 0.5)))


def chair(brush: Brush) -> Form:
    """A lounge chair with a shell seat on wooden legs, three-quarter view."""
    colour = brush.colour(((214, 110, 78), (74, 110, 104), (226, 178, 84), (90, 96, 116), (196, 186, 170)))
    sheet, shade = brush.sheet, brush.shade
    for shape, lit in (("M84 232L60 396L70 396L104 236Z", 0.3), ("M224 232L256 388L264 386L244 226Z", 0.3),
        ("M64 244L24 406L36 408L88 248Z", 0.6),
                       ("M186 250L204 412L216 412L210 246Z", 0.6)):  # fmt: skip
        sheet.path(shape, shade.cylinder(sheet, shade.tone(WOOD, lit)))
    sheet.line("M50 330L208 340", hexa(shade.tone(WOOD, 0.3)), 6)
    back = smooth(
        [(64, 18), (140, 4), (222, 14), (252, 36), (262, 120), (256, 206), (150, 220), (62, 212), (44, 120), (46, 40)],
        tension=0.9,
    )
    sheet.path(back, shade.cylinder(sheet, colour, depth=0.75))
    with sheet.group(clip=back):
        for x in (106, 152, 200):
            sheet.line(f"M{x} 6Q{x - 6} 110 {x - 2} 220", hexa(shade.tone(colour, 0.05)), 2.4, opacity=0.45)
            sheet.line(f"M{x + 4} 6Q{x - 2} 110 {x + 2} 220", "#ffffff", 1.6, opacity=0.2)
        brush.shadow("M30 180H270V230H30Z", strength=0.4, soft=12)
    seat = smooth(
        [(38, 206), (150, 190), (262, 200), (282, 222), (268, 250), (150, 268), (34, 254), (20, 230)], tension=0.9
    )
    sheet.path(seat, "#120c14", opacity=0.3, transform="translate(0 6)", filter=sheet.blur(3))
    sheet.path(seat, shade.flat(sheet, mix(colour, WHITE, 0.06)))
    sheet.path(
        smooth([(24, 232), (150, 250), (278, 226), (268, 250), (150, 268), (34, 254)], tension=0.9),
        hexa(shade.tone(colour, 0.2)),
        opacity=0.7,
    )
    for points in ("M52 30Q44 120 58 204", "M246 30Q258 120 252 200"):
        sheet.line(points, hexa(mix(colour, WHITE, 0.4)), 2, opacity=0.5)
    return Form(300, 414, 0.7)


def lamp(brush: Brush) -> Form:
    """A table lamp with a lit fabric shade."""
    colour = brush.colour(((240, 220, 184), (226, 150, 104), (120, 150, 140), (210, 130, 130)))
    sheet, shade = brush.sheet, brush.shade
    metal: Colour = (198, 160, 96)
    sheet.ellipse((110, 330), (62, 12), hexa(shade.tone(metal, 0.1)))
    sheet.ellipse((110, 325), (62, 12), shade.metal(sheet, metal))
    sheet.rect((105, 150, 10, 174), shade.metal(sheet, metal), 3)
    sheet.ellipse((110, 262), (26, 34), shade.ball(sheet, mix(colour, (90, 70, 60), 0.45), gloss=0.8))
    sheet.ellipse((110, 296), (18, 6), shade.metal(sheet, metal))
    cone = "M66 10H154L212 168Q110 190 8 168Z"
    sheet.path(cone, shade.cylinder(sheet, colour))
    glow: list[Stop] = [(0, (255, 244, 206), 0.95), (0.45, (255, 220, 150), 0.6), (1, (255, 200, 120), 0)]
    with sheet.group(clip=cone):
        sheet.ellipse((110, 136), (110, 96), sheet.radial(glow))
        for number in range(-9, 10):
            sheet.line(
                f"M{110 + number * 4.7:.1f} 8L{110 + number * 11.4:.1f} 184",
                hexa(shade.tone(colour, 0.1)),
                1,
                opacity=0.22,
            )
    sheet.path("M8 168Q110 190 212 168L210 161Q110 182 10 161Z", hexa(shade.tone(colour, 0.3)), opacity=0.6)
    sheet.path("M12 172Q110 192 208 172Q110 180 12 172Z", "#fff3cf")
    sheet.ellipse((110, 10), (44, 4.5), hexa(mix(colour, WHITE, 0.5)))
    sheet.line("M150 176V214", hexa(metal), 1.6)
    sheet.ellipse((150, 217), (4, 4), shade.ball(sheet, metal))
    return Form(220, 342, 0.56)
