"""How all that is done at Replicate speaks with it: one account, our words for its errors, its bell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from reklamai.core.errors import Busy, Cancelled, EngineError, NotConfigured, Rejected, ReklamError
from reklamai.providers.replicate.answers import NameTaken, NotPrivate, Task, UnknownAnswer
from reklamai.providers.replicate.client import Replicate
from reklamai.providers.replicate.failures import PaidFailure, error_of
from studio.engines.base import Desk, Job, JobReport, Waiting
from studio.engines.sentences import Sentence, said

Rhythm = Sequence[tuple[float, float]]
"""(until so many seconds after the order, ask every so many seconds)."""
LATER_S = 30.0

OWN: tuple[Sentence, ...] = (
    (PaidFailure, lambda: _("The model failed. Your credits are back.")),
    (UnknownAnswer, lambda: _("The model gave an answer that we cannot read. Your credits are back.")),
    (NameTaken, lambda: _("The model turned this order down. Your credits are back.")),
    (NotPrivate, lambda: _("The model turned this order down. Your credits are back.")),
)


def refuse_without_key() -> None:
    """Raises NotConfigured where this installation has no account at Replicate."""
    if not settings.REPLICATE_API_TOKEN:
        raise NotConfigured(_("Replicate is not set up on this installation."))


@contextmanager
def speaking(desk: Desk) -> Iterator[Replicate]:
    """A client; its errors come out in the user's language."""
    with Replicate(
        settings.REPLICATE_API_TOKEN,
        limits=desk,
        base_url=settings.REPLICATE_BASE_URL,
        timeout_s=settings.REPLICATE_TIMEOUT_S,
        most_s=settings.REPLICATE_MOST_S,
    ) as replicate:
        try:
            yield replicate
        except ReklamError as error:
            raise said(error, OWN) from error


def owner(replicate: Replicate) -> str:
    """Whose account it is: the first part of the names of our models there."""
    return str(settings.REPLICATE_OWNER) or replicate.account().username


def bell(job: Job) -> str:
    """Where Replicate may ring. It rings at https alone, and turns an order down that names another address."""
    secure = urlsplit(job.callback_url).scheme == "https"
    return job.callback_url if secure or not settings.REPLICATE_BASE_URL.startswith("https://") else ""


def taken(task_id: str, report: JobReport, *, stop: Callable[[str], object]) -> None:
    """Write down the vendor's id of an order, before anything else is done with it.

    If its owner cancelled while it was on its way, `stop` is told and Cancelled raised: whoever cancelled found no name
    of it yet, so nobody else tells the vendor.
    """
    report.accepted(task_id)
    try:
        report("waiting", 0.0)
    except Cancelled:
        stop(task_id)
        raise


def in_line(error: Busy) -> Waiting | None:
    """How long to stand in line, where our own limit turned the order away; None for a vendor that is busy itself."""
    seconds = error.facts.get("retry_after")
    if "limit" in error.facts and isinstance(seconds, int | float):
        return Waiting("", ask_after=timedelta(seconds=seconds), stage="in line")
    return None


def failed(task: Task) -> EngineError:
    """The error of a task that is over without a result.

    One that was stopped there, and not by its owner here, has failed: nobody else would end the order.
    """
    error = error_of(task)
    if not isinstance(error, Cancelled):
        return error
    return (PaidFailure if task.seconds else Rejected)("It was stopped at the maker.", **error.facts)


def pause(waited_s: float, rhythm: Rhythm) -> timedelta:
    return timedelta(seconds=next((every for until, every in rhythm if waited_s < until), LATER_S))
