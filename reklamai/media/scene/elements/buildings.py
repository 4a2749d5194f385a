"""Houses and towers: far silhouettes with lit windows, and facades that run toward the vanishing point."""

from __future__ import annotations

from random import Random

from reklamai.media.scene import svg
from reklamai.media.scene.elements.solids import Span, face
from reklamai.media.scene.palette import mix
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.svg import Point

WALLS = ("#c9b49a", "#b98a6e", "#a9b0b8", "#d8cdbd", "#8f6f62", "#9aa58f", "#c7a38b")


def far_blocks(s: Setting, base: float, high: float, depth: float, dice: Random, *, colour: str = "#8d97a8") -> str:
    """A town's skyline over the whole width: lit and shaded faces, a few lit windows."""
    x, _, width, _ = s.view.drawn
    end, parts, dots = x + width, [], []
    while x < end:
        wide, tall = dice.uniform(0.16, 0.42) * high, high * (0.3 + 0.7 * dice.random() ** 1.7)
        parts.append(_block(s, (x, x + wide), base - tall, base, depth, dice, colour))
        dots += _dots((x, x + wide), base - tall, base, dice, share=0.1 + 0.34 * s.lamps)
        x += wide * dice.uniform(0.75, 1.15)
    shine = (
        mix(s.palette.grade("#ffd694"), s.palette.haze, 0.15) if s.lamps > 0.1 else s.tone("#e8eef5", 1.0, depth=depth)
    )
    return "".join(parts) + svg.path("".join(dots), shine, opacity=0.25 + 0.65 * s.lamps)


def _block(s: Setting, x: Span, top: float, base: float, depth: float, dice: Random, colour: str) -> str:
    own = mix(colour, dice.choice(WALLS), 0.3)
    lit, dark, foot = (s.tone(own, v, depth=depth * k) for v, k in ((0.85, 1.0), (0.2, 1.0), (0.5, 2.4)))
    turn = x[0] + (x[1] - x[0]) * (0.62 if s.side > 0 else 0.38)
    parts = []
    for a, b, tone in ((x[0], turn, lit if s.side < 0 else dark), (turn, x[1], dark if s.side < 0 else lit)):
        parts.append(svg.rect(a, top, b - a + 0.4, base - top, svg.linear((0, tone), (1, foot))))
    crown = dice.random()
    middle, wide = (x[0] + x[1]) / 2, x[1] - x[0]
    if crown < 0.3:
        parts.append(svg.rect(middle - wide * 0.3, top - wide * 0.2, wide * 0.6, wide * 0.22, dark))
    elif crown < 0.42:
        parts.append(svg.line([(middle, top), (middle, top - wide * 0.8)], dark, width=max(0.8, wide * 0.03)))
    return "".join(parts)


def _dots(x: Span, top: float, base: float, dice: Random, *, share: float) -> list[str]:
    """Window rectangles as path pieces, `share` of them shown."""
    step = max(3.2, (x[1] - x[0]) / dice.randint(6, 9))
    pieces, y = [], top + step
    while y < base - step:
        px = x[0] + step * 0.6
        while px < x[1] - step * 0.8:
            if dice.random() < share:
                pieces.append(f"M{px:.1f} {y:.1f}h{step * 0.42:.1f}v{step * 0.5:.1f}h{-step * 0.42:.1f}Z")
            px += step
        y += step * 1.15
    return pieces


def facade(s: Setting, x: float, z: Span, high: float, dice: Random, *, wall: str, shop: bool) -> str:
    """A house front along the street at `x`, from z[0] (near) to z[1], with storeys, windows and a cornice."""
    depth = sum(z) / 2
    toward = (x < 0) == (s.side > 0)
    lit = 0.82 if toward else 0.28
    near, far = face(s, ((x, high, z[0]), (x, high, z[1])))
    ground = s.view.at(x, 0, z[0])[1]
    tone = svg.linear(
        (0, s.tone(wall, lit, depth=depth)),
        (1, s.tone(wall, lit * 0.55, depth=depth)),
        start=(0, min(near[1], far[1])),
        end=(0, ground),
        absolute=True,
    )
    parts = [svg.polygon(face(s, ((x, high, z[0]), (x, high, z[1]), (x, 0, z[1]), (x, 0, z[0]))), tone)]
    if z[0] > 1:
        out = x + (3 if x > 0 else -3)
        edge = face(s, ((x, high, z[0]), (out, high, z[0]), (out, 0, z[0]), (x, 0, z[0])))
        parts.append(svg.polygon(edge, s.tone(wall, 0.12 if toward else 0.6, depth=depth)))
    floor, count = 3.3, max(1, round((z[1] - z[0]) / 2.3))
    storeys = max(1, int((high - 4.0) / floor))
    parts += _bands(s, x, z, high, wall, lit, depth)
    for row in range(storeys):
        y = 4.4 + row * floor
        for i in range(count):
            parts.append(
                _window(
                    s,
                    x,
                    (z[0] + (z[1] - z[0]) * (i + 0.26) / count, z[0] + (z[1] - z[0]) * (i + 0.74) / count),
                    (y, y + 1.9),
                    dice,
                    wall,
                    lit,
                    depth,
                )
            )
    return "".join(parts) + (_shopfront(s, x, z, dice, depth) if shop else "")


def _quad(s: Setting, x: float, z: Span, y: Span) -> list[Point]:
    return face(s, ((x, y[1], z[0]), (x, y[1], z[1]), (x, y[0], z[1]), (x, y[0], z[0])))


