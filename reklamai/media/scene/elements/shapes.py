"""Plain solids of a studio set, placed in drawing units, each with its light, core shade and cast shadow."""

from __future__ import annotations

from reklamai.media.scene import svg
from reklamai.media.scene.palette import mix, shade
from reklamai.media.scene.setting import Setting


def drum(s: Setting, cx: float, y: float, r: float, high: float, colour: str) -> str:
    """A low round step, its top seen from slightly above."""
    flat, ends, dark = 0.2, s.lit_first(), s.tone("#2a2530", 0.1)
    side = svg.linear(
        (0, s.tone(colour, 0.55)),
        (0.2, s.tone(colour, 0.8)),
        (0.75, s.tone(colour, 0.12)),
        (1, s.tone(colour, 0.3)),
        start=ends[0],
        end=ends[1],
    )
    top = svg.linear((0, s.tone(colour, 1.0)), (1, s.tone(colour, 0.72)), start=ends[0], end=ends[1])
    cast = svg.group(
        svg.ellipse(cx - s.side * r * 0.16, y + high * 0.25, r * 1.1, r * flat * 1.15, dark, opacity=0.4), blur=r * 0.06
    )
    body = f"M{cx - r:.1f} {y - high:.1f}V{y:.1f}A{r:.1f} {r * flat:.1f} 0 0 0 {cx + r:.1f} {y:.1f}V{y - high:.1f}Z"
    rim = svg.path(
        f"M{cx - r:.1f} {y - high:.1f}A{r:.1f} {r * flat:.1f} 0 0 0 {cx + r:.1f} {y - high:.1f}",
        stroke=s.tone(colour, 1.0),
        width=1.6,
        opacity=0.7,
    )
    return cast + svg.path(body, side) + svg.ellipse(cx, y - high, r, r * flat, top) + rim


def arch(s: Setting, cx: float, y: float, r: float, high: float, colour: str) -> str:
    """A thick standing arch."""
    ends, dark, t = s.lit_first(), s.tone("#2a2530", 0.1), r * 0.36
    d = (
        f"M{cx - r:.1f} {y:.1f}V{y - high + r:.1f}A{r:.1f} {r:.1f} 0 0 1 {cx + r:.1f} {y - high + r:.1f}"
        f"V{y:.1f}H{cx + r - t:.1f}V{y - high + r:.1f}"
        f"A{r - t:.1f} {r - t:.1f} 0 0 0 {cx - r + t:.1f} {y - high + r:.1f}V{y:.1f}Z"
    )
    tone = svg.linear((0, s.tone(colour, 0.95)), (1, s.tone(colour, 0.3)), start=ends[0], end=ends[1])
    cast = svg.group(svg.path(d, dark, opacity=0.3), transform=f"translate({-s.side * 26} 12)", blur=16)
    thick = svg.path(d, s.tone(colour, 0.05), extra=f' transform="translate({-s.side * 9} 0)"')
    return cast + thick + svg.path(d, tone)


def disc(s: Setting, cx: float, cy: float, r: float, colour: str) -> str:
    ends, dark = s.lit_first(), s.tone("#2a2530", 0.1)
    cast = svg.group(svg.ellipse(cx - s.side * 30, cy + 16, r, r, dark, opacity=0.32), blur=18)
    tone = svg.linear((0, s.tone(colour, 1.0)), (1, s.tone(colour, 0.3)), start=(ends[0][0], 0), end=(ends[1][0], 1))
    return cast + svg.ellipse(cx - s.side * 7, cy, r, r, s.tone(colour, 0.05)) + svg.ellipse(cx, cy, r, r, tone)


def block(s: Setting, cx: float, y: float, half: float, high: float, colour: str) -> str:
    """A square column, its lit side toward the light."""
    turn, dark = cx + s.side * half * 0.25, s.tone("#2a2530", 0.1)
    lit, shaded = s.tone(colour, 0.95), s.tone(colour, 0.22)
    left, right = (shaded, lit) if s.side > 0 else (lit, shaded)
    cast = svg.group(
        svg.polygon(
            [
                (cx - half, y),
                (cx + half, y),
                (cx + half - s.side * half * 3, y + 26),
                (cx - half - s.side * half * 3, y + 26),
            ],
            dark,
            opacity=0.3,
        ),
        blur=12,
    )
    lift = half * 0.2
    sides = svg.polygon(
        [(cx - half, y - high), (turn, y - high + lift), (turn, y + lift), (cx - half, y)],
        svg.linear((0, left), (1, shade(left, -0.05))),
    )
    sides += svg.polygon(
        [(turn, y - high + lift), (cx + half, y - high), (cx + half, y), (turn, y + lift)],
        svg.linear((0, right), (1, shade(right, -0.06))),
    )
    back = cx - s.side * half * 0.25
    return (
        cast
        + sides
        + svg.polygon(
            [(cx - half, y - high), (turn, y - high + lift), (cx + half, y - high), (back, y - high - lift)],
            s.tone(colour, 1.0),
        )
    )


def ball(s: Setting, cx: float, y: float, r: float, colour: str) -> str:
    dark = s.tone("#2a2530", 0.1)
    cast = svg.group(svg.ellipse(cx - s.side * r * 0.7, y, r * 1.5, r * 0.3, dark, opacity=0.5), blur=r * 0.16)
    light = svg.radial(
        (0, s.tone(mix(colour, "#ffffff", 0.4), 1.0)),
        (0.45, s.tone(colour, 0.8)),
        (1, s.tone(colour, 0.05)),
        centre=(0.5 + 0.22 * s.side, 0.28),
        radius=0.75,
    )
    return cast + svg.ellipse(cx, y - r, r, r, light)
