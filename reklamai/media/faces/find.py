"""The faces of a picture, each with its mesh."""

from __future__ import annotations

from typing import Final

import numpy as np

from reklamai.media.faces import crops, pose
from reklamai.media.faces.model import Face
from reklamai.media.faces.small import small_faces
from reklamai.media.mattes import graphs, heads
from reklamai.media.mattes.model import Box
from reklamai.media.types import AnyArray, Picture

MOST: Final = 8
UNSURE: Final = 0.6
"""Confidence of the finder up to which a face without a mesh is none: blobs that it took for faces had 0.54."""
CROP: Final = 320
"""Pixels: the mesh net sees the face of such a crop at about its own 192."""
MARGINS: Final = (2.2, 1.7, 3.0)
"""Sides of the crops that are tried, in widths of the box: the net's own finder wants air around a face, but the
widest of all may show it a neighbour."""
SETTLE: Final = (2.0, 1.85, 2.15)
"""Sides of the crops whose meshes are averaged, in widths of the first mesh."""


def find_faces(picture: Picture, *, most: int = MOST) -> tuple[Face, ...]:
    """The faces of a picture, largest first, `most` at most.

    A face that no mesh fits (turned far away, hidden, cut by the rim) has no landmarks and rough angles: `has_mesh`.
    picture: (H, W, 3) uint8, RGB order. Raises: ValueError for another shape or dtype.
    """
    seen = heads.spot(picture)
    faces = [face for each in seen if (face := _face(picture, each)).has_mesh or each.confidence > UNSURE]
    for each in small_faces(picture, seen):
        face = _face(picture, each)
        if face.has_mesh:  # pieces of leaves and crowds look like faces to the finder, never to the mesh net
            faces.append(face)
    return tuple(sorted(faces, key=lambda face: -face.box[2] * face.box[3])[:most])


def _face(picture: Picture, seen: heads.Spotted) -> Face:
    mesh = _mesh(picture, seen.box, seen.marks)
    angles = pose.of_marks(seen.marks) if mesh is None else pose.of_mesh(mesh)
    return Face(seen.box, seen.confidence, mesh, angles.yaw, angles.pitch, angles.roll)


def _mesh(picture: Picture, box: Box, marks: AnyArray) -> AnyArray | None:
    x, y, width, height = box
    roll = pose.roll_of(marks)
    centre = (x + width / 2, y + height / 2)
    for margin in MARGINS:
        first = _fitted(picture, centre, side=margin * max(width, height), roll=roll)
        if first is not None and _is_here(first, box):
            return _settled(picture, first)
    return None


def _settled(picture: Picture, first: AnyArray) -> AnyArray:
    """The mean of several looks at the same face: one look alone trembles by a hundredth of the face."""
    low, high = first[:, :2].min(axis=0), first[:, :2].max(axis=0)
    (x, y), side, roll = (low + high) / 2, float((high - low).max()), pose.of_mesh(first).roll
    looks = [_fitted(picture, (float(x), float(y)), side=share * side, roll=roll) for share in SETTLE]
    found = [look for look in looks if look is not None]
    return np.mean(found, axis=0, dtype=np.float32) if found else first


def _fitted(picture: Picture, centre: tuple[float, float], *, side: float, roll: float) -> AnyArray | None:
    crop = crops.cut(picture, centre, side=side, roll=roll, size=CROP)
    mesh = graphs.face_mesh(crop.pixels)
    return None if mesh is None else crop.outside(mesh * CROP - np.array((0.5, 0.5, 0), np.float32))


def _is_here(mesh: AnyArray, box: Box) -> bool:
    """Whether a mesh is that of the face in `box`, not of a neighbour."""
    x, y, width, height = box
    middle = mesh[:, :2].mean(axis=0)
    size = float(np.ptp(mesh[:, :2], axis=0).max())
    inside = x <= middle[0] <= x + width and y <= middle[1] <= y + height
    return inside and 0.5 < size / max(width, height) < 2.5
