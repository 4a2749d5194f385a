"""Which part of a person is clothes: all of them that is not skin, hair or held, judged at a small size."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from reklamai.media.colour import check_picture, to_lab
from reklamai.media.garments import bare, tones, zones
from reklamai.media.garments.bare import Bare
from reklamai.media.garments.mixture import more_like
from reklamai.media.garments.model import Garment, Head
from reklamai.media.garments.pattern import judge
from reklamai.media.garments.zones import Oval, Zones
from reklamai.media.mattes import graphs
from reklamai.media.mattes.edges import largest_parts
from reklamai.media.mattes.model import Box, Matte, Missing, box_of
from reklamai.media.pictures import resized
from reklamai.media.types import AnyArray, Mask, Picture, Plane

SIDE = 448
"""Longer side of the person at which clothes are told from skin."""
SMALLEST = 0.05
"""Share of the person under which what is left over is a rim of hair or a necklace."""
TORSO = 0.03
"""Share of the person from which a torso is in view."""
ROUNDS = 2
"""Times that colours of clothes and of bare places are learned anew from what was judged so."""
ISLAND = 0.06
"""Share of the largest piece under which another piece is dropped."""


@dataclass(frozen=True, slots=True)
class View:
    """A person cropped out and made small. origin: of the crop in the picture; scale: small pixels per pixel."""

    picture: Picture
    person: Mask
    origin: tuple[int, int]
    extent: tuple[int, int]
    scale: float

    @property
    def size(self) -> tuple[int, int]:
        return self.person.shape[0], self.person.shape[1]


def find_garment(picture: Picture, *, person: Matte, face: Head | None) -> Garment | Missing:
    """The clothes of one person: everything worn but shoes; skin, hair and what is held are left out as far as seen.

    picture: (H, W, 3) uint8, RGB order; person: the matte of this one person in it; face: theirs, None from behind.
    Missing: "no_person" without a face and without shoulders, "no_clothing" if next to nothing is worn.
    Raises: ValueError for another shape or dtype, or a matte of another size.
    """
    check_picture(picture)
    if person.mask.shape != picture.shape[:2]:
        raise ValueError(f"a matte of {person.mask.shape} for a picture of {picture.shape[:2]}")
    view = _view(picture, person)
    oval = None if face is None else zones.oval_of(face.box, face.landmarks, origin=view.origin, scale=view.scale)
    joints = _joints(view, oval)
    if joints is None:
        return Missing("no_person")
    drawn = zones.draw(view.size, joints, oval)
    spots = None if face is None or face.landmarks is None else _spots(face.landmarks, view)
    found = bare.seen(view.picture, view.person > 0.5, drawn, joints, oval=oval, spots=spots)
    likely = _smooth(view.picture, _likely(view, drawn, found))
    small = largest_parts(np.clip((likely - 0.5) * 4 + 0.5, 0, 1) * view.person, share=ISLAND)
    if float((small > 0.5).sum()) < SMALLEST * max(1.0, float((view.person > 0.5).sum())):
        return Missing("no_clothing")
    return _garment(view, small, likely, person)


def _view(picture: Picture, person: Matte) -> View:
    x, y, width, height = person.box
    margin = round(0.06 * max(width, height))
    left, top = max(0, x - margin), max(0, y - margin)
    right, bottom = min(picture.shape[1], x + width + margin), min(picture.shape[0], y + height + margin)
    wide, high = right - left, bottom - top
    scale = min(1.0, SIDE / max(wide, high))
    size = max(8, round(wide * scale)), max(8, round(high * scale))
    crop = np.ascontiguousarray(picture[top:bottom, left:right])
    mask = np.ascontiguousarray(person.mask[top:bottom, left:right])
    return View(resized(crop, size), np.clip(resized(mask, size), 0, 1), (left, top), (wide, high), scale)


def _joints(view: View, oval: Oval | None) -> AnyArray | None:
    """The body in the view: as the net sees it, else as it must be under the face; None if neither is known."""
    pose = graphs.body(view.picture)
    joints = None if pose is None else pose[0]
    seen = joints is not None and bool((joints[list(zones.SHOULDERS), 2] > zones.SEEN).all())
    if joints is not None and seen and (oval is None or _belongs(joints, oval)):
        return joints
    return None if oval is None else zones.joints_from(oval)


def _belongs(joints: AnyArray, oval: Oval) -> bool:
    """Whether a body is the one under this face."""
    away = float(np.linalg.norm(joints[zones.NOSE, :2] - oval.centre))
    return away < 0.9 * oval.height and zones.breadth_of(joints) < 5 * oval.height


def _spots(landmarks: AnyArray, view: View) -> AnyArray:
    return (np.asarray(landmarks)[list(tones.SPOTS), :2] - view.origin) * view.scale


def _likely(view: View, drawn: Zones, found: Bare) -> Plane:
    """How surely each pixel is cloth, 0..1, before neighbours are asked."""
    solid = view.person > 0.5
    inner = (drawn.inner > 0) & solid
    place = 1.2 + 1.6 * inner - 9.0 * drawn.face - 5.0 * drawn.hair - 2.5 * drawn.feet
    torso = float(inner.sum()) > TORSO * float(solid.sum())
    if torso:  # where the frame cuts the torso off, the distance from its bones tells nothing
        place -= np.clip((drawn.near - 0.6) * 3, 0, 3)
    score = place - found.skin - found.hair - 3.0 * drawn.hands * (found.skin > 0.8)
    lab = to_lab(view.picture)
    painted = (drawn.face > 0) & (found.skin < 1.6)  # lips and eyes: a red dress is none the less a dress
    told = score
    for _ in range(ROUNDS):
        cloth = solid & (told > (1.5 if torso else 0.8))
        by_skin = more_like(lab, cloth, solid & (told < -2.2) & ~found.strands & ~painted)
        by_hair = more_like(lab, cloth, solid & (told < -1) & found.strands)
        told = score + np.where(found.reach, np.minimum(by_skin, by_hair), by_skin)
    return np.where(solid, 1 / (1 + np.exp(-told)), 0).astype(np.float32)


def _smooth(picture: Picture, likely: Plane) -> Plane:
    """`likely` along the edges of the picture."""
    guide = picture.astype(np.float32) / 255
    for radius, epsilon in ((7, 4e-4), (4, 1e-4)):
        likely = np.asarray(cv2.ximgproc.guidedFilter(guide, likely, radius, epsilon), dtype=np.float32)
    return np.clip(likely, 0, 1)


def _garment(view: View, small: Mask, likely: Plane, person: Matte) -> Garment | Missing:
    (left, top), (wide, high) = view.origin, view.extent
    mask = np.zeros_like(person.mask)
    full = cv2.resize(small, (wide, high), interpolation=cv2.INTER_LINEAR)
    mask[top : top + high, left : left + wide] = np.minimum(full, person.mask[top : top + high, left : left + wide])
    box: Box | None = box_of(mask)
    if box is None:
        return Missing("no_clothing")
    solid, inside = view.person > 0.5, small > 0.5
    pattern = judge(view.picture, small)
    decided = float(np.abs(likely[solid] - 0.5).mean()) * 2
    coverage = float(inside.sum() / max(1, solid.sum()))
    return Garment(mask, box, coverage, pattern.name, pattern.confidence, round(decided * person.confidence, 3))
