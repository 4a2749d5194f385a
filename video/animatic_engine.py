"""What an animatic is made of: a clip of each shot drawn by our own engine, and all of them joined."""

from __future__ import annotations

from dataclasses import replace

from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.engines.base import Cluster, Job, JobReport, Result, ResultFile, Sent
from studio.engines.describe import sent_by_entry
from studio.engines.draft import Draft
from video.timeline import CLIPS_ROLE

LOOK = {"look": "sketch"}
"""Without lens and film: an animatic is looked at for its timing, and grain costs the encoder half as much again."""


class SketchEngine(Draft):
    """A shot as a camera moving past its picture, or past what its words say: a draft clip without its look."""

    def run(self, job: Job, report: JobReport) -> Result:
        # Imported where it runs: the web process orders animatics, and needs no OpenCV or MediaPipe for it.
        from studio.engines import drawing

        return drawing.clip(replace(job, parameters={**job.parameters, **LOOK}), report)


class AnimaticEngine:
    """Sketches joined as the board joins its shots."""

    cluster: Cluster = "heavy"
    can_stop = True

    def check(self, ask: Ask, entry: Entry) -> None:
        """What its room orders it has made itself."""

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:  # noqa: ARG002  # the port's; nothing is said
        return sent_by_entry(ask, entry)

    def run(self, job: Job, report: JobReport) -> Result:
        from reklamai.media.film.join import join
        from reklamai.media.film.model import parse

        clips = [each.path for each in job.references if each.path is not None and each.role == CLIPS_ROLE]
        joins = [parse(each) for each in str(job.parameters.get("joins", "")).split(",") if each]
        made = join(clips, job.workdir / "animatic.mp4", joins=joins, mode="fast", seed=job.seed, report=report)
        marks = {"engine": "ReklamAI Draft", "draft": "yes"}
        return Result(
            files=(ResultFile(made.path, marks),),
            notes={"joined": {"copied": made.copied, "normalised": list(made.normalised)}},
        )

    def stop(self, job: Job) -> None:
        """Nothing is outside: the worker stops by itself at its next report."""
