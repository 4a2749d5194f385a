"""Boxes, cylinders and what light does around them, in metres."""

from __future__ import annotations

from reklamai.media.scene import svg
from reklamai.media.scene.palette import mix
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.svg import Fill, Point

Span = tuple[float, float]


def face(s: Setting, corners: tuple[tuple[float, float, float], ...]) -> list[Point]:
    """World points as seen."""
    return [s.view.at(*corner) for corner in corners]


def between(a: float, b: float) -> Span:
    """The two in rising order."""
    return (a, b) if a < b else (b, a)


def upright(s: Setting, x: Span, y: Span, z: float, fill: Fill, *, opacity: float = 1.0) -> str:
    """A flat rectangle that faces the camera."""
    return svg.polygon(
        face(s, ((x[0], y[1], z), (x[1], y[1], z), (x[1], y[0], z), (x[0], y[0], z))), fill, opacity=opacity
    )


def level(s: Setting, x: Span, y: float, z: Span, fill: Fill, *, opacity: float = 1.0) -> str:
    """A flat rectangle that lies; what is nearer than the frame's lower edge is left out."""
    near = s.view.ground_depth(s.view.drawn[1] + s.view.drawn[3] + 60) * abs(s.view.eye - y) / s.view.eye
    a, b = max(z[0], near), max(z[1], near)
    return svg.polygon(face(s, ((x[0], y, b), (x[1], y, b), (x[1], y, a), (x[0], y, a))), fill, opacity=opacity)


def sideways(s: Setting, x: float, y: Span, z: Span, fill: Fill, *, opacity: float = 1.0) -> str:
    """A flat rectangle that runs away from the camera."""
    return svg.polygon(
        face(s, ((x, y[1], z[0]), (x, y[1], z[1]), (x, y[0], z[1]), (x, y[0], z[0]))), fill, opacity=opacity
    )


def cuboid(s: Setting, x: Span, y: Span, z: Span, colour: str, *, soft: float = 0.0, depth: float = 0.0) -> str:
    """A box: front, top, and the side that the camera sees, each in its own light.

    soft: rounding of the front, metres.
    """

    def tone(lit: float) -> str:
        return s.tone(colour, lit, depth=depth)

    parts = []
    if x[0] > 0 or x[1] < 0:
        edge = x[0] if x[0] > 0 else x[1]
        toward = (edge == x[1]) == (s.side > 0)
        parts.append(
            sideways(s, edge, y, z, svg.linear((0, tone(0.85 if toward else 0.22)), (1, tone(0.6 if toward else 0.05))))
        )
    if s.view.eye > y[1]:
        start, end = s.lit_first()
        parts.append(level(s, x, y[1], z, svg.linear((0, tone(1.0)), (1, tone(0.82)), start=start, end=end)))
    elif s.view.eye < y[0]:
        parts.append(level(s, x, y[0], z, tone(0.05)))
    start, end = s.lit_first(1)
    front = svg.linear((0, tone(0.72)), (1, tone(0.36)), start=start, end=end)
    corners = face(s, ((x[0], y[1], z[0]), (x[1], y[1], z[0]), (x[1], y[0], z[0]), (x[0], y[0], z[0])))
    parts.append(svg.path(_rounded(corners, soft * s.view.scale(z[0])), front) if soft else svg.polygon(corners, front))
    return "".join(parts)


