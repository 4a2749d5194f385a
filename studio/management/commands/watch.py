from __future__ import annotations

import logging
import signal
import threading
import time

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections

from studio import queue
from studio.services import shelves, watch

LOOK_EVERY_S = 3600.0
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Wake orders that wait for a vendor (each second), mend what has stopped (each five), files (daily)."
    )

    def handle(self, *args: object, **options: object) -> None:
        over = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: over.set())
        swept = looked = -LOOK_EVERY_S
        while not over.wait(1.0):
            try:
                watch.wake_waiting()
                if time.monotonic() - swept >= 5:
                    swept = time.monotonic()
                    watch.sweep()
                if time.monotonic() - looked >= LOOK_EVERY_S:
                    looked = time.monotonic()
                    shelves.queue_if_due()
                    queue.look_after_accounts()
            except (OperationalError, InterfaceError):
                logger.warning("the database is away; the watch goes on when it is back")
                close_old_connections()
