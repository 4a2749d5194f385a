"""What stands in streets: lamps, benches, cars' lights, pavements."""

from __future__ import annotations

from reklamai.media.scene import svg
from reklamai.media.scene.elements.solids import Span, between, cuboid, glow, lamp_colour, level, shade_on_floor
from reklamai.media.scene.setting import Setting


def street_lamp(s: Setting, x: float, z: float, *, high: float = 5.2) -> str:
    """A slim post with a hanging lantern; lit with the other lamps."""
    foot, top, unit = s.view.at(x, 0, z), s.view.at(x, high, z), s.view.scale(z)
    reach = -0.75 if x > 0 else 0.75
    head = s.view.at(x + reach, high - 0.15, z)
    w, metal = 0.055 * unit, "#33383d"
    ends = s.lit_first()
    tone = svg.linear((0, s.tone(metal, 1.0, depth=z)), (1, s.tone(metal, 0.1, depth=z)), start=ends[0], end=ends[1])
    post = svg.polygon(
        [(foot[0] - w, foot[1]), (foot[0] + w, foot[1]), (top[0] + w * 0.6, top[1]), (top[0] - w * 0.6, top[1])], tone
    )
    arm = svg.path(
        (
            f"M{top[0]:.1f} {top[1] + 0.3 * unit:.1f}"
            f"Q{top[0]:.1f} {top[1]:.1f} {(top[0] + head[0]) / 2:.1f} {top[1]:.1f}T{head[0]:.1f} {head[1]:.1f}"
        ),
        stroke=s.tone(metal, 0.5, depth=z),
        width=w * 1.1,
    )
    r = 0.2 * unit
    lantern = svg.path(
        (
            f"M{head[0] - r:.1f} {head[1] + r * 0.7:.1f}"
            f"Q{head[0] - r:.1f} {head[1]:.1f} {head[0]:.1f} {head[1] - r * 0.4:.1f}"
            f"Q{head[0] + r:.1f} {head[1]:.1f} {head[0] + r:.1f} {head[1] + r * 0.7:.1f}Z"
        ),
        s.tone(metal, 0.5, depth=z),
    )
    bulb = svg.ellipse(head[0], head[1] + r * 0.75, r * 0.75, r * 0.35, lamp_colour(s))
    return post + arm + bulb + lantern + glow(s, (head[0], head[1] + r), unit * 1.1, strength=0.75)


def lamp_pool(s: Setting, x: float, z: float, *, wide: float = 2.6) -> str:
    """Light of a lamp on the ground."""
    if s.lamps < 0.2:
        return ""
    (cx, cy), unit, warm = s.view.at(x, 0, z), s.view.scale(z), s.palette.grade("#ffd08a")
    tone = svg.radial((0, warm, 0.5 * s.lamps), (0.4, warm, 0.22 * s.lamps), (1, warm, 0))
    return svg.ellipse(cx, cy, wide * unit, wide * unit * s.view.eye / z * 0.9, tone)


def bench(s: Setting, x: float, z: float, *, wide: float = 1.7, colour: str = "#8f6a48") -> str:
    """A slatted bench."""
    span = (x - wide / 2, x + wide / 2)
    parts = [shade_on_floor(s, span, (z, z + 0.5), strength=0.45, high=0.5)]
    parts += [cuboid(s, span, (y, y + 0.09), (z + 0.46, z + 0.5), colour) for y in (0.55, 0.68, 0.81)]
    feet = (span[0] + 0.12, span[1] - 0.18)
    parts += [cuboid(s, (x, x + 0.06), (0, 0.42), (z + 0.05, z + 0.46), "#3a3d40") for x in feet]
    parts += [cuboid(s, span, (0.41, 0.45), (z + dz, z + dz + 0.12), colour) for dz in (0.0, 0.15, 0.3)]
    return "".join(parts)


def walk(s: Setting, x: Span, *, far: float = 90.0, colour: str = "#b9b2a8") -> str:
    """A pavement strip that runs away, its kerb on the inner edge, joints across it."""
    parts = [level(s, x, 0.0, (0.6, far), s.tone(colour, 0.8), opacity=0.96)]
    z = 1.0
    while z < 30:
        parts.append(level(s, x, 0.0, (z, z + 0.02), s.tone(colour, 0.0), opacity=0.35 * (1 - z / 32)))
        z += 0.9
    inner = x[0] if abs(x[0]) < abs(x[1]) else x[1]
    out = 0.16 if inner > 0 else -0.16
    parts.append(level(s, between(inner, inner + out), 0.0, (0.6, far), s.tone("#d9d4cb", 0.95)))
    parts.append(level(s, between(inner, inner - out * 1.4), 0.0, (0.6, far), s.tone("#26282c", 0.1), opacity=0.5))
    return "".join(parts)


def lights_of_town(s: Setting, name: str, *, y: float, spread: float, many: int, size: float) -> str:
    """Out-of-focus lamps and signs."""
    if s.lamps < 0.2:
        return ""
    dice, parts = s.dice(name), []
    for _ in range(many):
        r, colour = (
            size * dice.uniform(0.4, 1.2),
            s.palette.grade(dice.choice(("#ffcf87", "#ff9f6b", "#ffe3b0", "#8fd0ff", "#ff7f8f"))),
        )
        tone = svg.radial((0, colour, 0.5), (0.82, colour, 0.42), (0.93, colour, 0.6), (1, colour, 0))
        parts.append(
            svg.ellipse(
                dice.uniform(-0.1, 1.1) * s.view.width,
                y + dice.gauss(0, 1) * spread,
                r,
                r,
                tone,
                opacity=0.75 * s.lamps,
            )
        )
    return "".join(parts)
