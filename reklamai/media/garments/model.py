"""What is known of the clothes in a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, Protocol

from reklamai.media.mattes.model import Box
from reklamai.media.types import AnyArray, Mask

PatternName = Literal["plain", "striped", "checked", "dotted", "patterned"]
PATTERNS: Final[tuple[PatternName, ...]] = ("plain", "striped", "checked", "dotted", "patterned")
Lab = tuple[float, float, float]
"""CIE Lab, D65."""


class Head(Protocol):
    """What is asked of a face: `reklamai.media.faces.Face` is one. landmarks: FaceMesh points in pixels, or None."""

    @property
    def box(self) -> Box: ...
    @property
    def landmarks(self) -> AnyArray | None: ...


@dataclass(frozen=True, slots=True)
class Pattern:
    """How cloth is patterned, with a confidence of 0..1."""

    name: PatternName
    confidence: float


@dataclass(frozen=True, slots=True)
class Garment:
    """The clothes of one person, all pieces together.

    mask: (H, W) float32 0..1 of the whole picture; box: where mask > 0.5; coverage: share of the person's area.
    """

    mask: Mask
    box: Box
    coverage: float
    pattern: PatternName
    pattern_confidence: float
    confidence: float
