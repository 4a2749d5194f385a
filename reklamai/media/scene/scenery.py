"""A photographed place as the backdrop of a scene, in the scene's light."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np

from reklamai.media import colour
from reklamai.media.pictures import resized
from reklamai.media.scene import near
from reklamai.media.scene.atmosphere import weather_layers
from reklamai.media.scene.held import Held
from reklamai.media.scene.model import Layer, Role, Scene, SceneLight
from reklamai.media.scene.paint import check_frame, decide
from reklamai.media.scene.setting import Setting
from reklamai.media.types import FloatPicture, Picture
from reklamai.media.words.reading import Angle, Framing, Place, Reading, Weather

FEET_SEEN = (Framing.FULL, Framing.WIDE)
BEHIND = {True: 1.7, False: 2.2}
"""Metres to the place for each metre to the subject, by whether feet are seen: the nearer, the less they slide, and
the less of what is known of the place is lost out of focus."""
USUAL_KELVIN = 5600.0
MOST_TINT = 0.35
"""Log of the largest gain that brings a place to another lamp: more looks like a filter."""
SIDE = 0.16
"""How much brighter a place is towards a hard light from the side."""
DAY_LUMA = 0.46
"""Mean luma of a photo by day: the key of the scene follows from it."""


def place_shown(
    place: Picture, reading: Reading, *, held: Held, size: tuple[int, int], seed: int, overscan: float
) -> Setting:
    """As `decide`, for a scene before a photographed place."""
    told = replace(
        reading, place=Place.LIVING_ROOM if held.indoors else Place.PARK, weather=reading.weather or Weather.CLEAR,
        angle=None if reading.angle is Angle.TOP else reading.angle,
    )  # fmt: skip
    setting = decide(told, size=size, seed=seed, overscan=overscan)
    own = held.light or SceneLight(azimuth=0.0, elevation=40.0, kelvin=USUAL_KELVIN, hardness=0.2)
    key = float(np.clip(0.62 * float(colour.luma(place).mean()) / DAY_LUMA, 0.3, 0.8))
    return replace(setting, light=replace(own, key=key))


def show_place(place: Picture, setting: Setting, *, held: Held, distance: float) -> Scene:
    """The scene of a photographed place with nobody in it; the weather of the words falls in it, if it is outdoors.

    distance: metres to where the subjects will stand. Raises: MediaError as `paint_backdrop`.
    """
    view = setting.view
    check_frame(view.size, view.overscan)
    lit = under(place, held.light) if held.light is not None else place
    framing = setting.reading.framing
    depth = max(1.5, distance) * BEHIND[framing in FEET_SEEN]
    pixels = np.dstack([covering(lit, setting), np.full(_shape(setting), 255, np.uint8)])
    layers = [setting.card("place", Role.BACKDROP, depth, pixels)]
    if setting.close:  # a thing for sale needs something to stand on, and no photo says where that is
        layers.append(near.surface(setting, tuple(layers)))
    if not held.indoors:
        layers += weather_layers(setting)
    return Scene(
        size=view.size, overscan=view.overscan, layers=tuple(sorted(layers, key=_farness)), light=setting.light,
        horizon=view.horizon / view.height, notes=tuple(setting.notes),
        ground=view.focal * (near.EYE if setting.close else view.eye) / view.height, stand=setting.stand(),
    )  # fmt: skip


def _farness(layer: Layer) -> float:
    return -layer.depth


def _shape(setting: Setting) -> tuple[int, int]:
    columns, rows = setting.pixels()
    return rows, columns


def covering(picture: Picture, setting: Setting) -> Picture:
    """The middle of a picture, at the size of a layer that covers the frame and its overscan."""
    rows, columns = _shape(setting)
    height, width = picture.shape[:2]
    fit = min(width / columns, height / rows)
    wide, high = min(width, max(1, round(columns * fit))), min(height, max(1, round(rows * fit)))
    left, top = (width - wide) // 2, (height - high) // 2
    part = np.ascontiguousarray(picture[top : top + high, left : left + wide])
    return resized(part, (columns, rows))


def under(picture: Picture, light: SceneLight) -> Picture:
    """A place under another lamp: its tint moved towards the lamp's, a little brighter on the lamp's side."""
    gains = _tint(picture, light.kelvin)
    height, width = picture.shape[:2]
    side = math.sin(math.radians(light.azimuth)) * math.cos(math.radians(light.elevation))
    up = math.sin(math.radians(light.elevation))
    across = np.linspace(-1, 1, width, dtype=np.float32)[None] * side
    down = np.linspace(-1, 1, height, dtype=np.float32)[:, None] * -up * 0.5
    fall = 1 + SIDE * (0.5 + light.hardness) * (across + down)
    linear = colour.to_linear(picture.astype(np.float32) / 255) * gains * fall[..., None]
    return np.asarray(colour.to_bytes(colour.to_screen(linear)), np.uint8)


def _tint(picture: Picture, kelvin: float) -> FloatPicture:
    """(3,) gains that bring a picture half the way to the colour of a lamp, luma kept.

    Source: Finlayson and Trezzi, Shades of Gray (2004), p = 6, for the lamp that lies on it now.
    """
    small = cv2.resize(picture, (64, 64), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    seen = (colour.to_linear(small).reshape(-1, 3) ** 6).mean(axis=0) ** (1 / 6)
    now = seen / max(1e-4, float(seen @ colour.BT709))
    wanted = colour.lamp(kelvin) ** 0.5
    steps = np.clip(0.5 * np.log(np.maximum(wanted, 0.05) / np.maximum(now, 0.05)), -MOST_TINT, MOST_TINT)
    gains = np.exp(steps)
    return np.asarray(gains / float((now * gains) @ colour.BT709), np.float32)
