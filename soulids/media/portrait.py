"""A master image without a vendor: the best frontal photo of a person, cut out and set before an even studio ground."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final

import cv2
import numpy as np

from reklamai.media.colour import check_picture
from reklamai.media.faces import Face, find_faces, identity
from reklamai.media.mattes import Matte, Missing, find_person, foreground, graphs
from reklamai.media.mattes.model import Box
from reklamai.media.pictures import resized
from reklamai.media.types import AnyArray, Mask, Picture, Rgba
from soulids.media import studio
from soulids.media.photo import PhotoFacts, counting
from soulids.media.ranking import frontal

SIZE: Final = (1080, 1350)
"""Width and height in pixels: 4:5, what the models of vendors take without cropping."""
AROUND: Final = 3.4
"""Widths of a face that are cut out to each side: shoulders, and no more neighbours than needed."""
WORK_SIDE: Final = 1700
"""Longer side of the piece at which the person is cut out."""
SHARES: Final = (0.3, 0.33, 0.36, 0.4, 0.44, 0.48, 0.53)
"""Heights of the face, brows to chin, in heights of the portrait that are tried: the first shows the shoulders."""
CENTRES: Final = (0.38, 0.41, 0.44, 0.47, 0.5, 0.54)
"""Where the middle of the face lies, from the top."""
CROWN: Final = 0.95
"""From the middle of the face up to the crown, in heights of the face."""
AIR: Final = 0.1
"""Height of the portrait above the crown."""
USUAL: Final = 0.33
CUT: Final = 0.03
"""Share of a line that may be solid where the photo ends inside the portrait: more would show a straight cut."""
SURE: Final = 0.88
"""Confidence of a matte under which things behind came along (a statue at 0.61)."""
NEAR_BODY: Final = 0.15
"""Widths of the face around the body, as the net of bodies sees it, that hair and clothes may fill."""
LEAK: Final = 0.02
"""Squares of that width that may lie outside within the frame. Of whole cut-outs 37 of 45 have 0, those with a
photographer or a statue 0.06 to 1.9."""
LEAST_PX: Final = 90
"""Width of a face that can be enlarged to a portrait."""
LIMIT: Final = 0.36
"""Distance to the centroid up to which a portrait is of the person. Not the 0.45 that was asked for: five of a hundred
strangers lie under that with 512 numbers, and one in a thousand under this."""


@dataclass(frozen=True, slots=True)
class Verified:
    """distance: to the centroid, None if the picture shows no face, or more than one."""

    distance: float | None
    passed: bool


@dataclass(frozen=True, slots=True, eq=False)
class Sitting:
    """picture: the portrait; cut: the person alone in the same light, (h, w, 4) uint8 with straight alpha."""

    picture: Picture
    cut: Rgba


def donors(photos: Mapping[str, PhotoFacts]) -> tuple[str, ...]:
    """The photos a portrait can be made from, best first: sharp, frontal, well lit, in colour and large enough."""
    fit = [
        key
        for key, facts in photos.items()
        if facts.usable and facts.face is not None and facts.face.width_px >= LEAST_PX and facts.face.coloured
    ]
    return tuple(sorted(fit, key=lambda key: -frontal(photos[key])))


def portrait(picture: Picture) -> Picture | Missing:
    """The picture of `sitting` alone."""
    made = sitting(picture)
    return made if isinstance(made, Missing) else made.picture


def sitting(picture: Picture) -> Sitting | Missing:
    """A studio portrait of the one person in a photo: head and shoulders, 1080 x 1350, even ground, balanced light.

    Missing: "no_face", "several_faces", "face_too_small", "cut_off" if the photo ends too near to the face, "unsure" if
    the ground would come along, or the other reasons of `mattes.find_person`.
    The face stays what the photo shows: nothing is drawn anew.
    picture: (H, W, 3) uint8, RGB order. Raises: ValueError for another shape or dtype.
    """
    check_picture(picture)
    faces = counting(find_faces(picture))
    if len(faces) != 1 or not faces[0].has_mesh:
        return Missing("several_faces" if len(faces) > 1 else "no_face")
    if faces[0].box[2] < LEAST_PX:
        return Missing("face_too_small")
    piece, face = _piece(picture, faces[0].box)
    found = find_person(piece)
    if not isinstance(found, Matte):
        return found
    if found.confidence < SURE:
        return Missing("unsure")
    mask = _of_face(found.mask, face)
    frame = _framed(mask, face)
    if frame is None:
        return Missing("cut_off")
    return Missing("unsure") if _leaks(piece, mask, frame, face) else _made(piece, mask, frame, face)


def verify(master: Picture, centroid: AnyArray, *, limit: float = LIMIT) -> Verified:
    """Whether a picture shows the person. centroid: without the photo it was made from, or it would judge itself."""
    faces: tuple[Face, ...] = counting(find_faces(master))
    if len(faces) != 1 or not faces[0].has_mesh:
        return Verified(None, passed=False)
    apart = identity.distance(identity.vector(master, faces[0]), centroid)
    return Verified(apart, passed=apart <= limit)


def _piece(picture: Picture, face: Box) -> tuple[Picture, Box]:
    """Head and chest, and the face's box in it."""
    x, y, width, height = face
    left, right = max(0, round(x - AROUND * width)), min(picture.shape[1], round(x + (1 + AROUND) * width))
    top, bottom = max(0, round(y - 1.6 * height)), min(picture.shape[0], round(y + 4.2 * height))
    piece = np.ascontiguousarray(picture[top:bottom, left:right])
    share = min(1.0, WORK_SIDE / max(piece.shape[:2]))
    small = resized(piece, (round(piece.shape[1] * share), round(piece.shape[0] * share)))
    moved = (round((x - left) * share), round((y - top) * share), round(width * share), round(height * share))
    return small, moved


