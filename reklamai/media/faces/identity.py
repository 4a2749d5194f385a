"""Who it is: 512 numbers of a face, alike for two pictures of one person."""

from __future__ import annotations

import importlib.util
import os
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from reklamai.core.errors import NotConfigured
from reklamai.media.faces import crops
from reklamai.media.faces.model import Face, mesh_of
from reklamai.media.types import AnyArray, Picture

LENGTH: Final = 512
SAME: Final = 0.39
"""Distance under which two vectors are of one person: all of 140 pairs of one person lie under it, and one in 1,690
pairs of two (docs/measurements.md)."""
SPREAD: Final = 0.06
"""Slope of the score: pairs of one person then have a median of 91, pairs of two one of 4, on the same photos."""
FIVE: Final = (263, 362, 33, 133, 2)
"""Of the mesh, in the order of dlib's five points: corners of the left eye, of the right eye, base of the nose."""
PADDINGS: Final = (0.15, 0.25)
"""Of the chips; with their mirror images they give four views of 128 numbers each."""
CHIP: Final = 150
"""Pixels that the net takes."""
WORK: Final = 480
"""Pixels of the piece that chips are cut from: dlib takes whole pixels as points, which must be fine enough."""
_turn = threading.Lock()


def vector(picture: Picture, face: Face) -> AnyArray:
    """The identity of a face: (512,) float32 of unit length; compare with `distance`.

    picture: (H, W, 3) uint8, RGB order, the one `face` was found in.
    Raises: ValueError if the face has no mesh; NotConfigured if the net's weights are not installed.
    """
    chips = _chips(picture, mesh_of(face))
    with _turn:
        views = np.array(_net(os.getpid()).compute_face_descriptor(chips), dtype=np.float32)
    views /= np.linalg.norm(views, axis=1, keepdims=True)
    whole = views.ravel()
    return np.asarray(whole / np.linalg.norm(whole), dtype=np.float32)


def distance(one: AnyArray, other: AnyArray) -> float:
    """Euclidean distance of two vectors: 0 the same picture .. 1.41 nothing in common."""
    return float(np.linalg.norm(np.asarray(one, np.float32) - np.asarray(other, np.float32)))


def similarity_score(apart: float) -> float:
    """How surely two pictures at this `distance` show one person: 100 surely, 50 at `SAME`, 0 surely not."""
    return float(100 / (1 + np.exp((apart - SAME) / SPREAD)))


def _chips(picture: Picture, mesh: AnyArray) -> list[Picture]:
    import dlib

    low, high = mesh[:, :2].min(axis=0), mesh[:, :2].max(axis=0)
    centre = (float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2)
    crop = crops.cut(picture, centre, side=2.0 * float((high - low).max()), roll=0, size=WORK)
    points = [dlib.point(round(float(x)), round(float(y))) for x, y in crop.inside(mesh[list(FIVE), :2])]
    shape = dlib.full_object_detection(dlib.rectangle(0, 0, WORK, WORK), points)
    plain = [dlib.get_face_chip(crop.pixels, shape, CHIP, padding) for padding in PADDINGS]
    return [view for chip in plain for view in (chip, np.ascontiguousarray(chip[:, ::-1]))]


@lru_cache(maxsize=1)
def _net(_process: int) -> Any:
    import dlib

    return dlib.face_recognition_model_v1(str(weights()))


def weights() -> Path:
    """File of the net. Raises NotConfigured if it is not installed."""
    # found, not imported: the package's __init__ needs pkg_resources, which setuptools has dropped
    spec = importlib.util.find_spec("face_recognition_models")
    if spec is None or spec.origin is None:
        raise NotConfigured("The face recognition model is not installed.")
    return Path(spec.origin).parent / "models" / "dlib_face_recognition_resnet_model_v1.dat"
