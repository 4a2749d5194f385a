"""Sounds mixed under a clip on a worker, and what is said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import isfinite
from pathlib import Path
from typing import Any, Final

from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reklamai.core.errors import BadInput, Interrupted, MediaError
from reklamai.media.captions.burn import burn
from reklamai.media.captions.files import as_srt, as_webvtt
from reklamai.media.captions.order import Captions
from reklamai.media.film.facts import look
from reklamai.media.mixing.model import Mix
from reklamai.media.mixing.output import stems, under
from reklamai.media.mixing.render import Mixed, render
from reklamai.media.mixing.scratch import part
from studio.engines.base import Job, JobReport, Result, ResultFile
from video.mix_engine import CLIP_ROLE, MIX, SOUND_ROLE, captions_of, mix_of

ENGINE_NAME: Final = "ReklamAI"
NOTED_LUFS: Final = 0.5
LONGER_S: Final = 0.1


def run(job: Job, report: JobReport) -> Result:
    """The clip with its sound, and of a mix its stems and captions in a ZIP after it.

    Notes: "mixed" {"loudness", "true_peak" (None for silence), "ducked" [[from, to], ...], "seconds"}; "adjusted" says
    what was silent, left out, cut off or stayed softer than asked.
    Raises: MediaError in the language of the order for a file that cannot be read; Cancelled.
    """
    with translation.override(job.language):
        clip = next(each.path for each in job.references if each.path is not None and each.role == CLIP_ROLE)
        sounds = [each.path for each in job.references if each.path is not None and each.role == SOUND_ROLE]
        mix = mix_of(job.parameters, sounds, clip=clip)
        try:
            return made(job, mix, clip, report)
        except Interrupted:
            raise
        except (BadInput, MediaError) as error:
            raise MediaError(said_of(error, mix, sounds), **error.facts) from error


def made(job: Job, mix: Mix, clip: Path, report: JobReport) -> Result:
    source = look(clip).source
    captions = captions_of(job.parameters, tall=source.size[1] > source.size[0], until=source.seconds)
    mixed = render(replace(mix, seconds=source.seconds), folder=job.workdir, report=part(report, 0, 0.6))
    lacking = ""
    if captions.burn and captions.cues:
        drawn = burn(
            clip, job.workdir / "burned.mp4", captions.cues, style=captions.style, place=captions.place,
            size=captions.size, report=part(report, 0.6, 0.85),
        )  # fmt: skip
        clip, lacking = drawn.path, drawn.lacking
    out = job.workdir / "mix.mp4"
    under(clip, mixed, out, report=part(report, 0.85, 0.9))
    notes = noted(mix, mixed, source.seconds, lacking=lacking)
    files = [ResultFile(out, {"engine": ENGINE_NAME, "mixed": notes["mixed"]})]
    if job.kind == MIX:
        files.append(ResultFile(zipped(mixed, captions, job.workdir, report)))
    return Result(files=tuple(files), notes=notes)


def zipped(mixed: Mixed, captions: Captions, folder: Path, report: JobReport) -> Path:
    out = folder / "stems.zip"
    stems(mixed, out, {}, captions=written(captions), report=part(report, 0.9, 1))
    return out


def written(captions: Captions) -> Mapping[str, str]:
    """Captions as files; none where nothing is said."""
    if not captions.cues:
        return {}
    vtt = as_webvtt(captions.cues, place=captions.place)
    return {"captions.srt": as_srt(captions.cues), "captions.vtt": vtt}


def noted(mix: Mix, mixed: Mixed, seconds: float, *, lacking: str) -> dict[str, Any]:
    figures = {
        "loudness": None if mixed.silent else round(mixed.loudness, 2),
        "true_peak": round(mixed.true_peak, 2) if isfinite(mixed.true_peak) else None,
        "ducked": [[round(first, 2), round(last, 2)] for first, last in mixed.ducked],
        "seconds": round(seconds, 3),
    }
    said = adjusted(mix, mixed, seconds)
    if lacking:
        said.append(_("Our letters for captions lack these, and they were left out: %(what)s") % {"what": lacking})
    return {"mixed": figures, **({"adjusted": said} if said else {})}


def adjusted(mix: Mix, mixed: Mixed, seconds: float) -> list[str]:
    """What came out otherwise than it was set, in sentences."""
    said = []
    if mixed.silent:
        said.append(_("There is nothing to hear in this mix: it stays silent."))
    elif abs(mixed.loudness - mix.loudness) > NOTED_LUFS:
        words = _("The mix stays at %(is)s LUFS: at %(wanted)d its loudest moments would be crushed.")
        said.append(words % {"is": number_format(mixed.loudness, 1), "wanted": mix.loudness})
    if abs(mix.seconds - seconds) > LONGER_S:
        said.append(_("The mix is as long as its picture: %(s)s seconds.") % {"s": number_format(seconds, 1)})
    if mixed.unheard:
        words = ngettext(
            "%(n)d sound is not heard: its part of the file or its place is empty.",
            "%(n)d sounds are not heard: their part of the file or their place is empty.",
            len(mixed.unheard),
        )
        said.append(words % {"n": len(mixed.unheard)})
    if mixed.cut:
        words = ngettext(
            "%(n)d sound is longer than the picture and ends with it.",
            "%(n)d sounds are longer than the picture and end with it.",
            len(mixed.cut),
        )
        said.append(words % {"n": len(mixed.cut)})
    return said


def said_of(error: BadInput | MediaError, mix: Mix, sounds: list[Path]) -> str:
    place = error.facts.get("sound")
    if not isinstance(place, int):
        return _("The sound could not be mixed.")
    number = sounds.index(mix.sounds[place]) + 1
    return _("Sound %(n)d cannot be read: it is broken, or there is no sound in it.") % {"n": number}
