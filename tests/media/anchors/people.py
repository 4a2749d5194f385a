"""Pictures with known contents, made of the public-domain ones that come with scikit-image."""

from functools import lru_cache

import cv2
import numpy as np
from skimage import data


@lru_cache(maxsize=1)
def astronaut():
    """One woman in an orange suit, her helmet, a flag, a model of a shuttle: (512, 512, 3), public domain (NASA)."""
    return data.astronaut()


def two_people(left=1.0, right=0.8):
    """The same woman twice, mirrored, at two sizes, on one grey wall: (520, 900, 3), and the middles of both faces."""
    wall = np.full((520, 900, 3), 150, np.uint8)
    middles = []
    for place, (size, mirrored) in enumerate(((left, False), (right, True))):
        woman = astronaut()[:, 60:380]
        woman = woman[:, ::-1] if mirrored else woman
        woman = cv2.resize(woman, None, fx=size, fy=size, interpolation=cv2.INTER_AREA)
        x, y = 450 * place + (450 - woman.shape[1]) // 2, 520 - woman.shape[0]
        wall[y:, x : x + woman.shape[1]] = woman
        face = (320 - 167 if mirrored else 167, 120)  # where her nose is on the piece that was taken
        middles.append((x + face[0] * size, y + face[1] * size))
    return wall, middles


def packshot():
    """A red box with a white label on light paper: (400, 500, 3), and the box's own x, y, width, height."""
    picture = np.full((400, 500, 3), 236, np.float32)
    picture -= np.linspace(0, 10, 400, dtype=np.float32)[:, None, None]
    picture[90:310, 180:330] = (190, 30, 40)
    picture[160:220, 200:310] = (250, 250, 246)
    grain = np.random.default_rng(2).normal(0, 1.5, (400, 500, 1))
    return np.clip(picture + grain, 0, 255).astype(np.uint8), (180, 90, 150, 220)


def middle(box):
    x, y, width, height = box
    return x + width / 2, y + height / 2


def overlap(one, other):
    """Intersection over union of two boxes."""
    (ax, ay, aw, ah), (bx, by, bw, bh) = one, other
    wide, high = min(ax + aw, bx + bw) - max(ax, bx), min(ay + ah, by + bh) - max(ay, by)
    both = max(0, wide) * max(0, high)
    return both / (aw * ah + bw * bh - both)
