"""The tables of the cinema room."""

from __future__ import annotations

from video.models.plate import Plate, PlateStatus
from video.models.preset import CameraPreset
from video.models.term import CameraTerm, TermKind

__all__ = ["CameraPreset", "CameraTerm", "Plate", "PlateStatus", "TermKind"]
