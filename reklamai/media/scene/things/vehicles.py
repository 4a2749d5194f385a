"""Car and bicycle."""

from __future__ import annotations

import math

from reklamai.media.scene.things.brush import Brush, Form
from reklamai.media.scene.things.ink import BLACK, WHITE, Colour, Point, Stop, hexa, mix, smooth

PAINTS: tuple[Colour, ...] = (
    (196, 42, 44),
    (38, 74, 120),
    (222, 222, 220),
    (54, 58, 66),
    (226, 160, 44),
    (66, 110, 96),
)


def car(brush: Brush) -> Form:
    """A low coupe in profile, its nose to picture right."""
    colour = brush.colour(PAINTS)
    sheet = brush.sheet
    sheet.path("M60 190H780V226H60Z", "#15161b")
    body = ("M22 176C18 150 26 128 58 118C110 104 160 100 206 96C262 52 312 26 392 22C470 18 528 42"
            " 596 92C676 98 762 112 790 142"
            "C806 160 808 186 798 204C794 212 784 214 776 214H26C18 206 22 192 22 176Z")  # fmt: skip
    sheet.path(body, sheet.linear(_paint(brush, colour), (0, 0, 0, 1)))
    with sheet.group(clip=body):
        _panels(brush, colour)
    _windows(brush)
    for x in (176.0, 640.0):
        _arch(brush, x, colour)
        _wheel(brush, (x, 204), 56)
    _lamps(brush)
    sky = "M60 121C120 106 170 104 212 100C268 56 318 31 392 27C462 23 520 46 586 94"
    brush.gleam(sky, strength=0.65, width=3, soft=0.8)
    brush.gleam(
        "M600 98C676 104 750 116 782 142" if brush.lit > 0 else "M34 142C40 128 70 120 200 104",
        strength=0.7,
        width=5,
        soft=1.8,
    )
    return Form(826, 262, 0.88, top=20)


def _paint(brush: Brush, colour: Colour) -> list[Stop]:
    """Lacquer: sky above, horizon line, dark ground below."""
    shade = brush.shade
    return [
        (0, mix(colour, WHITE, 0.42), 1), (0.28, mix(colour, WHITE, 0.12), 1), (0.46, colour, 1), (0.6, mix(colour,
        WHITE, 0.16), 1),
        (0.66, shade.tone(colour, 0.16), 1), (0.84, shade.tone(colour, 0.4), 1), (1, shade.tone(colour, 0.04), 1),
    ]  # fmt: skip


def _panels(brush: Brush, colour: Colour) -> None:
    sheet, shade = brush.sheet, brush.shade
    dark = hexa(shade.tone(colour, 0.0))
    side = sheet.linear(
        [(0, BLACK, 0.0), (0.55, BLACK, 0.02), (1, BLACK, 0.36)], (1, 0, 0, 0) if brush.lit > 0 else (0, 0, 1, 0)
    )
    sheet.rect((0, 0, 826, 230), side)
    for shape in ("M250 98C242 130 244 176 258 206", "M508 94C520 130 520 176 508 208", "M258 206H508"):
        sheet.line(shape, dark, 2, opacity=0.6)
    sheet.line("M60 150C240 134 560 132 760 150", "#ffffff", 2.2, opacity=0.4, filter=sheet.blur(0.8))
    sheet.path("M20 192C200 184 600 184 806 192V220H20Z", hexa(shade.tone(colour, 0.06)), opacity=0.6)
    sheet.rect((282, 138, 34, 6), hexa(mix(colour, WHITE, 0.5)), 3)
    sheet.rect((282, 142, 34, 3), dark, 1.5, opacity=0.6)


