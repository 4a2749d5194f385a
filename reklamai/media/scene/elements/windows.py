"""What windows show."""

from __future__ import annotations

from reklamai.media.scene import svg
from reklamai.media.scene.elements import buildings, hills, trees
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.palette import mix
from reklamai.media.scene.setting import Setting


def outlook(s: Setting, kind: str) -> Layer:
    """What the windows show, over the whole frame: sky, and a town or trees."""
    x, y, width, height = s.view.drawn
    top, middle, low = s.palette.sky
    pale = 0.35 * (1 - s.lamps)
    sky = svg.linear(
        *((o, mix(c, s.palette.grade("#ffffff"), pale)) for o, c in ((0.0, top), (0.5, middle), (1.0, low)))
    )
    line = s.view.horizon + 30
    parts = [
        svg.rect(x, y, width, line - y + 60, sky),
        svg.rect(x, line, width, y + height - line, s.tone("#7d8a80", 0.6, depth=60)),
    ]
    if kind == "city":
        parts += [
            buildings.far_blocks(s, line + 60, high, depth, s.dice(f"out{depth}"))
            for high, depth in ((210, 900), (130, 420))
        ]
    elif kind == "green":
        dice = s.dice("outlook")
        ridge = hills.ridge(x, x + width, line, 60, dice, rough=0.4, steps=5)
        parts.append(
            hills.soft_mass(ridge, line + 60, s.tone("#87a383", 0.7, depth=500), s.tone("#87a383", 0.5, depth=500))
        )
        for _ in range(round(width / 85)):
            high = dice.uniform(120, 260)
            parts.append(trees.broadleaf(s, x + dice.random() * width, line + 70, high, 90, dice, detail=1))
    return s.layer("outside", Role.SKY, 80.0, *parts, sharp=0.5)
