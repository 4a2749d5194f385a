"""Single frames of clips, in full size."""

from __future__ import annotations

from pathlib import Path

from reklamai.core.errors import MediaError
from reklamai.media.ffmpeg import encode
from reklamai.media.types import quiet

BACK_S = 1.0
"""So far before the end the last frame of a clip whose sound goes on is looked for."""


def frame_at(clip: Path, out: Path, *, at_s: float, fps: float = 25.0, timeout: float = 60.0) -> None:
    """Write the frame of a clip that is shown at `at_s` seconds, upright, as the PNG or JPEG `out`.

    fps: of the clip, as `probe` tells it. A moment after the last frame gives the last one. Decoded in a process of its
    own, within the fence of all ffmpeg; timeout: seconds for it.
    Raises: ValueError for a moment before the beginning; MediaError if the clip cannot be read or has no picture there.
    """
    if at_s < 0:
        raise ValueError(f"a moment is 0 or later, got {at_s}")
    # ffmpeg gives the first frame that begins at or after the moment: the one that is shown began up to 1/fps before.
    moment = max(0.0, at_s - 0.75 / fps)
    written(clip, out, moment, ["-frames:v", "1"], timeout=timeout)
    if not out.is_file():
        written(clip, out, max(0.0, moment - BACK_S), ["-update", "1"], timeout=timeout)
    if not out.is_file():
        raise MediaError("The clip holds no frame that can be read.", file=clip.name)


def written(clip: Path, out: Path, moment: float, which: list[str], *, timeout: float) -> None:
    command: list[str | Path] = ["-ss", f"{moment:.6f}", "-i", clip, "-map", "0:v:0", *which, "-an", "-sn", "-y", out]
    encode(command, seconds=BACK_S, report=quiet, timeout=timeout)