def _windows(brush: Brush) -> None:
    sheet = brush.sheet
    glass = "M232 94C276 56 318 38 388 36C452 34 500 50 556 92C460 96 330 97 232 94Z"
    sheet.path(
        glass, sheet.linear([(0, (116, 150, 176), 1), (0.45, (58, 78, 98), 1), (1, (26, 32, 42), 1)], (0, 0, 0, 1))
    )
    with sheet.group(clip=glass):
        sheet.path("M330 96C330 80 342 70 356 70C372 70 378 82 380 96Z", "#171a22", opacity=0.8)
        sheet.path("M452 96L466 72L476 74L466 96Z", "#171a22", opacity=0.6)
        x = 420 if brush.lit > 0 else 300
        sheet.path(
            f"M{x} 30H{x + 46}L{x - 10} 100H{x - 56}ZM{x + 62} 30H{x + 76}L{x + 20} 100H{x + 6}Z",
            "#ffffff",
            opacity=0.2,
        )
    sheet.path("M394 34H406L402 98H390Z", "#15161b")
    sheet.path(glass, "none", stroke="#0f1014", stroke_width=4.0)
    sheet.path(smooth([(520, 92), (528, 80), (552, 80), (556, 92), (540, 97)]), "#22242b")


def _arch(brush: Brush, x: float, colour: Colour) -> None:
    sheet = brush.sheet
    sheet.path(f"M{x - 68:.0f} 214A68 68 0 0 1 {x + 68:.0f} 214V220H{x - 68:.0f}Z", "#0d0d11")
    sheet.line(f"M{x - 68:.0f} 210A68 68 0 0 1 {x + 68:.0f} 210", hexa(mix(colour, WHITE, 0.3)), 2.2, opacity=0.6)


def _wheel(brush: Brush, at: Point, radius: float) -> None:
    sheet, shade = brush.sheet, brush.shade
    x, y = at
    sheet.ellipse(at, (radius, radius), shade.ball(sheet, (40, 40, 46), gloss=0.15))
    sheet.ellipse(at, (radius * 0.74, radius * 0.74), "#0c0c10")
    rim: Colour = (196, 200, 208)
    for number in range(10):
        turn = number * 36 + (5 if number % 2 else -5)
        spoke = (
            f"M{x - 4:.1f} {y - radius * 0.14:.1f}L{x - 3:.1f} {y - radius * 0.69:.1f}H{x + 3:.1f}"
            f"L{x + 4:.1f} {y - radius * 0.14:.1f}Z"
        )
        lit = 0.45 + 0.4 * (math.sin(math.radians(turn)) * shade.x - math.cos(math.radians(turn)) * shade.y)
        sheet.path(spoke, hexa(shade.tone(rim, lit, gloss=0.5)), transform=f"rotate({turn} {x} {y})")
    sheet.ellipse(
        at, (radius * 0.71, radius * 0.71), "none", stroke=shade.metal(sheet, rim), stroke_width=radius * 0.07
    )
    sheet.ellipse(at, (radius * 0.17, radius * 0.17), shade.metal(sheet, rim))


def _lamps(brush: Brush) -> None:
    sheet = brush.sheet
    front = smooth([(742, 124), (774, 134), (796, 152), (800, 164), (780, 160), (756, 146)])
    sheet.path(front, "#20242c")
    sheet.path(
        smooth([(752, 130), (776, 140), (794, 156), (780, 154), (760, 143)]),
        sheet.linear([(0, (214, 236, 250), 1), (1, WHITE, 1)]),
    )
    sheet.path(
        smooth([(26, 146), (38, 132), (70, 126), (72, 136), (46, 144), (30, 158)]),
        sheet.linear([(0, (252, 92, 76), 1), (1, (150, 20, 28), 1)]),
    )
    sheet.path("M780 196H802V206H770Z", "#101116")
    sheet.rect((784, 178, 18, 10), "#15171c", 4)


