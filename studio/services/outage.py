"""A database that is away for a while: what has to be written down is written when it is back."""

from __future__ import annotations

import errno
import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

logger = logging.getLogger(__name__)
T = TypeVar("T")

AWAY = (OperationalError, InterfaceError)
TRY_EVERY_S = 1.0
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})


def patiently(deed: Callable[[], T]) -> T:
    """The answer of `deed`, tried anew for DATABASE_PATIENCE_S while the database is away.

    `deed` must be safe to repeat: it may have been committed before its answer was lost. Inside a transaction it is
    tried once, as the whole transaction would have to be done anew. Raises what it raised last.
    """
    until = time.monotonic() + settings.DATABASE_PATIENCE_S
    while True:
        try:
            return deed()
        except AWAY as error:
            if connection.in_atomic_block or time.monotonic() >= until:
                raise
            logger.warning("the database is away", extra={"cause": type(error).__name__})
            connection.close()
            time.sleep(TRY_EVERY_S)


def is_no_room(error: OSError) -> bool:
    """Whether the disk, not our code, is what went wrong: full, over its quota, or mounted to read only."""
    return error.errno in NO_ROOM
