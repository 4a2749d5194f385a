"""The engine for everything of KIE.ai: give the files, order, wait, bring the results home."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from reklamai.core.errors import Busy, EngineError, NotConfigured, ReklamError
from reklamai.providers.kie.client import USER_AGENT, Kie
from reklamai.providers.kie.failures import InputLost, KeptCredits, error_of
from reklamai.providers.kie.tasks import Task, UnknownAnswer
from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.engines import request
from studio.engines.base import Cluster, Desk, Job, JobReport, Result, Sent, Waiting
from studio.engines.bringing import web
from studio.engines.describe import sent_by_entry
from studio.engines.kie import inputs, outcome
from studio.engines.sentences import Sentence, said

RHYTHM = ((30, 3), (120, 8), (600, 20))
"""(until so many seconds after the order, ask every so many seconds), as KIE's own pages advise."""
LATER_S = 30


class KieEngine:
    """Stateless: each call opens a client of its own."""

    cluster: Cluster = "light"
    can_stop = False
    """KIE documents no way to stop a task, so a running one is finished, delivered and charged."""

    def check(self, ask: Ask, entry: Entry) -> None:  # noqa: ARG002  # the port's
        if not settings.KIE_API_KEY:
            raise NotConfigured(_("KIE.ai is not set up on this installation."))

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:  # noqa: ARG002  # gettext knows it
        return sent_by_entry(ask, entry)

    def run(self, job: Job, report: JobReport) -> Result | Waiting:
        with speaking(job.desk) as kie:
            if not job.provider_ref:
                return send(kie, job, report)
            task = looked_up(kie, job.entry, job.provider_ref)
            if task is None or not task.is_over:
                return Waiting(job.provider_ref, ask_after=pause(job.waited_s), stage=stage_of(task))
            if task.state == "fail":
                raise failed(task, job)
            with web(USER_AGENT) as outside:
                return outcome.result_of(kie, outside, task, job, report)

    def peek(self, entry: Entry, provider_ref: str, *, waited_s: float, desk: Desk) -> Waiting | None:
        """One question without a worker: how long to wait on, or None if there is something to fetch or to say."""
        with speaking(desk) as kie:
            try:
                task = looked_up(kie, entry, provider_ref)
            except UnknownAnswer:
                return None  # the worker meets it again and writes it down
        if task is not None and task.is_over:
            return None
        return Waiting(provider_ref, ask_after=pause(waited_s), stage=stage_of(task))

    def stop(self, job: Job) -> None:
        """Nothing that KIE would stop."""

    def balance(self, desk: Desk) -> Decimal:
        with speaking(desk) as kie:
            return kie.credit()


def send(kie: Kie, job: Job, report: JobReport) -> Waiting:
    """Order it; or stand in line, if it is not our turn."""
    try:
        addresses = inputs.given(kie, job, report)
        body = request.inputs(job, addresses)
        task_id = kie.create(
            job.entry.sent_as, body, callback_url=job.callback_url, sending=report.sending, path=job.entry.endpoint
        )
    except Busy as error:
        seconds = error.facts.get("retry_after")
        if "limit" in error.facts and isinstance(seconds, int | float):
            return Waiting("", ask_after=timedelta(seconds=seconds), stage="in line")
        raise
    report.accepted(task_id)
    return Waiting(task_id, ask_after=pause(0), stage="waiting")


def failed(task: Task, job: Job) -> EngineError:
    error = error_of(task)
    if isinstance(error, InputLost):
        inputs.lost(job)
    return error


def looked_up(kie: Kie, entry: Entry, task_id: str) -> Task | None:
    poll = entry.raw.get("poll")
    return kie.query_at(poll, task_id) if poll else kie.query(task_id)


def stage_of(task: Task | None) -> str:
    return "waiting" if task is None or task.state != "generating" else "generating"


def pause(waited_s: float) -> timedelta:
    return timedelta(seconds=next((every for until, every in RHYTHM if waited_s < until), LATER_S))


@contextmanager
def speaking(desk: Desk) -> Iterator[Kie]:
    """A client; its errors come out in the user's language."""
    with Kie(
        settings.KIE_API_KEY, limits=desk, base_url=settings.KIE_BASE_URL, upload_url=settings.KIE_UPLOAD_URL
    ) as kie:
        try:
            yield kie
        except ReklamError as error:
            raise said(error, OWN) from error


OWN: tuple[Sentence, ...] = (
    (InputLost, lambda: _("The model could not read one of the files. It will be given again.")),
    (KeptCredits, lambda: _("The model failed. Your credits are back.")),
    (UnknownAnswer, lambda: _("The model gave an answer that we cannot read. Your credits are back.")),
)
