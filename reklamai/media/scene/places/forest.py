"""A forest: trunks in ever paler ranks, a path, ferns, light through the crowns."""

from __future__ import annotations

from random import Random

from reklamai.media.scene import ground, materials, svg
from reklamai.media.scene.elements import trees
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.palette import mix
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.sky import sky_layer
from reklamai.media.words.reading import Season


def layers(s: Setting) -> list[Layer]:
    dice = s.dice("kind")
    firs = s.snowy or dice.random() < 0.4
    cover = {Season.AUTUMN: "#a9713f", Season.WINTER: "#8b8468"}.get(s.season, "#6f8a4a")
    floor = ground.ground_layer(
        s, materials.snow if s.snowy else materials.earth, "#e9edf3" if s.snowy else cover, depth=75.0, shade=_path(s)
    )
    ranks = [
        _rank(s, name, z, many, firs=firs)
        for name, z, many in (
            ("deep forest", 60.0, 30),
            ("forest", 30.0, 17),
            ("trees", 15.0, 9),
            ("near trees", 8.5, 5),
        )
    ]
    return [sky_layer(s, clouds=0.6), _wall(s, firs), floor, *ranks, *_rays(s), _near(s)]


def _wall(s: Setting, firs: bool) -> Layer:
    """The farthest trees, almost sky."""
    dice, parts = s.dice("wall"), []
    x, _, width, _ = s.view.drawn
    for depth, low in ((420, 0.5), (240, 0.36)):
        at = x
        while at < x + width:
            high = s.view.height * dice.uniform(low * 0.5, low)
            foot = s.view.horizon + s.view.scale(depth) * s.view.eye + 12
            parts.append(
                trees.conifer(s, at, foot, high, depth, dice, tiers=5)
                if firs
                else trees.broadleaf(s, at, foot, high, depth, dice, detail=0)
            )
            at += high * (0.2 if firs else 0.42)
    return s.layer("far forest", Role.BACKDROP, 200, *parts, sharp=0.5)


def _rank(s: Setting, name: str, z: float, many: int, *, firs: bool) -> Layer:
    """One distance of trees, a gap left where the path runs."""
    dice, parts = s.dice(name), []
    a, b = s.view.reach(z)
    haze = z * (6 if s.weather.value != "fog" else 1.5)
    for i in range(many):
        x = a + (b - a) * (i + dice.uniform(0.1, 0.9)) / many
        if abs(x - _bend(z)) < 1.3 + z * 0.035:
            continue
        zz = z * dice.uniform(0.88, 1.12)
        (px, py), unit = s.view.at(x, 0, zz), s.view.scale(zz)
        parts.append(trees.shadow(px, py, unit * 1.5, s, strength=0.5))
        if firs and dice.random() < 0.75:
            parts.append(trees.conifer(s, px, py, unit * dice.uniform(7, 12), haze, dice, tiers=9))
        else:
            parts.append(_trunk(s, px, py, unit, haze, dice))
    parts += _undergrowth(s, z, haze, dice)
    sharp = 0.6 if z > 50 else 0.8 if z > 20 else 1.0
    return s.layer(name, Role.BACKDROP, z, *parts, foot=s.view.at(0, 0, z)[1], sharp=sharp)


def _trunk(s: Setting, x: float, foot: float, unit: float, haze: float, dice: Random) -> str:
    """A tall trunk that leaves the frame, boughs and leaves high up."""
    w, top = unit * dice.uniform(0.14, 0.3), foot - unit * 9
    bark, lean = dice.choice(("#6a5546", "#75624f", "#5d5148")), dice.uniform(-0.3, 0.3) * unit
    ends = s.lit_first()
    tone = svg.linear(
        (0, s.tone(mix(bark, "#c9a87c", 0.35), 1.0, depth=haze)),
        (0.3, s.tone(bark, 0.5, depth=haze)),
        (1, s.tone(bark, 0.05, depth=haze)),
        start=ends[0],
        end=ends[1],
    )
    d = (
        f"M{x - w * 1.7:.1f} {foot + 3:.1f}"
        f"Q{x - w * 0.8:.1f} {foot - w * 2:.1f} {x - w * 0.75:.1f} {foot - unit * 1.2:.1f}"
        f"L{x + lean - w * 0.4:.1f} {top:.1f}"
        f"L{x + lean + w * 0.4:.1f} {top:.1f}L{x + w * 0.75:.1f} {foot - unit * 1.2:.1f}"
        f"Q{x + w * 0.8:.1f} {foot - w * 2:.1f} {x + w * 1.9:.1f} {foot + 3:.1f}Z"
    )
    parts = [svg.path(d, tone)]
    if s.season is not Season.WINTER:
        for _ in range(3):
            cx, cy = x + dice.uniform(-1.6, 1.6) * unit, foot - unit * dice.uniform(3.6, 7.5)
            parts.append(
                trees.crown_of(
                    s,
                    (cx, cy),
                    (unit * dice.uniform(0.9, 1.6), unit * dice.uniform(0.6, 1.0)),
                    dice.choice(trees.FOLIAGE[s.season]),
                    haze,
                    dice,
                    detail=2,
                )
            )
    return "".join(parts)


