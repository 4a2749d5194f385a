"""A plate through a lens that is focused somewhere: front and ground each by itself, then laid together."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.cinema.defocus import SHARP_PX, defocused
from reklamai.media.cinema.framing import Eye
from reklamai.media.cinema.iris import iris_of
from reklamai.media.cinema.model import Optics
from reklamai.media.cinema.parting import Parted
from reklamai.media.cinema.thinlens import blur_gain, focused_m, lean, window_of
from reklamai.media.colour import to_linear
from reklamai.media.types import FloatPicture, Picture, Plane

LARGEST = 0.06
"""Radius of the largest disc, share of the frame's longer side."""
SOFTENED = 0.14
"""Pixels of radius for each pixel that the frame lies beyond the picture."""
SOFTEST = 0.016
"""Of the longer side: what is mirrored beyond the picture gets no softer than this."""
KEPT = 0.3
"""How far beyond the picture a front goes on, share of the frame's longer side: a mirrored face must not appear."""
GLINT = 9.0
"""How much brighter than the screen's white a lamp is taken to be: a photo has cut its light off."""
TABLE = to_linear(np.arange(256, dtype=np.float32) / 255)


def linear(picture: Picture) -> FloatPicture:
    """Linear light of a picture, (H, W, C) float32 in 0..1."""
    return np.asarray(cv2.LUT(picture, TABLE), np.float32)


def focused(parts: Parted, eye: Eye, optics: Optics, *, subject_m: float) -> FloatPicture:
    """What the eye sees of a plate, with the lens's own focus: (H, W, 3) float32 linear light, 0 to above 1."""
    focus = focused_m(optics, subject_m if optics.focus_m is None else optics.focus_m)
    soft = _beyond_radius(eye)
    radius = np.maximum(disc_px(optics, eye.seen(parts.ground_near), focus_m=focus, size=eye.size), soft)
    ground = linear(eye.seen(parts.ground))
    if float(radius.max()) >= SHARP_PX:
        ground = defocused(glinting(ground, radius), radius, iris_of(optics))
    alpha = eye.seen(parts.alpha)
    if not parts.alpha.any():
        return ground
    if eye.outside.size > 1:
        alpha = alpha * np.clip(1 - eye.outside / (KEPT * max(eye.size)), 0, 1)
    front = np.dstack([linear(eye.seen(parts.front)) * alpha[..., None], alpha])
    radius = np.maximum(disc_px(optics, eye.seen(parts.front_near), focus_m=focus, size=eye.size), soft)
    front = defocused(front, radius, iris_of(optics))
    return np.asarray(ground * (1 - front[..., 3:]) + front[..., :3], np.float32)


def disc_px(optics: Optics, near: Plane, *, focus_m: float, size: tuple[int, int]) -> Plane:
    """Radius in pixels of the disc that each pixel becomes, of its upright half.

    near: (H, W) float32, 1 / metre. size: width and height of the frame that the window of the sensor fills.
    """
    window = window_of(optics, ratio=size[0] / size[1])
    scale = size[1] / window.height_mm
    up = (size[1] / 2 - 0.5 - np.arange(size[1], dtype=np.float32)) / scale
    plane = 1 / focus_m + lean(optics) * up
    radius = np.abs(near - plane[:, None]) * (blur_gain(optics, focus_m) * scale / 2)
    return np.minimum(radius, LARGEST * max(size)).astype(np.float32)


def glinting(surface: FloatPicture, radius: Plane) -> FloatPicture:
    """The surface with the light given back that a photo cuts off its lamps, where they are out of focus.

    What is white over a wide area is no lamp and stays as it is.
    """
    bright = surface.max(axis=2)
    small = cv2.resize(bright, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    around = cv2.GaussianBlur(small, (0, 0), max(1.0, max(small.shape) * 0.025))
    around = cv2.resize(around, (bright.shape[1], bright.shape[0]), interpolation=cv2.INTER_LINEAR)
    over = np.clip((bright - 0.55) / 0.4, 0, 1) * np.clip(1 - 1.6 * around, 0, 1) * np.minimum(1, radius / 6)
    return np.asarray(surface * (1 + GLINT * over * over)[..., None], np.float32)


def _beyond_radius(eye: Eye) -> Plane:
    if eye.outside.size == 1:
        return eye.outside
    return np.minimum(eye.outside * SOFTENED, SOFTEST * max(eye.size)).astype(np.float32)
