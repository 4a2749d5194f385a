"""Music of our own: free, composed and played from the words of an order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reklamai.media.synth.music import Request, read
from reklamai.media.synth.music.request import TEMPI
from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.engines.base import Cluster, Job, JobReport, Result, ResultFile, Sent
from studio.engines.describe import sent_by_entry

if TYPE_CHECKING:
    from reklamai.media.synth.music.piece import Piece

USUAL_S = 30.0
TOLD = 12
"""Words that a note names; more would only fill the card."""
HEARD = 0.02
"""A tempo that differs by so much from the one asked for is told."""


class Composing:
    """A piece of the chosen style, or of the one that the words suggest, as WAV; `Result.notes` says what it is."""

    cluster: Cluster = "heavy"
    can_stop = True

    def check(self, ask: Ask, entry: Entry) -> None:
        """Everything that the entry lets through can be composed: a style is always found."""

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:  # noqa: ARG002  # the port's; gettext knows it
        """The words go in as they are; the note counts those that say nothing of music."""
        request = _request(ask.prompt, ask.parameters)
        unknown = [ask.prompt[start:end] for start, end in request.unknown]
        sentence = ngettext(
            "The draft music does not follow this word: %(words)s.",
            "The draft music does not follow these words: %(words)s.",
            len(unknown),
        )
        notes = [sentence % {"words": ", ".join(unknown[:TOLD])}] if unknown else []
        return sent_by_entry(ask, entry, notes=(*notes, *_beyond(request)))

    def run(self, job: Job, report: JobReport) -> Result:
        # Imported where it runs: the web process reads the words of music, and needs no SciPy for it.
        from reklamai.media.sound import write_wav
        from reklamai.media.synth.music.composing import compose
        from reklamai.media.synth.music.mixdown import render

        request = _request(job.prompt, job.parameters)
        loop = bool(job.parameters.get("loop", False))
        seconds = float(job.parameters.get("duration") or USUAL_S)
        piece = compose(request, seconds=seconds, seed=job.seed, loop=loop)
        path = job.workdir / "music.wav"
        write_wav(path, render(piece, report=report))
        marks = {"engine": "ReklamAI Draft", "draft": "yes", "seed": str(job.seed), "prompt": job.prompt}
        return Result(files=(ResultFile(path, marks),), seed=job.seed, notes=_notes(request, piece))

    def stop(self, job: Job) -> None:
        """Nothing is outside: the worker stops by itself at its next report."""


def _request(prompt: str, parameters: dict[str, Any]) -> Request:
    request = read(prompt, style=str(parameters.get("music_style") or "auto"))
    tempo = parameters.get("tempo")
    return request.at(float(tempo)) if tempo else request


def _beyond(request: Request) -> list[str]:
    """What is said of a tempo that nobody can play."""
    if request.beyond is None:
        return []
    told = {"asked": request.beyond, "least": TEMPI[0], "most": TEMPI[1]}
    return [_("%(asked)d beats a minute cannot be played: the draft goes from %(least)d to %(most)d.") % told]


def _notes(request: Request, piece: Piece) -> dict[str, Any]:
    notes: dict[str, Any] = {
        "understood": [list(span) for span in request.understood],
        "unknown": [list(span) for span in request.unknown],
        "music": {"style": piece.style, "tempo": round(piece.tempo, 2), "key": piece.key.name, "loop": piece.loop},
    }
    adjusted = _beyond(request)
    if request.tempo and abs(piece.tempo / request.tempo - 1) > HEARD:
        bent = _("The loop has %(tempo)d beats a minute, so that whole bars come out at its length.")
        adjusted.append(bent % {"tempo": round(piece.tempo)})
    return notes | ({"adjusted": adjusted} if adjusted else {})
