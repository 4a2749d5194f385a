"""The last look of a picture: one colour table for all frames, a slight vignette, fine grain."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from reklamai.media.types import AnyArray, FloatPicture, Picture
from reklamai.media.words.reading import Mood, Reading

SIDE = 33
"""Steps of the colour table on each axis."""
GRAIN = 1.6
"""Standard deviation of the grain in mid tones, of 255."""
STRIP = 256
"""Rows that are worked on at once: bounds memory at 4K."""


@dataclass(frozen=True, slots=True)
class Look:
    """A grade in numbers. contrast: slope in the middle, 1 leaves it; lift: how far black rises, 0..1;
    saturation: 1 leaves it; warm: -1..1 towards blue or amber; shadows, lights: Lab a and b added there; tint: added
    everywhere but in black and white."""

    contrast: float = 1.06
    lift: float = 0.008
    gain: float = 1.0
    saturation: float = 1.03
    warm: float = 0.0
    shadows: tuple[float, float] = (0.0, -1.0)
    lights: tuple[float, float] = (0.3, 1.2)
    vignette: float = 0.12
    tint: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Leaning:
    """How far a grade leans to held colours. a, b: as `Look.tint`; contrast: factor on the slope in the middle."""

    a: float = 0.0
    b: float = 0.0
    contrast: float = 1.0


PLAIN = Look()
STRAIGHT = Leaning()
_MOODS: dict[Mood, dict[str, float | tuple[float, float]]] = {
    Mood.WARM: {"warm": 0.35},
    Mood.COOL: {"warm": -0.35},
    Mood.PASTEL: {"contrast": 0.86, "lift": 0.07, "saturation": 0.78, "vignette": 0.04},
    Mood.VIVID: {"contrast": 1.12, "saturation": 1.22},
    Mood.MUTED: {"contrast": 0.95, "lift": 0.035, "saturation": 0.7},
    Mood.DARK: {"contrast": 1.14, "gain": 0.86, "vignette": 0.28},
    Mood.BRIGHT: {"contrast": 0.98, "gain": 1.07, "vignette": 0.04},
    Mood.MONOCHROME: {"contrast": 1.15, "saturation": 0.0, "shadows": (0.0, 0.0), "lights": (0.0, 0.0)},
    Mood.NEON: {"contrast": 1.12, "saturation": 1.2, "shadows": (9.0, -14.0), "lights": (2.0, -2.0), "vignette": 0.26},
    Mood.CINEMATIC: {"contrast": 1.14, "lift": 0.012, "shadows": (-3.5, -6.0), "lights": (2.5, 6.0), "vignette": 0.24},
}


def look_for(reading: Reading, *, leaning: Leaning = STRAIGHT) -> Look:
    """The look that the words ask for: each mood changes its own numbers, the last one wins where two meet.

    Held colours tint it, but never what words want in black and white.
    """
    look = PLAIN
    for mood in reading.moods:
        look = replace(look, **_MOODS[mood])  # type: ignore[arg-type]  # the table holds fields of Look only
    look = replace(look, contrast=look.contrast * leaning.contrast, tint=(leaning.a, leaning.b))
    if Mood.MONOCHROME in reading.moods:
        look = replace(look, saturation=0.0, shadows=(0.0, 0.0), lights=(0.0, 0.0), warm=0.0, tint=(0.0, 0.0))
    return look


def lut(reading: Reading, *, leaning: Leaning = STRAIGHT) -> NDArray[np.float32]:
    """The grade as a colour table, for use on every frame of a clip.

    Returns: (33, 33, 33, 3) float32, screen values in 0..1, indexed [red, green, blue].
    """
    steps = np.linspace(0, 1, SIDE, dtype=np.float32)
    red, green, blue = np.meshgrid(steps, steps, steps, indexing="ij")
    colours = np.stack([red, green, blue], axis=-1).reshape(SIDE, SIDE * SIDE, 3)
    graded = _graded(np.ascontiguousarray(colours), look_for(reading, leaning=leaning))
    return np.clip(graded, 0, 1).reshape(SIDE, SIDE, SIDE, 3).astype(np.float32)


def toned(screen: FloatPicture, reading: Reading, *, leaning: Leaning = STRAIGHT) -> FloatPicture:
    """Screen values under the same grade, exactly and not by a table: for deep files. (H, W, 3) float32, 0..1."""
    return np.asarray(np.clip(_graded(screen, look_for(reading, leaning=leaning)), 0, 1), np.float32)


def through(picture: Picture, table: NDArray[np.float32]) -> Picture:
    """A picture seen through a colour table as `lut` gives it (trilinear). (H, W, 3) uint8 in and out."""
    flat = table.transpose(2, 1, 0, 3).ravel()  # Pillow counts red fastest
    filter_ = ImageFilter.Color3DLUT(SIDE, flat, channels=3, target_mode="RGB")
    return np.array(Image.fromarray(picture).filter(filter_))


def grade(picture: Picture, *, reading: Reading, seed: int, leaning: Leaning = STRAIGHT) -> Picture:
    """A finished picture: colour table, vignette and grain. The same seed gives the same grain.

    picture: (H, W, 3) uint8, RGB order. Returns: a new one of the same shape.
    """
    done = through(picture, lut(reading, leaning=leaning))
    _finish(done, vignette=look_for(reading).vignette, seed=seed)
    return done


def _graded(screen: FloatPicture, look: Look) -> FloatPicture:
    lab = cv2.cvtColor(screen, cv2.COLOR_RGB2Lab)
    light = np.clip(lab[..., 0] * look.gain / 100, 0, 1)
    light = look.lift + (1 - look.lift) * _curve(light, look.contrast)
    colour: AnyArray = lab[..., 1:] * look.saturation
    # split toning fades out at pure black and pure white, which stay neutral
    dark, bright = (1 - light) ** 2 * light * 4, light**2 * (1 - light) * 4
    colour = colour + dark[..., None] * np.array(look.shadows, np.float32)
    colour = colour + bright[..., None] * np.array(look.lights, np.float32)
    middle = (light * (1 - light) * 4)[..., None]
    colour = colour + middle * np.array([1.5, 14.0], np.float32) * look.warm
    if any(look.tint):
        colour = colour + np.sqrt(np.maximum(middle, 0)) * np.array(look.tint, np.float32)
    graded = np.dstack([light * 100, colour]).astype(np.float32)
    return np.asarray(cv2.cvtColor(graded, cv2.COLOR_Lab2RGB), dtype=np.float32)


def _curve(light: AnyArray, contrast: float) -> AnyArray:
    """An S through 0, 0.5 and 1 whose slope in the middle is `contrast`; never falls for contrasts of 0.5..1.9."""
    bent: AnyArray = light + (contrast - 1) * np.sin(2 * np.pi * (light - 0.5)) / (2 * np.pi)
    return bent


def _finish(picture: Picture, *, vignette: float, seed: int) -> None:
    """Vignette and grain, in place, strip by strip."""
    height, width = picture.shape[:2]
    dice = np.random.default_rng(seed)
    across = np.linspace(-1, 1, width, dtype=np.float32)[None] ** 2
    # one generator through all strips: the grain does not depend on where they are cut
    for top in range(0, height, STRIP):
        strip = picture[top : top + STRIP]
        rows = np.arange(top, top + len(strip), dtype=np.float32)
        down = ((rows + 0.5) / height * 2 - 1)[:, None] ** 2
        shade = 1 - vignette * np.clip((across + down - 0.5) / 1.5, 0, 1) ** 1.5
        noise = dice.standard_normal(strip.shape[:2], dtype=np.float32)
        tone = strip[..., 1].astype(np.float32) / 255
        grain = noise * (GRAIN * (0.45 + 2.2 * tone * (1 - tone)))
        done = cv2.multiply(strip.astype(np.float32), cv2.merge([shade] * 3)) + grain[..., None]
        strip[:] = np.clip(done + 0.5, 0, 255).astype(np.uint8)
