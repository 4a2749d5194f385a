"""The sound of a clip on its way into a master."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

COPIED: Final = frozenset({"aac", "mp3", "ac3", "eac3", "alac"})
"""What an MP4 carries as it is and everybody plays."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A file whose first sound comes along. codec: FFmpeg's name of it."""

    path: Path
    codec: str


def coding(format_: str, sound: Sound) -> list[str]:
    """Arguments of ffmpeg. Editing programs want PCM beside ProRes; in an MP4 it would not be played."""
    if format_ == "prores_hq":
        return ["-c:a", "pcm_s24le"]
    return ["-c:a", "copy"] if sound.codec in COPIED else ["-c:a", "aac", "-b:a", "256k"]
