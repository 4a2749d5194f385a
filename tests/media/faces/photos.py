"""Photographs in the public domain (scikit-image), and what is done to them."""

from collections.abc import Callable
from functools import lru_cache

import cv2
import numpy as np
from skimage import data

from reklamai.media.faces import Face, find_faces
from reklamai.media.types import Picture

Change = Callable[[Picture], Picture]


def astronaut() -> Picture:
    """512 x 512: a woman smiles into the camera, her face about 100 pixels wide."""
    return data.astronaut()


def cameraman() -> Picture:
    """512 x 512, grey: a man in a wide field looks to the right, his face about 60 pixels wide."""
    return data.camera()[..., None].repeat(3, axis=2)


def scaled(share: float) -> Change:
    how = cv2.INTER_AREA if share < 1 else cv2.INTER_CUBIC
    return lambda picture: cv2.resize(picture, None, fx=share, fy=share, interpolation=how)


def turned(degrees: float) -> Change:
    """Clockwise."""

    def change(picture: Picture) -> Picture:
        height, width = picture.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
        return cv2.warpAffine(picture, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)

    return change


def jpeg(quality: int) -> Change:
    return lambda picture: cv2.imdecode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], 1)


def mirrored(picture: Picture) -> Picture:
    return np.ascontiguousarray(picture[:, ::-1])


def on_wall(picture: Picture, *, size: tuple[int, int], at: tuple[int, int]) -> Picture:
    """A picture hung at x, y on a grey wall of width x height."""
    wall = np.full((size[1], size[0], 3), 128, np.uint8)
    wall[at[1] : at[1] + picture.shape[0], at[0] : at[0] + picture.shape[1]] = picture
    return wall


@lru_cache(maxsize=1)
def her_face() -> Face:
    return only(find_faces(astronaut()))


@lru_cache(maxsize=1)
def his_face() -> Face:
    return only(find_faces(cameraman()))


def only(faces: tuple[Face, ...]) -> Face:
    assert len(faces) == 1
    return faces[0]
