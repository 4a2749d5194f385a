"""Ranges one behind the other, a lake or a meadow at their feet, firs, stones."""

from __future__ import annotations

from reklamai.media.scene import ground, materials, svg
from reklamai.media.scene.elements import hills, trees
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.sky import sky_layer
from reklamai.media.words.reading import Season

SHORE = 11.0


def layers(s: Setting) -> list[Layer]:
    sky = sky_layer(s)
    ranges = [_range(s, i) for i in range(3)]
    slope = _slope(s)
    behind = (sky, *ranges, slope)
    frozen = s.snowy
    lake = ground.ground_layer(
        s,
        materials.snow if frozen else materials.water,
        "#cfdbe8" if frozen else "#4f8193",
        name="lake",
        depth=250.0,
        shine=0.3 if frozen else 0.74,
        behind=behind,
        lit=0.6,
    )
    cover = "#eef1f6" if s.snowy else {Season.AUTUMN: "#a8904c", Season.SPRING: "#92b05c"}.get(s.season, "#84a057")
    meadow = ground.ground_layer(
        s, materials.snow if s.snowy else materials.grass, cover, name="meadow", depth=12.0, far=SHORE, rough=7.0
    )
    return [
        sky,
        *ranges,
        slope,
        lake,
        _firs(s),
        meadow,
        _stones(s),
        s.layer(
            "near grass",
            Role.FOREGROUND,
            1.5,
            trees.fringe(s, s.side, ("#dfe6ee" if s.snowy else "#7f9450",)),
            soft=5,
        ),
    ]


def _range(s: Setting, index: int) -> Layer:
    depth, high, rock, snow = (
        (5200, 0.36, "#7f8ba3", 0.5),
        (2700, 0.27, "#6d7a8c", 0.3),
        (1300, 0.16, "#5f6f66", 0.0),
    )[index]
    x, _, width, _ = s.view.drawn
    snow = min(0.85, snow + (0.4 if s.snowy else 0.0))
    part = hills.mountains(
        s,
        x,
        x + width,
        s.view.horizon + 3,
        s.view.height * high,
        depth * 0.34,
        s.dice(f"range{index}"),
        rock=rock,
        snow=snow,
    )
    return s.layer(f"range {index}", Role.BACKDROP, depth, part)


def _slope(s: Setting) -> Layer:
    """A wooded foot of the mountains on one side."""
    dice, k, parts = s.dice("slope"), -s.side, []
    x, _, width, _ = s.view.drawn
    base = s.view.horizon + 4
    for depth, tall, reach in ((520, 0.13, 0.75), (320, 0.08, 0.5)):
        start, end = (x + width * (1 - reach), x + width) if k > 0 else (x, x + width * reach)
        steps = 46
        line = []
        for i in range(steps + 1):
            t = i / steps if k > 0 else 1 - i / steps
            line.append((start + (end - start) * i / steps, base - s.view.height * tall * t**1.4))
        parts.append(
            hills.mass(line, base, s.tone("#4f6b58", 0.5, depth=depth), s.tone("#4f6b58", 0.4, depth=depth * 1.5))
        )
        for px, py in line:
            for _ in range(2):
                high = s.view.height * dice.uniform(0.022, 0.04) * (520 / depth) ** 0.5
                parts.append(
                    trees.conifer(
                        s,
                        px + dice.uniform(-8, 8),
                        py + dice.uniform(2, (base - py) * 0.9 + 3),
                        high,
                        depth,
                        dice,
                        tiers=4,
                    )
                )
    return s.layer("slope", Role.BACKDROP, 320, *parts)


def _firs(s: Setting) -> Layer:
    dice, parts = s.dice("firs"), []
    for k, many in ((-s.side, 8), (s.side, 3)):
        for i in range(many):
            z = dice.uniform(11.5, 17) + (many - i) * 0.6
            (px, py), unit = s.view.at(k * dice.uniform(3.6, 9.5), 0, z), s.view.scale(z)
            parts.append(
                (
                    z,
                    trees.shadow(px, py, unit * 1.8, s)
                    + trees.conifer(s, px, py, unit * dice.uniform(3.6, 6.6), z * 3, dice, tiers=11),
                )
            )
    return s.layer(
        "firs", Role.BACKDROP, 13.0, *(part for _, part in sorted(parts, reverse=True)), foot=s.view.at(0, 0, 13)[1]
    )


def _stones(s: Setting) -> Layer:
    dice, parts = s.dice("stones"), []
    spots = sorted(
        ((dice.uniform(2.8, 10.5), dice.uniform(-4.5, 4.5), dice.uniform(0.08, 0.42)) for _ in range(22)), reverse=True
    )
    for z, x, size in spots:
        if abs(x) < 0.9 and z < 6:
            continue
        (px, py), r = s.view.at(x, 0, z), s.view.scale(z) * size * 0.7
        body = trees.bumpy(px, py - r * 0.3, r, r * 0.55, dice, points=9, rough=0.16)
        ends = s.lit_first(1)
        top = "#f2f5f9" if s.snowy else "#b7b1a6"
        parts += [
            trees.shadow(px, py + r * 0.1, r * 2.4, s, strength=0.6),
            svg.blob(
                body,
                svg.linear(
                    (0, s.tone(top, 1.0)),
                    (0.5, s.tone("#938e86", 0.5)),
                    (1, s.tone("#6f6c69", 0.05)),
                    start=ends[0],
                    end=ends[1],
                ),
            ),
        ]
    flowers = ("#f2ead2", "#e7b24f", "#b58fd0", "#e88f8f")
    for _ in range(0 if s.snowy else 130):
        z = 2.6 + 8 * dice.random()
        (px, py), unit = s.view.at(dice.uniform(-5.5, 5.5), 0, z), s.view.scale(z)
        parts.append(
            trees.tuft(px, py, unit * dice.uniform(0.1, 0.24), s.tone("#86a353", dice.uniform(0.3, 1.0)), dice)
        )
        if dice.random() < 0.4 and s.season in (Season.SPRING, Season.SUMMER):
            parts.append(
                svg.ellipse(px, py - unit * 0.17, unit * 0.026, unit * 0.022, s.tone(dice.choice(flowers), 1.0))
            )
    return s.layer("stones", Role.BACKDROP, 4.0, *parts, foot=s.view.at(0, 0, 4)[1])
