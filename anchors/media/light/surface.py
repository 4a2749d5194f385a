"""The skin of a face as small patches: where each one lies in the picture and which way it looks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import cv2
import numpy as np

from reklamai.media.types import AnyArray, FloatPicture, Picture

VERTICES: Final = 468
"""Points of the mesh that carry triangles; the last ten of 478 are the irises."""
FACE_WIDTH: Final = 180.0
"""Pixels across the face at which its light is read: pores and hairs are averaged, the shadow of the nose is not."""
STEEP: Final = 0.12
"""Towards-the-camera part of a normal under which a patch is a sliver of the outline, half hair or ground."""
BACK: Final = 0.5
"""Face widths behind its points at which the middle of the head is taken to lie."""
SPREAD: Final = ((1 / 3, 1 / 3, 1 / 3), (0.6, 0.2, 0.2), (0.2, 0.6, 0.2), (0.2, 0.2, 0.6))


@dataclass(frozen=True, slots=True)
class Patches:
    """What a face, or a silhouette, shows of the light.

    normals: (N, 3) unit, to the right of the picture, up and towards the camera; colours: (N, 3) linear RGB 0..1;
    weights: (N,) their sizes.
    """

    normals: FloatPicture
    colours: FloatPicture
    weights: FloatPicture


def skin_patches(picture: Picture, landmarks: FloatPicture) -> Patches:
    """Patches of the skin that the camera sees, without eyes, brows, lips and nostrils.

    landmarks: (468 or more, 3) pixels, z in pixels too, smaller is nearer (MediaPipe Face Mesh).
    """
    points = np.asarray(landmarks[:VERTICES], dtype=np.float64) * [1, -1, -1]
    triangles = _triangles()
    normals, size = _normals(points, triangles)
    spread = np.array(SPREAD)
    where = np.einsum("sk,tkc->tsc", spread, points[triangles]).reshape(-1, 3)
    facing = np.einsum("sk,tkc->tsc", spread, normals[triangles]).reshape(-1, 3)
    facing /= np.linalg.norm(facing, axis=1, keepdims=True) + 1e-9
    weights = np.repeat(size, len(spread)) * np.clip(facing[:, 2], 0, 1)
    seen = (facing[:, 2] > STEEP) & (weights > 0)
    colours, inside = _looked_up(picture, where[:, :2] * [1, -1], width=float(np.ptp(points[:, 0])))
    keep = seen & inside
    return Patches(
        facing[keep].astype(np.float32),
        colours[keep],
        (weights[keep] / max(1e-9, weights[keep].sum())).astype(np.float32),
    )


def _normals(points: AnyArray, triangles: AnyArray) -> tuple[AnyArray, AnyArray]:
    """Unit normals of the vertices, away from the middle of the head, and the areas of the triangles."""
    a, b, c = (points[triangles[:, index]] for index in range(3))
    cross = np.cross(b - a, c - a)
    middle = points.mean(axis=0)
    forward = _forward(points)
    middle = middle - BACK * float(np.ptp(points[:, 0])) * forward
    outward = np.einsum("tc,tc->t", cross, (a + b + c) / 3 - middle)
    cross *= np.where(outward < 0, -1, 1)[:, None]
    normals = np.zeros_like(points)
    for index in range(3):
        np.add.at(normals, triangles[:, index], cross)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True) + 1e-9
    return normals, np.linalg.norm(cross, axis=1) / 2


def _forward(points: AnyArray) -> AnyArray:
    """Where the face looks: across its eyes and its height."""
    across, up = points[454] - points[234], points[10] - points[152]
    ahead = np.cross(across, up)
    return np.asarray(ahead / (np.linalg.norm(ahead) + 1e-9))


def _looked_up(picture: Picture, places: AnyArray, *, width: float) -> tuple[FloatPicture, AnyArray]:
    """Linear colours around `places` (N, 2) pixels, and which of them lie in the picture."""
    height, wide = picture.shape[:2]
    inside = (places >= 0).all(axis=1) & (places[:, 0] < wide - 1) & (places[:, 1] < height - 1)
    left, top = np.maximum(0, np.floor(places.min(axis=0)).astype(int) - 4)
    right, bottom = np.ceil(places.max(axis=0)).astype(int) + 5
    crop = picture[top:bottom, left:right]
    if not crop.size:
        return np.zeros((len(places), 3), np.float32), np.zeros(len(places), bool)
    scale = min(1.0, FACE_WIDTH / max(1.0, width))
    small = cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    linear = np.asarray(_linear_table()[small])
    soft = cv2.GaussianBlur(linear, (0, 0), 1.2)
    x = ((places[:, 0] - left + 0.5) * scale - 0.5).astype(np.float32)
    y = ((places[:, 1] - top + 0.5) * scale - 0.5).astype(np.float32)
    found = cv2.remap(soft, x[:, None], y[:, None], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return found[:, 0].astype(np.float32), inside


@lru_cache(maxsize=1)
def _linear_table() -> FloatPicture:
    from reklamai.media.colour import to_linear

    return to_linear(np.arange(256, dtype=np.float32) / 255)


@lru_cache(maxsize=1)
def _triangles() -> AnyArray:
    """(T, 3) corners of the mesh, those of eyes, brows and lips left out."""
    from mediapipe.python.solutions import face_mesh_connections as mesh

    near: dict[int, set[int]] = {}
    for one, other in mesh.FACEMESH_TESSELATION:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    corners = {tuple(sorted((a, b, c))) for a in near for b in near[a] for c in near[a] & near[b]}
    odd = [mesh.FACEMESH_LIPS, mesh.FACEMESH_LEFT_EYE, mesh.FACEMESH_RIGHT_EYE]
    odd += [mesh.FACEMESH_LEFT_EYEBROW, mesh.FACEMESH_RIGHT_EYEBROW]
    barred = {vertex for group in odd for edge in group for vertex in edge} | NOSTRILS
    return np.array(sorted(each for each in corners if not barred & set(each)))


NOSTRILS: Final = frozenset({2, 97, 98, 326, 327, 19, 94, 20, 242, 238, 79, 250, 462, 458, 309})
