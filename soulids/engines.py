"""What this room makes of photos: facts, a verdict and a vector of each."""

from __future__ import annotations

from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.engines.base import Cluster, Job, JobReport, Result, Sent
from studio.engines.describe import sent_by_entry


class JudgeEngine:
    """Photos to `Result.notes["photos"]`: by id, {"facts", "vector"} or {"trouble"}. Makes no file."""

    # Not the heavy one: verdicts are waited for while photos are still being dropped, and a render takes minutes.
    cluster: Cluster = "light"
    can_stop = True

    def check(self, ask: Ask, entry: Entry) -> None:
        """Any picture can be looked at."""

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:  # noqa: ARG002  # the port's; nothing is said
        return sent_by_entry(ask, entry)

    def run(self, job: Job, report: JobReport) -> Result:
        # Imported where it runs: the web process prices and describes these orders, and needs no MediaPipe for it.
        from soulids import looking

        return looking.run(job, report)

    def stop(self, job: Job) -> None:
        """Nothing is outside: the worker stops by itself at its next report."""
