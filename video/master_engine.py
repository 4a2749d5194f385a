"""A picture or a clip to a master file, as a work of its own: free, on a worker for pixels."""

from __future__ import annotations

from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.engines.base import Cluster, Job, JobReport, Result, Sent
from studio.engines.describe import sent_by_entry
from studio.models import User
from video import mastering


class MasterEngine:
    """One file in, its master out, with what its pixels truly carry (`metadata["master"]`)."""

    cluster: Cluster = "heavy"
    can_stop = True

    def check(self, ask: Ask, entry: Entry) -> None:
        """What can be made of a file depends on the file: see `check_for`."""

    def check_for(self, user: User, ask: Ask) -> None:
        """Raises AskInvalid for what this file cannot become, QuotaReached where the master would find no room."""
        mastering.check_export(user, ask)

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:  # noqa: ARG002  # the port's; nothing is said
        return sent_by_entry(ask, entry)

    def run(self, job: Job, report: JobReport) -> Result:
        # Imported where it runs: the web process prices and describes exports, and needs no OpenCV for it.
        from video import exporting

        return exporting.run(job, report)

    def stop(self, job: Job) -> None:
        """Nothing is outside: the worker stops by itself at its next report."""
