"""The rounds of the watch: what is due, and when nobody may be taken for dead."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import close_old_connections

from studio import queue
from studio.services import catalogue, outbox, rooms, shelves, watch
from studio.services.outage import AWAY

WAKE_EVERY_S, SWEEP_EVERY_S, ROOMS_EVERY_S = 1.0, 5.0, 60.0
MEASURE_EVERY_S, ASK_EVERY_S, LOOK_EVERY_S = 300.0, 600.0, 3600.0
GRACE_S = 10.0
"""After an outage, a stop of the machine or our own start: workers that live have beaten three times by then."""
GAP_S = 4.0
"""Between two rounds of a second each: for longer than that this process, or the machine, has stood still."""

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Duty:
    """Something to do every so often."""

    every_s: float
    deed: Callable[[], object]
    done_at: float | None = None

    def is_due(self, now: float) -> bool:
        return self.done_at is None or now - self.done_at >= self.every_s


class Rounds:
    """Call `go` each second. A database that is away, or a clock that is set, does it no harm."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._went = clock()
        self._trusts_from = self._went + GRACE_S
        self._duties = (
            Duty(WAKE_EVERY_S, watch.wake_waiting),
            Duty(SWEEP_EVERY_S, self._sweep),
            Duty(SWEEP_EVERY_S, outbox.queue_if_due),
            Duty(ROOMS_EVERY_S, rooms.queue_if_due),
            Duty(MEASURE_EVERY_S, catalogue.measure),
            Duty(ASK_EVERY_S, queue.ask_balances),
            Duty(LOOK_EVERY_S, shelves.queue_if_due),
            Duty(LOOK_EVERY_S, queue.look_after_accounts),
        )

    def go(self) -> None:
        """One round of all that is due."""
        now = self._clock()
        if not 0 <= now - self._went <= GAP_S:
            self._distrust(now)
        self._went = now
        try:
            for duty in self._duties:
                if duty.is_due(now):
                    duty.deed()
                    duty.done_at = now
        except AWAY as error:
            logger.warning("the watch waits for the database", extra={"cause": type(error).__name__})
            self._distrust(now)
            close_old_connections()

    def _sweep(self) -> None:
        watch.sweep(revive=self._went >= self._trusts_from)

    def _distrust(self, now: float) -> None:
        """Heartbeats are old for another reason than a death; and what is due by the clock is due again."""
        self._trusts_from = now + GRACE_S
        for duty in self._duties:
            duty.done_at = None if duty.every_s < ASK_EVERY_S else duty.done_at
