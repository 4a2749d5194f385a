"""A photographer's paper sweep: seamless colour, a pool of soft light, a few plain solids to stand things on."""

from __future__ import annotations

import numpy as np

from reklamai.media.scene import svg
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.palette import mix, shade, triple
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.textures import smoothstep
from reklamai.media.types import FloatPicture, Plane
from reklamai.media.words.reading import Time

_PAPERS = ("#e8c9b0", "#c7d3c4", "#d9c7dc", "#bcd0dc", "#e9dcc4", "#dcb5a6", "#aebfb4", "#e3d3c8")


def layers(s: Setting) -> list[Layer]:
    dice = s.dice("paper")
    paper = dice.choice(_PAPERS)
    tints = s.reading.palette
    if tints:
        paper = mix(paper, "#{:02x}{:02x}{:02x}".format(*tints[0].rgb), 0.75)
    return [_sweep(s, paper, upper=True), _sweep(s, paper, upper=False), *_solids(s, paper)]


def _sweep(s: Setting, paper: str, *, upper: bool) -> Layer:
    """The whole paper, or only the part that lies (the ground)."""
    columns, rows = s.pixels(0.6)
    x, y = s.view.grid(rows, columns)
    picture = _lit_paper(s, paper, x / np.float32(s.view.width), y / np.float32(s.view.height))
    inside = (
        np.ones((rows, columns), np.float32)
        if upper
        else np.asarray(smoothstep(s.view.horizon, s.view.horizon + 12, y))
    )
    pixels = np.dstack([np.clip(picture, 0, 255), inside * 255]).astype(np.uint8)
    return s.card("paper", Role.BACKDROP, 6.0, pixels) if upper else s.card("floor", Role.GROUND, 5.0, pixels)


def _lit_paper(s: Setting, paper: str, x: Plane, y: Plane) -> FloatPicture:
    """Light pools behind where the subject stands and on the floor; the bend between wall and floor is a soft dark."""
    night = s.time in (Time.NIGHT, Time.DUSK)
    tones = [
        np.array(triple(c), np.float32)
        for c in (shade(s.tone(paper, 0.05), -0.06), s.tone(paper, 0.7), s.tone(mix(paper, "#ffffff", 0.35), 1.0))
    ]
    side, ratio = s.side, np.float32(s.view.width / s.view.height)
    bend = np.float32(s.view.horizon / s.view.height + 0.13)
    wall = np.exp(
        -(((x - np.float32(0.5 + 0.16 * side)) * ratio) ** 2 + ((y - np.float32(0.33)) * np.float32(1.1)) ** 2)
        / np.float32(0.16 if night else 0.3)
    )
    floor = np.exp(
        -(
            ((x - np.float32(0.5 + 0.06 * side)) * ratio) ** 2 * np.float32(0.7)
            + ((y - np.float32(0.86)) * np.float32(2.1)) ** 2
        )
        / np.float32(0.2)
    )
    crease = np.exp(-(((y - bend) / np.float32(0.085)) ** 2))
    level = (
        np.float32(0.2 if night else 0.36)
        + np.float32(0.62) * wall
        + np.float32(0.52) * floor * smoothstep(float(bend) - 0.05, float(bend) + 0.16, y)
        - np.float32(0.2) * crease
    )
    level = np.clip(level, 0, 1.25)[..., None]
    low = tones[0] + (tones[1] - tones[0]) * np.clip(level * 2, 0, 1)
    noise = np.random.default_rng(s.seed).normal(0, 0.45, y.shape).astype(np.float32)[..., None]
    return np.asarray(low + (tones[2] - tones[1]) * np.clip(level * 2 - 1, 0, 1.1) + noise, np.float32)


def _solids(s: Setting, paper: str) -> list[Layer]:
    """Plain shapes behind and under a thing for sale; an empty stage when people come."""
    if s.reading.people:
        return []
    return [_behind(s, paper), _plinth(s, paper)]


