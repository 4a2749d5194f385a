"""The engine for pictures of Replicate's models: order, wait, bring the results home."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from reklamai.core.errors import Busy, MediaError
from reklamai.providers.replicate.answers import Task, UnknownAnswer
from reklamai.providers.replicate.client import Replicate
from reklamai.providers.replicate.exchange import USER_AGENT
from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.engines import request
from studio.engines.base import Cluster, Desk, Job, JobReport, Result, ResultFile, Sent, Waiting
from studio.engines.bringing import MOST_FILES, brought, web
from studio.engines.describe import sent_by_entry
from studio.engines.replicate.line import Rhythm, bell, failed, in_line, pause, refuse_without_key, speaking, taken
from studio.engines.replicate.weights import with_weights

RHYTHM: Final[Rhythm] = ((30, 2), (120, 5), (600, 15))
STOPPED_AFTER_S: Final = 1800
"""Replicate stops it by itself then: an order that we lost sight of costs no more than this."""


class ReplicateEngine:
    """Stateless: each call opens a client of its own."""

    cluster: Cluster = "light"
    can_stop = True

    def check(self, ask: Ask, entry: Entry) -> None:  # noqa: ARG002  # the port's
        refuse_without_key()

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:  # noqa: ARG002  # gettext knows it
        return sent_by_entry(ask, entry)

    def run(self, job: Job, report: JobReport) -> Result | Waiting:
        with speaking(job.desk) as replicate:
            if not job.provider_ref:
                return send(replicate, job, report)
            task = replicate.prediction(job.provider_ref)
            if task is None or not task.is_over:
                return waiting(task, job.provider_ref, waited_s=job.waited_s)
            if task.state != "succeeded":
                raise failed(task)
            return result_of(task, job, report)

    def peek(self, entry: Entry, provider_ref: str, *, waited_s: float, desk: Desk) -> Waiting | None:  # noqa: ARG002
        """One question without a worker: how long to wait on, or None if there is something to fetch or to say."""
        with speaking(desk) as replicate:
            try:
                task = replicate.prediction(provider_ref)
            except UnknownAnswer:
                return None  # the worker meets it again and writes it down
        return None if task is not None and task.is_over else waiting(task, provider_ref, waited_s=waited_s)

    def stop(self, job: Job) -> None:
        with speaking(job.desk) as replicate:
            replicate.cancel_prediction(job.provider_ref)


def send(replicate: Replicate, job: Job, report: JobReport) -> Waiting:
    """Order it; or stand in line, if it is not our turn."""
    body = with_weights(request.inputs(job, {}), job)
    try:
        task_id = replicate.predict(
            body,
            model=job.entry.sent_as,
            webhook_url=bell(job),
            cancel_after_s=STOPPED_AFTER_S,
            sending=report.sending,
        )
    except Busy as error:
        if line := in_line(error):
            return line
        raise
    taken(task_id, report, stop=replicate.cancel_prediction)
    return Waiting(task_id, ask_after=pause(0, RHYTHM), stage="waiting")


def waiting(task: Task | None, provider_ref: str, *, waited_s: float) -> Waiting:
    stage = "generating" if task is not None and task.state == "processing" else "waiting"
    return Waiting(provider_ref, ask_after=pause(waited_s, RHYTHM), stage=stage)


def result_of(task: Task, job: Job, report: JobReport) -> Result:
    """The files of a task that has ended well. Raises MediaError for a success that holds nothing usable."""
    if not task.urls:  # or not any more: Replicate throws them away after an hour
        raise MediaError("The maker ended without a file.", task=task.id, removed=task.removed)
    files = []
    with web(USER_AGENT) as outside:
        for position, url in enumerate(task.urls[:MOST_FILES]):
            report("fetching", position / len(task.urls))
            files.append(ResultFile(brought(outside, url, job, name=f"result-{position}")))
    return Result(files=tuple(files), cost=cost_of(job.entry, pictures=len(files)))


def cost_of(entry: Entry, *, pictures: int) -> Decimal | None:
    """What Replicate takes for official models: a price a picture, whatever the seconds were."""
    rule = entry.price
    if rule is None or rule.credits is None or rule.unit != "image":
        return None
    return Decimal(str(rule.credits)) * Decimal(str(rule.usd_per_credit)) * pictures
