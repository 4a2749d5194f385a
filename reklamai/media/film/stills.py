"""Single pictures of a clip in full size: of a moment, the last, and the first that is not black."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from reklamai.core.errors import MediaError
from reklamai.media.film.facts import Clip, look
from reklamai.media.finish.reader import raw_frames
from reklamai.media.types import AnyArray, Picture

PATIENCE_S: Final = 60.0
BACK_S: Final = (0.0, 1.0, 30.0)
"""So far before a moment reading begins: where the packets of the end cannot be decoded, an earlier frame stands."""
DARK: Final = 24.0
"""Mean of the brightest part of a frame, 0..255, up to which it is black: titles on black are brighter."""
BRIGHT_SHARE: Final = 0.02
SMALL: Final = (64, 36)
LOOKED_AT_S: Final = 20.0
"""Of a clip that begins black; one that stays so has a black poster."""


def still_at(path: Path, seconds: float) -> Picture:
    """The picture of a clip that is shown at a moment, upright, of square pixels, in sRGB.

    A moment after the end gives the last picture.
    Raises: ValueError for a moment before the beginning; MediaError if the clip cannot be read.
    """
    if seconds < 0:
        raise ValueError(f"a moment is 0 or later, got {seconds}")
    clip = look(path)
    moments = clip.pictures.moments
    # a moment that was computed from a frame's number may lie a hair before that frame
    place = int(np.searchsorted(moments, seconds + 1e-4, side="right")) - 1
    return _read(clip, max(0, place))


def last_frame(path: Path) -> Picture:
    """The last picture of a clip that can be decoded, upright, of square pixels, in sRGB. Raises as `still_at`."""
    clip = look(path)
    return _read(clip, len(clip.pictures.moments) - 1)


def poster(path: Path) -> Picture:
    """The first picture of a clip that is not black, else the first of all. Raises as `still_at`."""
    clip = look(path)
    rate = clip.source.fps
    with raw_frames(
        ["-threads", "2", "-t", f"{LOOKED_AT_S}", "-i", clip.source.path, "-map", "0:V:0", "-an", "-sn", "-dn", "-vf",
         f"fps={rate}:start_time=0,scale={SMALL[0]}:{SMALL[1]}:flags=area", "-pix_fmt", "gray"],
        shape=(SMALL[1], SMALL[0]), patience=PATIENCE_S,
    ) as reader:  # fmt: skip
        place = 0
        while (frame := reader.read()) is not None:
            if _lit(frame):
                break
            reader.take_back(frame)
            place += 1
        else:
            return _read(clip, 0)
    moments = clip.pictures.moments
    return _read(clip, max(0, int(np.searchsorted(moments, place / float(rate) + 1e-4, side="right")) - 1))


def _lit(frame: AnyArray) -> bool:
    brightest = np.sort(frame, axis=None)[-round(frame.size * BRIGHT_SHARE) :]
    return float(brightest.mean()) > DARK


def _read(clip: Clip, place: int) -> Picture:
    moments = clip.pictures.moments
    # between two frames: exactly the second of them is the first that begins later
    moment = 0.0 if place == 0 else float(moments[place - 1] + moments[place]) / 2
    for back in BACK_S:
        found = _picture(clip, max(0.0, moment - back), first=back == 0.0)
        if found is not None:
            return found
    raise MediaError("The clip holds no frame that can be read.", file=clip.source.path.name)


def _picture(clip: Clip, moment: float, *, first: bool) -> Picture | None:
    """The first frame that begins after a moment, or the last one that can be read from there on."""
    source = clip.source
    seek = ["-ss", f"{moment:.6f}"] if moment > 0 else []
    upright = source.filters.partition(",")[2]  # all but the rate: every frame as it is
    width, height = source.size
    colour = "scale=in_color_matrix=bt709:in_range=tv:out_range=pc:flags=bicubic+accurate_rnd+full_chroma_int"
    arguments: list[str | Path] = [*seek, "-threads", "2", "-i", source.path, "-map", "0:V:0", "-an", "-sn", "-dn"]
    arguments += ["-vf", f"{upright},{colour},format=rgb24", "-fps_mode", "passthrough", "-pix_fmt", "rgb24"]
    arguments += ["-frames:v", "1"] if first else []
    found: Picture | None = None
    with raw_frames(arguments, shape=(height, width, 3), patience=PATIENCE_S) as reader:
        while (frame := reader.read()) is not None:
            if found is not None:
                reader.take_back(found)
            found = frame
    return found
