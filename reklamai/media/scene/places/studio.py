"""A photographer's paper sweep: seamless colour, a pool of soft light, a few plain solids to stand things on."""

from __future__ import annotations

import numpy as np

from reklamai.media.scene.elements import shapes
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
    pixels = s.painted(picture, inside * 255)
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
    unit, line = s.unit, s.view.height * 0.93 - s.unit * 0.13
    cx = s.view.width * s.middle
    if dice.random() < 0.5:
        parts.append(shapes.arch(s, cx + k * unit * 0.2, line, unit * 0.22, unit * 0.56, accent))
    else:
        r = unit * dice.uniform(0.2, 0.26)
        parts.append(shapes.disc(s, cx + k * unit * 0.16, line - r * 1.25, r, accent))
    parts.append(
        shapes.block(s, cx - k * unit * 0.36, line + unit * 0.02, unit * 0.12, unit * 0.3, mix(paper, "#ffffff", 0.2))
    )
    parts.append(shapes.ball(s, cx - k * unit * 0.51, line + unit * 0.05, unit * 0.055, accent))
    return s.layer("shapes", Role.BACKDROP, 3.6, *parts, foot=line)


def _plinth(s: Setting, paper: str) -> Layer:
    unit, cx, low = s.unit, s.view.width * s.middle, s.view.height * 0.93
    colour = mix(paper, "#ffffff", 0.3)
    parts = [
        shapes.drum(s, cx, low, unit * 0.42, unit * 0.065, colour),
        shapes.drum(s, cx, low - unit * 0.1, unit * 0.29, unit * 0.055, mix(colour, paper, 0.3)),
    ]
    return s.layer("plinth", Role.BACKDROP, 3.0, *parts, foot=low)
