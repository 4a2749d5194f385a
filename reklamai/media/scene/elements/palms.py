"""Palms."""

from __future__ import annotations

import math
from random import Random

from reklamai.media.scene import svg
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.svg import Point


def palm(s: Setting, x: float, foot: float, height: float, depth: float, dice: Random) -> str:
    """A coconut palm that leans."""
    lean = dice.choice((-1, 1)) * dice.uniform(0.12, 0.3) * height
    top = (x + lean, foot - height)
    w = height * 0.02
    trunk = svg.path(
        f"M{x - w:.1f} {foot:.1f}Q{x:.1f} {foot - height * 0.55:.1f} {top[0] - w * 0.5:.1f} {top[1]:.1f}"
        f"L{top[0] + w * 0.5:.1f} {top[1]:.1f}Q{x + w * 2.4:.1f} {foot - height * 0.5:.1f} {x + w:.1f} {foot:.1f}Z",
        s.tone("#7a6350", 0.45, depth=depth),
    )
    fronds = []
    for i in range(11):
        angle = math.pi * (1.06 * i / 10 + 0.97) + dice.uniform(-0.1, 0.1)
        lit = 0.9 if math.cos(angle) * s.side > 0.1 else 0.2
        fronds.append(_frond(top, angle, height * dice.uniform(0.34, 0.44), s.tone("#5f8f52", lit, depth=depth)))
    dice.shuffle(fronds)
    return trunk + "".join(fronds)


def _frond(top: Point, angle: float, long: float, colour: str) -> str:
    """A drooping leaf: a bent rib with pointed fingers hanging from it."""
    spine = []
    for i in range(15):
        t = i / 14
        spine.append((top[0] + math.cos(angle) * long * t, top[1] + math.sin(angle) * long * t + long * 0.72 * t * t))
    parts = [svg.line(spine, colour, width=long * 0.022)]
    for i in range(1, 14):
        (ax, ay), (bx, by) = spine[i], spine[i + 1]
        hang = long * 0.26 * math.sin(math.pi * (0.16 + 0.8 * i / 14))
        tip = (ax + (bx - ax) * 2.2, ay + hang + (by - ay) * 0.8)
        parts.append(svg.polygon([(ax, ay), (bx, by), tip], colour))
        parts.append(svg.polygon([(ax, ay), (bx, by), (bx + (bx - ax) * 1.6, by - hang * 0.25)], colour))
    return "".join(parts)
