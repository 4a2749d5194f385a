"""A person learned from their photos: the engine behind "soulid_train". Pixels and numbers are `soulids.learning`."""

from __future__ import annotations

from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.engines.base import Cluster, Job, JobReport, Result, Sent


class TrainEngine:
    """Photos with what was found in them to who it is: `Result.notes`, read and emptied by `soulids.follow_training`.

    Files by `metadata["cut"]`: "master", the picture of the person, and "cut", the person alone, where there is one.
    """

    cluster: Cluster = "heavy"
    can_stop = True

    def check(self, ask: Ask, entry: Entry) -> None:
        """Whether the album is good enough was asked before it was ordered."""

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:  # noqa: ARG002  # the port's
        """Nothing leaves this machine; which photos it were, the order's references tell while they are there."""
        return Sent()

    def run(self, job: Job, report: JobReport) -> Result:
        # Imported where it runs: the web process needs no MediaPipe to price and describe a training.
        from soulids import learning

        return learning.run(job, report)

    def stop(self, job: Job) -> None:
        """Nothing is outside: the worker stops by itself at its next report."""


class MeasureEngine:
    """A picture to the vectors of its faces: `Result.notes["faces"]`, read and emptied by `soulids.follow_training`."""

    cluster: Cluster = "light"
    can_stop = True

    def check(self, ask: Ask, entry: Entry) -> None:
        """Any picture can be looked at."""

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:  # noqa: ARG002  # the port's
        return Sent()

    def run(self, job: Job, report: JobReport) -> Result:
        from soulids import recognising

        return recognising.run(job, report)

    def stop(self, job: Job) -> None:
        """Nothing is outside: the worker stops by itself at its next report."""
