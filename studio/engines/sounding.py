"""Effects and beds of our own: free, computed from the words of an order."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reklamai.core.errors import Unsupported
from reklamai.media.synth.sounds import Recipe
from reklamai.media.synth.sounds.reading import read
from reklamai.media.synth.sounds.timeline import natural_seconds
from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.engines.base import Cluster, Job, JobReport, Result, ResultFile, Sent
from studio.engines.describe import sent_by_entry

TOLD = 12
"""Words that a note names; more would only fill the card."""


class Sounding:
    """What the words name, laid together as WAV; `Result.notes` has which of them were understood."""

    cluster: Cluster = "heavy"
    can_stop = True

    def check(self, ask: Ask, entry: Entry) -> None:  # noqa: ARG002  # the port's
        """Raises Unsupported where neither the words nor the choice name a sound."""
        if not _recipe(ask.prompt, ask.parameters).layers:
            raise Unsupported(_(
                "These words name no sound that can be made here. Say what is to be heard, such as rain, a street or "
                "footsteps, or choose it."
            ))  # fmt: skip

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:  # noqa: ARG002  # the port's; gettext knows it
        """The words go in as they are; the note counts those that nothing here sounds."""
        unknown = [span.text for span in _recipe(ask.prompt, ask.parameters).unknown]
        sentence = ngettext(
            "The draft knows no sound for this word: %(words)s.",
            "The draft knows no sound for these words: %(words)s.",
            len(unknown),
        )
        notes = [sentence % {"words": ", ".join(unknown[:TOLD])}] if unknown else []
        return sent_by_entry(ask, entry, notes=tuple(notes))

    def run(self, job: Job, report: JobReport) -> Result:
        # Imported where it runs: the web process reads the words of sounds, and needs no SciPy for it.
        from reklamai.media.sound import write_wav
        from reklamai.media.synth.sounds.rendering import LONGEST_S, SHORTEST_S, render

        recipe = _recipe(job.prompt, job.parameters)
        recipe = recipe.stronger((float(job.parameters.get("intensity", 50)) - 50) / 100)
        asked = job.parameters.get("duration")
        seconds = min(max(float(asked or natural_seconds(recipe)), SHORTEST_S), LONGEST_S)
        loop = bool(job.parameters.get("loop", False))
        path = job.workdir / "sound.wav"
        write_wav(path, render(recipe, seconds=seconds, seed=job.seed, loop=loop, report=report))
        marks = {"engine": "ReklamAI Draft", "draft": "yes", "seed": str(job.seed), "prompt": job.prompt}
        return Result(files=(ResultFile(path, marks),), seed=job.seed, notes=_notes(recipe))

    def stop(self, job: Job) -> None:
        """Nothing is outside: the worker stops by itself at its next report."""


def _recipe(prompt: str, parameters: dict[str, object]) -> Recipe:
    return read(prompt, kind=str(parameters.get("sound") or "auto"))


def _notes(recipe: Recipe) -> dict[str, object]:
    return {
        "understood": [[span.start, span.end, span.concept] for span in recipe.understood],
        "unknown": [[span.start, span.end] for span in recipe.unknown],
        "sounds": [layer.kind for layer in recipe.layers],
    }
