"""People cut out of a picture."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media.colour import check_picture
from reklamai.media.mattes import edges, graphs
from reklamai.media.mattes.heads import faces
from reklamai.media.mattes.model import Box, Kind, Matte, Missing, box_of
from reklamai.media.mattes.products import on_even_ground
from reklamai.media.types import AnyArray, Mask, Picture

SMALLEST = 0.012
"""Share of the picture under which a person is too small to be cut out well."""
SEEN = 0.5
"""Visibility that MediaPipe gives a joint it has really seen."""
SHOULDERS_AND_NOSE = (0, 11, 12)


def person_matte(picture: Picture) -> Matte | None:
    """The people in front as one matte; None if nobody is seen (`find_person` says why).

    picture: (H, W, 3) uint8, RGB order. Raises: ValueError for another shape or dtype.
    """
    found = find_person(picture)
    return found if isinstance(found, Matte) else None


def find_person(picture: Picture) -> Matte | Missing:
    """`person_matte`, or the reason why there is none: "no_person", "person_too_small" or "unsure"."""
    check_picture(picture)
    pose = graphs.body(picture)
    seen_body = pose is not None and bool((pose[0][list(SHOULDERS_AND_NOSE), 2] > SEEN).all())
    heads = faces(picture)
    if not seen_body and not heads:
        return Missing("no_person")
    rough = _rough(picture, pose[1] if pose is not None and seen_body else None)
    box = box_of(rough)
    if box is None:
        return Missing("no_person")
    if float((rough > 0.5).mean()) < SMALLEST:
        return Missing("person_too_small")
    if heads and not _holds(rough, heads[0].box):
        return Missing("unsure")
    return _matte(picture, rough)


def _matte(picture: Picture, rough: Mask) -> Matte | Missing:
    hard = edges.largest_parts(edges.settle(picture, rough))
    plain = on_even_ground(picture)
    if plain is not None and _same_subject(plain, hard):
        hard = np.maximum(hard, plain)  # an even ground tells hair and feet that the nets lose
    elif _agreement(hard, rough) < 0.7:  # colours misled GrabCut: the net's own outline is the safer one
        hard = (rough > 0.5).astype(np.float32)
    mask = edges.soften(picture, hard)
    box = box_of(mask)
    if box is None:
        return Missing("unsure")
    inside = mask > 0.5
    confidence = float(rough[inside].mean()) * _agreement(mask, rough)
    return Matte(mask, box, confidence, Kind.PERSON)


def _rough(picture: Picture, body: Mask | None) -> Mask:
    """The nets' view: the selfie net on the picture, then again closer, joined with the body's own mask."""
    mask = _join(graphs.people_share(picture), body)
    box = box_of(mask)
    if box is None or box[2] * box[3] > 0.6 * mask.size:
        return mask
    rows, columns = _around(box, picture)
    closer = graphs.people_share(np.ascontiguousarray(picture[rows, columns]))
    result = np.zeros_like(mask)
    result[rows, columns] = _join(closer, None if body is None else body[rows, columns])
    return result


def _same_subject(plain: Mask, person: Mask) -> bool:
    a, b = plain > 0.5, person > 0.5
    return bool((a & b).sum() > 0.92 * b.sum() and a.sum() < 1.6 * b.sum())


def _join(selfie: Mask, body: Mask | None) -> Mask:
    # the body mask knows legs that the selfie net misses; elsewhere the selfie net has the better rim
    return selfie if body is None else np.maximum(selfie, np.clip(body * 1.2 - 0.2, 0, 1))


def _around(box: Box, picture: Picture) -> tuple[slice, slice]:
    x, y, width, height = box
    margin = round(0.2 * max(width, height))
    return (
        slice(max(0, y - margin), min(picture.shape[0], y + height + margin)),
        slice(max(0, x - margin), min(picture.shape[1], x + width + margin)),
    )


def _holds(mask: Mask, face: Box) -> bool:
    x, y, width, height = face
    return float(cv2.mean(mask[y : y + height, x : x + width])[0]) > 0.5


def _agreement(one: AnyArray, other: AnyArray) -> float:
    a, b = one > 0.5, other > 0.5
    return float((a & b).sum() / max(1, (a | b).sum()))
