"""A drawn scene: flat layers at known depths, ready to be flattened to a picture or moved past a camera."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from reklamai.media.types import Rgba

Box = tuple[float, float, float, float]
"""x, y, width, height in shares of the FRAME (0..1; layers may reach outside it)."""


class Role(StrEnum):
    """What a layer is; the camera, the light and the grade treat them differently."""

    SKY = "sky"
    BACKDROP = "backdrop"
    GROUND = "ground"
    SUBJECT = "subject"
    FOREGROUND = "foreground"
    ATMOSPHERE = "atmosphere"
    """Rain, snow, fog, light shafts, dust: over everything, moves with its own depth."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One flat piece of the scene.

    pixels: straight RGBA. It covers `box`, in shares of the frame; the box of anything but a subject reaches at least
    `Scene.overscan` frame-widths (and heights) beyond each edge of the frame, so that no move uncovers its end.
    depth: metres from the camera; the subject of a medium shot is at about 2.5, a skyline at 400, the sky at infinity.
    foot: y (share of the frame) where it touches the ground, None if it does not (no contact shadow).
    """

    name: str
    role: Role
    pixels: Rgba
    box: Box
    depth: float
    foot: float | None = None

    def with_pixels(self, pixels: Rgba) -> Layer:
        return replace(self, pixels=pixels)


@dataclass(frozen=True, slots=True)
class SceneLight:
    """The key light of a scene. azimuth: degrees, 0 from the camera, 90 from picture right, 180 from behind;
    elevation: degrees above the horizon; kelvin: its colour; hardness 0..1; key: how bright the scene is, 0..1."""

    azimuth: float = 45.0
    elevation: float = 35.0
    kelvin: float = 5600.0
    hardness: float = 0.4
    key: float = 0.6


@dataclass(frozen=True, slots=True)
class Scene:
    """Layers from the farthest to the nearest, for a frame of `size` (width, height) pixels."""

    size: tuple[int, int]
    overscan: float
    layers: tuple[Layer, ...]
    light: SceneLight
    horizon: float
    """y of the horizon, share of the frame."""
    subject_box: Box | None = None
    face_box: Box | None = None
    """Of the main person, if one stands in the scene; moves keep it in frame."""
    notes: tuple[str, ...] = field(default=())
    """Codes of decisions worth telling ("stand_in:product")."""
    ground: float = 0.0
    """Metres times frame heights: level ground seen at y lies ground / (y - horizon) metres away; 0 if none does."""
    stand: tuple[float, float] | None = None
    """x, y (shares of the frame) where a thing for sale stands best: the middle of the table, the top of a plinth."""
