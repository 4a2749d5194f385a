"""Trees, bushes and grass: silhouettes with a shaded body, a lit side and broken edges."""

from __future__ import annotations

import math
from random import Random

from reklamai.media.scene import svg
from reklamai.media.scene.palette import mix
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.svg import Point
from reklamai.media.words.reading import Season

FOLIAGE = {
    Season.SPRING: ("#9cc06c", "#b4cc78", "#e9b7c4"),
    Season.SUMMER: ("#6c9a50", "#5c8f55", "#86a650"),
    Season.AUTUMN: ("#d98f3c", "#c65f33", "#dfb44e"),
    Season.WINTER: ("#7c8b7a", "#8f8678", "#6f8078"),
}


def bumpy(
    cx: float, cy: float, rx: float, ry: float, dice: Random, *, points: int = 13, rough: float = 0.22
) -> list[Point]:
    """A lumpy round outline."""
    ring = []
    for i in range(points):
        angle, swell = 2 * math.pi * (i + dice.uniform(-0.25, 0.25)) / points, 1 + dice.uniform(-rough, rough)
        ring.append((cx + math.cos(angle) * rx * swell, cy + math.sin(angle) * ry * swell))
    return ring


def broadleaf(s: Setting, x: float, foot: float, height: float, depth: float, dice: Random, *, detail: int = 3) -> str:
    """A leafy tree standing at (x, foot), `height` units tall; bare if it is winter. detail 0..3."""
    if s.season is Season.WINTER:
        return bare(s, x, foot, height, depth, dice, detail=detail)
    leaf = dice.choice(FOLIAGE[s.season])
    bark = s.tone("#6b5646", 0.35, depth=depth)
    lean = dice.uniform(-0.05, 0.05) * height
    crown, rx, ry = foot - height * 0.63, height * dice.uniform(0.27, 0.34), height * dice.uniform(0.3, 0.36)
    w = height * 0.028
    trunk = svg.path(
        (
            f"M{x - w * 1.7:.1f} {foot:.1f}"
            f"Q{x - w * 0.6:.1f} {foot - height * 0.12:.1f} {x + lean * 0.6 - w * 0.5:.1f} {crown:.1f}"
            f"L{x + lean * 0.6 + w * 0.5:.1f} {crown:.1f}"
            f"Q{x + w * 0.8:.1f} {foot - height * 0.12:.1f} {x + w * 1.9:.1f} {foot:.1f}Z"
        ),
        svg.linear(
            (0, s.tone("#6b5646", 0.15, depth=depth)),
            (0.9, bark),
            start=(0 if s.side > 0 else 1, 0),
            end=(s.side > 0, 0),
        ),
    )
    return trunk + crown_of(s, (x + lean, crown), (rx, ry), leaf, depth, dice, detail=detail)


