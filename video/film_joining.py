"""Films joined on a worker, and what is said of them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reklamai.core.errors import BadInput, Interrupted, MediaError
from reklamai.media.film.facts import look
from reklamai.media.film.join import join
from reklamai.media.film.model import JoinedFilm
from reklamai.media.sizes import named_size
from studio.engines.base import Job, JobReport, Result, ResultFile
from video.join_engine import ROLE, TRANSITION, chapters_of, joins_of

ENGINE_NAME: Final = "ReklamAI"


def run(job: Job, report: JobReport) -> Result:
    """The film of a job; notes "joined" {"copied", "normalised", "seconds", "frames"}, clips counted from 1.

    Raises: MediaError in the language of the order, for a clip that cannot be read or is too short; Cancelled.
    """
    with translation.override(job.language):
        try:
            film = joined(job, report)
        except Interrupted:
            raise
        except (BadInput, MediaError) as error:
            raise MediaError(said_of(error), **error.facts) from error
        notes: dict[str, Any] = {"joined": told(film)}
        if film.normalised:
            notes["adjusted"] = [adjusted(film)]
    marks = {"engine": ENGINE_NAME, "joined": notes["joined"]}
    return Result(files=(ResultFile(film.path, marks),), notes=notes)


def joined(job: Job, report: JobReport) -> JoinedFilm:
    clips = [each.path for each in job.references if each.path is not None and each.role == ROLE]
    wanted = job.parameters
    size = named_size(look(clips[0]).source.size, wanted["resolution"]) if wanted.get("resolution") else None
    return join(
        clips,
        job.workdir / "film.mp4",
        joins=joins_of(wanted, len(clips), kind=job.kind),
        size=size,
        fps=Fraction(wanted["fps"]) if wanted.get("fps") else None,
        chapters=chapters_of(wanted),
        mode=wanted.get("mode", "fast"),
        # a film has no seed of its own: the same shots and joins give the same file
        seed=job.seed if job.kind == TRANSITION else 0,
        report=report,
    )


def told(film: JoinedFilm) -> dict[str, Any]:
    return {
        "copied": film.copied,
        "normalised": [place + 1 for place in film.normalised],
        "seconds": round(film.seconds, 3),
        "frames": film.frames,
    }


def adjusted(film: JoinedFilm) -> str:
    words = ngettext(
        "Clip %(which)s was brought to the size and rate of the film.",
        "Clips %(which)s were brought to the size and rate of the film.",
        len(film.normalised),
    )
    return words % {"which": ", ".join(str(place + 1) for place in film.normalised)}


def said_of(error: BadInput | MediaError) -> str:
    number = error.facts.get("clip")
    if number is None:
        return _("The film could not be made.")
    if isinstance(error, BadInput):
        return _("Clip %(n)d is shorter than twice the join beside it.") % {"n": number}
    return _("Clip %(n)d cannot be read: it is broken, or of a kind that is not read here.") % {"n": number}
