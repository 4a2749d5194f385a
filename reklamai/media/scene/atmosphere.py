"""What hangs in the air: rain, snow, fog, dust."""

from __future__ import annotations

import numpy as np

from reklamai.media.scene import svg
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.palette import mix, shade, triple
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.textures import noise, sample
from reklamai.media.words.reading import Weather


def atmosphere_layers(s: Setting) -> list[Layer]:
    """The weather between the camera and the place; nothing of it falls indoors."""
    return [] if s.place.indoors else weather_layers(s)


def weather_layers(s: Setting) -> list[Layer]:
    """The weather, wherever the camera stands."""
    if s.wet:
        heavy = s.weather is Weather.STORM
        return [
            rain(s, "rain far", 9.0, many=520 if heavy else 380, long=34, wide=0.7),
            rain(s, "rain", 1.3, many=130, long=120, wide=1.5),
        ]
    if s.weather is Weather.SNOW:
        return [flakes(s, "snow far", 9.0, many=420, size=1.9), flakes(s, "snow", 1.4, many=90, size=6.5)]
    if s.weather is Weather.FOG:
        return [mist(s, "fog far", 14.0, strength=0.62), mist(s, "fog", 3.6, strength=0.34)]
    return []


def rain(s: Setting, name: str, depth: float, *, many: int, long: float, wide: float) -> Layer:
    """Slanting streaks; one path per strength."""
    dice = s.dice(name)
    x0, y0, width, height = s.view.drawn
    slant = dice.choice((-1, 1)) * (0.3 if s.weather is Weather.STORM else 0.12)
    many = round(many * width * height / 1e6)
    parts = []
    # one path for each strength, not one element for each drop: it keeps the document small
    for opacity in (0.16, 0.28, 0.42):
        pieces = []
        for _ in range(many // 3):
            x, y, fall = x0 + dice.random() * width, y0 + dice.random() * height, long * dice.uniform(0.5, 1.2)
            pieces.append(f"M{x:.1f} {y:.1f}l{fall * slant:.1f} {fall:.1f}")
        parts.append(svg.path("".join(pieces), stroke=shade(s.palette.sky[2], 0.16), width=wide, opacity=opacity))
    return s.layer(name, Role.ATMOSPHERE, depth, *parts)


def flakes(s: Setting, name: str, depth: float, *, many: int, size: float) -> Layer:
    """Falling snow; the near flakes are large and soft."""
    dice = s.dice(name)
    x0, y0, width, height = s.view.drawn
    white = mix(s.tone("#ffffff", 1.0), "#ffffff", 0.45)
    soft = svg.radial((0, white, 0.95), (0.5, white, 0.75), (1, white, 0))
    parts = []
    for _ in range(round(many * width * height / 1e6)):
        r = size * dice.uniform(0.45, 1.25)
        parts.append(
            svg.ellipse(
                x0 + dice.random() * width,
                y0 + dice.random() * height,
                r,
                r * 1.12,
                soft,
                opacity=dice.uniform(0.45, 0.95),
            )
        )
    return s.layer(name, Role.ATMOSPHERE, depth, *parts, sharp=0.6)


def mist(s: Setting, name: str, depth: float, *, strength: float) -> Layer:
    """Drifting banks, thickest at the horizon."""
    columns, rows = s.pixels(0.25)
    x, y = s.view.grid(rows, columns)
    dice = s.dice(name)
    tile = noise(dice.randrange(1 << 30), coarsest=2)
    banks = sample(tile, x / np.float32(2300) + dice.random(), y / np.float32(620) + dice.random())
    line = np.exp(-(((y - s.view.horizon) / np.float32(s.view.height * 0.3)) ** 2))
    share = np.clip(strength * (0.25 + 0.85 * line) * (0.45 + 0.9 * banks), 0, 0.93)
    return veil(s, name, depth, shade(s.palette.haze, 0.02), np.asarray(share, np.float32))


def veil(s: Setting, name: str, depth: float, colour: str, share: np.ndarray) -> Layer:  # type: ignore[type-arg]
    """A soft layer of one colour."""
    flat = np.empty((*share.shape, 4), np.uint8)
    flat[..., :3] = triple(colour)
    flat[..., 3] = np.clip(share * 255, 0, 255)
    return s.card(name, Role.ATMOSPHERE, depth, flat)
