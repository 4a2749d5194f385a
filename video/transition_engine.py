"""A few moments of a transition, small, before it is ordered; free, on our own workers."""

from __future__ import annotations

from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.engines.base import Cluster, Job, JobReport, Result, Sent
from studio.engines.describe import sent_by_entry
from video.join_engine import JoinEngine


class TransitionStripEngine(JoinEngine):
    """Two clips to one picture; what cannot be joined has no strip either."""

    cluster: Cluster = "heavy"

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:  # noqa: ARG002  # the port's; nothing is said
        return sent_by_entry(ask, entry)

    def run(self, job: Job, report: JobReport) -> Result:
        # Imported where it runs: the web process orders strips, and needs no OpenCV for it.
        from video import transition_strips

        return transition_strips.strip(job, report)
