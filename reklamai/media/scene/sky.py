"""The sky: a soft gradient, sun or moon, stars, and clouds that lie flat in perspective."""

from __future__ import annotations

import math

import cv2
import numpy as np

from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.palette import lab_of, mix, shade, triple
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.textures import noise, sample, smoothstep
from reklamai.media.types import FloatPicture, Plane
from reklamai.media.words.reading import Time, Weather

_COVER = {
    Weather.CLEAR: 0.34, Weather.CLOUDY: 0.78, Weather.RAIN: 0.92, Weather.STORM: 1.0, Weather.SNOW: 0.72,
    Weather.FOG: 0.0,
}  # fmt: skip


def sky_layer(setting: Setting, *, clouds: float = 1.0) -> Layer:
    """The sky down to the horizon, haze below it; opaque. Half the frame's pixels: nothing in it is sharp."""
    columns, rows = setting.pixels(0.5)
    x, y = setting.view.grid(rows, columns)
    up = (setting.view.horizon - y) / np.float32(setting.view.focal)
    right = (x - setting.view.width / 2) / np.float32(setting.view.focal)
    picture = _gradient(setting, up)
    _shine(setting, picture, right, up)
    cover = _COVER[setting.weather] * clouds
    if setting.time is Time.NIGHT and cover < 0.6:
        _stars(setting, picture, up)
    if cover > 0.05:
        _clouds(setting, picture, right, up, cover=cover)
    pixels = setting.painted(picture, np.full((rows, columns), 255))
    return setting.card("sky", Role.SKY, math.inf, pixels)


def _gradient(setting: Setting, up: Plane) -> FloatPicture:
    """Colours by height, mixed in OKLab through a short table so that no band shows."""
    top, middle, low = setting.palette.sky
    steps = [mix(low, middle, i / 24) for i in range(24)] + [mix(middle, top, i / 40) for i in range(41)]
    table = np.array([triple(c) for c in steps], np.float32)
    table = cv2.GaussianBlur(table[None], (0, 0), 4)[0]
    reach = max(0.55, setting.view.horizon / setting.view.focal * 1.05)
    at = np.clip(up / np.float32(reach), 0, 1) ** np.float32(0.85) * (len(table) - 1)
    floor = np.minimum(at.astype(np.int32), len(table) - 2)
    part = (at - floor)[..., None]
    return np.asarray(table[floor] * (1 - part) + table[floor + 1] * part, np.float32)


def _shine(setting: Setting, picture: FloatPicture, right: Plane, up: Plane) -> None:
    place = setting.sun()
    if place is None:
        return
    far = np.hypot(right - np.float32(place[0]), (up - np.float32(place[1])) * np.float32(1.15))
    night = setting.time in (Time.NIGHT, Time.DUSK)
    veiled = _COVER[setting.weather] > 0.5
    size, strength = (0.022, 0.2) if night else (0.03, 0.55)
    glow = np.exp(-far / np.float32(0.34)) * strength + np.exp(-((far / np.float32(0.11)) ** 2)) * strength * 0.6
    bright = np.array(
        triple(setting.palette.grade("#dfe6f5" if night else mix(setting.palette.key, "#fff6d8", 0.5))), np.float32
    )
    picture += (bright - picture) * np.clip(glow * (0.5 if veiled else 1.0), 0, 1)[..., None]
    if not veiled and setting.weather is not Weather.FOG:
        disc = smoothstep(size * 1.08, size * 0.94, far)
        face = np.array(triple(setting.palette.grade("#eef2fb" if night else "#fffdf0")), np.float32)
        picture += (face - picture) * np.asarray(disc)[..., None]


def _stars(setting: Setting, picture: FloatPicture, up: Plane) -> None:
    rows, columns = up.shape
    rng = np.random.default_rng(setting.dice("stars").randrange(1 << 30))
    sheet = np.zeros((rows, columns), np.float32)
    many = 260
    ys, xs = (rng.random(many) * (rows - 1)).astype(int), (rng.random(many) * (columns - 1)).astype(int)
    sheet[ys, xs] = rng.random(many).astype(np.float32) ** 3
    sheet = sheet + 5 * cv2.GaussianBlur(sheet, (0, 0), max(0.8, rows / 900))
    picture += np.clip(sheet * smoothstep(0.03, 0.35, up) * 200, 0, 190)[..., None]


def _clouds(setting: Setting, picture: FloatPicture, right: Plane, up: Plane, *, cover: float) -> None:
    """Clouds on a flat ceiling: small and dense by the horizon, their edges lit from where the sun is."""
    dice = setting.dice("clouds")
    tile = noise(dice.randrange(1 << 30), coarsest=4, octaves=7)
    height = np.float32(1) / np.maximum(up + np.float32(0.24), np.float32(0.1))
    shift_u, shift_v = dice.random(), dice.random()
    u, v = right * height * np.float32(0.15) + shift_u, height * np.float32(0.21) + shift_v
    side = 0.022 if setting.lit_from_right else -0.022
    body, toward = sample(tile, u, v), sample(tile, u + side, v - np.float32(0.016))
    start = 0.86 - 0.62 * cover
    dense = smoothstep(start, start + 0.3, body) * smoothstep(0.0, 0.1, up)
    lit = np.clip(0.55 + (body - toward) * np.float32(2.6) - np.asarray(dense) * np.float32(0.22), 0, 1)
    light, dark = cloud_colours(setting)
    tint = np.array(triple(dark), np.float32) + (np.array(triple(light), np.float32) - triple(dark)) * lit[..., None]
    low = np.array(triple(setting.palette.sky[2]), np.float32)
    tint += (low - tint) * (np.exp(-np.maximum(up, 0) / np.float32(0.14)) * np.float32(0.75))[..., None]
    picture += (tint - picture) * (dense * np.float32(0.62 + 0.33 * cover))[..., None]


def cloud_colours(setting: Setting) -> tuple[str, str]:
    """Lit and shaded colour of clouds in this light."""
    top, middle, low = setting.palette.sky
    by_day = min(1.0, max(lab_of(middle)[0], lab_of(low)[0] - 0.05) * 1.25)
    white = mix(shade(middle, 0.08), setting.palette.grade(mix(setting.palette.key, "#ffffff", 0.45)), 0.85 * by_day**2)
    heavy = setting.weather in (Weather.STORM, Weather.RAIN)
    if heavy:
        return mix(shade(middle, 0.05), low, 0.4), shade(mix(top, middle, 0.5), -0.13)
    return white, shade(mix(middle, top, 0.35), -0.02 if setting.weather is Weather.CLOUDY else 0.06)
