"""What of a portrait a morph holds on to: the faces' meshes, and how far hair and shoulders reach around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from reklamai.media.faces.find import find_faces
from reklamai.media.faces.model import Face, mesh_of
from reklamai.media.mattes import graphs
from reklamai.media.pictures import resized
from reklamai.media.types import AnyArray, Mask, Picture

SKIN: Final = 468
"""Points of a mesh without the irises."""
RAYS: Final = 48
REACH: Final = 3.2
"""Heights of the face that hair and shoulders are followed to."""
STEPS: Final = 160
SMALLEST: Final = 1 / 14
"""Of a face, in shorter sides of the picture: the mesh of a smaller one trembles more than it moves."""
MOST: Final = 3
WORK_SIDE: Final = 1280
"""Pixels: the nets see no more."""


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """One face. mesh: (468, 2) float32, pixels; outline: (RAYS, 2) float32, pixels, where rays from the middle of the
    face leave its person, NaN where nobody can tell; cut: (RAYS,) bool, where the picture ends before the person."""

    mesh: AnyArray
    outline: AnyArray
    cut: AnyArray

    @property
    def centre(self) -> AnyArray:
        return np.asarray(self.mesh.mean(axis=0))

    def scaled(self, factors: tuple[float, float]) -> Shape:
        """The same in a copy of the picture that is so many times as wide and as high."""
        by = np.array(factors, np.float32)
        half = (by - 1) / 2  # pixel centres lie at whole numbers
        return Shape(self.mesh * by + half, self.outline * by + half, self.cut)


def extent(shape: Shape) -> float:
    return float(np.ptp(shape.mesh, axis=0).max())


def shapes_of(picture: Picture, *, outlines: bool = True) -> tuple[Shape, ...]:
    """The faces of a picture that are large enough to be held on to, from the left; three at most.

    outlines: whether hair and shoulders are looked for too, which a second net does.
    """
    factor = min(1.0, WORK_SIDE / max(picture.shape[:2]))
    size = (max(1, round(picture.shape[1] * factor)), max(1, round(picture.shape[0] * factor)))
    small = resized(picture, size)
    least = SMALLEST * min(size)
    faces = [face for face in find_faces(small, most=MOST) if face.has_mesh and min(face.box[2:]) >= least]
    share = graphs.people_share(small) if outlines and faces else None
    found = [Shape(mesh_of(face)[:SKIN, :2].copy(), *outline_of(face, share)) for face in faces]
    factors = (picture.shape[1] / size[0], picture.shape[0] / size[1])
    return tuple(shape.scaled(factors) for shape in sorted(found, key=lambda shape: float(shape.centre[0])))


def outline_of(face: Face, share: Mask | None) -> tuple[AnyArray, AnyArray]:
    """`Shape.outline` and `Shape.cut`, the rays in the order of their turn from the crown."""
    if share is None:
        return np.full((RAYS, 2), np.nan, np.float32), np.zeros(RAYS, bool)
    mesh = mesh_of(face)[:SKIN, :2]
    size = float(np.ptp(mesh, axis=0).max())
    turns = np.linspace(0, 2 * np.pi, RAYS, endpoint=False) + np.deg2rad(face.roll)
    ways = np.stack([np.sin(turns), -np.cos(turns)], axis=1)
    lengths = np.linspace(0, REACH * size, STEPS)
    points = mesh.mean(axis=0) + ways[:, None] * lengths[None, :, None]
    height, width = share.shape
    columns, rows = np.rint(points[..., 0]).astype(int), np.rint(points[..., 1]).astype(int)
    inside = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
    person = inside & (share[rows.clip(0, height - 1), columns.clip(0, width - 1)] > 0.5)
    person |= inside & (lengths <= beyond_face(mesh, ways)[:, None])
    left = np.argmax(~person, axis=1)  # 0 where a ray never leaves
    cut = (left > 0) & ~np.take_along_axis(inside, left[:, None], axis=1)[:, 0]
    reach = settled(np.where(left > 0, lengths[left], np.nan), cut)
    return np.asarray(mesh.mean(axis=0) + ways * reach[:, None], np.float32), cut


def beyond_face(mesh: AnyArray, ways: AnyArray) -> AnyArray:
    """How far the mesh itself reaches along each ray, and a tenth more."""
    across = (mesh - mesh.mean(axis=0)) @ ways.T
    return np.asarray(1.1 * across.max(axis=0))


def settled(reach: AnyArray, cut: AnyArray) -> AnyArray:
    """Without single rays that shoot far beyond their neighbours: past an ear, between a neck and its hair."""
    around = np.stack([np.roll(np.where(cut, np.nan, reach), shift) for shift in (-1, 0, 1)])
    known = ~np.isnan(around).any(axis=0)
    middle = np.where(known, np.sort(np.where(known, around, 0), axis=0)[1], np.nan)
    return np.asarray(np.where(cut, reach, middle))
