"""The photos as a vendor's trainer reads them: one zip, each photo with its caption."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

from reklamai.core.errors import MediaError
from reklamai.media.pictures import open_picture, resized, save_picture
from studio.engines.base import Job, JobReport

ROLE: Final = "reference_images"
LONGEST_PX: Final = 1536
"""The trainer's largest size is 1024: half as much again leaves it something to cut, and 70 photos under 60 MB."""
ENTRY: Final = "photo.jpg"


def packed(job: Job, report: JobReport, *, trigger: str) -> Path:
    """A zip in the workdir. Written anew, photos carry nothing of the camera, the place or the day, nor their names.

    Raises MediaError for a photo that cannot be read or where there is none, Cancelled.
    """
    photos = [each.path for each in job.references if each.role == ROLE and each.path is not None]
    if not photos:
        raise MediaError("There is no photo to learn from.")
    into = job.workdir / "photos.zip"
    with zipfile.ZipFile(into, "w", zipfile.ZIP_STORED) as archive:
        for position, path in enumerate(photos):
            report("giving", position / len(photos))
            archive.write(upright(path, into=job.workdir / ENTRY), f"{position:02}.jpg")
            archive.writestr(f"{position:02}.txt", caption(trigger))
    return into


def upright(path: Path, *, into: Path) -> Path:
    """The photo as a JPEG of at most LONGEST_PX."""
    pixels = open_picture(path)
    height, width = pixels.shape[:2]
    scale = min(1.0, LONGEST_PX / max(width, height))
    save_picture(resized(pixels, (max(1, round(width * scale)), max(1, round(height * scale)))), into)
    return into


def caption(trigger: str) -> str:
    """Says nothing of the face, the hair or the skin: what a caption names is not learned as the person's own."""
    return f"a photo of {trigger}, a person"