def _bands(s: Setting, x: float, z: Span, high: float, wall: str, lit: float, depth: float) -> list[str]:
    """Cornice and string course, each with the dark below it."""
    out = x - 0.25 if x > 0 else x + 0.25
    parts = []
    for y, thick in ((high - 0.5, 0.5), (3.75, 0.22)):
        parts.append(svg.polygon(_quad(s, x, z, (y - 0.35, y)), s.tone(wall, 0.0, depth=depth), opacity=0.45))
        parts.append(
            svg.polygon(
                _quad(s, out, z, (y, y + thick)), s.tone(mix(wall, "#ffffff", 0.3), min(1.0, lit + 0.12), depth=depth)
            )
        )
    return parts


def _window(s: Setting, x: float, z: Span, y: Span, dice: Random, wall: str, lit: float, depth: float) -> str:
    glowing = dice.random() < 0.2 + 0.4 * s.lamps
    trim = svg.polygon(
        _quad(s, x, (z[0] - 0.12, z[1] + 0.12), (y[0] - 0.14, y[1] + 0.16)),
        s.tone(mix(wall, "#ffffff", 0.4), lit, depth=depth),
    )
    if glowing and s.lamps > 0.2:
        warm = mix(
            s.palette.grade(dice.choice(("#ffd48a", "#ffbf78", "#ffe6b8"))),
            s.palette.haze,
            1 - 2.718 ** (-depth / s.palette.visibility),
        )
        pane: svg.Fill = svg.linear((0, mix(warm, "#7a4a2a", 0.25)), (1, warm))
    else:
        glass = mix(s.tone("#3d4c5c", 0.5, depth=depth), s.palette.sky[1], dice.uniform(0.15, 0.55))
        pane = svg.linear((0, mix(glass, s.palette.sky[2], 0.35)), (1, glass))
    middle = (z[0] + z[1]) / 2
    bar = svg.polygon(
        _quad(s, x, (middle - 0.04, middle + 0.04), y), s.tone(mix(wall, "#ffffff", 0.4), lit, depth=depth)
    )
    return trim + svg.polygon(_quad(s, x, z, y), pane) + bar


def _shopfront(s: Setting, x: float, z: Span, dice: Random, depth: float) -> str:
    """Ground floor: glass with light behind it, a dark frame, sometimes an awning."""
    frame = dice.choice(("#2f3b3a", "#45342d", "#28324a", "#5a2f2f"))
    warm = s.palette.grade("#ffd9a0")
    inside = mix(s.tone("#5b5f63", 0.4, depth=depth), warm, 0.22 + 0.7 * s.lamps)
    inset = (z[0] + 0.35, z[1] - 0.35)
    parts = [svg.polygon(_quad(s, x, (z[0] + 0.1, z[1] - 0.1), (0, 3.5)), s.tone(frame, 0.5, depth=depth))]
    parts.append(
        svg.polygon(_quad(s, x, inset, (0.5, 2.9)), svg.linear((0, mix(inside, s.palette.sky[2], 0.3)), (1, inside)))
    )
    count = max(2, round((z[1] - z[0]) / 1.6))
    for i in range(1, count):
        at = inset[0] + (inset[1] - inset[0]) * i / count
        parts.append(svg.polygon(_quad(s, x, (at - 0.05, at + 0.05), (0.5, 2.9)), s.tone(frame, 0.4, depth=depth)))
    parts += _display(s, x, inset, dice, depth)
    if dice.random() < 0.6:
        parts.append(_awning(s, x, inset, dice, depth))
    return "".join(parts)


def _display(s: Setting, x: float, z: Span, dice: Random, depth: float) -> list[str]:
    """Goods and figures behind the glass, and the glass's own shine."""
    parts, at = [], z[0] + 0.3
    dark = s.tone("#3a2c28", 0.3, depth=depth)
    while at < z[1] - 0.6:
        wide, high = dice.uniform(0.3, 0.7), dice.uniform(0.5, 1.5)
        parts.append(
            svg.polygon(
                _quad(s, x, (at, at + wide), (0.5, 0.5 + high)),
                mix(dark, s.tone(dice.choice(WALLS), 0.7, depth=depth), 0.4),
                opacity=0.5,
            )
        )
        at += wide + dice.uniform(0.1, 0.7)
    shine = svg.polygon(
        face(s, ((x, 2.9, z[0] + 0.4), (x, 2.9, z[0] + 1.3), (x, 0.5, z[0] + 2.6), (x, 0.5, z[0] + 1.7))),
        s.palette.sky[2],
        opacity=0.2,
    )
    return [*parts, shine]


def _awning(s: Setting, x: float, z: Span, dice: Random, depth: float) -> str:
    out, cloth, parts = x * (1 - 1.15 / abs(x)), dice.choice(("#b5483c", "#3f6f63", "#d9a441", "#3d4f7c")), []
    stripes = max(4, round((z[1] - z[0]) / 0.55))
    for i in range(stripes):
        a, b = (z[0] + (z[1] - z[0]) * k / stripes for k in (i, i + 1))
        colour = s.tone(cloth if i % 2 else "#f0e8da", 0.8, depth=depth)
        parts.append(svg.polygon(face(s, ((x, 3.3, a), (x, 3.3, b), (out, 2.7, b), (out, 2.7, a))), colour))
        parts.append(
            svg.polygon(
                face(s, ((out, 2.7, a), (out, 2.7, b), (out, 2.45, b), (out, 2.45, a))),
                s.tone(cloth if i % 2 else "#f0e8da", 0.45, depth=depth),
            )
        )
    return "".join(parts)
