"""What `soulids.training_engine` runs in the worker: who it is, how surely, and a master image that proves itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, EngineError, MediaError
from reklamai.media.pictures import save_picture
from reklamai.media.types import Report, quiet
from soulids.mastering import FIRST, LAST, Master, Mastering
from soulids.media import training
from soulids.media.encoding import as_text
from soulids.media.photo import PhotoFacts
from soulids.media.training import Trained
from soulids.told import heard
from studio.engines.base import Job, JobReport, Result, ResultFile

ROLE: Final = "training_photos"


def run(job: Job, report: JobReport) -> Result:
    """The master image first. Raises EngineError where the photos do not show one person, MediaError, Cancelled.

    notes: "embedding" (`encoding.as_text`), "report" (`QualityReport` as JSON, and with "master" how that was made),
    "references", "master_apart", "master_source".
    """
    photos = photos_of(job, report)
    learned = learn(photos, report)
    paths = {each.source_id: each.path for each in job.references if each.role == ROLE and each.path}
    master = Mastering(photos, learned, paths, job.kept, report).make()
    files = written(master, job.workdir, report=report)
    report("report", 1.0)
    return Result(files=files, notes=told(learned, master))


def photos_of(job: Job, report: JobReport) -> dict[str, PhotoFacts]:
    """What is known of each photo, by the id of its row. Raises MediaError for what is no facts."""
    photos: dict[str, PhotoFacts] = {}
    given = [each for each in job.references if each.role == ROLE]
    for done, reference in enumerate(given):
        report("reading", FIRST / 2 * done / len(given))
        photos[reference.source_id] = facts_of(reference.facts)
    return photos


def facts_of(given: Mapping[str, Any]) -> PhotoFacts:
    try:
        return heard(dict(given))
    except ValueError as error:
        raise MediaError(_("What was found in the photos is not there any more. Start the training again.")) from error


def learn(photos: Mapping[str, PhotoFacts], report: JobReport) -> Trained:
    """The numbers. Raises EngineError where too few photos are of one person."""
    try:
        return training.train(photos, report=lambda stage, share: report(stage, FIRST / 2 * (1 + share)))
    except BadInput as error:
        raise EngineError(_("Too few of these photos show one and the same person."), **error.facts) from error


def written(master: Master, workdir: Path, *, report: Report = quiet) -> tuple[ResultFile, ...]:
    """The files of a result; a person who could not be cut out has no second one."""
    pictures = {"master": master.picture} if master.cut is None else {"master": master.picture, "cut": master.cut}
    files: list[ResultFile] = []
    for name, pixels in pictures.items():
        report("report", LAST + (1 - LAST) * len(files) / len(pictures))
        path = workdir / f"{name}.png"
        save_picture(pixels, path)
        files.append(ResultFile(path, {"cut": name}))
    return tuple(files)


def told(learned: Trained, master: Master) -> dict[str, Any]:
    made = {
        "donor": master.donor, "apart": master.apart, "source": master.source, "refused": dict(master.refused),
    }  # fmt: skip
    return {
        "embedding": as_text(learned.centroid),
        "report": {**learned.report.as_json(), "master": made},
        "references": list(learned.report.references),
        "master_apart": master.apart,
        "master_source": master.source,
    }
