"""Potted plants and sprigs."""

from __future__ import annotations

import math
from random import Random

from reklamai.media.scene import svg
from reklamai.media.scene.elements.solids import cylinder, shade_on_floor
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.svg import Point


def plant(s: Setting, x: float, z: float, high: float, dice: Random, *, pot: str = "#c9b8a4") -> str:
    """Broad leaves in a pot."""
    parts = [shade_on_floor(s, (x - 0.15, x + 0.15), (z - 0.12, z + 0.12), strength=0.45, high=high)]
    parts.append(cylinder(s, x, z, 0.13, (0, 0.32), pot, top=0.17))
    return "".join(parts) + leaves(s, s.view.at(x, 0.32, z), (high - 0.3) * s.view.scale(z), dice)


def leaves(s: Setting, foot: Point, long: float, dice: Random, *, many: int = 15) -> str:
    """Stems with single broad leaves, darkest behind."""
    parts = []
    for i in range(many):
        angle = -math.pi / 2 + dice.uniform(-0.95, 0.95)
        reach = long * dice.uniform(0.45, 1.0)
        tip = (foot[0] + math.cos(angle) * reach * 0.75, foot[1] + math.sin(angle) * reach)
        lit = 0.15 + 0.6 * i / many + (0.25 if (tip[0] - foot[0]) * s.side > 0 else 0)
        stem = svg.path(
            f"M{foot[0]:.1f} {foot[1]:.1f}Q{foot[0]:.1f} {(foot[1] + tip[1]) / 2:.1f} {tip[0]:.1f} {tip[1]:.1f}",
            stroke=s.tone("#4d6b41", 0.4),
            width=max(0.7, long * 0.012),
        )
        parts.append(
            stem + _leaf(s, tip, angle + dice.uniform(-0.5, 0.5), long * dice.uniform(0.2, 0.3), min(lit, 1.0))
        )
    return "".join(parts)


def _leaf(s: Setting, at: Point, angle: float, long: float, lit: float) -> str:
    dx, dy = math.cos(angle) * long, math.sin(angle) * long
    tip, base = (at[0] + dx * 0.6, at[1] + dy * 0.6), (at[0] - dx * 0.4, at[1] - dy * 0.4)
    halves = []
    for turn, light in ((1, lit), (-1, lit * 0.6)):
        halves.append(
            svg.path(
                (
                    f"M{base[0]:.1f} {base[1]:.1f}"
                    f"Q{at[0] - dy * 0.42 * turn:.1f} {at[1] + dx * 0.42 * turn:.1f} {tip[0]:.1f} {tip[1]:.1f}Z"
                ),
                s.tone("#5f9159", light),
            )
        )
    return "".join(halves)
