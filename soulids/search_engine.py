"""Who somebody in a picture is: the engine that reads the faces. Whom they are like, the database says afterwards."""

from __future__ import annotations

from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.engines.base import Cluster, Job, JobReport, Result, Sent
from studio.engines.describe import sent_by_entry


class SearchEngine:
    """A picture to the vectors of its faces: `Result.notes["faces"]`, read and emptied by `soulids.follow_search`."""

    cluster: Cluster = "light"  # somebody waits for the answer: it must not stand behind a film
    can_stop = True

    def check(self, ask: Ask, entry: Entry) -> None:
        """Any picture can be looked at."""

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:  # noqa: ARG002  # the port's; nothing is said
        return sent_by_entry(ask, entry)

    def run(self, job: Job, report: JobReport) -> Result:
        # Imported where it runs: the web process needs no MediaPipe to price and describe a search.
        from soulids import recognising

        return recognising.run(job, report)

    def stop(self, job: Job) -> None:
        """Nothing is outside: the worker stops by itself at its next report."""
