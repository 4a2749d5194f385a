"""MediaPipe graphs of this process: built when first asked for, one caller at a time.

A process that has run a graph must not fork: the child aborts. Only workers call this, never a web process.
"""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
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
        result = _selfie(os.getpid()).process(_small(picture))
        mask = np.asarray(result.segmentation_mask, dtype=np.float32)
    height, width = picture.shape[:2]
    return np.clip(cv2.resize(mask, (width, height), interpolation=cv2.INTER_LINEAR), 0, 1)


def body(picture: Picture) -> tuple[AnyArray, Mask] | None:
    """Joints and mask of the clearest person; None if no body is seen.

    Returns: (33, 3) float32 of x, y in pixels and visibility 0..1 (order of MediaPipe Pose); (H, W) float32 mask 0..1.
    """
    with _one_caller():
        result = _pose(os.getpid()).process(_small(picture))
        if result.pose_landmarks is None or result.segmentation_mask is None:
            return None
        joints = np.array([(p.x, p.y, p.visibility) for p in result.pose_landmarks.landmark], dtype=np.float32)
        mask = np.asarray(result.segmentation_mask, dtype=np.float32)
    height, width = picture.shape[:2]
    joints[:, 0] *= width
    joints[:, 1] *= height
    return joints, np.clip(cv2.resize(mask, (width, height), interpolation=cv2.INTER_LINEAR), 0, 1)


def face_boxes(picture: Picture, *, near: bool) -> list[tuple[float, float, float, float, float]]:
    """Faces as x, y, width, height in shares of the picture, and confidence 0..1; `near` takes the selfie net."""
    with _one_caller():
        result = _face_finder(os.getpid(), 0 if near else 1).process(_small(picture))
        found = result.detections or []
        boxes = [(d.location_data.relative_bounding_box, float(d.score[0])) for d in found]
    return [(b.xmin, b.ymin, b.width, b.height, score) for b, score in boxes]


@contextmanager
def _one_caller() -> Iterator[None]:
    # protobuf 4 warns of a call that MediaPipe 0.10.21 makes itself
    with _turn, warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="SymbolDatabase.GetPrototype", category=UserWarning)
        yield


def _small(picture: Picture) -> Picture:
    scale = WORK_SIDE / max(picture.shape[:2])
    if scale >= 1:
        return np.ascontiguousarray(picture)
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


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
