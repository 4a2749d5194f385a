"""Whether a film is what was promised: an exit code proves nothing; packets are counted and seams decoded."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import av.error

from reklamai.core.errors import MediaError
from reklamai.media.film.facts import Track, tracks_of
from reklamai.media.film.plan import is_even
from reklamai.media.probe import opened

APART_S: Final = 0.04
"""Most that sound and pictures may differ in length. Above it lips are seen to be late. Source: ITU-R BT.1359-1."""
SEAM_FRAMES: Final = 3


def fault(path: Path, *, frames: int, fps: Fraction, sound: bool, seams: Sequence[int] = ()) -> str:
    """What is wrong with a film; "" if nothing is.

    seams: frames at which coded stretches of two makers meet; a few pictures from there on are decoded.
    """
    try:
        pictures, heard = tracks_of(path)
        if pictures is None or (heard is not None) != sound:
            return "streams"
        return _pictures(pictures, frames, fps) or _sound(heard, frames / fps) or _seams(path, seams, fps)
    except MediaError as error:
        return error.message


def _pictures(track: Track, frames: int, fps: Fraction) -> str:
    if len(track.times) != frames:
        return f"{len(track.times)} frames, not {frames}"
    if not is_even(track) or not track.whole:
        return "uneven"
    # an MP4's clock ticks at least 10,000 times a second: the rate comes back exactly or the clock is too coarse
    return "" if frames == 1 or abs(track.step * track.base * fps - 1) < Fraction(1, 1000) else "rate"


def _sound(track: Track | None, seconds: Fraction) -> str:
    if track is None:
        return ""
    rate = int(str(track.shape[0]))
    apart = (int(track.times[-1]) + 1024) / rate - float(seconds)
    begins = int(track.times[0]) / rate
    if abs(apart) > APART_S + 1024 / rate or begins > APART_S:
        return f"sound {apart:+.3f} s apart"
    return ""


def _seams(path: Path, seams: Sequence[int], fps: Fraction) -> str:
    for seam in seams:
        with opened(path) as container:
            stream = container.streams.video[0]
            stream.codec_context.options |= {"err_detect": "explode"}
            moment = float(seam / fps)
            container.seek(max(0, int((moment + 0.25 / float(fps)) * av.time_base)), backward=True)
            shown = []
            try:
                for frame in container.decode(stream):
                    shown.append(round(float(frame.time or 0) * float(fps)))
                    if len(shown) >= SEAM_FRAMES:
                        break
            except av.error.FFmpegError as error:
                return f"frame {seam}: {error}"
            if not shown or shown[0] != seam:
                return f"frame {seam} is not where it should be"
    return ""
