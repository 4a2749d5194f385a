"""MediaPipe graphs of this process: built when first asked for, one caller at a time.

A process that has run a graph must not fork: the child aborts. Only workers call this, never a web process.
"""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import cv2
import numpy as np

from reklamai.media.types import AnyArray, Mask, Picture

_turn = threading.RLock()
WORK_SIDE = 768
"""Longer side that the graphs are given, pixels: their nets see 192..256 pixels."""


def people_share(picture: Picture) -> Mask:
    """How surely each pixel belongs to somebody: (H, W) float32 in 0..1, from the selfie net (256 x 256 inside)."""
    with _one_caller():
        result = _selfie(os.getpid()).process(shrunk(picture))
        mask = np.asarray(result.segmentation_mask, dtype=np.float32)
    height, width = picture.shape[:2]
    return np.clip(cv2.resize(mask, (width, height), interpolation=cv2.INTER_LINEAR), 0, 1)


def body(picture: Picture) -> tuple[AnyArray, Mask] | None:
    """Joints and mask of the clearest person; None if no body is seen.

    Returns: (33, 3) float32 of x, y in pixels and visibility 0..1 (order of MediaPipe Pose); (H, W) float32 mask 0..1.
    """
    with _one_caller():
        result = _pose(os.getpid()).process(shrunk(picture))
        if result.pose_landmarks is None or result.segmentation_mask is None:
            return None
        joints = np.array([(p.x, p.y, p.visibility) for p in result.pose_landmarks.landmark], dtype=np.float32)
        mask = np.asarray(result.segmentation_mask, dtype=np.float32)
    height, width = picture.shape[:2]
    joints[:, 0] *= width
    joints[:, 1] *= height
    return joints, np.clip(cv2.resize(mask, (width, height), interpolation=cv2.INTER_LINEAR), 0, 1)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A face as the net saw it. box: x, y, width, height; marks: (6, 2) float32; all in shares of the picture.

    marks, sides as the person has them: right eye, left eye, tip of the nose, mouth, right ear, left ear.
    """

    box: tuple[float, float, float, float]
    confidence: float
    marks: AnyArray


def face_sightings(picture: Picture, *, near: bool) -> list[Sighting]:
    """The faces that one net sees; `near` takes the selfie net, which knows faces of a fifth of the picture or more."""
    with _one_caller():
        result = _face_finder(os.getpid(), 0 if near else 1).process(shrunk(picture))
        return [_sighting(found) for found in result.detections or []]


def _sighting(found: Any) -> Sighting:
    place = found.location_data
    box = place.relative_bounding_box
    marks = np.array([(mark.x, mark.y) for mark in place.relative_keypoints], dtype=np.float32)
    return Sighting((box.xmin, box.ymin, box.width, box.height), float(found.score[0]), marks)


def face_mesh(crop: Picture) -> AnyArray | None:
    """The mesh of the one face in a small upright square crop; None if the net is not sure of it.

    Returns: (478, 3) float32: x, y in shares of the crop, z on the scale of x, smaller is nearer; order of MediaPipe
    Face Mesh, the last ten are the irises.
    """
    with _one_caller():
        result = _face_mesh(os.getpid()).process(np.ascontiguousarray(crop))
        if not result.multi_face_landmarks:
            return None
        points = result.multi_face_landmarks[0].landmark
        return np.array([(p.x, p.y, p.z) for p in points], dtype=np.float32)


@contextmanager
def _one_caller() -> Iterator[None]:
    # protobuf 4 warns of a call that MediaPipe 0.10.21 makes itself
    with _turn, warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="SymbolDatabase.GetPrototype", category=UserWarning)
        yield


def shrunk(picture: Picture) -> Picture:
    """The picture at the size that the graphs are given; a caller of several graphs shrinks once."""
    scale = WORK_SIDE / max(picture.shape[:2])
    if scale >= 1:
        return np.ascontiguousarray(picture)
    height, width = picture.shape[:2]
    # a strip keeps one pixel
    wide, high = max(scale, 1 / width), max(scale, 1 / height)
    return np.asarray(cv2.resize(picture, None, fx=wide, fy=high, interpolation=cv2.INTER_AREA))


class Graph(Protocol):
    def process(self, image: Picture) -> Any:  # a named tuple that MediaPipe makes at run time
        """Run the graph on one RGB picture."""


# keyed by process: a graph that came over a fork must not be used


@lru_cache(maxsize=1)
def _selfie(_process: int) -> Graph:
    from mediapipe.python.solutions.selfie_segmentation import SelfieSegmentation

    graph: Graph = SelfieSegmentation(model_selection=0)
    return graph


@lru_cache(maxsize=1)
def _pose(_process: int) -> Graph:
    from mediapipe.python.solutions.pose import Pose

    # only the model of complexity 1 is in the wheel
    graph: Graph = Pose(
        static_image_mode=True, model_complexity=1, enable_segmentation=True, min_detection_confidence=0.5
    )
    return graph


@lru_cache(maxsize=2)
def _face_finder(_process: int, model: int) -> Graph:
    from mediapipe.python.solutions.face_detection import FaceDetection

    graph: Graph = FaceDetection(model_selection=model, min_detection_confidence=0.5)
    return graph


@lru_cache(maxsize=1)
def _face_mesh(_process: int) -> Graph:
    from mediapipe.python.solutions.face_mesh import FaceMesh

    # one face: in a wide picture its own detector sees one of two, so it is shown one crop for each
    graph: Graph = FaceMesh(
        static_image_mode=True, max_num_faces=1, refine_landmarks=True, min_detection_confidence=0.3
    )
    return graph
