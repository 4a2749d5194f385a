"""Moments of a transition between two clips, drawn on a worker by what draws the transition itself."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from reklamai.core.errors import MediaError
from reklamai.media import i420, pictures
from reklamai.media.film.blend import Blend
from reklamai.media.film.colours import picture_of
from reklamai.media.film.model import DIPS, JoinStyle
from reklamai.media.film.stills import still_at
from reklamai.media.probe import probe
from reklamai.media.sizes import even
from reklamai.media.threads import one_thread
from reklamai.media.types import AnyArray, Picture
from studio.engines.base import Job, JobReport, Result, ResultFile
from studio.engines.wishes import marks
from video.inbetweening import filled

BETWEEN: Final = 6
"""Moments in the transition; one of each clip stands beside them: eight, as in every strip of the pages."""
HEIGHT_PX: Final = 120
DRAWN_SIDE: Final = 480
"""Longer side of the copies that moments are drawn of."""
APART_S: Final = 0.25
"""So long before and after the transition the clips are shown alone."""


def strip(job: Job, report: JobReport) -> Result:
    """The strip of a job as one WebP. Raises MediaError for clips that cannot be read."""
    clips = [each.path for each in job.references if each.path is not None]
    if len(clips) != 2:
        raise MediaError("A transition joins two clips.")
    style, seconds = job.parameters.get("style", "auto"), float(job.parameters.get("join_seconds", 0.5))
    report("scene", 0.1)
    ends = probe(clips[0]).duration_s
    moments = [(place + 1) / (BETWEEN + 1) for place in range(BETWEEN)]
    overlap = 0.0 if style in DIPS else seconds
    early = [
        still_at(clips[0], max(0.0, ends - overlap + overlap * t - (seconds / 2) * _before(style, t))) for t in moments
    ]
    late = [still_at(clips[1], overlap * t + (seconds / 2) * _after(style, t)) for t in moments]
    report("scene", 0.5)
    size = drawn_size(early[0])
    with one_thread():
        drawn = between(
            [filled(each, size) for each in early], [filled(each, size) for each in late], style=style, seed=job.seed
        )
    alone = [still_at(clips[0], max(0.0, ends - overlap - APART_S)), still_at(clips[1], overlap + APART_S)]
    row = [filled(alone[0], size), *drawn, filled(alone[1], size)]
    path = job.workdir / "strip.webp"
    pictures.save_picture(np.concatenate([small(each) for each in row], axis=1), path, text=marks(job))
    return Result(files=(ResultFile(path, marks(job)),), notes={"pictures": len(row)})


def _before(style: str, t: float) -> float:
    """Of a dip, how far before the seam the first clip is seen, in halves of the dip."""
    return max(0.0, 1 - 2 * t) if style in DIPS else 0.0


def _after(style: str, t: float) -> float:
    return max(0.0, 2 * t - 1) if style in DIPS else 0.0


def between(early: list[Picture], late: list[Picture], *, style: JoinStyle, seed: int) -> list[Picture]:
    """The moments of a join, evenly spread, of what both clips show then; all of one even size."""
    if style in DIPS:
        return [
            dipped(one, other, (place + 1) / (len(early) + 1), style)
            for place, (one, other) in enumerate(zip(early, late, strict=True))
        ]
    blend, made = Blend(style, frames=len(early), mode="fast", seed=seed), []
    for place, (one, other) in enumerate(zip(early, late, strict=True)):
        frame = coded(one)
        blend.draw(place, coded(one), coded(other), frame)
        made.append(picture_of(frame))
    return made


def dipped(one: Picture, other: Picture, t: float, style: str) -> Picture:
    """Out to a colour in the first half, in again in the second."""
    colour = np.full_like(one, 255 if DIPS[style] == "white" else 0)
    shown, share = (one, 2 * t) if t < 0.5 else (other, 2 - 2 * t)
    return np.asarray(cv2.addWeighted(shown, 1 - share, colour, share, 0), np.uint8)


def coded(picture: Picture) -> AnyArray:
    height, width = picture.shape[:2]
    frame: AnyArray = np.empty((height * 3 // 2, width), np.uint8)
    i420.encoded(picture, frame)
    return frame


def drawn_size(picture: Picture) -> tuple[int, int]:
    height, width = picture.shape[:2]
    shrink = min(1.0, DRAWN_SIDE / max(height, width))
    return max(16, even(width * shrink)), max(16, even(height * shrink))


def small(picture: Picture) -> Picture:
    height, width = picture.shape[:2]
    made = cv2.resize(picture, (max(1, round(width * HEIGHT_PX / height)), HEIGHT_PX), interpolation=cv2.INTER_AREA)
    return np.asarray(made, np.uint8)
