"""A photographed face on an analytic head, under a light that is known: truth that owes nothing to a face mesh.

The head is an ellipsoid with a nose, brows, eye sockets, lips and a chin, its normals and cast shadows worked out from
the formula. The face is painted on it from a public-domain photo (NASA, in scikit-image), its own light divided out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from skimage import data

SIDE = 520
CENTRE = (249.0, 214.0)
RADII = (97.0, 148.0, 112.0)
"""Half width, half height and half depth of the head, pixels."""
PLACES = np.array([(207.5, 203.0), (293.5, 207.0), (245.0, 355.0)], np.float32)
"""Middles of the eyes and the chin on the photo."""
STEPS = 36
BROWN = np.array([0.36, 0.26, 0.19])
"""Of the light that the photo's skin throws back, red, green and blue."""
DISC = 38.0
"""Degrees from the middle to the rim of the soft lamp."""

# x, y from the middle between the eyes, widths and heights in pixels: measured on the photo with a ruler
BUMPS = (
    (-2.0, 30.0, 13.0, 30.0, 12.0),  # bridge of the nose
    (-3.0, 52.0, 15.0, 12.0, 19.0),  # tip
    (-18.0, 56.0, 9.0, 8.0, 8.0),
    (14.0, 56.0, 9.0, 8.0, 8.0),
    (0.0, -24.0, 62.0, 12.0, 4.0),  # brows
    (-43.0, 0.0, 22.0, 14.0, -9.0),  # eye sockets
    (43.0, 2.0, 22.0, 14.0, -9.0),
    (-2.0, 84.0, 34.0, 16.0, 10.0),  # lips
    (-2.0, 104.0, 24.0, 7.0, -5.0),
    (-2.0, 130.0, 30.0, 18.0, 12.0),  # chin
    (-52.0, 44.0, 22.0, 22.0, 9.0),  # cheeks
    (50.0, 46.0, 22.0, 22.0, 9.0),
)


@dataclass(frozen=True, slots=True)
class Lamp:
    """azimuth, elevation: degrees as everywhere in the house; soft: a wide disc instead of a point; fill: light from
    everywhere, share of the key; colour: gains on linear red, green and blue."""

    azimuth: float
    elevation: float
    soft: bool = False
    fill: float = 0.18
    colour: tuple[float, float, float] = (1.0, 1.0, 1.0)

    @property
    def direction(self) -> np.ndarray:
        """To the lamp: right, up, towards the camera."""
        return direction(self.azimuth, self.elevation)


def direction(azimuth: float, elevation: float) -> np.ndarray:
    a, e = math.radians(azimuth), math.radians(elevation)
    return np.array([math.sin(a) * math.cos(e), math.sin(e), math.cos(a) * math.cos(e)])