def cylinder(s: Setting, x: float, z: float, radius: float, y: Span, colour: str, *, top: float | None = None) -> str:
    """A round post, pot or plinth; `top`: radius at the upper end if it differs."""
    (cx, low), (tx, high) = s.view.at(x, y[0], z), s.view.at(x, y[1], z)
    unit = s.view.scale(z)
    rl, rt = radius * unit, (radius if top is None else top) * unit
    flat_low, flat_top = _flat(s, y[0], z), _flat(s, y[1], z)
    light, core, rim = s.tone(colour, 0.95), s.tone(colour, 0.12), s.tone(colour, 0.38)
    ends = s.lit_first()
    body = svg.linear((0, s.tone(colour, 0.7)), (0.22, light), (0.72, core), (1, rim), start=ends[0], end=ends[1])
    d = (
        f"M{cx - rl:.1f} {low:.1f}A{rl:.1f} {max(rl * flat_low, 0.1):.1f} 0 0 0 {cx + rl:.1f} {low:.1f}"
        f"L{tx + rt:.1f} {high:.1f}"
        f"A{rt:.1f} {max(rt * abs(flat_top), 0.1):.1f} 0 0 {1 if flat_top < 0 else 0} {tx - rt:.1f} {high:.1f}Z"
    )
    parts = [svg.path(d, body)]
    if flat_top > 0:
        lid = svg.linear((0, s.tone(colour, 1.0)), (1, s.tone(colour, 0.78)), start=ends[0], end=ends[1])
        parts.append(svg.ellipse(tx, high, rt, rt * flat_top, lid))
    return "".join(parts)


def shade_on_floor(s: Setting, x: Span, z: Span, *, strength: float = 0.5, high: float = 0.4, y: float = 0.0) -> str:
    """Contact shadow and the longer soft one that falls away from the light."""
    dark, throw = s.tone("#20242f", 0.1), -s.side * high * 0.55
    parts = []
    # steps of thin dark: a blur filter costs by its area, and floors are large
    for number in range(7):
        out = 0.12 - 0.035 * number
        left, right = min(x[0], x[0] + throw) - out, max(x[1], x[1] + throw) + out
        parts.append(level(s, (left, right), y, (z[0] - 0.08 - out, z[1] + out), dark, opacity=strength * 0.085))
    for number in range(4):
        out = 0.05 - 0.02 * number
        parts.append(level(s, (x[0] - out, x[1] + out), y, (z[0] - 0.04 - out, z[1]), dark, opacity=strength * 0.26))
    return "".join(parts)


def glow(s: Setting, centre: Point, radius: float, *, strength: float = 0.6, colour: str = "#ffd59a") -> str:
    """Light around a lamp; nothing if no lamps are lit."""
    if s.lamps <= 0.02:
        return ""
    warm, power = s.palette.grade(colour), min(0.95, 1.35 * strength * s.lamps)
    soft = svg.radial((0, warm, power), (0.12, warm, power * 0.6), (0.4, warm, power * 0.2), (1, warm, 0))
    wide = svg.radial((0, warm, power * 0.42), (0.45, warm, power * 0.16), (1, warm, 0))
    return svg.ellipse(*centre, radius * 2.4, radius * 2.4, wide) + svg.ellipse(*centre, radius, radius, soft)


def lamp_colour(s: Setting) -> str:
    """A lampshade or bulb: milky by day, shining when lit."""
    return mix(s.tone("#f3ead8", 0.85), s.palette.grade("#fff0cf"), s.lamps)


def _flat(s: Setting, y: float, z: float) -> float:
    """How round a level disc looks: its height over its width, below 0 if seen from beneath."""
    return (s.view.eye - y) / max(z, 0.3)


def _rounded(points: list[Point], radius: float) -> str:
    pieces = []
    for i, (px, py) in enumerate(points):
        (ax, ay), (bx, by) = points[i - 1], points[(i + 1) % len(points)]
        a = min(0.45, radius / max(1e-6, ((ax - px) ** 2 + (ay - py) ** 2) ** 0.5))
        b = min(0.45, radius / max(1e-6, ((bx - px) ** 2 + (by - py) ** 2) ** 0.5))
        pieces.append(
            f"{'L' if i else 'M'}{px + (ax - px) * a:.1f} {py + (ay - py) * a:.1f}"
            f"Q{px:.1f} {py:.1f} {px + (bx - px) * b:.1f} {py + (by - py) * b:.1f}"
        )
    return "".join(pieces) + "Z"
