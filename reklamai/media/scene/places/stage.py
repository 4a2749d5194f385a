"""A stage: beams from above, haze, a curtain, a glossy floor, the first rows of the crowd."""

from __future__ import annotations

from reklamai.media.scene import ground, materials, svg
from reklamai.media.scene.elements.solids import cuboid, face
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.palette import mix, shade
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.svg import Paint

_SCHEMES = (
    ("#4a2340", "#ff6fae", "#6fd0ff"),
    ("#2a2650", "#8d7bff", "#ffb36b"),
    ("#4a1f24", "#ff8a5c", "#ffe0a3"),
    ("#1d3346", "#5fd3e0", "#c58bff"),
)


def layers(s: Setting) -> list[Layer]:
    cloth, one, two = s.dice("stage").choice(_SCHEMES)
    back = _back(s, cloth, one, two)
    beams = _beams(s, one, two)
    floor = ground.ground_layer(
        s,
        materials.planks,
        "#3a3240",
        name="floor",
        depth=8.0,
        shine=0.42,
        lit=0.45,
        far=9.0,
        behind=(back, beams),
        shade=_pools(s, one, two),
    )
    return [back, floor, beams, _steps(s, one), _crowd(s)]


def _glow(s: Setting, colour: str) -> str:
    return s.palette.grade(colour)


def _back(s: Setting, cloth: str, one: str, two: str) -> Layer:
    """Curtain folds that catch both lights."""
    dice = s.dice("folds")
    x, y, width, height = s.view.drawn
    base = s.tone(cloth, 0.6)
    stops: list[svg.Stop] = []
    folds = 34
    for i in range(folds):
        stops += [
            (i / folds, shade(base, -0.07)),
            ((i + dice.uniform(0.35, 0.65)) / folds, shade(base, 0.04 + dice.random() * 0.03)),
        ]
    parts = [svg.rect(x, y, width, height, svg.linear(*stops, start=(0, 0), end=(1, 0)))]
    for at, colour in ((0.22, one), (0.8, two)):
        parts.append(_soft(s, (s.view.width * at, s.view.horizon), s.view.width * 0.45, colour, 0.55))
    parts.append(svg.rect(x, y, width, s.view.horizon - y, svg.linear((0, "#08070d", 0.75), (0.8, "#08070d", 0))))
    parts.append(_truss(s))
    return s.layer("curtain", Role.BACKDROP, 9.0, *parts)


def _soft(s: Setting, centre: tuple[float, float], r: float, colour: str, power: float, *, flat: float = 0.9) -> str:
    light = _glow(s, colour)
    return svg.ellipse(*centre, r, r * flat, svg.radial((0, light, power), (0.5, light, power * 0.35), (1, light, 0)))


def _truss(s: Setting) -> str:
    """A lattice girder with lamps."""
    x, _, width, _ = s.view.drawn
    y, high, pieces = s.view.height * 0.06, 24.0, []
    at, metal = x, s.tone("#8d8c99", 0.5)
    while at < x + width:
        pieces.append(f"M{at:.1f} {y:.1f}l{high:.1f} {high:.1f}l{high:.1f} {-high:.1f}")
        at += 2 * high
    bars = (
        svg.path("".join(pieces), stroke=metal, width=2)
        + svg.rect(x, y - 2, width, 4, metal)
        + svg.rect(x, y + high - 2, width, 4, metal)
    )
    return bars + "".join(
        svg.rect(s.view.width * (0.08 + 0.14 * i) - 9, y + high, 18, 22, s.tone("#1b1a20", 0.4), radius=4)
        for i in range(7)
    )


def _beams(s: Setting, one: str, two: str) -> Layer:
    dice, parts = s.dice("beams"), []
    top = s.view.height * 0.06 + 44
    for i in range(7):
        px = s.view.width * (0.08 + 0.14 * i)
        foot = s.view.width * (0.5 + (i - 3) * 0.1 + dice.uniform(-0.16, 0.16))
        light, wide = _glow(s, one if i % 2 else two), s.view.width * dice.uniform(0.045, 0.085)
        end = s.view.height * dice.uniform(0.8, 0.92)
        tone: Paint = svg.linear(
            (0, light, 0.62), (0.45, light, 0.2), (1, light, 0.02), start=(px, top), end=(foot, end), absolute=True
        )
        parts.append(
            svg.group(svg.polygon([(px - 5, top), (px + 5, top), (foot + wide, end), (foot - wide, end)], tone), blur=4)
        )
        parts += [
            svg.ellipse(px, top, 7, 6, mix(light, "#ffffff", 0.75)),
            _soft(s, (px, top), 42, one if i % 2 else two, 0.7),
        ]
    return s.layer("beams", Role.ATMOSPHERE, 6.0, *parts, sharp=0.6)


def _pools(s: Setting, one: str, two: str) -> str:
    y, w = s.view.height * 0.86, s.view.width
    return "".join(
        _soft(s, (w * at, y), w * r, c, p, flat=0.22)
        for at, r, c, p in ((0.3, 0.2, one, 0.5), (0.7, 0.2, two, 0.5), (0.5, 0.3, "#fff2dc", 0.6))
    )


def _steps(s: Setting, one: str) -> Layer:
    parts = []
    for i, z in enumerate((7.2, 6.6)):
        x = (-2.8 - i * 0.5, 2.8 + i * 0.5)
        parts.append(cuboid(s, x, (0, 0.5 - i * 0.25), (z, z + 0.6), "#3b3442"))
        edge = face(s, ((x[0], 0.5 - i * 0.25, z), (x[1], 0.5 - i * 0.25, z)))
        parts.append(svg.line(edge, _glow(s, one), width=2.4, opacity=0.9))
        parts.append(svg.group(svg.line(edge, _glow(s, one), width=9, opacity=0.6), blur=6))
    return s.layer("steps", Role.BACKDROP, 6.6, *parts, foot=s.view.at(0, 0, 6.6)[1])


def _crowd(s: Setting) -> Layer:
    """Heads and raised hands at the very bottom, dark against the light; none when words ask for no people."""
    if s.reading.people or s.close or "people" in s.reading.without:
        return s.layer(
            "haze",
            Role.ATMOSPHERE,
            1.6,
            _soft(s, (s.view.width / 2, s.view.height), s.view.width * 0.6, "#bfb4d8", 0.1),
            sharp=0.25,
        )
    dice, parts, dark = s.dice("crowd"), [], s.tone("#15121b", 0.3)
    x, _, width, _ = s.view.drawn
    at, base = x, s.view.height
    while at < x + width:
        r = dice.uniform(24, 33)
        top = base - dice.uniform(0, 26)
        parts.append(svg.ellipse(at, top, r * 0.72, r, dark) + svg.ellipse(at, top + r * 2.3, r * 1.8, r * 1.5, dark))
        if dice.random() < 0.16:
            parts.append(
                svg.line(
                    [(at + r, top + r * 2), (at + r * 1.5, top - r * 0.4), (at + r * 1.2, top - r * 2.0)],
                    dark,
                    width=r * 0.45,
                )
            )
        at += r * dice.uniform(1.7, 2.6)
    return s.layer("crowd", Role.FOREGROUND, 1.6, *parts, soft=2.2)