def _undergrowth(s: Setting, z: float, haze: float, dice: Random) -> list[str]:
    parts, (a, b) = [], s.view.reach(z)
    for _ in range(26):
        x = dice.uniform(a, b)
        if abs(x - _bend(z)) < 1.0 + z * 0.02:
            continue
        (px, py), unit = s.view.at(x, 0, z), s.view.scale(z)
        colour = "#dfe6ee" if s.snowy else dice.choice(trees.FOLIAGE[s.season][:2])
        parts.append(
            trees.tuft(
                px,
                py + dice.uniform(0, 5),
                unit * dice.uniform(0.25, 0.6),
                s.tone(colour, dice.uniform(0.15, 0.9), depth=haze),
                dice,
                blades=9,
            )
        )
    return parts


def _bend(z: float) -> float:
    """x of the path's middle at a depth."""
    return 0.0018 * z * z - 0.03 * z


def _path(s: Setting) -> str:
    left = [s.view.at(_bend(z) - 0.85, 0, z) for z in (1.2, 2, 3, 5, 8, 13, 22, 40, 70)]
    right = [s.view.at(_bend(z) + 0.85, 0, z) for z in (1.2, 2, 3, 5, 8, 13, 22, 40, 70)]
    colour = "#cfd8e4" if s.snowy else "#b59a70"
    way = svg.path(svg.curve(left) + "L" + svg.curve(right[::-1])[1:] + "Z", s.tone(colour, 0.8), opacity=0.85)
    return svg.group(way, blur=5)


def _rays(s: Setting) -> list[Layer]:
    """Sunlight between the crowns."""
    if s.light.hardness < 0.4 or s.lamps > 0.6:
        return []
    dice, parts, k = s.dice("rays"), [], s.side
    warm, w, h = s.palette.grade(mix(s.palette.key, "#fff3c8", 0.5)), s.view.width, s.view.height
    for _ in range(6):
        x, wide = w * (0.5 + k * dice.uniform(-0.1, 0.62)), w * dice.uniform(0.02, 0.06)
        foot = x - k * h * dice.uniform(0.5, 0.75)
        tone = svg.linear((0, warm, 0.34), (1, warm, 0), start=(x, -h * 0.1), end=(foot, h * 0.86), absolute=True)
        parts.append(
            svg.polygon(
                [
                    (x - wide, -h * 0.3),
                    (x + wide, -h * 0.3),
                    (foot + wide * 2.2, h * 0.9),
                    (foot - wide * 1.6, h * 0.9),
                ],
                tone,
            )
        )
    return [s.layer("light shafts", Role.ATMOSPHERE, 10.0, *parts, soft=11)]


def _near(s: Setting) -> Layer:
    dice, w, h, parts = s.dice("near"), s.view.width, s.view.height, []
    colour = "#dfe6ee" if s.snowy else trees.FOLIAGE[s.season][1]
    for _ in range(30):
        at = dice.choice((dice.uniform(-0.15, 0.16), dice.uniform(0.84, 1.15)))
        parts.append(
            trees.tuft(
                w * at, h * 1.07, h * dice.uniform(0.12, 0.34), s.tone(colour, dice.uniform(0.0, 0.4)), dice, blades=8
            )
        )
    return s.layer("near ferns", Role.FOREGROUND, 1.5, *parts, soft=5)