def angle_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Degrees between two (azimuth, elevation)."""
    return math.degrees(math.acos(float(np.clip(direction(*one) @ direction(*other), -1, 1))))


def lit_head(lamp: Lamp, *, brown: bool = False, noise: float = 0.004, photo: np.ndarray | None = None) -> np.ndarray:
    """The portrait, (520, 520, 3) uint8.

    brown: dark brown skin instead of the photo's. photo: another frontal face, its eyes and chin where `PLACES` says.
    """
    photo = _photo() if photo is None else photo
    _, inside = _head()
    albedo = _albedo(photo, inside)
    rays = _disc(lamp) if lamp.soft else [lamp.direction]
    key = np.mean([_lit(ray) for ray in rays], axis=0)
    shine = np.mean([_shine(ray) for ray in rays], axis=0)
    skin = albedo**1.2 * BROWN if brown else albedo
    light = np.array(lamp.colour)
    face = (skin * (key[..., None] + lamp.fill * _around()[..., None]) + 0.05 * shine[..., None]) * light
    behind = _linear(photo) * (0.35 + lamp.fill) * light
    linear = behind + (face * 1.9 - behind) * inside[..., None]
    grain = np.random.default_rng(7).normal(0, noise, linear.shape)
    return np.round(255 * np.clip(_screen(linear) + grain, 0, 1)).astype(np.uint8)


def _lit(ray: np.ndarray) -> np.ndarray:
    lit = np.clip(_head()[0][::2, ::2] @ ray, 0, None) * (1 - _shadow(tuple(float(v) for v in ray)))
    return cv2.resize(lit, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)


@lru_cache(maxsize=1)
def _around() -> np.ndarray:
    """Light from everywhere: a bright room above, a third of that from the floor, less where the head is in its way."""
    index = np.arange(72) + 0.5
    up, turn = 1 - 2 * index / 72, 2.39996 * index
    flat = np.sqrt(1 - up**2)
    rays = np.stack([flat * np.cos(turn), up, flat * np.sin(turn)], axis=1)
    return np.sum([_lit(ray) * (1.0 if ray[1] > 0 else 0.35) for ray in rays], axis=0) * 4 / 72


def _shine(ray: np.ndarray) -> np.ndarray:
    normals, _ = _head()
    half = ray + np.array([0, 0, 1.0])
    half /= max(1e-6, float(np.linalg.norm(half)))
    return np.clip(normals @ half, 0, 1) ** 24 * (normals @ ray > 0)


def _disc(lamp: Lamp) -> list[np.ndarray]:
    middle = lamp.direction
    across = np.cross(middle, [0.13, 1.0, 0.07])
    across /= np.linalg.norm(across)
    along = np.cross(across, middle)
    rays = []
    for index in range(14):
        radius, turn = math.radians(DISC) * math.sqrt((index + 0.5) / 14), 2.39996 * index
        ray = middle + math.tan(radius) * (math.cos(turn) * across + math.sin(turn) * along)
        rays.append(ray / np.linalg.norm(ray))
    return rays


@lru_cache(maxsize=256)
def _shadow(ray: tuple[float, float, float]) -> np.ndarray:
    """0..1, where the head stands in its own light: the ray is marched over the height of the head."""
    height = _height()[::2, ::2]
    y, x = np.indices(height.shape).astype(np.float32)
    height = np.ascontiguousarray(height)
    dark = np.zeros(height.shape, np.float32)
    for step in np.linspace(3, 260, STEPS, dtype=np.float32):
        across, up, toward = (0.5 * step * ray[0], 0.5 * step * ray[1], step * ray[2])
        there = cv2.remap(height, x + across, y - up, cv2.INTER_LINEAR, borderValue=-400.0)
        dark = np.maximum(dark, np.clip((there - height - toward - 1.0) / 2.0, 0, 1))
    return dark


@lru_cache(maxsize=1)
def _height() -> np.ndarray:
    """Pixels towards the camera; -300 beside the head."""
    y, x = np.indices((SIDE, SIDE)).astype(np.float64)
    u, v = (x - CENTRE[0]) / RADII[0], (y - CENTRE[1]) / RADII[1]
    # a face is flatter than an ellipsoid in front and steeper at the sides
    round_ = np.clip(1 - np.abs(u) ** 2.4 - np.abs(v) ** 3.2, 0, 1) ** 0.5
    z = RADII[2] * round_
    for bump_x, bump_y, wide, high, tall in BUMPS:
        dx, dy = x - CENTRE[0] - bump_x, y - 204.0 - bump_y
        z += tall * np.exp(-0.5 * ((dx / wide) ** 2 + (dy / high) ** 2)) * (round_ > 0)
    return np.where(round_ > 0, z, -300.0).astype(np.float32)


@lru_cache(maxsize=1)
def _head() -> tuple[np.ndarray, np.ndarray]:
    """Unit normals (right, up, towards the camera) and how far each pixel is head, 0..1."""
    height = _height()
    inside = (height > -299).astype(np.float32)
    near = np.where(height > -299, height, 0).astype(np.float64)
    down, across = np.gradient(near)
    normals = np.dstack([-across, down, np.ones_like(near)])
    normals /= np.linalg.norm(normals, axis=2, keepdims=True)
    return normals, cv2.GaussianBlur(inside, (0, 0), 1.2)


def _albedo(photo: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Linear; all that varies slowly is taken for the photo's own light."""
    linear = _linear(photo)
    grey = linear @ np.array([0.2126, 0.7152, 0.0722])
    weight = inside + 1e-4
    slow = cv2.GaussianBlur(grey * weight, (0, 0), 20) / cv2.GaussianBlur(weight, (0, 0), 20)
    even = linear / slow[..., None] * 0.42
    return np.clip(even, 0.01, 0.95)


@lru_cache(maxsize=1)
def _photo() -> np.ndarray:
    return cv2.resize(data.astronaut()[0:260, 100:360], (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)


def _linear(picture: np.ndarray) -> np.ndarray:
    screen = picture.astype(np.float64) / 255
    return np.where(screen <= 0.04045, screen / 12.92, ((screen + 0.055) / 1.055) ** 2.4)


def _screen(linear: np.ndarray) -> np.ndarray:
    linear = np.clip(linear, 0, 1)
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
