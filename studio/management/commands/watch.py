from __future__ import annotations

import logging
import signal
import threading
import time

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from studio.services import watch

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Wake orders that wait for a vendor (every second) and mend what has stopped moving (every five)."

    def handle(self, *args: object, **options: object) -> None:
        over = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: over.set())
        swept = 0.0
        while not over.wait(1.0):
            try:
                watch.wake_waiting()
                if time.monotonic() - swept >= 5:
                    swept = time.monotonic()
                    watch.sweep()
            except OperationalError:
                logger.warning("the database is away; the watch goes on when it is back")
                close_old_connections()
