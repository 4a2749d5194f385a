"""Colours of skin and hair, learned from the person at hand."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from reklamai.media.garments.zones import INK, Oval
from reklamai.media.types import AnyArray, FloatPicture, Mask, Picture, Plane

SPOTS = (50, 280, 118, 347, 9, 151, 205, 425)
"""FaceMesh points on cheeks and forehead, where beard and glasses seldom are."""
OFFSET = 8.0
"""Added to screen values before the logarithm: below it 8-bit values are mostly noise."""
EVERYBODY = (0.25, -0.13, 5.0)
"""Tone of skin in general: the median of 32 faces by day and by lamp, whose tones spread by 0.11."""


@dataclass(frozen=True, slots=True)
class Tone:
    """A colour that shading does not change. middle, spread: of red/green, blue/green (logarithms) and brightness."""

    middle: AnyArray
    spread: AnyArray
    sure: float
    """0..1: how far the tone was measured and not supposed."""


def ratios(picture: Picture) -> FloatPicture:
    """(H, W, 3): logarithms of red/green, blue/green and of the brightness: shade moves only the last."""
    logs = np.log(picture.astype(np.float32) + OFFSET)
    return np.dstack([logs[..., 0] - logs[..., 1], logs[..., 2] - logs[..., 1], logs.mean(axis=2)]).astype(np.float32)


def skin_tone(values: FloatPicture, oval: Oval | None, spots: AnyArray | None) -> Tone:
    """Skin of this face; of people in general if there is no face. spots: (N, 2) pixels of bare skin, or None."""
    if oval is None:
        return Tone(np.array(EVERYBODY), np.array([0.14, 0.13, 0.9]), 0.0)
    marks = np.zeros(values.shape[:2], np.uint8)
    if spots is None:
        cv2.ellipse(
            marks, _point(oval.centre), (max(1, round(oval.half * 0.6)), max(1, round(oval.height * 0.3))), 0, 0, 360,
            INK, -1,
        )  # fmt: skip
    else:
        for spot in spots:
            cv2.circle(marks, _point(spot), max(1, round(oval.half * 0.12)), INK, -1)
    found = values[marks > 0]
    if len(found) < 8:
        return skin_tone(values, None, None)
    return tone_of(found, least=(0.055, 0.055, 0.45))


def tone_of(samples: AnyArray, *, least: tuple[float, float, float]) -> Tone:
    """Median and robust spread (at least `least`) of (N, 3) samples."""
    middle = np.median(samples, axis=0)
    spread = 1.48 * np.median(np.abs(samples - middle), axis=0)
    return Tone(middle, np.maximum(spread, least), 1.0)


def likeness(values: FloatPicture, tone: Tone) -> Plane:
    """How like the tone each pixel is: 1 the same, 0 another; (H, W) float32. Shade counts less than a highlight."""
    off = (values - tone.middle.astype(np.float32)) / tone.spread.astype(np.float32)
    off[..., 2] *= np.where(off[..., 2] < 0, 0.7, 1.2)
    # in deep shade the ratios are noise: they count less there
    trust = np.clip((values[..., 2] - 2.6) / 1.0, 0.25, 1)
    distance = (off[..., 0] ** 2 + off[..., 1] ** 2) * trust**2 + off[..., 2] ** 2
    return np.asarray(np.exp(-np.maximum(0, distance - 2.5) / 4), dtype=np.float32)


def hair_tones(values: FloatPicture, above: Mask) -> tuple[Tone, ...]:
    """The one or two tones of what is above the face; () if too little is seen. above: (H, W), 1 where hair is."""
    samples = values[above > 0.5].astype(np.float32)
    if len(samples) < 40:
        return ()
    cv2.setRNGSeed(1)  # k-means draws from OpenCV's global generator
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 12, 0.01)
    _, labels, _ = cv2.kmeans(samples, 2, np.empty((0, 1), np.int32), stop, 1, cv2.KMEANS_PP_CENTERS)
    parts = (samples[labels.ravel() == each] for each in range(2))
    return tuple(tone_of(part, least=(0.06, 0.06, 0.22)) for part in parts if len(part) > 0.25 * len(samples))


def _point(at: AnyArray) -> tuple[int, int]:
    return round(float(at[0])), round(float(at[1]))
