"""Which way the surfaces of a cut-out face: a face by its mesh, all else as if its silhouette were blown up."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from reklamai.media.types import AnyArray, FloatPicture, Mask

MESH_POINTS = 468
"""Points of the face mesh; the ten after them are irises."""
FINE, BEYOND = 0.026, 0.11
"""Sigmas in widths of the face: of its normals, and of what they fade out with over hair and neck."""
ROUND = 40
"""Pixels that a silhouette goes on where the picture cuts it: a cut edge is no rim."""


def silhouette_normals(alpha: Mask) -> FloatPicture:
    """(H, W, 3) unit vectors: x to the right, y down, z towards the camera.

    alpha: (H, W) float32 0..1, some hundreds of pixels high.
    """
    solid = (alpha > 0.5).astype(np.uint8)
    wide = cv2.copyMakeBorder(solid, ROUND, ROUND, ROUND, ROUND, cv2.BORDER_REPLICATE)
    away = cv2.distanceTransform(wide, cv2.DIST_L2, 5)[ROUND:-ROUND, ROUND:-ROUND]
    away = np.minimum(away, max(alpha.shape))  # without any rim it has no end
    radius = float(np.percentile(away[solid > 0], 90)) + 1e-3 if solid.any() else 1.0
    height: AnyArray = np.sqrt(np.clip(1 - (1 - np.clip(away / radius, 0, 1)) ** 2, 0, 1)) * radius
    height = cv2.GaussianBlur(height.astype(np.float32), (0, 0), max(2.0, 0.022 * max(alpha.shape)))
    across, down = (cv2.Sobel(height, cv2.CV_32F, *d, scale=1 / 8) for d in ((1, 0), (0, 1)))
    return _unit(np.dstack([-across, -down, np.ones_like(height)]))


def with_face(normals: FloatPicture, points: AnyArray) -> tuple[FloatPicture, Mask]:
    """Normals with those of a face in them, and where the face is, 0..1.

    points: (468 or 478, 3) of a face mesh, in pixels of `normals`; z in pixels too, towards the camera is negative.
    """
    face, where = _face_normals(normals.shape[:2], np.asarray(points[:MESH_POINTS], np.float32))
    share = where[..., None]
    return _unit(normals * (1 - share) + face * share), where


def _face_normals(shape: tuple[int, ...], points: AnyArray) -> tuple[FloatPicture, Mask]:
    triangles = _triangles()
    a, b, c = (points[triangles[:, i]] for i in range(3))
    facing = np.cross(b - a, c - a)
    facing *= np.where(facing[:, 2:] > 0, -1, 1)  # out of the head, however the corners are numbered
    facing = facing / (np.linalg.norm(facing, axis=1, keepdims=True) + 1e-9) * (1, 1, -1)
    drawn = np.zeros((*shape[:2], 3), np.float32)
    for k in np.argsort(-points[triangles, 2].mean(axis=1)):
        corners = np.round(points[triangles[k], :2]).astype(np.int32)
        cv2.fillConvexPoly(drawn, corners, tuple(float(v) for v in facing[k]))
    filled = (np.abs(drawn).sum(axis=2) > 0).astype(np.float32)
    wide = float(np.ptp(points[:, 0]))
    fine, far = (_spread(drawn, filled, share * wide) for share in (FINE, BEYOND))
    share = cv2.GaussianBlur(cv2.erode(filled, _disc(0.04 * wide)), (0, 0), max(1.0, 0.04 * wide))
    where = cv2.GaussianBlur(cv2.dilate(filled, _disc(0.1 * wide)), (0, 0), max(1.0, BEYOND * wide))
    return _unit(fine * share[..., None] + far * (1 - share[..., None])), np.asarray(where, np.float32)


def _spread(drawn: FloatPicture, filled: Mask, sigma: float) -> FloatPicture:
    """What is drawn, smoothed and carried on past its rim."""
    weight = cv2.GaussianBlur(filled, (0, 0), max(1.0, sigma))
    smooth = cv2.GaussianBlur(drawn, (0, 0), max(1.0, sigma))
    return _unit(smooth / (weight[..., None] + 1e-3))


def _disc(radius: float) -> AnyArray:
    side = 2 * max(1, round(radius)) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)))


def _unit(vectors: AnyArray) -> FloatPicture:
    return np.asarray(vectors / (np.linalg.norm(vectors, axis=2, keepdims=True) + 1e-6), np.float32)


@lru_cache(maxsize=1)
def _triangles() -> AnyArray:
    """(N, 3) indices: every three points of the mesh that are joined with one another."""
    from mediapipe.python.solutions.face_mesh_connections import FACEMESH_TESSELATION

    beside: dict[int, set[int]] = {}
    for a, b in FACEMESH_TESSELATION:
        beside.setdefault(a, set()).add(b)
        beside.setdefault(b, set()).add(a)
    found = {tuple(sorted((a, b, c))) for a, b in FACEMESH_TESSELATION for c in beside[a] & beside[b]}
    return np.array(sorted(found), np.int32)
