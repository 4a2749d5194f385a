"""The colour of hair, where it can be read: a natural one, above the forehead of a face that looks ahead."""

from __future__ import annotations

from typing import Final, Literal

import cv2
import numpy as np

from reklamai.media.colour import to_lab
from reklamai.media.faces import Face, crops
from reklamai.media.faces.model import mesh_of
from reklamai.media.mattes.model import Missing
from reklamai.media.types import AnyArray, FloatPicture, Mask, Picture

HairColour = Literal["black", "dark_brown", "brown", "blond", "red", "grey", "white"]
SIDE: Final = 160
"""Pixels of the crop, twice the face."""
BAND: Final = (0.1, 0.34)
"""Where hair is looked for above the forehead, in heights of the face."""
OVAL: Final = (54, 103, 67, 109, 10, 338, 297, 332, 284)
"""Points of the mesh along the hairline, from temple to temple."""
SURE: Final = 0.8
LEAST: Final = 0.25
"""Share of the band that must be neither ground nor skin: less is a bald head, or a rim that is cut."""
SKIN: Final = 14.0
"""Lab units within which a pixel is skin."""
MOST_SPREAD: Final = 28.0
"""Lightness by which hair of one colour varies with its shine and shadows (7 to 26 in 58 of 61 portraits); a hat's
pattern or a wrong mask does more."""


def hair_lab(picture: Picture, face: Face, *, person: Mask, skin: tuple[float, float, float]) -> (
    tuple[float, float, float] | Missing
):  # fmt: skip
    """CIE Lab of the hair, or why it is not known: "no_mesh", "no_hair" or "many_colours".

    person: (H, W) float32 0..1, who is in front; skin: the face's own Lab. A hat reads as hair: ask `hair_colour`.
    """
    if not face.has_mesh:
        return Missing("no_mesh")
    mesh = mesh_of(face)
    low, high = mesh[:, :2].min(axis=0), mesh[:, :2].max(axis=0)
    x, y = (low + high) / 2
    middle, side = (float(x), float(y)), 2.2 * float((high - low).max())
    crop = crops.cut(picture, middle, side=side, roll=face.roll, size=SIDE)
    front = crops.cut(_three(person), middle, side=side, roll=face.roll, size=SIDE).pixels[..., 0] > SURE * 255
    band = _band(crop.inside(mesh[list(OVAL), :2]), height=float((high - low)[1]) * SIDE / side)
    lab = to_lab(crop.pixels)
    kept = band & front & (np.linalg.norm(lab - np.asarray(skin, np.float32), axis=2) > SKIN)
    if float(kept.sum()) < LEAST * max(1.0, float(band.sum())):
        return Missing("no_hair")
    return _of(lab, kept)


def hair_colour(lab: tuple[float, float, float]) -> HairColour | Missing:
    """The name of a natural hair colour; Missing("unusual") for dyes, hats and coloured light."""
    light, a, b = lab
    chroma, hue = float(np.hypot(a, b)), float(np.degrees(np.arctan2(b, a)))
    if chroma < 8 and light >= 40:
        return "white" if light >= 78 else "grey"
    if light < 12 and chroma < 14:
        return "black"
    if not (20 <= hue <= 100 or chroma < 8):
        return Missing("unusual")
    if hue < 55 and chroma >= 24 and light >= 24:
        return "red" if chroma < 55 else Missing("unusual")
    if light < 28:
        return "dark_brown"
    return "brown" if light < 52 else "blond"


def _band(line: AnyArray, *, height: float) -> AnyArray:
    """(SIDE, SIDE) bool: above the hairline."""
    lower, upper = line - (0, BAND[0] * height), line - (0, BAND[1] * height)
    mask = np.zeros((SIDE, SIDE), np.uint8)
    cv2.fillPoly(mask, [np.round(np.vstack([lower, upper[::-1]])).astype(np.int32)], (1,))
    return mask.astype(bool)


def _of(lab: FloatPicture, kept: AnyArray) -> tuple[float, float, float] | Missing:
    colours = lab[kept]
    spread = float(np.subtract(*np.percentile(colours[:, 0], (75, 25)))) / 1.35
    if spread > MOST_SPREAD:
        return Missing("many_colours")
    light, a, b = (float(value) for value in np.median(colours, axis=0))
    return light, a, b


def _three(mask: Mask) -> Picture:
    return np.repeat((mask * 255).astype(np.uint8)[..., None], 3, axis=2)
