"""The faces of a picture, each with its mesh."""

from __future__ import annotations

from typing import Final

import numpy as np

from reklamai.media.faces import crops, pose
from reklamai.media.faces.model import Face
from reklamai.media.faces.small import small_faces
from reklamai.media.mattes import graphs, heads
from reklamai.media.types import AnyArray, Picture

MOST: Final = 8
UNSURE: Final = 0.6
"""Confidence of the finder up to which a face without a mesh is none: blobs that it took for faces had 0.54."""
CROP: Final = 320
"""Pixels: the mesh net sees the face of such a crop at about its own 192."""
MARGINS: Final = (2.2, 1.7, 3.0)
"""Sides of the crops that are tried, in widths of the box: the net's own finder wants air around a face, but the
widest of all may show it a neighbour."""
SETTLE: Final = ((2.0, 0), (1.85, 5), (2.15, -5), (1.9, -8), (2.1, 8))
"""Sides, in widths of the first mesh, and turns in degrees of the crops whose meshes are averaged. Five with turns
tremble by a fifth less than three without, and cost 20 ms more."""
AGREED: Final = 3
"""Of those must show a mesh."""
TREMBLE: Final = 0.02
"""Mean scatter of those, in sizes of the mesh, from which there is no face. 96 faces had 0.002 to 0.01, a flag 0.09."""
MARKED: Final = ((33, 133), (263, 362), (1,), (13, 14))
"""Points of the mesh for the finder's first four marks: eyes, tip of the nose, mouth."""
FAR: Final = 0.3
"""Widths of the box that those may be apart: up to 0.26 on faces turned aside, 0.34 and more on what was none."""


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
    mesh = _mesh(picture, seen)
    angles = pose.of_marks(seen.marks) if mesh is None else pose.of_mesh(mesh)
    return Face(seen.box, seen.confidence, mesh, angles.yaw, angles.pitch, angles.roll)


def _mesh(picture: Picture, seen: heads.Spotted) -> AnyArray | None:
    x, y, width, height = seen.box
    roll = pose.roll_of(seen.marks)
    centre = (x + width / 2, y + height / 2)
    for margin in MARGINS:
        first = _look(picture, centre, side=margin * max(width, height), roll=roll)
        settled = None if first is None else _settled(picture, first)
        if settled is not None and _fits(settled, seen):
            return settled
    return None


def _settled(picture: Picture, first: AnyArray) -> AnyArray | None:
    """The mean of several looks at the same face, as one alone trembles by a hundredth of it; None if they disagree."""
    low, high = first[:, :2].min(axis=0), first[:, :2].max(axis=0)
    (x, y), side, roll = (low + high) / 2, float((high - low).max()), pose.of_mesh(first).roll
    looks = [_look(picture, (float(x), float(y)), side=share * side, roll=roll + turn) for share, turn in SETTLE]
    found = np.array([look for look in looks if look is not None])
    if len(found) < AGREED:
        return None
    spread = float(np.linalg.norm(found.std(axis=0), axis=1).mean())
    return np.asarray(found.mean(axis=0), np.float32) if spread < TREMBLE * side else None


def _look(picture: Picture, centre: tuple[float, float], *, side: float, roll: float) -> AnyArray | None:
    crop = crops.cut(picture, centre, side=side, roll=roll, size=CROP)
    mesh = graphs.face_mesh(crop.pixels)
    return None if mesh is None else crop.outside(mesh * CROP - np.array((0.5, 0.5, 0), np.float32))


def _fits(mesh: AnyArray, seen: heads.Spotted) -> bool:
    """Whether a mesh is that of the face which the finder saw: a neighbour's is not, nor one dreamt into a pattern."""
    points = np.array([mesh[list(ids), :2].mean(axis=0) for ids in MARKED])
    apart = float(np.linalg.norm(points - seen.marks[: len(MARKED)], axis=1).max())
    return apart < FAR * max(seen.box[2:])
