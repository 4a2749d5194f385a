"""Gift box, plain pack, and the bow that ties one."""

from __future__ import annotations

from reklamai.media.scene.things.brush import Brush, Form
from reklamai.media.scene.things.ink import WHITE, Colour, Point, hexa, mix, smooth

GIFTS: tuple[Colour, ...] = ((198, 62, 66), (46, 92, 88), (236, 202, 150), (70, 86, 140), (232, 148, 150))
PACKS: tuple[Colour, ...] = ((232, 226, 214), (214, 112, 76), (92, 128, 120), (228, 184, 92), (96, 106, 150))


def _faces(brush: Brush, colour: Colour, front: str, side: str, top: str) -> None:
    """A cuboid: the front, the face on picture right, the top."""
    sheet, shade = brush.sheet, brush.shade
    right_lit = 0.78 if brush.lit > 0 else 0.26
    front_lit = 0.5 if brush.lit > 0 else 0.66
    sheet.path(
        side,
        sheet.linear(
            [(0, shade.tone(colour, right_lit), 1), (1, shade.tone(colour, right_lit * 0.8), 1)], (0, 0, 0, 1)
        ),
    )
    sheet.path(
        front,
        sheet.linear(
            [(0, shade.tone(colour, front_lit + 0.08), 1), (1, shade.tone(colour, front_lit - 0.12), 1)], (0, 0, 0.3, 1)
        ),
    )
    sheet.path(top, hexa(shade.tone(colour, 0.9, gloss=0.15)))


def box(brush: Brush) -> Form:
    """A gift box with a ribbon and a bow."""
    colour = brush.colour(GIFTS)
    sheet, shade = brush.sheet, brush.shade
    ribbon = brush.accent(colour, ((244, 224, 180), (206, 164, 92), (250, 246, 238), (190, 60, 70)))
    _faces(
        brush,
        colour,
        "M20 128L186 146V300L20 272Z",
        "M186 146L272 122V264L186 300Z",
        "M20 128L112 108L272 122L186 146Z",
    )
    for shape, lit in (
        ("M84 135L120 139V289L84 283Z", 0.62),
        ("M218 137L242 130V276L218 286Z", 0.3 if brush.lit < 0 else 0.75),
    ):
        sheet.path(shape, hexa(shade.tone(ribbon, lit)))
    brush.shadow("M16 134L186 152L276 128V142L186 168L16 148Z", strength=0.35, soft=4)
    _faces(
        brush,
        mix(colour, WHITE, 0.05),
        "M12 98L188 118V150L12 130Z",
        "M188 118L280 92V124L188 150Z",
        "M12 98L106 76L280 92L188 118Z",
    )
    for shape, lit in (("M82 106L120 110V142L82 138Z", 0.64), ("M220 109L245 102V134L220 141Z",
        0.32 if brush.lit < 0 else 0.75),
                       ("M82 106L168 82L196 84L120 110Z", 0.9), ("M40 92L62 87L245 102L220 109Z", 0.95)):  # fmt: skip
        sheet.path(shape, hexa(shade.tone(ribbon, lit)))
    bow(brush, (140, 92), ribbon)
    brush.gleam("M14 99L187 119L278 93", strength=0.4, width=1.6)
    return Form(292, 302, 0.88)


def bow(brush: Brush, at: Point, colour: Colour) -> None:
    """A ribbon bow with its knot at a point, about 180 units wide."""
    sheet, shade = brush.sheet, brush.shade
    x, y = at
    for side in (-1.0, 1.0):
        tail = [
            (x, y),
            (x + side * 28, y + 16),
            (x + side * 56, y + 44),
            (x + side * 40, y + 44),
            (x + side * 30, y + 54),
            (x + side * 8, y + 22),
        ]
        sheet.path("M" + "L".join(f"{px:.1f} {py:.1f}" for px, py in tail) + "Z", hexa(shade.tone(colour, 0.4)))
        loop = smooth(
            [
                (x, y),
                (x + side * 30, y - 44),
                (x + side * 68, y - 66),
                (x + side * 90, y - 40),
                (x + side * 72, y - 8),
                (x + side * 34, y + 4),
            ]
        )
        sheet.path(loop, shade.flat(sheet, colour, gloss=0.4))
        hollow = smooth(
            [
                (x + side * 22, y - 12),
                (x + side * 46, y - 36),
                (x + side * 72, y - 44),
                (x + side * 74, y - 26),
                (x + side * 52, y - 10),
            ]
        )
        sheet.path(hollow, hexa(shade.tone(colour, 0.06)), opacity=0.8)
        brush.gleam(
            f"M{x + side * 34:.0f} {y - 44:.0f}Q{x + side * 60:.0f} {y - 66:.0f} {x + side * 78:.0f} {y - 52:.0f}",
            strength=0.4,
            width=3,
            soft=1,
        )
    sheet.rect((x - 15, y - 17, 30, 28), shade.cylinder(sheet, colour, gloss=0.4), 9)


def pack(brush: Brush) -> Form:
    """A plain carton that stands in for a product we cannot draw."""
    colour = brush.colour(PACKS)
    sheet, shade = brush.sheet, brush.shade
    front, side = "M16 38L156 52V304L16 280Z", "M156 52L218 34V270L156 304Z"
    _faces(brush, colour, front, side, "M16 38L82 22L218 34L156 52Z")
    other = brush.accent(colour, PACKS)
    with sheet.group(clip=front):
        sheet.path("M10 226Q60 190 96 214T170 196V312H10Z", shade.flat(sheet, other))
        sheet.path("M10 246Q60 214 96 236T170 218V312H10Z", hexa(shade.tone(mix(other, colour, 0.3), 0.5)))
    with sheet.group(clip=side):
        sheet.path("M150 210Q190 190 226 180V310H150Z", hexa(shade.tone(other, 0.72 if brush.lit > 0 else 0.22)))
        sheet.line("M170 110L204 102M170 124L204 116M170 138L196 132", hexa(shade.tone(colour, 0.1)), 3, opacity=0.4)
    ink = mix(colour, (44, 38, 50), 0.8) if sum(colour) > 360 else mix(colour, WHITE, 0.85)
    with sheet.group(transform="translate(86 130) skewY(6)"):
        sheet.ellipse((0, 0), (42, 45), hexa(mix(colour, WHITE, 0.72)))
        brush.emblem((0, 0), 26, mix(other, (60, 40, 50), 0.25), mix(colour, WHITE, 0.72))
        sheet.rect((-36, 58, 72, 7), hexa(ink), 3.5)
        sheet.rect((-24, 72, 48, 5), hexa(ink), 2.5, opacity=0.6)
    sheet.line("M16 38L156 52L218 34M156 52V304", hexa(mix(colour, WHITE, 0.6)), 1.5, opacity=0.8)
    sheet.path("M82 22L88 12L206 22L218 34Z", hexa(shade.tone(colour, 0.5)))
    return Form(234, 306, 0.84)