def _behind(s: Setting, paper: str) -> Layer:
    dice, k = s.dice("behind"), -s.side
    accent = mix(
        shade(paper, -0.1),
        dice.choice(("#c9785a", "#6f8f86", "#d9a85c", "#8a7fa6")),
        0.35 if s.reading.palette else 0.6,
    )
    parts = []
    unit, line = s.view.height, s.view.height * 0.8
    cx = s.view.width / 2
    if dice.random() < 0.5:
        parts.append(_arch(s, cx + k * unit * 0.2, line, unit * 0.22, unit * 0.56, accent))
    else:
        r = unit * dice.uniform(0.2, 0.26)
        parts.append(_disc(s, cx + k * unit * 0.16, line - r * 1.25, r, accent))
    parts.append(
        _block(s, cx - k * unit * 0.36, line + unit * 0.02, unit * 0.12, unit * 0.3, mix(paper, "#ffffff", 0.2))
    )
    parts.append(_ball(s, cx - k * unit * 0.51, line + unit * 0.05, unit * 0.055, accent))
    return s.layer("shapes", Role.BACKDROP, 3.6, *parts, foot=line)


def _plinth(s: Setting, paper: str) -> Layer:
    unit, cx = s.view.height, s.view.width / 2
    colour = mix(paper, "#ffffff", 0.3)
    parts = [
        _drum(s, cx, unit * 0.93, unit * 0.42, unit * 0.065, colour),
        _drum(s, cx, unit * 0.83, unit * 0.29, unit * 0.055, mix(colour, paper, 0.3)),
    ]
    return s.layer("plinth", Role.BACKDROP, 3.0, *parts, foot=unit * 0.93)


def _ends(s: Setting) -> tuple[tuple[float, float], tuple[float, float]]:
    return ((1, 0), (0, 0)) if s.side > 0 else ((0, 0), (1, 0))


def _drum(s: Setting, cx: float, y: float, r: float, high: float, colour: str) -> str:
    """A low round step, its top seen from slightly above."""
    flat, ends, dark = 0.2, _ends(s), s.tone("#2a2530", 0.1)
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


def _arch(s: Setting, cx: float, y: float, r: float, high: float, colour: str) -> str:
    """A thick standing arch."""
    ends, dark, t = _ends(s), s.tone("#2a2530", 0.1), r * 0.36
    d = f"M{cx - r:.1f} {y:.1f}V{y - high + r:.1f}A{r:.1f} {r:.1f} 0 0 1 {cx + r:.1f} {y - high + r:.1f}V{y:.1f}H{cx + r - t:.1f}V{y - high + r:.1f}A{r - t:.1f} {r - t:.1f} 0 0 0 {cx - r + t:.1f} {y - high + r:.1f}V{y:.1f}Z"
    tone = svg.linear((0, s.tone(colour, 0.95)), (1, s.tone(colour, 0.3)), start=ends[0], end=ends[1])
    cast = svg.group(svg.path(d, dark, opacity=0.3), transform=f"translate({-s.side * 26} 12)", blur=16)
    thick = svg.path(d, s.tone(colour, 0.05), extra=f' transform="translate({-s.side * 9} 0)"')
    return cast + thick + svg.path(d, tone)


def _disc(s: Setting, cx: float, cy: float, r: float, colour: str) -> str:
    ends, dark = _ends(s), s.tone("#2a2530", 0.1)
    cast = svg.group(svg.ellipse(cx - s.side * 30, cy + 16, r, r, dark, opacity=0.32), blur=18)
    tone = svg.linear((0, s.tone(colour, 1.0)), (1, s.tone(colour, 0.3)), start=(ends[0][0], 0), end=(ends[1][0], 1))
    return cast + svg.ellipse(cx - s.side * 7, cy, r, r, s.tone(colour, 0.05)) + svg.ellipse(cx, cy, r, r, tone)


def _block(s: Setting, cx: float, y: float, half: float, high: float, colour: str) -> str:
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


def _ball(s: Setting, cx: float, y: float, r: float, colour: str) -> str:
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
