"""The engine for everything of ElevenLabs: one call, answered with the sound itself."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from reklamai.core.errors import Busy, MediaError
from reklamai.media.sniff import sniff
from reklamai.providers.elevenlabs.answers import Made
from reklamai.providers.elevenlabs.client import ElevenLabs
from reklamai.providers.elevenlabs.timing import words_of
from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.engines import request
from studio.engines.base import Cluster, Desk, Job, JobReport, Result, ResultFile, Sent, Waiting
from studio.engines.describe import sent_by_entry
from studio.engines.elevenlabs import asked
from studio.engines.elevenlabs.line import place, refuse_without_key, speaking
from studio.engines.sentences import said
from studio.engines.spoken import noted, noted_by_ear

IN_LINE_S: Final = 2.0


class ElevenLabsEngine:
    """Stateless: each call opens a client of its own."""

    cluster: Cluster = "light"
    can_stop = False
    """The call is one, and paid for: a running one is finished, delivered and charged."""

    def check(self, ask: Ask, entry: Entry) -> None:  # noqa: ARG002  # the port's
        refuse_without_key()

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:  # noqa: ARG002  # gettext knows it
        return sent_by_entry(ask, entry, words=asked.words_of(ask, entry))

    def run(self, job: Job, report: JobReport) -> Result | Waiting:
        with place(job.desk) as is_ours:
            if not is_ours:
                return in_line(IN_LINE_S)
            report("generating", 0.1)
            try:
                with speaking(job.desk) as elevenlabs:
                    made = MAKERS[job.kind](elevenlabs, job, report)
            except Busy as error:
                seconds = error.facts.get("retry_after")
                if isinstance(seconds, int | float):  # turned away at the door: nothing was made, it is no attempt
                    return in_line(float(seconds))
                raise
        return result_of(made, job)

    def stop(self, job: Job) -> None:
        """Nothing that ElevenLabs would stop."""

    def balance(self, desk: Desk) -> Decimal:
        """In the maker's characters."""
        with speaking(desk) as elevenlabs:
            return Decimal(elevenlabs.account().left)


def speech(elevenlabs: ElevenLabs, job: Job, report: JobReport) -> Made:
    voice, body = asked.voice_and_body(job)
    return elevenlabs.speak(voice, body, sending=report.sending)


def changed_voice(elevenlabs: ElevenLabs, job: Job, report: JobReport) -> Made:
    voice, fields = asked.voice_and_fields(job)
    return elevenlabs.change_voice(voice, asked.sound_of(job), fields, sending=report.sending)


def effect(elevenlabs: ElevenLabs, job: Job, report: JobReport) -> Made:
    return elevenlabs.effect(request.inputs(job, {}), sending=report.sending)


def music(elevenlabs: ElevenLabs, job: Job, report: JobReport) -> Made:
    return elevenlabs.compose(asked.music(job), sending=report.sending)


MAKERS: Final = {"text_to_speech": speech, "voice_change": changed_voice, "sound_effect": effect, "music": music}


def in_line(seconds: float) -> Waiting:
    return Waiting("", ask_after=timedelta(seconds=seconds), stage="in line")


def result_of(made: Made, job: Job) -> Result:
    """The sound as a file of the workdir. Raises MediaError for what is none."""
    path = job.workdir / "result"
    path.write_bytes(made.sound)
    kind = sniff(path)
    if kind is None or kind.kind != "sound":
        raise said(MediaError("The maker sent a file that is not what was ordered.", request=made.request_id))
    sound = path.rename(path.with_suffix(kind.suffix))
    return Result(files=(ResultFile(sound),), notes=notes_of(made, sound, job), cost=cost_of(made, job.entry))


def notes_of(made: Made, sound: Path, job: Job) -> dict[str, Any]:
    """When each word of speech is spoken: as the maker tells, else as we hear it."""
    if job.kind != "text_to_speech":
        return {}
    directed = "emotion" in job.entry.features
    words = words_of(made.letters, tags=directed)  # with our own direction, where the maker tells its times too
    language = str(job.parameters.get("language") or "")
    if not words:
        return noted_by_ear(sound, job.prompt, language=language, directions=directed)
    return noted(job.prompt, words, language=language)


def cost_of(made: Made, entry: Entry) -> Decimal | None:
    """What it took of our account, in USD; None where the maker did not say it."""
    if made.characters is None:
        return None
    return (Decimal(str(made.characters)) * Decimal(str(entry.raw.get("usd_per_character", 0)))).quantize(
        Decimal("0.000001")
    )
