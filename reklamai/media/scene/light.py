"""What the hour, the weather and the words make of light and colour."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from random import Random

from reklamai.media.colour import lamp as lamp_colour
from reklamai.media.colour import to_bytes, to_screen
from reklamai.media.scene.model import SceneLight
from reklamai.media.scene.palette import Palette, lab_of, mix, shade
from reklamai.media.words.reading import Mood, Place, Reading, Side, Time, Weather

LAMP = 0.6
"""How far a known lamp takes the colour of the hour's light to its own: half of it, a camera balances away."""


@dataclass(frozen=True, slots=True)
class Hour:
    """Sky colours from the top down, the colours of light and shade, and where the sun or moon stands."""

    sky: tuple[str, str, str]
    key: str
    ambient: str
    exposure: float
    elevation: float
    kelvin: float
    lamps: float


HOURS = {
    Time.DAWN: Hour(("#5a79ad", "#c3abc9", "#ffdcb9"), "#ffd9bd", "#a9acd6", 0.9, 9, 3900, 0.35),
    Time.MORNING: Hour(("#5c9bd2", "#a5cce6", "#f4ecd8"), "#fff1d6", "#b9cdea", 1.05, 26, 4900, 0.0),
    Time.DAY: Hour(("#3d84cc", "#84bae4", "#d6eaf4"), "#fffaf0", "#bfd3ec", 1.12, 52, 5600, 0.0),
    Time.SUNSET: Hour(("#41508f", "#d27f95", "#ffbd6e"), "#ffc69a", "#a596c0", 0.95, 7, 3000, 0.45),
    Time.DUSK: Hour(("#1c2a5a", "#5a5c9a", "#e39f93"), "#bfaede", "#6a74b4", 0.62, 5, 6500, 0.9),
    Time.NIGHT: Hour(("#0a1330", "#15234c", "#31446f"), "#9db6ea", "#3f5090", 0.36, 42, 7500, 1.0),
}
_GREY = {Weather.CLOUDY: 0.55, Weather.RAIN: 0.75, Weather.STORM: 0.85, Weather.SNOW: 0.7, Weather.FOG: 0.85}
_DIM = {Weather.CLOUDY: 0.95, Weather.RAIN: 0.8, Weather.STORM: 0.62, Weather.SNOW: 0.98, Weather.FOG: 0.98}
_SEES = {
    Weather.CLEAR: 1500.0, Weather.CLOUDY: 1100.0, Weather.RAIN: 260.0, Weather.STORM: 300.0, Weather.SNOW: 420.0,
    Weather.FOG: 34.0,
}  # fmt: skip
_SIDES: dict[Side | None, float] = {
    Side.LEFT: 285.0,
    Side.RIGHT: 75.0,
    Side.BACK: 172.0,
    Side.FRONT: 12.0,
    Side.TOP: 30.0,
    Side.BOTTOM: 30.0,
}


def light_for(reading: Reading, *, place: Place, time: Time, weather: Weather, dice: Random) -> SceneLight:
    """The key light of a scene; words win over the weather, the weather over the hour."""
    hour, words = HOURS[time], reading.light
    azimuth = _azimuth(place, time, dice)
    hardness = 0.75 if weather is Weather.CLEAR else 0.25
    elevation, kelvin, key = hour.elevation, hour.kelvin, min(1.0, hour.exposure * _DIM.get(weather, 1.0) * 0.8)
    if place.indoors:
        elevation, hardness, key = max(elevation, 28.0), hardness * 0.7, max(key, 0.35)
        kelvin = 3100.0 if hour.lamps > 0.6 else kelvin
    if words.side in _SIDES:
        azimuth = _SIDES[words.side]
        elevation = 72.0 if words.side is Side.TOP else elevation
    if words.hard is not None:
        hardness = 0.9 if words.hard else 0.12
    if words.warm is not None:
        kelvin = 3200.0 if words.warm else 7200.0
    return SceneLight(azimuth, elevation, kelvin, hardness, min(1.0, key * _mood_gain(reading)))


def _azimuth(place: Place, time: Time, dice: Random) -> float:
    """Where the light comes from if words leave it open: a low sun outdoors stands in the picture."""
    if time in (Time.DAWN, Time.SUNSET) and not place.indoors:
        return dice.choice((158.0, 166.0, 194.0, 203.0))
    return dice.choice((52.0, 64.0, 296.0, 308.0))


def _mood_gain(reading: Reading) -> float:
    return (0.7 if Mood.DARK in reading.moods else 1.0) * (1.2 if Mood.BRIGHT in reading.moods else 1.0)


def palette_for(reading: Reading, *, place: Place, time: Time, weather: Weather) -> Palette:
    """The colours of a scene."""
    hour, grey = HOURS[time], _GREY.get(weather, 0.0)
    sky = tuple(_overcast(c, grey, weather) for c in hour.sky)
    key, ambient = mix(hour.key, "#e6ebf0", grey * 0.6), mix(hour.ambient, "#aeb8c4", grey * 0.5)
    exposure, lamps = hour.exposure * _DIM.get(weather, 1.0), max(hour.lamps, 0.5 if weather is Weather.STORM else 0.0)
    if place.indoors:
        inside = 0.3 + 0.7 * lamps
        key = mix(mix(key, "#fff3e2", 0.5 * (1 - lamps)), "#ffcf96", 0.85 * lamps)
        ambient, exposure = (
            mix(mix(ambient, "#c3c3cf", 0.45), "#8a7d95", 0.6 * lamps),
            exposure + (0.6 - exposure) * inside * lamps,
        )
    if reading.light.warm is not None:
        key = mix(key, "#ffc488" if reading.light.warm else "#b9d4ff", 0.6)
    draft = Palette(key, ambient, ("#000000",) * 3, "#000000", exposure, 1.0, lamps, reading.moods, reading.palette)
    graded = (draft.grade(sky[0]), draft.grade(sky[1]), draft.grade(sky[2]))
    haze = mix(graded[1], graded[2], 0.65)
    return Palette(key, ambient, graded, haze, exposure, _SEES[weather], lamps, reading.moods, reading.palette)


def lamp_lit(palette: Palette, kelvin: float) -> Palette:
    """The same colours where the main light is a lamp of that colour."""
    lamp = to_bytes(to_screen(lamp_colour(kelvin) / lamp_colour(kelvin).max()))
    key = mix(palette.key, "#" + "".join(f"{int(v):02x}" for v in lamp), LAMP)
    return replace(palette, key=key, _seen={})


def _overcast(colour: str, grey: float, weather: Weather) -> str:
    cloud = {Weather.STORM: "#6d7683", Weather.RAIN: "#9aa5b1", Weather.SNOW: "#d3dae2"}.get(weather, "#c6cfd8")
    dark = shade(mix(colour, cloud, 0.15), -0.02)
    day = min(1.0, lab_of(colour)[0] / 0.75)
    goal = mix("#141b2c", cloud, day)
    return mix(dark, goal, grey) if grey else colour


def sun_place(light: SceneLight) -> tuple[float, float] | None:
    """Tangents (right, up) from the middle of the horizon to the sun or moon; None if it is behind the camera."""
    away = math.radians(light.azimuth - 180)
    if abs(away) > math.radians(60):
        return None
    return -math.tan(away), math.tan(math.radians(light.elevation)) / math.cos(away)
