"""The local engine: free drafts of pictures and clips, drawn from the words and the files of an order."""

from __future__ import annotations

from django.utils.translation import ngettext

from reklamai.media import words
from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.engines.base import Cluster, Job, JobReport, Result, Sent
from studio.engines.describe import sent_by_entry


class Draft:
    """What pictures and clips have in common."""

    cluster: Cluster = "heavy"
    can_stop = True

    def check(self, ask: Ask, entry: Entry) -> None:
        """Everything that the entry lets through can be drawn."""

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:  # noqa: ARG002  # the port's; gettext knows it
        """The words go in as they are; the note counts those that nothing here draws."""
        reading = words.read(ask.prompt)
        unknown = [span.text for span in reading.unknown]
        sentence = ngettext(
            "The draft cannot draw this word: %(words)s.", "The draft cannot draw these words: %(words)s.", len(unknown)
        )
        notes = [sentence % {"words": ", ".join(unknown[:12])}] if unknown else []
        return sent_by_entry(ask, entry, notes=tuple(notes))

    def stop(self, job: Job) -> None:
        """Nothing is outside: the worker stops by itself at its next report."""


class DraftPicture(Draft):
    """Words and up to four pictures to one composed storyboard frame."""

    def run(self, job: Job, report: JobReport) -> Result:
        # Imported where it runs: the web process prices and describes drafts, and needs no OpenCV or MediaPipe for it.
        from studio.engines import drawing

        return drawing.picture(job, report)


class DraftClip(Draft):
    """Words or a start picture to a short clip of a camera moving past flat layers."""

    def run(self, job: Job, report: JobReport) -> Result:
        from studio.engines import drawing

        return drawing.clip(job, report)
