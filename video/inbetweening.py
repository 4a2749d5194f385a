"""Clips and strips between two frames, made on a worker."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from django.utils import translation

from reklamai.core.errors import MediaError
from reklamai.media import i420, pictures
from reklamai.media.ffmpeg import frames_writer
from reklamai.media.inbetween import between as betweens
from reklamai.media.inbetween.between import Between
from reklamai.media.inbetween.model import eased
from reklamai.media.sizes import even, named_size
from reklamai.media.threads import one_thread
from reklamai.media.types import AnyArray, Picture
from studio.engines.base import Job, JobReport, Result, ResultFile
from studio.engines.wishes import marks
from video.pacing import Pace, pace_of
from video.ways import said_of

LOOKED: Final = 0.1
"""Share of the work that looking at the frames is."""
STRIP_PX: Final = 120
"""Height of a strip's pictures, twice what the page shows; wide ones are lower, so that a strip stays a strip."""
STRIP_WIDTH_PX: Final = 216
STRIP_SIDE: Final = 640
"""Longer side of the copies that a strip is made of: nets and flows see no more, and a large photo would take longer
to be looked at than to be shown."""


def clip(job: Job, report: JobReport) -> Result:
    """The clip of a job, with how it went from one frame to the other: notes "route" and "made"."""
    report("scene", 0.0)
    first, last = ends_of(job, job.parameters.get("resolution") or "1080p")
    pace = pace_of(job.parameters)
    between = between_of(job, first, last)
    report("scene", LOOKED / 2)
    route = between.route
    report("frames", LOOKED)
    path = job.workdir / "between.mp4"
    with one_thread():
        written(path, between, pace, job=job, report=report)
    notes: dict[str, Any] = {"route": told(route), "made": pace.distinct - 2}
    if route.style != job.parameters.get("style", "auto"):
        with translation.override(job.language):
            notes["adjusted"] = [said_of(notes["route"])]
    return Result(files=(ResultFile(path, marks(job)),), notes=notes)


def written(path: Path, between: Between, pace: Pace, *, job: Job, report: JobReport) -> None:
    """Write the clip. A picture that is held for several frames is made and coded once."""
    easing = str(job.parameters.get("easing", "linear"))
    height, width = between.first.shape[:2]
    coded: AnyArray = np.empty((height * 3 // 2, width), np.uint8)
    shown = -1
    with frames_writer(path, size=(width, height), fps=pace.fps) as writer:
        for frame in range(pace.frames):
            place = pace.picture_at(frame)
            if place != shown:
                i420.encoded(between.at(eased(place / (pace.distinct - 1), easing)), coded)
                shown = place
                report("frames", LOOKED + (1 - LOOKED) * frame / pace.frames)
            buffer = writer.blank()
            np.copyto(buffer, coded)
            writer.write(buffer)


def strip(job: Job, report: JobReport) -> Result:
    """The strip of a job as one WebP; notes {"route", "pictures"}."""
    report("scene", 0.1)
    first, last = ends_of(job, "720p", side=STRIP_SIDE)
    between = between_of(job, first, last)
    count = int(job.parameters.get("num_intermediate_frames") or 6)
    height = min(STRIP_PX, round(STRIP_WIDTH_PX * first.shape[0] / first.shape[1]))
    with one_thread():
        made = betweens.strip(between, count, height, easing=str(job.parameters.get("easing", "linear")))
    path = job.workdir / "strip.webp"
    pictures.save_picture(made, path, text=marks(job))
    return Result(
        files=(ResultFile(path, marks(job)),),
        notes={"route": told(between.route), "pictures": count + 2},
    )


def between_of(job: Job, first: Picture, last: Picture) -> Between:
    return Between(
        first, last, style=job.parameters.get("style", "auto"), mode=job.parameters.get("mode", "best"), seed=job.seed
    )


def told(route: Any) -> dict[str, Any]:
    return {"style": route.style, "why": route.why, "facts": route.facts}


def ends_of(job: Job, resolution: str, *, side: int | None = None) -> tuple[Picture, Picture]:
    """Both frames at the size of the clip: the first's own, no larger than asked for; the last is cut to its format.

    side: longest side in pixels of copies that are to be looked at alone. Raises MediaError without both.
    """
    if job.start_frame is None or job.end_frame is None:
        raise MediaError("A clip between two frames needs both.")
    first, last = pictures.open_picture(job.start_frame), pictures.open_picture(job.end_frame)
    size = size_for((first.shape[1], first.shape[0]), resolution, side=side)
    return filled(first, size), filled(last, size)


def size_for(size: tuple[int, int], resolution: str, *, side: int | None = None) -> tuple[int, int]:
    wanted = named_size(size, resolution)
    if wanted[0] > size[0]:
        wanted = even(size[0]), even(size[1])  # nothing is gained by enlarging
    shrink = min(1.0, side / max(wanted)) if side else 1.0
    return max(LEAST, even(wanted[0] * shrink)), max(LEAST, even(wanted[1] * shrink))


LEAST: Final = 16


def filled(picture: Picture, size: tuple[int, int]) -> Picture:
    """The picture at another size without a distortion: what is too much on one axis is cut off on both sides."""
    height, width = picture.shape[:2]
    scale = max(size[0] / width, size[1] / height)
    across, down = min(width, round(size[0] / scale)), min(height, round(size[1] / scale))
    left, top = (width - across) // 2, (height - down) // 2
    part = picture[top : top + down, left : left + across]
    shrinks = scale < 1
    made = cv2.resize(part, size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)
    return np.asarray(made, np.uint8)
