"""The tables of the cinema room."""

from __future__ import annotations

from video.models.film import (
    LEAST_SHOTS,
    MOST_SHOTS,
    FilmStatus,
    MultiShotGeneration,
    Shot,
    ShotOrder,
    ShotPart,
)
from video.models.plate import Plate, PlateStatus
from video.models.preset import CameraPreset
from video.models.sound import Lane, Loudness, SoundMix, SoundOrder, SoundPart, SoundPiece
from video.models.term import CameraTerm, TermKind

__all__ = [
    "LEAST_SHOTS",
    "MOST_SHOTS",
    "CameraPreset",
    "CameraTerm",
    "FilmStatus",
    "Lane",
    "Loudness",
    "MultiShotGeneration",
    "Plate",
    "PlateStatus",
    "Shot",
    "ShotOrder",
    "ShotPart",
    "SoundMix",
    "SoundOrder",
    "SoundPart",
    "SoundPiece",
    "TermKind",
]
