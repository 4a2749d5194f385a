"""How a colour profile is made: a short list of what a colourist does, applied in a fixed order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.interpolate import PchipInterpolator

from reklamai.media.grading.oklab import from_oklab, to_oklab
from reklamai.media.grading.zones import inner, near, risen, zones
from reklamai.media.types import AnyArray, FloatPicture, Plane

Curve = tuple[tuple[float, float], ...]
"""(in, out) of screen values, rising; a monotone cubic goes through them."""
STEPS = 4096
FAINT = 0.06
"""Oklab chroma below which a hue is not trusted: changes by hue fade in up to here, so that greys stay greys."""


@dataclass(frozen=True, slots=True)
class Hue:
    """A change of colours about one hue."""

    at: float
    """Degrees in Oklab: red 29, skin 50..60, yellow 110, green 142, cyan 195, blue 264, magenta 328."""
    width: float
    """Degrees to either side where the change has faded to nothing."""
    turn: float = 0.0
    """Degrees by which hues turn."""
    saturation: float = 1.0
    lightness: float = 0.0
    """Added to Oklab L at full chroma, -0.1..0.1."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A profile; every part left as it is here changes nothing. Steps are done in the order of the fields."""

    monochrome: tuple[float, float, float] | None = None
    """Weights of red, green and blue in a black-and-white picture, their sum 1."""
    curve: Curve = ()
    """Of all channels alike: contrast, toe and shoulder."""
    hues: tuple[Hue, ...] = ()
    saturation: tuple[float, float, float] = (1.0, 1.0, 1.0)
    """In shadows, mids and highlights."""
    vibrance: float = 0.0
    """Saturation that faint colours get and strong ones do not; 0..1."""
    shadows: tuple[float, float] = (0.0, 0.0)
    """Tint as Oklab a (green to red) and b (blue to yellow); 0.02 is seen, 0.05 is a lot."""
    mids: tuple[float, float] = (0.0, 0.0)
    highlights: tuple[float, float] = (0.0, 0.0)
    skin: float = 0.0
    """0..1: how much of the tint colours of skin are spared."""


def developed(recipe: Recipe, screen: FloatPicture) -> FloatPicture:
    """Colours after a recipe: (..., 3) float screen values in 0..1 (others are clipped) to the same, float32."""
    colours = np.clip(screen, 0, 1).astype(np.float32)
    if recipe.monochrome is not None:
        grey = colours @ np.asarray(recipe.monochrome, np.float32)
        colours = np.repeat(grey[..., None], 3, axis=-1)
    if recipe.curve:
        colours = _bent(recipe.curve, colours)
    if not _colours_change(recipe):
        return colours
    lab = plain = to_oklab(colours)
    for hue in recipe.hues:
        lab = _turned(hue, lab)
    red, green, blue = (colours[..., channel] for channel in range(3))
    most = np.maximum(np.maximum(red, green), blue)
    pure = 1 - np.minimum(np.minimum(red, green), blue) / np.maximum(most, 1e-3)
    return from_oklab(_tinted(recipe, _held(_saturated(recipe, lab), plain, pure), pure))


def _colours_change(recipe: Recipe) -> bool:
    plain = Recipe()
    return any(
        getattr(recipe, each) != getattr(plain, each)
        for each in ("hues", "saturation", "vibrance", "shadows", "mids", "highlights")
    )


def _bent(curve: Curve, values: FloatPicture) -> FloatPicture:
    heights, rises = _table(curve)
    place = values * np.float32(STEPS)
    low = place.astype(np.int32)
    return np.asarray(heights[low] + rises[low] * (place - low.astype(np.float32)), np.float32)


@lru_cache(maxsize=64)
def _table(curve: Curve) -> tuple[AnyArray, AnyArray]:
    """Heights at even steps, and how far it is from each to the next: half as long to read as `numpy.interp`."""
    at, to = zip(*curve, strict=True)
    heights = np.clip(PchipInterpolator(at, to)(np.linspace(0, 1, STEPS + 1)), 0, 1)
    return heights.astype(np.float32), np.diff(heights, append=heights[-1]).astype(np.float32)


def _turned(hue: Hue, lab: FloatPicture) -> FloatPicture:
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    share = near(lab, hue.at, hue.width) * risen(chroma / FAINT)
    angle = np.radians(hue.turn) * share
    gain = 1 + (hue.saturation - 1) * share
    cos, sin = np.cos(angle) * gain, np.sin(angle) * gain
    a, b = lab[..., 1], lab[..., 2]
    light = lab[..., 0] + hue.lightness * share * np.minimum(chroma / 0.2, 1) * inner(lab[..., 0])
    return np.asarray(np.stack([light, a * cos - b * sin, a * sin + b * cos], axis=-1), np.float32)


def _saturated(recipe: Recipe, lab: FloatPicture) -> FloatPicture:
    low, middle, high = zones(lab[..., 0])
    gain = recipe.saturation[0] * low + recipe.saturation[1] * middle + recipe.saturation[2] * high
    if recipe.vibrance:
        chroma = np.hypot(lab[..., 1], lab[..., 2])
        gain = gain * (1 + recipe.vibrance * (1 - risen(chroma / 0.2)))
    return np.asarray(np.concatenate([lab[..., :1], lab[..., 1:] * gain[..., None]], axis=-1), np.float32)


def _held(lab: FloatPicture, plain: FloatPicture, pure: Plane) -> FloatPicture:
    """What saturation adds, less of it the purer a colour is already: none leaves what a screen can show."""
    before, after = np.hypot(plain[..., 1], plain[..., 2]), np.hypot(lab[..., 1], lab[..., 2])
    kept = np.where(after > before, 1 - (1 - before / np.maximum(after, 1e-6)) * pure**2, 1)
    return np.asarray(np.concatenate([lab[..., :1], lab[..., 1:] * kept[..., None]], axis=-1), np.float32)


def _tinted(recipe: Recipe, lab: FloatPicture, pure: Plane) -> FloatPicture:
    low, middle, high = (zone[..., None] for zone in zones(lab[..., 0]))
    shadows, mids, highlights = (
        np.array(tint, np.float32) for tint in (recipe.shadows, recipe.mids, recipe.highlights)
    )
    tint = (low * shadows + middle * mids + high * highlights) * (inner(lab[..., 0]) * (1 - pure**2))[..., None]
    if recipe.skin:
        chroma = np.hypot(lab[..., 1], lab[..., 2])
        tint = tint * (1 - recipe.skin * near(lab, 55, 45) * risen(chroma / FAINT))[..., None]
    return np.asarray(np.concatenate([lab[..., :1], lab[..., 1:] + tint], axis=-1), np.float32)