def crown_of(
    s: Setting, middle: Point, radii: Point, leaf: str, depth: float, dice: Random, *, detail: int = 3
) -> str:  # fmt: skip
    """A mass of leaves: shaded body, half lights, lit clumps toward the light, loose leaves at the edge."""
    (cx, cy), (rx, ry) = middle, radii
    cool = mix(leaf, "#2f4f55", 0.38)
    tones = [s.tone(cool, 0.12, depth=depth), s.tone(mix(leaf, cool, 0.45), 0.5, depth=depth)]
    tones += [s.tone(leaf, 0.8, depth=depth), s.tone(mix(leaf, "#f2e9a8", 0.28), 1.0, depth=depth)]
    parts = [svg.blob(bumpy(cx, cy, rx, ry, dice, points=15), tones[0])]
    for tone, many, size, shift in zip(
        tones[:4], (7, 7, 6, 4), (0.46, 0.38, 0.27, 0.15), (0.0, 0.12, 0.3, 0.42), strict=True
    ):
        for _ in range(many if detail else many // 2):
            angle, out = dice.uniform(0, 2 * math.pi), math.sqrt(dice.random()) * 0.72
            px = cx + (math.cos(angle) * out + s.side * shift * 0.8) * rx
            py = cy + (math.sin(angle) * out - shift) * ry
            parts.append(svg.blob(bumpy(px, py, rx * size, ry * size * 0.8, dice, points=9, rough=0.25), tone))
        parts.extend(_leaves(cx, cy, rx, ry, tone, (shift, s.side), dice, many=detail * 11))
    return "".join(parts)


def _leaves(
    cx: float, cy: float, rx: float, ry: float, tone: str, toward: Point, dice: Random, *, many: int
) -> list[str]:  # fmt: skip
    """One path of small leaf shapes spread over and just outside a crown."""
    pieces = []
    for _ in range(many):
        angle, out = dice.uniform(0, 2 * math.pi), dice.uniform(0.5, 1.13)
        px = cx + (math.cos(angle) * out * (1 - toward[0] * 0.5) + toward[1] * toward[0] * 0.5) * rx
        py = cy + (math.sin(angle) * out * (1 - toward[0] * 0.5) - toward[0] * 0.5) * ry
        a, long = dice.uniform(0, math.pi), rx * dice.uniform(0.03, 0.065)
        dx, dy = math.cos(a) * long, math.sin(a) * long
        pieces.append(
            f"M{px - dx:.1f} {py - dy:.1f}Q{px + dy:.1f} {py - dx:.1f} {px + dx:.1f} {py + dy:.1f}"
            f"Q{px - dy:.1f} {py + dx:.1f} {px - dx:.1f} {py - dy:.1f}Z"
        )
    return [svg.path("".join(pieces), tone)] if pieces else []


def bare(s: Setting, x: float, foot: float, height: float, depth: float, dice: Random, *, detail: int = 3) -> str:
    """A leafless tree, snow along its boughs if snow lies."""
    bark, frost = s.tone("#5f5350", 0.35, depth=depth), s.tone("#f4f6fa", 0.9, depth=depth)
    by_width: dict[int, list[str]] = {}
    _bough(
        x,
        foot,
        -math.pi / 2 + dice.uniform(-0.05, 0.05),
        height * 0.3,
        height * 0.05,
        5 if detail else 4,
        dice,
        by_width,
    )
    parts = []
    for width, pieces in sorted(by_width.items(), reverse=True):
        d = "".join(pieces)
        parts.append(svg.path(d, stroke=bark, width=width / 10, extra=' stroke-linecap="round"'))
        if s.snowy and width > 6:
            parts.append(
                svg.path(
                    d,
                    stroke=frost,
                    width=width / 28,
                    extra=f' stroke-linecap="round" transform="translate(0 {-width / 30:.2f})"',
                )
            )
    return "".join(parts)


def _bough(
    x: float, y: float, angle: float, long: float, wide: float, left: int, dice: Random, into: dict[int, list[str]]
) -> None:  # fmt: skip
    tx, ty = x + math.cos(angle) * long, y + math.sin(angle) * long
    bend = angle + dice.uniform(-0.3, 0.3)
    mx, my = x + math.cos(bend) * long * 0.5, y + math.sin(bend) * long * 0.5
    into.setdefault(max(4, round(wide * 10)), []).append(f"M{x:.1f} {y:.1f}Q{mx:.1f} {my:.1f} {tx:.1f} {ty:.1f}")
    if left <= 0:
        return
    for turn in (-dice.uniform(0.3, 0.62), dice.uniform(0.3, 0.62), dice.uniform(-0.2, 0.2)):
        _bough(tx, ty, angle + turn, long * dice.uniform(0.62, 0.8), wide * 0.58, left - 1, dice, into)


def conifer(s: Setting, x: float, foot: float, height: float, depth: float, dice: Random, *, tiers: int = 10) -> str:
    """A fir in ragged tiers, each shaded where the one above hangs over it; snow on its arms if snow lies."""
    dark, middle, lit = (s.tone(c, v, depth=depth) for c, v in (("#29483f", 0.1), ("#3d6852", 0.45), ("#6b9263", 0.95)))
    ends = s.lit_first()
    needles = svg.linear((0, lit), (0.38, middle), (0.85, dark), start=ends[0], end=ends[1])
    w = height * dice.uniform(0.15, 0.2)
    parts = [
        svg.rect(
            x - height * 0.013, foot - height * 0.12, height * 0.026, height * 0.12, s.tone("#574536", 0.3, depth=depth)
        )
    ]
    for i in range(tiers):
        t = i / tiers
        low, half = foot - height * (0.05 + 0.87 * t), w * (1 - t) ** 0.85 + height * 0.008
        top = max(low - height * (0.3 - 0.12 * t), foot - height)
        edge = _ragged(x, low, half, height, dice)
        body = svg.outline([(x, top), *edge])
        parts.append(svg.path(body, needles))
        if i:
            under = [(px, py + height * 0.022) for px, py in edge]
            parts.insert(-1, svg.polygon([(x, top), *under], dark, opacity=0.32))
        if s.snowy:
            cap = [(px + (x - px) * 0.2, py - height * (0.024 + 0.012 * (k % 2))) for k, (px, py) in enumerate(edge)]
            frost = svg.linear(
                (0, s.tone("#ffffff", 1.0, depth=depth)),
                (1, s.tone("#c4d2e6", 0.4, depth=depth)),
                start=ends[0],
                end=ends[1],
            )
            parts.append(svg.polygon([(x, top), *cap], frost, opacity=0.92))
    return "".join(parts)


def _ragged(x: float, low: float, half: float, height: float, dice: Random, *, teeth: int = 11) -> list[Point]:
    """The hanging lower edge of one tier, left to right, tips drooping outward."""
    edge = []
    for k in range(teeth + 1):
        u = 2 * k / teeth - 1
        hang = height * (0.018 * u * u + (dice.uniform(0.0, 0.02) if k % 2 else -dice.uniform(0.0, 0.016)))
        edge.append((x + u * half * dice.uniform(0.94, 1.06), low + hang))
    return edge


def bush(s: Setting, x: float, foot: float, width: float, depth: float, dice: Random, *, detail: int = 2) -> str:
    """A round shrub on the ground, or a mound of snow in winter."""
    leaf = "#dfe5ee" if s.snowy else dice.choice(FOLIAGE[s.season][:2])
    return crown_of(s, (x, foot - width * 0.26), (width * 0.5, width * 0.34), leaf, depth, dice, detail=detail)


def tuft(x: float, foot: float, height: float, colour: str, dice: Random, *, blades: int = 7) -> str:
    """A few blades of grass, one path."""
    pieces = []
    for _ in range(blades):
        px, tip, tall = (
            x + dice.uniform(-0.3, 0.3) * height,
            dice.uniform(-0.5, 0.5) * height,
            height * dice.uniform(0.5, 1),
        )
        w = height * 0.035
        pieces.append(
            f"M{px - w:.1f} {foot:.1f}Q{px:.1f} {foot - tall * 0.6:.1f} {px + tip:.1f} {foot - tall:.1f}"
            f"Q{px + w * 1.5:.1f} {foot - tall * 0.5:.1f} {px + w:.1f} {foot:.1f}Z"
        )
    return svg.path("".join(pieces), colour)


def fringe(
    s: Setting, k: float, colours: tuple[str, ...], *, many: int = 14,
    tall: tuple[float, float] = (0.1, 0.3),
) -> str:  # fmt: skip
    """Blades at the lower corner on side `k` (-1 left, 1 right), heights as shares of the frame."""
    dice, w, h = s.dice("fringe"), s.view.width, s.view.height
    parts = []
    for _ in range(many):
        at, colour = w * (0.5 + k * dice.uniform(0.42, 0.65)), s.tone(dice.choice(colours), dice.uniform(0.0, 0.5))
        parts.append(tuft(at, h * 1.06, h * dice.uniform(*tall), colour, dice, blades=8))
    return "".join(parts)


def shadow(x: float, foot: float, wide: float, s: Setting, *, strength: float = 0.4) -> str:
    """The soft dark where something stands, thrown a little away from the light."""
    dark = s.tone("#26304a", 0.2)
    soft = svg.radial((0, dark, strength), (0.55, dark, strength * 0.55), (1, dark, 0))
    return svg.ellipse(x - s.side * wide * 0.25, foot, wide * 0.75, wide * 0.13, soft)
