"""A plate through a lens that is focused somewhere: front and ground each by itself, then laid together."""

from __future__ import annotations

import math

import cv2
import numpy as np

from reklamai.media.cinema.defocus import SHARP_PX, defocused
from reklamai.media.cinema.framing import Eye
from reklamai.media.cinema.iris import Iris, farthest, iris_of
from reklamai.media.cinema.lights import brightest
from reklamai.media.cinema.model import Optics
from reklamai.media.cinema.plate import FramePlate
from reklamai.media.cinema.thinlens import blur_gain, focused_m, lean, window_of
from reklamai.media.colour import to_linear
from reklamai.media.types import FloatPicture, Mask, Picture, Plane

LARGEST = 0.06
"""Radius of the largest disc, share of the frame's longer side."""
SOFT_FROM = (0.01, 0.03, 0.08)
"""How far beyond the picture each halving of its detail is done, shares of the frame's longer side."""
SOFT_SIDE = 320
"""Longer side of the first of them, whatever the frame: the small view then looks like the large one."""
SEEN_PX = 1.5
"""Radius from which on the parts are seen, and not the picture itself: at rest its own rim is the better one."""
GLINT = 9.0
"""How much brighter than the screen's white a lamp is taken to be: a photo has cut its light off."""
TABLE = to_linear(np.arange(256, dtype=np.float32) / 255)


def linear(picture: Picture) -> FloatPicture:
    """Linear light of a picture, (H, W, C) float32 in 0..1."""
    return np.asarray(cv2.LUT(picture, TABLE), np.float32)


def focused(plate: FramePlate, eye: Eye, optics: Optics) -> FloatPicture:
    """What the eye sees of a plate, with the lens's own focus: (H, W, 3) float32 linear light, 0 to above 1."""
    parts, iris = plate.parts, iris_of(optics)
    focus = focused_m(optics, plate.subject_m if optics.focus_m is None else optics.focus_m)
    behind = disc_px(optics, eye.seen(parts.ground_near), focus_m=focus, size=eye.size)
    flat = np.full(behind.shape, parts.front_near, np.float32)
    before = disc_px(optics, flat, focus_m=focus, size=eye.size)
    most = max(float(behind.max()), float(before.max()))
    if most < SHARP_PX and not eye.invents:
        return linear(eye.seen(plate.picture))
    ground = linear(eye.seen(parts.ground))
    ground = defocused(glinting(ground, behind), behind, iris)
    if not parts.stands:
        return ground
    laid = _laid(ground, linear(eye.seen(parts.front)), eye.seen_once(parts.alpha), radius=before, iris=iris)
    if min(float(behind.min()), float(before.min())) >= SEEN_PX:
        return laid
    share = np.clip(np.maximum(np.maximum(behind, before) / SEEN_PX, eye.outside), 0, 1)
    return np.asarray(cv2.blendLinear(laid, linear(eye.seen(plate.picture)), share, 1 - share), np.float32)


def _laid(ground: FloatPicture, colours: FloatPicture, alpha: Mask, *, radius: Plane, iris: Iris) -> FloatPicture:
    """The front over the ground, each point of it spread by its radius."""
    x, y, wide, high = cv2.boundingRect((alpha > 0).astype(np.uint8))
    reach = math.ceil(farthest(iris) * float(radius.max())) + 2
    rows, columns = slice(max(0, y - reach), y + high + reach), slice(max(0, x - reach), x + wide + reach)
    share = alpha[rows, columns]
    front = defocused(np.dstack([colours[rows, columns] * share[..., None], share]), radius[rows, columns], iris)
    ground[rows, columns] = ground[rows, columns] * (1 - front[..., 3:]) + front[..., :3]
    return ground


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
    bright = brightest(surface)
    small = cv2.resize(bright, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    around = cv2.GaussianBlur(small, (0, 0), max(1.0, max(small.shape) * 0.025))
    around = cv2.resize(around, (bright.shape[1], bright.shape[0]), interpolation=cv2.INTER_LINEAR)
    over = np.clip((bright - 0.55) / 0.4, 0, 1) * np.clip(1 - 1.6 * around, 0, 1) * np.minimum(1, radius / 6)
    return np.asarray(surface * (1 + GLINT * over * over)[..., None], np.float32)


def softened(frame: FloatPicture, eye: Eye) -> FloatPicture:
    """The frame, ever softer the farther it lies beyond the picture: what is invented there must not draw the eye."""
    if not eye.invents:
        return frame
    longest = max(eye.size)
    scale, out = SOFT_SIDE / longest, frame
    for reach in SOFT_FROM:
        size = max(2, round(eye.size[0] * scale)), max(2, round(eye.size[1] * scale))
        small = cv2.GaussianBlur(cv2.resize(frame, size, interpolation=cv2.INTER_AREA), (0, 0), 1.2)
        soft = cv2.resize(small, eye.size, interpolation=cv2.INTER_LINEAR)
        share = np.clip(eye.outside / (reach * longest) - 0.2, 0, 1).astype(np.float32)
        out = np.asarray(cv2.blendLinear(soft, out, share, 1 - share), np.float32)
        scale /= 2
    return out