def _of_face(mask: Mask, face: Box) -> Mask:
    """The part that hangs together with the face: letters and hands of others stand apart from it."""
    x, y, width, height = face
    _, parts = cv2.connectedComponents((mask > 0.5).astype(np.uint8))
    part = (parts == parts[y + height // 2, x + width // 2]).astype(np.uint8)
    return np.asarray(mask * cv2.dilate(part, np.ones((9, 9), np.uint8)), np.float32)


def _leaks(piece: Picture, mask: Mask, frame: Box, face: Box) -> bool:
    """Whether the frame shows more than a body and what is close to it."""
    seen = graphs.body(piece)
    if seen is None:
        return False
    reach = 2 * round(NEAR_BODY * face[2]) + 1
    near = cv2.dilate((seen[1] > 0.5).astype(np.uint8), np.ones((reach, reach), np.uint8)).astype(bool)
    x, y, width, height = frame
    shown = slice(max(0, y), y + height), slice(max(0, x), x + width)
    return float(((mask > 0.5) & ~near)[shown].sum()) > LEAK * face[2] ** 2


def _framed(mask: Mask, face: Box) -> Box | None:
    """The best frame in which no straight cut of the photo shows, in pixels of the piece; it may reach beyond it."""
    x, y, width, height = face
    for share, centre in sorted(product(SHARES, CENTRES), key=_unusual):
        high = height / share
        wide = high * SIZE[0] / SIZE[1]
        frame = (round(x + width / 2 - wide / 2), round(y + height / 2 - centre * high), round(wide), round(high))
        if _clean(mask, frame):
            return frame
    return None


def _unusual(framing: tuple[float, float]) -> float:
    """How far a share and a centre are from those of a portrait painter: air above the crown first, then the size."""
    share, centre = framing
    return abs(centre - CROWN * share - AIR) + 0.6 * abs(share - USUAL)


def _clean(mask: Mask, frame: Box) -> bool:
    rows, columns = mask.shape
    x, y, width, height = frame
    inside = mask[max(0, y) : y + height, max(0, x) : x + width] > 0.5
    if not inside.size or y + height > rows:  # a chest that floats above the lower rim is no portrait
        return False
    lines = [inside[:, 0]] * (x < 0) + [inside[:, -1]] * (x + width > columns) + [inside[0]] * (y < 0)
    return all(float(line.mean()) <= CUT for line in lines)


def _made(piece: Picture, mask: Mask, frame: Box, face: Box) -> Sitting:
    colours = _cut(foreground(piece, mask), frame, mode="edge")
    # the outermost tenths of a soft rim still hold the old ground's light: on an even wall they are a halo
    alpha = np.clip((_cut(mask, frame, mode="constant") - 0.3) / 0.6, 0, 1)
    share = SIZE[1] / frame[3]
    x, y, width, height = face
    there = (round((x - frame[0]) * share), round((y - frame[1]) * share), round(width * share), round(height * share))
    lit = studio.sharpened(studio.balanced(colours, alpha, face=there), enlarged=share)
    return Sitting(studio.set_before(lit, alpha), studio.alone(lit, alpha))


def _cut(pixels: AnyArray, frame: Box, *, mode: str) -> AnyArray:
    """What the frame shows at the portrait's size; beyond the picture its rim is repeated, or nothing."""
    x, y, width, height = frame
    rows, columns = pixels.shape[:2]
    around = [(max(0, -y), max(0, y + height - rows)), (max(0, -x), max(0, x + width - columns))]
    shown = pixels[max(0, y) : min(rows, y + height), max(0, x) : min(columns, x + width)]
    padded = np.pad(shown, around + [(0, 0)] * (pixels.ndim - 2), mode=mode)  # type: ignore[call-overload]
    return resized(np.ascontiguousarray(padded), SIZE)
