"""Frames of a clip, spread over its length."""

from __future__ import annotations

from pathlib import Path

from reklamai.media.samples import samples
from reklamai.media.types import Picture


def frames(path: Path) -> list[Picture]:
    """5 to 9 frames by length, the most telling first, no side over 640 pixels. Raises: MediaError."""
    return [sample.picture for sample in samples(path)]
