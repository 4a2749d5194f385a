"""Clips between two frames, and the strip that shows one before it is ordered; both free, on our own workers."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reklamai.core.errors import Unsupported
from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.engines.base import Cluster, Job, JobReport, Result, Sent
from studio.engines.describe import sent_by_entry
from video.pacing import Pace, pace_of


class InbetweenEngine:
    """A start and an end frame to an H.264 clip of all that lies between them."""

    cluster: Cluster = "heavy"
    can_stop = True

    def check(self, ask: Ask, entry: Entry) -> None:  # noqa: ARG002  # the port's
        """Raises Unsupported for more pictures than the time holds, and for more work than a worker finishes."""
        pace = pace_of(ask.parameters)
        if pace.distinct > pace.frames:
            words = _("%(n)d pictures between the two need %(s).1f seconds or more at this rate.")
            least = (pace.distinct - 1) / pace.fps
            raise Unsupported(words % {"n": pace.distinct - 2, "s": least})
        if pace.is_too_much:
            raise Unsupported(_("This is more than our engine makes in time: take a smaller size or fewer seconds."))

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:  # noqa: ARG002  # gettext knows it
        return sent_by_entry(ask, entry, notes=notes_of(pace_of(ask.parameters)))

    def run(self, job: Job, report: JobReport) -> Result:
        # Imported where it runs: the web process prices and describes, and needs no OpenCV or MediaPipe for it.
        from video import inbetweening

        return inbetweening.clip(job, report)

    def stop(self, job: Job) -> None:
        """Nothing is outside: the worker stops by itself at its next report."""


class StripEngine:
    """A start and an end frame to one picture: small copies of a few moments, side by side."""

    cluster: Cluster = "heavy"
    can_stop = True

    def check(self, ask: Ask, entry: Entry) -> None:
        """Any two pictures have something between them."""

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:  # noqa: ARG002  # the port's; nothing is said
        return sent_by_entry(ask, entry)

    def run(self, job: Job, report: JobReport) -> Result:
        from video import inbetweening

        return inbetweening.strip(job, report)

    def stop(self, job: Job) -> None:
        """Nothing is outside: the worker stops by itself at its next report."""


def notes_of(pace: Pace) -> tuple[str, ...]:
    """How the pictures fill the time, where that is not one picture a frame."""
    length = _("The clip has %(frames)d frames: %(s).2f seconds.") % {"frames": pace.frames, "s": pace.seconds}
    if not pace.holds:
        return (length,)
    held = ngettext(
        "%(n)d picture between the two fills this time: it stands still for several frames.",
        "%(n)d pictures between the two fill this time: each stands still for several frames.",
        pace.distinct - 2,
    )
    return length, held % {"n": pace.distinct - 2}
