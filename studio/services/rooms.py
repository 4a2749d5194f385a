"""What rooms have to do by the clock: found by the watch, done by a worker."""

from __future__ import annotations

from studio import queue
from studio.rooms import upkeeps


def queue_if_due() -> None:
    """To a worker: a vendor may take its time, and the watch must not wait for it."""
    if any(each.is_due() for each in upkeeps()):
        queue.look_after_rooms()


def look_after() -> None:
    """Everything that is due. May be repeated."""
    for each in upkeeps():
        if each.is_due():
            each.look_after()
