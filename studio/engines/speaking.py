"""Speech of our own: free, with the time of every word."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reklamai.core.errors import Interrupted, MediaError, Unsupported
from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.engines.base import Cluster, Job, JobReport, Result, ResultFile, Sent
from studio.engines.describe import sent_by_entry


class Speaking:
    """Words spoken by the synthesiser; `Result.notes["speech"]` has its words and sounds with their times."""

    cluster: Cluster = "heavy"
    can_stop = True

    def check(self, ask: Ask, entry: Entry) -> None:  # noqa: ARG002  # the port's
        """Raises Unsupported where there is nothing but signs."""
        if not any(sign.isalnum() for sign in ask.prompt):
            raise Unsupported(_("Nothing in this text can be spoken. Write words or numbers."))

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:  # noqa: ARG002  # the port's; nothing is said
        return sent_by_entry(ask, entry)

    def run(self, job: Job, report: JobReport) -> Result:
        # Imported where it runs: the web process prices and describes speech, and needs no SciPy for it.
        from reklamai.media.speech.speak import speak

        try:
            made = speak(
                job.prompt,
                job.workdir / "speech.wav",
                voice=str(job.parameters.get("voice") or "irina").lower(),
                language=job.parameters.get("language") or "auto",
                speed=float(job.parameters.get("speed") or 1.0),
                report=report,
            )
        except Interrupted:
            raise
        except MediaError as error:
            raise MediaError(_("This text could not be spoken. Shorten or simplify it."), **error.facts) from error
        marks = {"engine": "ReklamAI Draft", "draft": "yes"}
        return Result(files=(ResultFile(made.path, marks),), notes={"speech": made.as_note()})

    def stop(self, job: Job) -> None:
        """Nothing is outside: the worker stops by itself at its next report."""
