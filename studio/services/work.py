"""One generation's work: claimed, done, finished or failed. Each change of status is guarded by the row's own state."""

from __future__ import annotations

import logging
import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from reklamai.core.errors import Cancelled, EngineError, ReklamError, StoreTrouble, Uncertain
from studio import progress
from studio.engines.base import Job, Result, Score, Waiting
from studio.engines.tables import engine_for, scorers
from studio.follow import followers
from studio.mentions import as_typed
from studio.models import Generation, Status
from studio.models.status import OPEN
from studio.services import bin, credits, endings, finishing, results, takes
from studio.services.jobs import job_for, names_of
from studio.services.outage import AWAY, is_no_room, patiently
from studio.services.reporting import Reporter, beating, deadline_s, mine
from studio.services.results import Stored
from studio.services.workdirs import workdir

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
Made = tuple[Result, tuple[Stored, ...], dict[str, Score]]


def run(pk: UUID) -> None:
    """Do one generation that is queued, or go on with one that waited for a vendor. Holds no transaction meanwhile."""
    generation = claim(pk)
    if generation is None:
        return  # another worker has it, or its owner cancelled it
    with translation.override(generation.language):
        attempt(generation)


def claim(pk: UUID) -> Generation | None:
    """The row, now running and ours; None if somebody else's."""
    now = timezone.now()
    rows = Generation.objects.filter(pk=pk)
    fresh = rows.filter(status=Status.QUEUED, standby=False).update(
        status=Status.RUNNING,
        attempt=F("attempt") + 1,
        started_at=Coalesce("started_at", now),
        heartbeat_at=now,
        ask_after=None,
    )
    again = fresh or rows.filter(status=Status.RUNNING, ask_after__lte=now).update(ask_after=None, heartbeat_at=now)
    if not again:
        return None
    generation = Generation.objects.select_related("owner", "start_frame", "end_frame").get(pk=pk)
    if generation.deadline_at is None:
        generation.deadline_at = now + timedelta(seconds=deadline_s(generation.provider, generation.kind))
        Generation.objects.filter(pk=pk, deadline_at=None).update(deadline_at=generation.deadline_at)
    progress.changed(generation)
    return generation


def attempt(generation: Generation) -> None:
    """Run the engine once and write down how it ended."""
    report = Reporter(generation)
    try:
        with workdir("job") as folder, beating(generation, report):
            # Within the beat: written down only when a database that is away is back, it is not taken for dead.
            end_with(generation, make(generation, report, workdir=folder))
    except Cancelled:
        logger.info("generation stopped", extra={"generation": str(generation.pk)})
    except Uncertain as error:
        # Sent and not answered: it waits for its deadline, the watch ends it, nobody sends it again.
        logger.warning("generation uncertain", extra={"generation": str(generation.pk), "facts": error.facts})
        patiently(lambda: leave_uncertain(generation))
    except EngineError as error:
        trouble = error
        patiently(lambda: again_or_fail(generation, trouble))
    except ReklamError as error:
        failure = EngineError(error.message, **error.facts)
        patiently(lambda: fail(generation, failure))
    except AWAY:
        # For longer than we could wait. Nothing is known to be wrong with the order: the watch has it made again.
        raise
    except OSError as error:
        if not is_no_room(error):
            patiently(lambda: fail(generation, EngineError(_("Something broke on our side."))))
            raise
        logger.exception("no room to work in")
        no_room = StoreTrouble(_("Our file store has trouble right now. Try again soon."), reason="full")
        patiently(lambda: again_or_fail(generation, no_room))
    except BaseException:  # a bug, or the worker's time is up: django-q raises a SystemExit for that
        patiently(lambda: fail(generation, EngineError(_("Something broke on our side."))))
        raise  # the worker's log must show what it was


def end_with(generation: Generation, made: Made | Waiting) -> None:
    """Write down what the attempt came to, as soon as there is a database to write it into."""
    if isinstance(made, Waiting):
        patiently(lambda: wait(generation, made))
    else:
        patiently(lambda: finish(generation, *made))


def leave_uncertain(generation: Generation) -> None:
    mine(generation).update(stage="uncertain", ask_after=None, sent_at=Coalesce("sent_at", timezone.now()))
    progress.changed(generation)


def make(generation: Generation, report: Reporter, *, workdir: Path) -> Made | Waiting:
    """What the engine made, kept and scored; or that a vendor has it and we wait."""
    job = job_for(generation, workdir=workdir)
    if generation.finishing:
        outcome, scores = finishing.taken_up(generation, job)
    else:
        engine = engine_for(generation.provider, generation.kind)
        made = engine.run(job, report)
        if isinstance(made, Waiting):
            return made
        outcome, scores = as_told(generation, made), scores_of(job, made)
        if finishing.is_left(job, outcome) and engine.cluster == "light":
            return finishing.handed_on(generation, outcome, scores, workdir=workdir, report=report)
    if finishing.is_left(job, outcome):
        outcome = finishing.finished(job, outcome, report, attempt=finishing.attempt_at(generation))
    report("storing", 1.0)
    return outcome, results.keep(generation, outcome, workdir=workdir, report=report), scores


def as_told(generation: Generation, made: Result) -> Result:
    """With the maker's notes at their places in the words that were typed."""
    names = names_of(generation.references.all())
    return replace(made, notes=as_typed(made.notes, generation.prompt, names))


