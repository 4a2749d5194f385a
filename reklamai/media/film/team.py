"""Works done two at a time, with one listener who may stop them all."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from threading import Event
from types import TracebackType
from typing import Final, Self, TypeVar

from reklamai.core.errors import Cancelled
from reklamai.media.types import Report

AT_ONCE: Final = 2
"""x264 leaves cores idle while a short piece begins and ends; more at once would be memory alone."""
TOLD_EVERY_S: Final = 0.2

Made = TypeVar("Made")


class Team:
    """Runs works in threads; leaving the block stops what is under way and waits for its end."""

    def __init__(self, report: Report, *, share: float = 1.0) -> None:
        """report: told "join" from the thread that calls `finish`. share: of the whole work that these works are."""
        self._report, self._share = report, share
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="film")
        self._stop = Event()
        self._works: list[Future[object]] = []
        self._weights: list[float] = []
        self._shares: list[float] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def add(self, work: Callable[[Report], Made], *, weight: float) -> Future[Made]:
        """Have a work done. It is given a `Report` that it has to call: so it hears that it is to stop.

        weight: how long it takes, against the others.
        """
        place = len(self._works)
        self._weights.append(weight)
        self._shares.append(0.0)

        def told(stage: str, share: float) -> None:  # noqa: ARG001  # the port's
            if self._stop.is_set():
                raise Cancelled("The work was stopped.")
            self._shares[place] = share

        made = self._pool.submit(work, told)
        self._works.append(made)  # type: ignore[arg-type]  # only looked at for its end
        return made

    def finish(self) -> None:
        """Wait until all is done, reporting several times a second. Raises what a work or the listener raises."""
        left: set[Future[object]] = set(self._works)
        while left:
            done, left = wait(left, TOLD_EVERY_S, FIRST_EXCEPTION)
            for each in done:
                each.result()
            self._report("join", self._share * self._done())

    def _done(self) -> float:
        whole = sum(self._weights) or 1.0
        parts = zip(self._works, self._weights, self._shares, strict=True)
        return sum(weight * (1.0 if work.done() else share) for work, weight, share in parts) / whole
