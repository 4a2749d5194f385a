"""How photos are looked at: the part that needs the media floor. Runs in a worker, never in the web process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reklamai.core.errors import MediaError
from reklamai.media.pictures import open_picture
from soulids.media.photo import judge
from soulids.told import UNREADABLE, told
from studio.engines.base import Job, JobReport, Result


def run(job: Job, report: JobReport) -> Result:
    """Judge the photos of a job, one after the other. A photo without a file has gone meanwhile: nothing is told of it.

    Raises Cancelled, and NotConfigured without the net's weights.
    """
    photos = [(each.source_id, each.path) for each in job.references if each.path is not None]
    found: dict[str, Any] = {}
    for place, (pk, path) in enumerate(photos):
        report("looking", place / len(photos))
        if path.exists():
            found[pk] = looked_at(path)
    return Result(files=(), notes={"photos": found})


def looked_at(path: Path) -> dict[str, Any]:
    """As `told.told`, or {"trouble"} for a file that cannot be opened."""
    try:
        return told(judge(open_picture(path)))
    except MediaError:
        return {"trouble": UNREADABLE}