def bicycle(brush: Brush) -> Form:
    """A city bicycle in profile, its front to picture right."""
    colour = brush.colour(((206, 74, 58), (50, 98, 110), (232, 184, 86), (60, 60, 70), (126, 160, 140)))
    sheet, shade = brush.sheet, brush.shade
    rear, front, crank = (104.0, 246.0), (414.0, 246.0), (232.0, 252.0)
    for hub in (rear, front):
        _spoked(brush, hub, 98)
    saddle, head = (194.0, 92.0), (362.0, 98.0)
    tubes = ((rear, crank, 6), (rear, (200, 116), 6), (crank, saddle, 9), (crank, (368, 120), 11), ((200, 114), (364,
        104), 9), ((358, 82), (372, 132), 11),
             ((370, 130), front, 8))  # fmt: skip
    for start, end, width in tubes:
        line = f"M{start[0]:.0f} {start[1]:.0f}L{end[0]:.0f} {end[1]:.0f}"
        sheet.line(line, hexa(shade.tone(colour, 0.1)), width)
        sheet.line(line, hexa(colour), width * 0.72, transform=f"translate({brush.lit * 0.8:.1f} -0.8)")
        sheet.line(
            line,
            hexa(mix(colour, WHITE, 0.6)),
            width * 0.18,
            opacity=0.8,
            transform=f"translate({brush.lit * 1.4:.1f} -1.6)",
        )
    sheet.line("M194 92L190 72", "#b9bec8", 6)
    sheet.path(
        smooth([(152, 62), (178, 58), (214, 66), (236, 68), (234, 76), (200, 80), (168, 80), (150, 72)]),
        shade.cylinder(sheet, (112, 70, 46), gloss=0.3),
    )
    sheet.line(f"M{head[0] - 4:.0f} 84L352 52", "#b9bec8", 6)
    sheet.line("M352 52C376 44 392 46 398 56C402 66 388 72 372 70", "#3a3c44", 6)
    sheet.line("M388 71L362 69", "#70462e", 9)
    _chain(brush, crank, rear)
    for x in (rear[0], front[0]):
        sheet.path(f"M{x - 92:.0f} 204A103 103 0 0 1 {x + 74:.0f} 172", "none", stroke=hexa(shade.tone(colour, 0.4)),
            stroke_width=5.0,
                   stroke_linecap="round")  # fmt: skip
    return Form(516, 346, 0.5, top=44)


def _chain(brush: Brush, crank: Point, rear: Point) -> None:
    sheet, shade = brush.sheet, brush.shade
    sheet.line(
        f"M{rear[0]} {rear[1] - 10}L{crank[0]} {crank[1] - 24}M{rear[0]} {rear[1] + 10}L{crank[0]} {crank[1] + 24}",
        "#3b3d44",
        2,
    )
    sheet.ellipse(crank, (24, 24), "none", stroke="#8d929c", stroke_width=4.0)
    sheet.ellipse(crank, (8, 8), shade.metal(sheet, (176, 180, 188)))
    for dx, dy in ((30, 36), (-30, -36)):
        sheet.line(f"M{crank[0]} {crank[1]}l{dx} {dy}", "#9a9fa9", 5)
        sheet.line(f"M{crank[0] + dx - 12} {crank[1] + dy}h24", "#2b2c32", 7)
    sheet.ellipse(rear, (9, 9), shade.metal(sheet, (176, 180, 188)))


def _spoked(brush: Brush, hub: Point, radius: float) -> None:
    sheet = brush.sheet
    x, y = hub
    for number in range(24):
        angle = number / 24 * math.tau
        sheet.line(
            f"M{x:.1f} {y:.1f}L{x + math.cos(angle) * radius * 0.93:.1f} {y + math.sin(angle) * radius * 0.93:.1f}",
            "#a9aeb8",
            0.9,
            opacity=0.85,
        )
    sheet.ellipse(hub, (radius - 3, radius - 3), "none", stroke="#26272d", stroke_width=8.0)
    sheet.ellipse(
        hub, (radius - 9, radius - 9), "none", stroke=brush.shade.metal(sheet, (190, 194, 202)), stroke_width=4.0
    )
    tip, end = (x + brush.lit * radius * 0.5, y - radius * 0.82), (x + brush.lit * radius * 0.92, y - radius * 0.3)
    bend = (x + brush.lit * radius * 0.79, y - radius * 0.62)
    arc = f"M{tip[0]:.1f} {tip[1]:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
    brush.gleam(arc, strength=0.3, width=2)
    sheet.ellipse(hub, (6, 6), brush.shade.metal(sheet, (176, 180, 188)))
