"""How a face is built: ratios of its mesh that stay the same at any size and turn of the picture."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

import numpy as np

from reklamai.media.faces.model import Face, mesh_of
from reklamai.media.types import AnyArray

RIGHT_CORNER: Final = (133, 155, 173, 243, 154, 157, 112)
LEFT_CORNER: Final = (362, 382, 398, 463, 381, 384, 341)
"""Points around the inner corners of the eyes: one of each alone trembles by a third more."""


@dataclass(frozen=True, slots=True)
class Proportions:
    """Ratios of lengths in space, so that neither size, roll nor a moderate turn of the head changes them.

    Widths are shares of the face's width at the ears, heights of its height from hairline to chin. Openings of lips and
    eyes are left out: they tell the expression, and tremble by more than 3 %.
    """

    face_height: float
    """Hairline to chin, in widths of the face."""
    forehead_width: float
    jaw_width: float
    chin_width: float
    eye_span: float
    """Between the outer corners."""
    eye_gap: float
    """Between the middles of the inner corners."""
    eye_width: float
    nose_width: float
    mouth_width: float
    nose_length: float
    """Bridge to base."""
    middle_height: float
    """Brows to the base of the nose."""
    lower_height: float
    """Base of the nose to chin."""

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


def proportions(face: Face) -> Proportions:
    """The proportions of a face. Raises ValueError if it has no mesh."""
    mesh = mesh_of(face)
    width, height = _apart(mesh, 234, 454), _apart(mesh, 10, 152)
    return Proportions(
        face_height=height / width,
        forehead_width=_apart(mesh, 54, 284) / width,
        jaw_width=_apart(mesh, 172, 397) / width,
        chin_width=_apart(mesh, 149, 378) / width,
        eye_span=_apart(mesh, 33, 263) / width,
        eye_gap=float(np.linalg.norm(_middle(mesh, RIGHT_CORNER) - _middle(mesh, LEFT_CORNER))) / width,
        eye_width=(_apart(mesh, 33, 133) + _apart(mesh, 362, 263)) / 2 / width,
        nose_width=_apart(mesh, 129, 358) / width,
        mouth_width=_apart(mesh, 61, 291) / width,
        nose_length=_apart(mesh, 168, 2) / height,
        middle_height=_apart(mesh, 9, 2) / height,
        lower_height=_apart(mesh, 2, 152) / height,
    )


def _middle(mesh: AnyArray, points: tuple[int, ...]) -> AnyArray:
    middle: AnyArray = mesh[list(points)].mean(axis=0)
    return middle


def _apart(mesh: AnyArray, one: int, other: int) -> float:
    return max(float(np.linalg.norm(mesh[one] - mesh[other])), 1e-6)
