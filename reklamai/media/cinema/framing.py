"""Which part of a picture a camera sees, and how its lens draws it there."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np

from reklamai.media.cinema.lens import bends, source_share
from reklamai.media.cinema.model import Camerawork, Optics
from reklamai.media.cinema.thinlens import window_of
from reklamai.media.scene.model import Box
from reklamai.media.types import AnyArray, Plane

OWN = Optics(focal_mm=35.0)
"""The camera that a picture is taken to be made with: 35 mm on full frame, cut to the picture's shape."""
WIDEST = 2.2
"""Widths of the picture that are shown at most: beyond there would be more invention than picture."""
CLOSEST = 1 / 12
"""Widths of the picture at least: closer there are a hundred pixels left."""
ROOM = 0.35
"""Around a face that must stay in the frame, of its own size."""


@dataclass(frozen=True, slots=True)
class View:
    """A window onto a picture. All in pixels of the picture, edges: the first pixel reaches from 0 to 1."""

    left: float
    top: float
    width: float
    height: float
    size: tuple[int, int]
    """Of the frame that is drawn."""
    widths: float
    """Of the field, by the picture's own; may be more than what is shown."""

    @property
    def limited(self) -> bool:
        """Whether the field is wider or closer than can be shown."""
        return not CLOSEST <= self.widths <= WIDEST

    def beyond(self, picture: tuple[int, int]) -> float:
        """Share of the frame that lies beyond a picture of (width, height), 0..1."""
        across = min(self.left + self.width, picture[0]) - max(self.left, 0)
        down = min(self.top + self.height, picture[1]) - max(self.top, 0)
        return max(0.0, 1 - max(0.0, across) * max(0.0, down) / (self.width * self.height))


def frame_size(camerawork: Camerawork, picture: tuple[int, int], within: tuple[int, int]) -> tuple[int, int]:
    """Width and height of the picture that is seen, as large as fits `within`."""
    ratio = camerawork.ratio or picture[0] / picture[1]
    width = min(within[0], within[1] * ratio)
    return max(2, round(width)), max(2, round(width / ratio))


def view_of(camerawork: Camerawork, picture: tuple[int, int], size: tuple[int, int], *, aim: Box | None) -> View:
    """The window that this camera sees in a frame of `size`. aim: what it must keep in the frame, shares."""
    ratio = size[0] / size[1]
    widths = field_widths(camerawork.optics, ratio) if camerawork.optics else 1.0
    shown = min(max(widths, CLOSEST), WIDEST)
    width = min(picture[0], picture[1] * ratio) * shown
    height = width / ratio
    x = _kept_inside(picture[0], width, aim[0], aim[2]) if aim else picture[0] / 2
    y = _kept_inside(picture[1], height, aim[1], aim[3]) if aim else picture[1] / 2
    return View(x - width / 2, y - height / 2, width, height, size, widths)


def field_widths(optics: Optics, ratio: float) -> float:
    """Width of the field by that of the picture's own camera, both cut to `ratio`."""
    own, seen = window_of(OWN, ratio=ratio), window_of(optics, ratio=ratio)
    return (seen.width_mm / optics.focal_mm) / (own.width_mm / OWN.focal_mm)


def _kept_inside(length: int, window: float, start: float, share: float) -> float:
    """The middle of a window: the picture's, moved as little as keeps the aim in it, and within the picture."""
    low, high = (start - ROOM * share) * length, (start + (1 + ROOM) * share) * length
    if high - low >= window:
        middle = (low + high) / 2
    else:
        middle = min(max(length / 2, high - window / 2), low + window / 2)
    if window < length:
        middle = min(max(middle, window / 2), length - window / 2)
    return middle


class Eye:
    """Draws what a view sees of any plane of the picture's size."""

    def __init__(self, view: View, optics: Optics | None, picture: tuple[int, int]) -> None:
        self.size = view.size
        self._picture = picture
        self._shrunk = min(1.0, 1.15 * view.size[0] / view.width)
        if self._shrunk < 0.8:
            self._picture = max(2, round(picture[0] * self._shrunk)), max(2, round(picture[1] * self._shrunk))
        across, down = self._picture[0] / picture[0], self._picture[1] / picture[1]
        view = replace(
            view, left=view.left * across, width=view.width * across, top=view.top * down, height=view.height * down
        )
        x, y = _grid(view, optics if optics and bends(optics) else None)
        self.outside = _outside(x, y, self._picture) * (view.size[0] / view.width)
        """How far beyond the picture each pixel of the frame lies, in pixels of the frame."""
        self._map = cv2.convertMaps(x, y, cv2.CV_16SC2)

    @property
    def invents(self) -> bool:
        """Whether any of the frame lies beyond the picture."""
        return self.outside.size > 1

    def seen(self, plane: AnyArray) -> AnyArray:
        """What the view sees of (H, W) or (H, W, C), uint8 or float32; mirrored beyond the picture's edges."""
        if (plane.shape[1], plane.shape[0]) != self._picture:
            plane = cv2.resize(plane, self._picture, interpolation=cv2.INTER_AREA)
        return np.asarray(cv2.remap(plane, *self._map, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101))

    def seen_once(self, alpha: Plane) -> Plane:
        """`seen`, but beyond the picture only what is cut off by its edge goes on: a mirrored face must not appear."""
        mirrored = self.seen(alpha)
        if not self.invents:
            return mirrored
        small = cv2.resize(alpha, self._picture, interpolation=cv2.INTER_AREA)
        edge = cv2.remap(small, *self._map, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(np.minimum(mirrored, edge), np.float32)


def _grid(view: View, optics: Optics | None) -> tuple[Plane, Plane]:
    width, height = view.size
    across = ((np.arange(width, dtype=np.float32) + 0.5) / width - 0.5)[None, :]
    down = ((np.arange(height, dtype=np.float32) + 0.5) / height - 0.5)[:, None]
    share: Plane | float = 1.0
    if optics is not None:
        ratio = width / height
        radius = np.hypot(across * ratio, down) / (math.hypot(ratio, 1) / 2)
        at = np.linspace(0, 1.01, 512, dtype=np.float32)
        share = np.interp(radius, at, source_share(optics, at, ratio=ratio)).astype(np.float32)
    x = across * share * view.width + (view.left + view.width / 2 - 0.5)
    y = down * share * view.height + (view.top + view.height / 2 - 0.5)
    shape = height, width
    return (np.ascontiguousarray(np.broadcast_to(each, shape), np.float32) for each in (x, y))  # type: ignore[return-value]


def _outside(x: Plane, y: Plane, picture: tuple[int, int]) -> Plane:
    if x.min() >= -0.6 and y.min() >= -0.6 and x.max() <= picture[0] - 0.4 and y.max() <= picture[1] - 0.4:
        return np.zeros((1, 1), np.float32)
    away_x = np.maximum(np.maximum(-x, x - (picture[0] - 1)), 0)
    away_y = np.maximum(np.maximum(-y, y - (picture[1] - 1)), 0)
    return np.asarray(np.hypot(away_x, away_y), np.float32)
