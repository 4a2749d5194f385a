"""The last part of an order with a virtual camera or a master: our own finish of what its maker has made.

A vendor's result comes home on the light cluster; it is kept in our store, and a worker for pixels goes on with it. The
vendor is through with it and paid, so nothing here may lose it: if the finish fails, or its time is up, the owner gets
it as it was made.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import cast

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import Cancelled, EngineError
from studio import storage
from studio.engines.base import Finisher, Job, JobReport, Result, ResultFile, Score, Waiting
from studio.engines.tables import loaded
from studio.models import Generation
from studio.services import results
from studio.services.reporting import Reporter, deadline_s

logger = logging.getLogger(__name__)

BEGINS = 0.9
"""Share of an order's progress at which its maker is through with it."""
MOST_ATTEMPTS = 3


def is_left(job: Job, result: Result) -> bool:
    """Whether something is still to be done to these files."""
    return (is_seen(job, result) or bool(job.plan.get("sound"))) and bool(result.files)


def is_seen(job: Job, result: Result) -> bool:
    """Whether what is left can be seen: a look, or a master."""
    return not result.finished and bool(job.plan.get("post") or job.plan.get("master"))


def handed_on(
    generation: Generation, made: Result, scores: dict[str, Score], *, workdir: Path, report: Reporter
) -> Waiting:
    """Keep what was made, and let a worker for pixels go on with it. Raises Cancelled, MediaError."""
    stored = results.keep(generation, made, workdir=workdir, report=report)
    kept = {
        "files": [{"name": each.kept.name, "metadata": each.metadata} for each in stored],
        "seed": made.seed,
        "notes": made.notes,
        "cost": None if made.cost is None else str(made.cost),
        "scores": {name: score.as_json() for name, score in scores.items()},
        "attempt": generation.attempt,
    }
    # A deadline of its own: the vendor's time is not ours.
    deadline = timezone.now() + timedelta(seconds=deadline_s("local", generation.kind))
    report.hand_on(made=kept, deadline_at=deadline)
    return Waiting(generation.provider_ref, timedelta(), stage="finishing", share=BEGINS)


def taken_up(generation: Generation, job: Job) -> tuple[Result, dict[str, Score]]:
    """What was made and kept for us, with its scores."""
    made = generation.kept["made"]
    inputs = job.workdir / "made"
    inputs.mkdir()
    files = tuple(ResultFile(storage.local_copy(each["name"], into=inputs), each["metadata"]) for each in made["files"])
    cost = None if made["cost"] is None else Decimal(made["cost"])
    scores = {name: Score(**score) for name, score in made["scores"].items()}
    return Result(files=files, seed=made["seed"], notes=made["notes"], cost=cost), scores


def attempt_at(generation: Generation) -> int:
    """Which attempt at its finish this is: those that its vendor took are not counted."""
    if not generation.finishing:
        return generation.attempt
    if generation.kept.get("given_up"):
        return MOST_ATTEMPTS + 1
    begun: int = generation.kept["made"].get("attempt", 1)
    return generation.attempt - begun + 1


def give_up(generation: Generation, still: QuerySet[Generation]) -> bool:
    """Have it given as it was made, by whichever worker is free, if the row is `still` what it was when it was found.

    False where it is not being finished, or that has been tried already.
    """
    if not generation.finishing or generation.kept.get("given_up"):
        return False
    now = timezone.now()
    given = still.filter(finishing=True).update(
        kept={**generation.kept, "given_up": True},
        attempt=F("attempt") + 1,
        ask_after=now,
        deadline_at=now + timedelta(seconds=deadline_s("local", generation.kind)),
    )
    if given:
        logger.warning("given up finishing", extra={"generation": str(generation.pk)})
    return bool(given)


def finished(job: Job, made: Result, report: JobReport, *, attempt: int) -> Result:
    """The finished files, the originals after them; as it was made, with a word of why, where that cannot be done.

    Raises what a further attempt may mend, and Cancelled.
    """
    if attempt > MOST_ATTEMPTS:
        return as_made(job, made)
    finisher = cast("Finisher", loaded(settings.FINISHER))
    try:
        return finisher.finish(job, made, Later(report))
    except Cancelled:
        raise
    except EngineError as error:
        if error.repeatable and attempt < MOST_ATTEMPTS:
            raise
        logger.warning("not finished", extra={"generation": job.id, "code": error.code, "facts": error.facts})
    except Exception:  # a bug of ours must not cost the owner what the vendor has made and was paid for
        logger.exception("not finished", extra={"generation": job.id})
    return as_made(job, made)


def as_made(job: Job, made: Result) -> Result:
    if is_seen(job, made):
        words = _("The look could not be put on: this is the result as it was made.")
    else:
        words = _("The sound could not be made: the clip is as it came.")
    return replace(made, notes={**made.notes, "not_finished": words})


class Later:
    """A report whose shares are the last part of the whole."""

    def __init__(self, report: JobReport) -> None:
        self._report = report

    def __call__(self, stage: str, share: float) -> None:
        self._report(stage, BEGINS + (1 - BEGINS) * share)
