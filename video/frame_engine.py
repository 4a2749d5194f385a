"""The last frame of a clip, for the shot that goes on from it."""

from __future__ import annotations

from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.engines.base import Cluster, Job, JobReport, Result, ResultFile, Sent
from studio.engines.describe import sent_by_entry


class FrameEngine:
    """One PNG, as large as the clip."""

    cluster: Cluster = "heavy"
    can_stop = True

    def check(self, ask: Ask, entry: Entry) -> None:
        """Every clip has a last frame."""

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:  # noqa: ARG002  # the port's; nothing is said
        return sent_by_entry(ask, entry)

    def run(self, job: Job, report: JobReport) -> Result:
        # Imported where it runs: the web process orders frames, and needs no OpenCV for it.
        from reklamai.media import pictures
        from reklamai.media.film.stills import last_frame

        clip = next(each.path for each in job.references if each.path is not None)
        report("reading", 0.1)
        frame = job.workdir / "last-frame.png"
        pictures.save_picture(last_frame(clip), frame)
        return Result(files=(ResultFile(frame),))

    def stop(self, job: Job) -> None:
        """Nothing is outside: the worker stops by itself at its next report."""
