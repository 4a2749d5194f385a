"""The backdrop of a scene: a place in its light, as layers; nobody and nothing for sale stands in it yet."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from random import Random

from reklamai.core.errors import MediaError
from reklamai.media.scene import near, overhead
from reklamai.media.scene.atmosphere import atmosphere_layers
from reklamai.media.scene.light import lamp_lit, light_for, palette_for
from reklamai.media.scene.model import Layer, Scene, SceneLight
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.view import view_for
from reklamai.media.words.reading import Angle, Framing, Mood, Place, Reading, Season, Time, Weather

MIN_SIDE, MAX_SIDE = 16, 4096
MAX_RATIO = 2.6
"""A little past 21:9 (2.33) and 9:21."""
MAX_OVERSCAN = 3.0
"""As far as the widest of lenses sees; a scene for it has a small frame."""
MAX_REACH = 2 * MAX_SIDE
"""Pixels of the longer side of a frame and what lies beyond it."""

_PEOPLED = (Place.STREET, Place.CAFE, Place.PARK, Place.OFFICE, Place.LIVING_ROOM)
_EMPTY = (Place.STREET, Place.SKYLINE, Place.MOUNTAINS, Place.FIELD, Place.BEACH, Place.FOREST, Place.ROAD)
_TABLES = (Place.KITCHEN, Place.CAFE, Place.BEDROOM)
_WINTRY = (Place.MOUNTAINS, Place.FOREST, Place.PARK)


def paint_backdrop(reading: Reading, *, size: tuple[int, int], seed: int, overscan: float = 0.0,
                   blur: float = 0.0, focus: float = 1.0, light: SceneLight | None = None,
                   deep: bool = False) -> Scene:  # fmt: skip
    """The place that the words name (or one that suits them), without people and products.

    size: width and height of the frame, pixels, 16..4096 each and no narrower than 1:2.6. overscan: 0..3, shares of
    the frame that every layer goes on beyond each edge. The same arguments give the same pixels.
    blur, focus: the lens that will look at it, if that is known (as in `compose.focused`, and metres): what it cannot
    show sharp is drawn with fewer pixels. light: the key light, whatever the words say of it.
    deep: what is worked out in float (skies, grounds, papers) comes as float32 pixels of 0..255.
    Layers come from the farthest to the nearest, sharp: blur belongs to whoever knows the focus. The farthest is
    opaque.
    Raises MediaError for a size or an overscan outside those ranges.
    """
    check_frame(size, overscan)
    setting = decide(reading, size=size, seed=seed, overscan=overscan, light=light)
    setting = replace(setting, blur=blur, focus=focus, deep=deep)
    layers = _layers(setting)
    # over a table the ground that counts for blur and shadows is the table
    eye = near.EYE if setting.close else setting.view.eye
    return Scene(
        size=size, overscan=overscan, layers=tuple(sorted(layers, key=lambda layer: -layer.depth)), light=setting.light,
        horizon=setting.view.horizon / setting.view.height, notes=tuple(setting.notes),
        ground=setting.view.focal * eye / setting.view.height, stand=setting.stand(),
    )  # fmt: skip


def decide(reading: Reading, *, size: tuple[int, int], seed: int, overscan: float,
           light: SceneLight | None = None) -> Setting:  # fmt: skip
    """Everything that the words leave open, chosen by seed: place, hour, weather, season, camera, colours.

    light: the key light, if it is known; how bright it is stays the hour's.
    """
    dice = Random(f"backdrop/{seed}")
    place = reading.place or _choose_place(reading, dice)
    time = reading.time or _choose_time(reading, place, dice)
    weather = reading.weather or _choose_weather(reading, dice)
    season = reading.season or (Season.WINTER if weather is Weather.SNOW else Season.SUMMER)
    close = bool(reading.products) and not reading.people
    framing = reading.framing or _usual_framing(reading)
    view = view_for(
        size, framing=framing, angle=reading.angle or Angle.EYE_LEVEL, overscan=overscan, close=close,
        indoors=place.indoors,
        lean=dice.choice((-1, 1)) * dice.uniform(0.4, 1.0),
    )  # fmt: skip
    key = light_for(reading, place=place, time=time, weather=weather, dice=dice)
    palette = palette_for(reading, place=place, time=time, weather=weather)
    return Setting(
        reading=reading, place=place, time=time, weather=weather, season=season, seed=seed, view=view, close=close,
        light=key if light is None else replace(light, key=key.key),
        palette=palette if light is None else lamp_lit(palette, light.kelvin),
    )  # fmt: skip


def check_frame(size: tuple[int, int], overscan: float) -> None:
    """Raises MediaError for a frame that no scene is made for."""
    width, height = size
    if not (MIN_SIDE <= width <= MAX_SIDE and MIN_SIDE <= height <= MAX_SIDE):
        raise MediaError("A scene of this size cannot be drawn.", width=width, height=height)
    if max(width, height) > MAX_RATIO * min(width, height):
        raise MediaError("A scene of this shape is too narrow to draw.", width=width, height=height)
    if not 0 <= overscan <= MAX_OVERSCAN or max(width, height) * (1 + 2 * overscan) > MAX_REACH:
        raise MediaError("A scene cannot go on that far beyond its frame.", overscan=overscan)


def _layers(setting: Setting) -> list[Layer]:
    if setting.reading.angle is Angle.TOP:
        return [*overhead.layers(setting)]
    place = import_module(f"reklamai.media.scene.places.{setting.place.value}")
    painted: list[Layer] = place.layers(setting)
    if setting.close and setting.place in near.SURFACES:
        behind = tuple(layer for layer in painted if layer.depth > near.DEPTH)
        painted = [*behind, near.surface(setting, behind)]
    return [*painted, *atmosphere_layers(setting)]


def _choose_place(reading: Reading, dice: Random) -> Place:
    if reading.products and not reading.people:
        return Place.STUDIO
    if reading.angle is Angle.TOP and not reading.people:
        return dice.choice(_TABLES)  # a view straight down on nothing in particular is one of a table
    if reading.people:
        return dice.choice(_PEOPLED)
    if reading.weather is Weather.SNOW or reading.season is Season.WINTER:
        return dice.choice(_WINTRY)
    return dice.choice(_EMPTY) if reading.prompt else Place.STUDIO


def _choose_weather(reading: Reading, dice: Random) -> Weather:
    return Weather.SNOW if reading.season is Season.WINTER and dice.random() < 0.3 else Weather.CLEAR


def _usual_framing(reading: Reading) -> Framing:
    if reading.people:
        return Framing.MEDIUM
    return Framing.CLOSE_UP if reading.products else Framing.WIDE


def _choose_time(reading: Reading, place: Place, dice: Random) -> Time:
    if Mood.NEON in reading.moods:
        return Time.NIGHT
    if Mood.DARK in reading.moods:
        return Time.DUSK
    if place.indoors or reading.weather not in (None, Weather.CLEAR):
        return dice.choice((Time.MORNING, Time.DAY))
    return dice.choice((Time.MORNING, Time.DAY, Time.SUNSET))
