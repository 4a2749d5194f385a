"""How an extraction runs: the part that needs the media floor. Runs in a worker, never in the web process."""

from __future__ import annotations

from django.utils.translation import gettext as _

from anchors.media.extract import extract
from reklamai.core.errors import MediaError
from reklamai.media import pictures
from studio.engines.base import Job, JobReport, Result, ResultFile

READ_SHARE = 0.9
"""How much of the time reading takes; the rest is writing files."""
ORDER = ("face", "portrait", "clothing", "environment", "lighting", "product")


def run(job: Job, report: JobReport) -> Result:
    """Read the picture of a job. Raises MediaError if there is none or it cannot be opened, Cancelled."""
    path = next((each.path for each in job.references if each.role == "source_image" and each.path), None)
    if path is None:
        raise MediaError(_("The picture could not be read."))
    made = extract(
        pictures.open_picture(path),
        main=job.parameters.get("main_face"),
        report=lambda stage, share: report(stage, READ_SHARE * share),
    )
    files = []
    for element in ORDER:
        if element not in made.cuts:
            continue
        report("cuts", READ_SHARE)
        file = job.workdir / f"{element}.webp"
        pictures.save_picture(made.cuts[element], file)
        files.append(ResultFile(file, {"cut": element}))
    return Result(files=tuple(files), notes={"features": made.features.as_json()})
