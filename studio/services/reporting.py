"""How a running job speaks with the hall, and how the hall knows that its worker lives."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import Cancelled
from studio import progress
from studio.models import Generation, Status
from studio.services.outage import AWAY, patiently

logger = logging.getLogger(__name__)

WRITE_EVERY_S = 0.5
BEAT_EVERY_S = 3.0


class Reporter:
    """A `JobReport` for one attempt at one generation. Writes at most twice a second, and at each new stage."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self.stopped = threading.Event()
        """Set by the beat when the row is no longer this attempt's."""
        self._stage = ""
        self._written = 0.0

    def __call__(self, stage: str, share: float) -> None:
        now = time.monotonic()
        if self.stopped.is_set():
            raise Cancelled(_("The work was stopped."))
        if stage == self._stage and now - self._written < WRITE_EVERY_S:
            return
        self._stage, self._written = stage, now
        percent = round(100 * min(1.0, max(0.0, share)))
        try:
            self._write(stage=stage, progress=Greatest("progress", percent))
            progress.changed(self.generation)
        except AWAY:
            if connection.in_atomic_block:
                raise
            # A number that nobody sees is not worth a render: the work goes on, its end waits for the database.
            logger.warning("no progress written", extra={"generation": str(self.generation.pk)})
            connection.close()

    def sending(self) -> None:
        now = timezone.now()
        self._write(sent_at=now)
        self.generation.sent_at = now

    def accepted(self, provider_ref: str) -> None:
        """Kept even if the owner has cancelled meanwhile: the vendor has the job now."""
        self.generation.provider_ref = provider_ref
        row = Generation.objects.filter(pk=self.generation.pk)
        patiently(lambda: row.update(provider_ref=provider_ref))  # it is billed: its name must not be lost

    def keep(self, **facts: Any) -> None:
        self.generation.kept = {**self.generation.kept, **facts}
        self._write(kept=self.generation.kept)

    def hand_on(self, *, made: dict[str, Any], deadline_at: datetime) -> None:
        """Keep what a maker has made for the worker that finishes it: from now on the order is that one's."""
        self.generation.kept, self.generation.finishing = {**self.generation.kept, "made": made}, True
        self._write(kept=self.generation.kept, finishing=True, deadline_at=deadline_at)

    def _write(self, **fields: object) -> None:
        if not mine(self.generation).update(heartbeat_at=timezone.now(), **fields):
            raise Cancelled(_("The work was stopped."))


def mine(generation: Generation) -> QuerySet[Generation]:
    """The row, while it is running and still this attempt's."""
    return Generation.objects.filter(pk=generation.pk, status=Status.RUNNING, attempt=generation.attempt)


@contextmanager
def beating(generation: Generation, report: Reporter) -> Iterator[None]:
    """Keep the row's heartbeat fresh from a thread, so that a long render is not taken for a dead worker."""
    over = threading.Event()
    thread = threading.Thread(target=beat, args=(generation, report, over), daemon=True, name="heartbeat")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def beat(generation: Generation, report: Reporter, over: threading.Event) -> None:
    try:
        while not over.wait(BEAT_EVERY_S):
            try:
                alive = mine(generation).update(heartbeat_at=timezone.now())
            except AWAY:
                # A database that starts again in time costs no work: the next beat connects anew.
                logger.warning("no heartbeat", extra={"generation": str(generation.pk)})
                connection.close()
                continue
            if not alive:
                report.stopped.set()
                return
    finally:
        connection.close()  # a thread's connection is its own


def deadline_s(provider: str, kind: str) -> int:
    """Seconds after which an order without a result is ended and its credits given back."""
    if kind in settings.DEADLINES_S:
        return int(settings.DEADLINES_S[kind])
    return settings.LOCAL_DEADLINE_S if provider == "local" else settings.VENDOR_DEADLINE_S
