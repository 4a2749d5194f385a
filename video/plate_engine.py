"""A picture made ready for the live view: a small copy of it, and the depth of every pixel."""

from __future__ import annotations

from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.engines.base import Cluster, Job, JobReport, Result, ResultFile, Sent
from studio.engines.describe import sent_by_entry


class PlateEngine:
    """Two PNG files: the picture, then its depth as `reklamai.media.cinema.plate` writes it."""

    cluster: Cluster = "heavy"
    can_stop = True

    def check(self, ask: Ask, entry: Entry) -> None:
        """Any picture can be read."""

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:  # noqa: ARG002  # the port's; nothing is said
        return sent_by_entry(ask, entry)

    def run(self, job: Job, report: JobReport) -> Result:
        # Imported where it runs: the web process orders plates, and needs no MediaPipe for it.
        from reklamai.media import pictures
        from reklamai.media.cinema import plate

        source = next(each.path for each in job.references if each.path is not None)
        report("reading", 0.1)
        made = plate.plate_of(pictures.open_picture(source), seed=job.seed)
        report("reading", 0.9)
        picture, depth = job.workdir / "picture.png", job.workdir / "depth.png"
        plate.save(made, picture, depth)
        return Result(
            files=(ResultFile(picture), ResultFile(depth)),
            notes={"plate": {"subject_m": made.subject_m, "face": list(made.face) if made.face else None}},
        )

    def stop(self, job: Job) -> None:
        """Nothing is outside: the worker stops by itself at its next report."""
