"""One person out of several that stand together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from anchors.media.shapes import limited
from reklamai.media.faces import Face
from reklamai.media.mattes.model import Matte, Missing, box_of
from reklamai.media.pictures import resized
from reklamai.media.types import AnyArray, Picture, Plane

SIDE = 640
"""Longer side at which people are told apart: the rim comes from the matte."""
SMALLEST = 0.012
"""Share of the picture under which a person is too small to be cut out well, as in `reklamai.media.mattes.people`."""
NEARER = 0.6
"""Share of the distance to the next person under which a place is surely somebody's."""
TOUCHING = 0.85
"""What is left of the confidence where two people touch: their common rim is guessed from colours."""


def one_of(picture: Picture, people: Matte, *, faces: Sequence[Face], main: int | None) -> Matte | Missing:
    """The part of `people` that belongs to the main face; all of it if there is no other face.

    picture: (H, W, 3) uint8, of the matte's size; faces: of that picture; main: index of one of them.
    Missing: "person_too_small" if next to nothing of the matte is theirs.
    """
    if main is None or len(faces) < 2:
        return people
    small, solid = limited(picture, SIDE), limited(people.mask, SIDE) > 0.5
    scale = small.shape[1] / picture.shape[1]
    owners = _owners(small, solid, boxes=[tuple(side * scale for side in face.box) for face in faces])
    height, width = people.mask.shape
    theirs = cv2.GaussianBlur((owners == main + 1).astype(np.float32), (0, 0), 1.0)
    mask = (people.mask * resized(theirs, (width, height))).astype(np.float32)
    box = box_of(mask)
    if box is None or float((mask > 0.5).mean()) < SMALLEST:
        return Missing("person_too_small")
    alone = float((mask > 0.5).sum()) > 0.97 * float((people.mask > 0.5).sum())
    return replace(people, mask=mask, box=box, confidence=people.confidence * (1.0 if alone else TOUCHING))


def _owners(picture: Picture, solid: AnyArray, *, boxes: list[tuple[float, ...]]) -> AnyArray:
    """(H, W) int32: 0 ground, n + 1 the person of face n. People who touch are parted along edges of the picture."""
    ground = len(boxes) + 1
    marks = _sure(solid, boxes)
    marks[~solid] = ground
    # without the blur the water runs along folds and ties
    cv2.watershed(cv2.bilateralFilter(picture, 7, 40, 7), marks)
    marks[(marks < 0) | (marks == ground)] = 0
    thick = cv2.dilate(marks.astype(np.float32), np.ones((3, 3), np.uint8))
    return np.where((marks == 0) & solid, thick, marks).astype(np.int32)


def _sure(solid: AnyArray, boxes: list[tuple[float, ...]]) -> AnyArray:
    """What is much nearer to one person than to all others: only the band between two is left to the colours, as two
    dark suits have no edge between them and a white shirt has too many."""
    y, x = np.indices(solid.shape, dtype=np.float32)
    away = np.stack([_distance(x, y, box) for box in boxes])
    first, second = np.partition(away, 1, axis=0)[:2]
    marks: AnyArray = np.where(solid & (first < NEARER * second), away.argmin(axis=0) + 1, 0).astype(np.int32)
    for each in sorted(range(len(boxes)), key=lambda each: boxes[each][2] * boxes[each][3]):
        left, top, width, height = boxes[each]  # the nearer face is drawn last: it hides the others
        middle, axes = (round(left + width / 2), round(top + height / 2)), (round(0.45 * width), round(0.55 * height))
        cv2.ellipse(marks, middle, axes, 0, 0, 360, (each + 1,), -1)
    return marks


def _distance(x: Plane, y: Plane, box: tuple[float, ...]) -> Plane:
    """From the line that runs down from a face through its body, counted in widths of the face."""
    left, top, width, height = box
    middle, crown, feet = left + width / 2, top, top + 8 * height
    down = np.clip(y, crown, feet)
    found: Plane = np.hypot(x - middle, y - down) / width
    return found
