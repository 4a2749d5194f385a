"""What is known of a face in a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reklamai.media.mattes.model import Box
from reklamai.media.types import AnyArray

POINTS: Final = 478
"""Of a mesh: 468 on the skin, then five for each iris."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One face. box: from the brows to the chin, pixels, inside the picture; confidence: 0..1.

    landmarks: (478, 3) float32 in pixels of the picture (z too, smaller is nearer), order of MediaPipe Face Mesh; None
    if no mesh fits: turned far away, hidden, cut by the rim.
    Angles in degrees: yaw > 0 looks to the right of the picture, pitch > 0 up, roll > 0 is clockwise. Without a mesh
    they come from eyes, nose and ears alone: a hint of the direction; a full profile reads less turned than it is.
    """

    box: Box
    confidence: float
    landmarks: AnyArray | None
    yaw: float
    pitch: float
    roll: float

    @property
    def has_mesh(self) -> bool:
        return self.landmarks is not None


def mesh_of(face: Face) -> AnyArray:
    """The landmarks of a face. Raises ValueError if it has none: ask `has_mesh` first."""
    if face.landmarks is None:
        raise ValueError("this face has no mesh")
    return face.landmarks
