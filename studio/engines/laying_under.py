"""The sound that an order asks for beside its clip, where its model makes none. Runs in a worker for pixels."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from django.utils import translation
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, Interrupted, MediaError
from reklamai.media.masters.formats import FORMATS
from reklamai.media.masters.sound import Sound
from reklamai.media.masters.sounded import with_sound
from reklamai.media.mixing.output import under
from reklamai.media.mixing.render import render
from reklamai.media.mixing.scratch import part
from reklamai.media.probe import MediaFacts, probe
from reklamai.media.sound import write_wav
from reklamai.media.soundtrack import Track, TrackType, track
from reklamai.media.types import Report
from studio.engines.base import Job, Result, ResultFile
from studio.engines.spoken import noted as speech_noted

logger = logging.getLogger(__name__)


def sounded(job: Job, made: Result, report: Report) -> Result:
    """`made` with the sound of `job.plan["sound"]` under its first clip, and that sound as a file of its own behind.

    The clip as it came stays among the files. Sound that cannot be made never costs the owner the clip: it is told.
    Raises what `report` raises.
    """
    wanted = job.plan["sound"]
    facts = next(((each, found) for each in made.files if (found := probe(each.path)).kind == "clip"), None)
    if facts is None:
        return made
    with translation.override(job.language):
        try:
            return laid_under(job, made, *facts, wanted=wanted, report=report)
        except Interrupted:
            raise
        except (BadInput, MediaError) as error:
            logger.warning("no sound made", extra={"generation": job.id, "facts": error.facts})
            return noted(made, _("The sound could not be made: the clip is as it came."))


def laid_under(
    job: Job, made: Result, clip: ResultFile, facts: MediaFacts, *, wanted: dict[str, str], report: Report
) -> Result:
    folder = job.workdir / "sound"
    folder.mkdir()
    seed = job.seed if made.seed is None else made.seed
    kind = cast("TrackType", wanted["type"])  # checked when it was ordered
    making, mixing, packing = part(report, 0.0, 0.6), part(report, 0.6, 0.9), part(report, 0.9, 1.0)
    found = track(wanted["prompt"], kind, seconds=facts.duration_s, seed=seed, folder=folder, report=making)
    own = clip.path if facts.has_sound else None
    mixed = render(found.mix(facts.duration_s, own=own), folder=folder, report=mixing)
    under(clip.path, mixed, out := folder / "sounding.mp4", report=packing)
    write_wav(wav := folder / "sound.wav", mixed.total)
    head = ResultFile(out, {**clip.metadata, "part": "finished"})
    rest = [heard(original(each, clip.path), head.path, wav, seconds=facts.duration_s) for each in made.files]
    files = (head, *rest, ResultFile(wav, {"part": "sound"}))
    return noted(replace(made, files=files, notes={**made.notes, **told(found)}), *sentences(found))


def original(file: ResultFile, head: Path) -> ResultFile:
    return replace(file, metadata={**file.metadata, "part": "original"}) if file.path == head else file


def heard(file: ResultFile, clip: Path, wav: Path, *, seconds: float) -> ResultFile:
    """A master that its maker has written before there was sound, with that sound; any other file as it is."""
    if file.metadata.get("part") != "master":
        return file
    form = file.metadata["master"]["format"]
    # An MP4 takes the very packets of the clip; what holds PCM takes what was never coded.
    sound = Sound(clip, "aac") if FORMATS[form].suffix == ".mp4" else Sound(wav, "pcm")
    return replace(file, path=with_sound(file.path, form, sound, seconds=seconds))


def told(found: Track) -> dict[str, Any]:
    """What is said, as every speech is noted; {} where nothing is."""
    return speech_noted(found.spoken, found.words) if found.spoken else {}


def sentences(found: Track) -> list[str]:
    said = [_("The sound was made apart, by our own engines.")]
    if found.bare:
        said.append(_("No sound was known by these words: a quiet room is heard."))
    elif found.unknown:
        said.append(_("Not understood in the words of the sound: %(words)s.") % {"words": ", ".join(found.unknown)})
    if found.cut:
        said.append(_("What is said is longer than the clip, and is cut off."))
    return said


def noted(made: Result, *words: str) -> Result:
    return replace(made, notes={**made.notes, "adjusted": [*made.notes.get("adjusted", ()), *words]})
