"""Photos of one person who is in the public domain, none of which repeats another, and photos that teach nothing."""

from functools import lru_cache
from io import BytesIO

import cv2
import numpy as np
from PIL import Image

from tests.media.faces.photos import astronaut, cameraman

FACE = (227, 120)
"""Where her nose is in the portrait."""
WIDE, TALL = 720, 900


@lru_cache
def photo(seed):
    """Her, nearer or farther, tilted, before a wall of another colour and in another light: drawn by `seed`."""
    draw = np.random.default_rng(seed).uniform
    side = draw(190, 500)
    turn = np.radians(draw(-14, 14))
    turned = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    shape = turned @ np.array([[1, draw(-0.06, 0.06)], [0, 1]]) * (WIDE / side)
    middle = np.add(FACE, (draw(-0.2, 0.2) * side, draw(-0.1, 0.25) * side))
    moved = np.c_[shape, np.array([WIDE / 2, TALL * 0.47]) - shape @ middle]
    wall = tuple(int(value) for value in draw(40, 220, 3))
    cut = cv2.warpAffine(astronaut(), moved, (WIDE, TALL), flags=cv2.INTER_CUBIC, borderValue=wall)
    light = draw(0.8, 1.15) * np.linspace(draw(0.7, 1.0), draw(0.8, 1.1), WIDE)[None, :, None]
    return np.clip(cut * light, 0, 255).astype(np.uint8)


def blurred():
    return cv2.GaussianBlur(photo(12), (0, 0), 8)


def smaller_copy():
    """The first photo, sent through a messenger."""
    return cv2.resize(photo(0), None, fx=0.7, fy=0.7, interpolation=cv2.INTER_AREA)


def stranger():
    """A man, in the public domain too."""
    return cv2.resize(cameraman(), None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)


def jpeg(picture):
    buffer = BytesIO()
    Image.fromarray(picture).save(buffer, "JPEG", quality=93)
    return buffer.getvalue()


def a_file(name, picture):
    return {"name": name, "mimeType": "image/jpeg", "buffer": jpeg(picture)}


def good_ones(count, *, first=0):
    return [a_file(f"vera-{seed + 1}.jpg", photo(seed)) for seed in range(first, first + count)]


def dozen():
    """Nine good photos, one out of focus, one that repeats the first, one of somebody else."""
    others = [("blurred.jpg", blurred()), ("again.jpg", smaller_copy()), ("stranger.jpg", stranger())]
    return [*good_ones(9), *(a_file(name, picture) for name, picture in others)]
