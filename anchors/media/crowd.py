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
from reklamai.media.types import AnyArray, Picture

SIDE = 640
"""Longer side at which people are told apart: the rim comes from the matte."""
SMALLEST = 0.012
"""Share of the picture under which a person is too small to be cut out well, as in `reklamai.media.mattes.people`."""
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
    count, parts = cv2.connectedComponents(solid.astype(np.uint8))
    seeds = _seeds(solid, boxes)
    ground = len(boxes) + 1
    marks = seeds.copy()
    marks[~solid] = ground
    smooth = cv2.bilateralFilter(picture, 7, 40, 7)
    cv2.watershed(smooth, marks)
    marks[(marks < 0) | (marks == ground)] = 0
    for part in range(1, count):
        inside = parts == part
        if not seeds[inside].any():
            marks[inside] = _nearest(inside, boxes)
    thick = cv2.dilate(marks.astype(np.float32), np.ones((3, 3), np.uint8))
    return np.where((marks == 0) & solid, thick, marks).astype(np.int32)


def _seeds(solid: AnyArray, boxes: list[tuple[float, ...]]) -> AnyArray:
    """Faces and the middle of the chests under them; the nearer face is drawn last, it hides the others."""
    seeds: AnyArray = np.zeros(solid.shape, np.int32)
    order = sorted(range(len(boxes)), key=lambda each: boxes[each][2] * boxes[each][3])
    for each in order:
        x, y, width, height = boxes[each]
        left, right = round(x + 0.3 * width), round(x + 0.7 * width)
        cv2.rectangle(seeds, (left, round(y + height)), (right, round(y + 2.6 * height)), each + 1, -1)
    for each in order:
        x, y, width, height = boxes[each]
        middle, axes = (round(x + width / 2), round(y + height / 2)), (round(0.42 * width), round(0.5 * height))
        cv2.ellipse(seeds, middle, axes, 0, 0, 360, each + 1, -1)
    seeds[~solid] = 0
    return seeds


def _nearest(inside: AnyArray, boxes: list[tuple[float, ...]]) -> int:
    """The person to whom an island belongs, counted in widths of each face."""
    rows, columns = np.nonzero(inside)
    x, y = float(columns.mean()), float(rows.mean())
    away = [np.hypot(x - left - wide / 2, 0.5 * (y - top - high)) / wide for left, top, wide, high in boxes]
    return int(np.argmin(away)) + 1
