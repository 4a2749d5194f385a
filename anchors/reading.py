"""How an extraction runs: the part that needs the media floor. Runs in a worker, never in the web process."""

from __future__ import annotations

from django.utils.translation import gettext as _

from anchors.media import cuts
from anchors.media.extract import extract
from reklamai.core.errors import MediaError
from reklamai.media import pictures
from studio.engines.base import Job, JobReport, Result, ResultFile

READ_SHARE = 0.67
"""How much of the time reading takes, by tests/benchmarks/bench_extract.py; the rest is writing files."""
ORDER = ("face", "portrait", "clothing", "environment", "lighting", "product")
"""Of the files; the first is the one that an order shows."""


def run(job: Job, report: JobReport) -> Result:
    """Read the picture of a job. Raises MediaError if there is none or it cannot be opened, Cancelled."""
    path = next((each.path for each in job.references if each.role == "source_image" and each.path), None)
    if path is None:
        raise MediaError(_("The picture could not be read."))
    picture = pictures.open_picture(path)
    made = extract(
        picture,
        main=job.parameters.get("main_face"),
        report=lambda stage, share: report(stage, READ_SHARE * share),
    )
    found = {element: made.cuts[element] for element in ORDER if element in made.cuts}
    # an order without a file counts as failed, and that nothing was found is a finding too
    pieces = found or {"whole": cuts.light(picture)}
    files: list[ResultFile] = []
    for element, pixels in pieces.items():
        report("cuts", READ_SHARE + (1 - READ_SHARE) * len(files) / len(pieces))
        path = job.workdir / f"{element}.webp"
        pictures.save_picture(pixels, path)
        files.append(ResultFile(path, {"cut": element}))
    return Result(files=tuple(files), notes={"features": made.features.as_json()})
