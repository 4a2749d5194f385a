"""One export: a file read, its master written, and what its pixels truly carry measured."""

from __future__ import annotations

from pathlib import Path

from reklamai.media.masters.export import export
from reklamai.media.probe import probe
from reklamai.media.sizes import named_size
from studio.engines.base import Job, JobReport, Result, ResultFile
from video.master_sizes import Size


def run(job: Job, report: JobReport) -> Result:
    """Raises MediaError for a file that cannot be read, Cancelled."""
    source = next(each.path for each in job.references if each.path is not None)
    size = wanted_size(source, job.parameters.get("resolution", ""))
    made = export(source, job.parameters["master_format"], out_dir=job.workdir, size=size, report=report)
    return Result(files=(ResultFile(made.path, {"part": "master", "master": made.as_json()}),), finished=True)


def wanted_size(source: Path, resolution: str) -> Size | None:
    """None for as it is."""
    if not resolution:
        return None
    facts = probe(source)
    return named_size((facts.width, facts.height), resolution)