def scores_of(job: Job, result: Result) -> dict[str, Score]:
    """How far a result keeps to what it had to hold to. What cannot be measured never costs the owner the result."""
    found: dict[str, Score] = {}
    for scorer in scorers() if job.kind not in settings.UNMEASURED_KINDS else ():
        try:
            found |= scorer.score(job, result)
        except Exception:
            logger.exception("a result was not measured", extra={"scorer": type(scorer).__name__})
    return found


def wait(generation: Generation, waiting: Waiting) -> None:
    """Free the worker: the watch, or the vendor's call, goes on with it later."""
    now = timezone.now()
    mine(generation).update(
        provider_ref=waiting.provider_ref,
        ask_after=now + waiting.ask_after,
        heartbeat_at=now,
        stage=waiting.stage,
        # Turned away at the vendor's door, it stands in line: nobody has it, so nothing about it is uncertain.
        sent_at=F("sent_at") if waiting.provider_ref else None,
        progress=round(100 * min(1.0, max(0.0, waiting.share))),
    )
    progress.changed(generation)


def finish(
    generation: Generation, result: Result, files: tuple[Stored, ...], scores: dict[str, Score] | None = None
) -> None:
    """Write down a result and charge its price, in one transaction.

    If the row is no longer this attempt's, a cancelled order's result is dropped; one that came after its deadline is
    attached, free, without a change of status or money.
    """
    with transaction.atomic():
        credits.lock(generation)
        finished = mine(generation).update(
            status=Status.DONE,
            progress=100,
            stage="",
            finished_at=timezone.now(),
            seed=generation.seed if result.seed is None else result.seed,
            notes=result.notes,
            scores={name: score.as_json() for name, score in (scores or {}).items()},
            cost=result.cost,
            ask_after=None,
            finishing=False,
        )
        if finished:
            results.attach(generation, files)
            credits.charge(generation)
            endings.ended(generation, Status.DONE)
        elif Generation.objects.filter(pk=generation.pk, status=Status.FAILED, error_code="expired").exists():
            results.attach(generation, files)
            if words := result.notes.get("not_finished"):
                Generation.objects.filter(pk=generation.pk).update(notes={"not_finished": words})
            takes.came_late(generation)
            for room in followers(generation):
                room.done(Generation.objects.get(pk=generation.pk))
        elif Generation.objects.filter(pk=generation.pk).exclude(status__in=OPEN).exists():
            # Nobody will have it. Not so after another attempt: its file may have the same name.
            transaction.on_commit(lambda: bin.forget_unused(results.names(files)))
        transaction.on_commit(lambda: progress.changed(generation))
    logger.info("generation finished", extra={"generation": str(generation.pk), "kept": bool(finished)})


def stop(pk: UUID) -> None:
    """Tell the vendor that has a cancelled generation to stop. May be repeated."""
    generation = Generation.objects.select_related("start_frame", "end_frame").filter(pk=pk).first()
    if generation is None or generation.status != Status.CANCELLED or not generation.provider_ref:
        return
    with workdir("job") as folder:
        engine_for(generation.provider, generation.kind).stop(job_for(generation, workdir=folder))


def again_or_fail(generation: Generation, error: EngineError) -> None:
    """Trouble that may pass is tried again later; all else ends the order.

    A few times where nobody has the order yet; until its deadline where a vendor is making it already.
    """
    # One that is being finished is made already, and kept.
    at_vendor = generation.finishing or (bool(generation.provider_ref) and not error.anew)
    passing = error.repeatable and (at_vendor or generation.attempt < MOST_ATTEMPTS)
    if generation.sent_at and not at_vendor and isinstance(error, StoreTrouble):
        passing = False  # a vendor answered at once and was paid: what we could not keep is not ordered again
    if not passing:
        fail(generation, error)
        return
    delay = pause_s(error, attempt=generation.attempt)
    mine(generation).update(
        ask_after=timezone.now() + timedelta(seconds=delay),
        stage="busy",
        attempt=F("attempt") + 1,
        sent_at=F("sent_at") if at_vendor else None,  # a repeatable error says that nothing was taken
        provider_ref=F("provider_ref") if at_vendor else "",
    )
    progress.changed(generation)


def pause_s(error: EngineError, *, attempt: int) -> float:
    """The maker's own delay, or exponential with jitter; at most a minute."""
    asked = error.facts.get("retry_after")
    delay = float(asked) if isinstance(asked, int | float) else 2.0 ** min(attempt, 6) * random.uniform(0.5, 1.5)
    return min(60.0, max(0.0, delay))


def fail(generation: Generation, error: EngineError) -> None:
    """End the order without a result: its credits go back. Safe to repeat.

    What its vendor has made is given as it is, where our own finish is all that failed.
    """
    if finishing.give_up(generation, mine(generation)):
        return
    with transaction.atomic():
        credits.lock(generation)
        failed = mine(generation).update(
            status=Status.FAILED,
            finished_at=timezone.now(),
            error_code=error.code,
            error_message=error.message,
            cost=error.facts.get("cost_usd"),
            ask_after=None,
        )
        if failed:
            credits.give_back(generation)
            endings.ended(generation, Status.FAILED)
            transaction.on_commit(lambda: progress.changed(generation))
    told = {"generation": str(generation.pk), "code": error.code, "facts": error.facts}
    logger.log(logging.WARNING if settings.DEBUG else logging.INFO, "generation failed", extra=told)
