from __future__ import annotations

import signal
import threading

from django.core.management.base import BaseCommand

from reklamai.core import loading
from studio.services import polling
from studio.services.rounds import WAKE_EVERY_S, Rounds

POLLER_ENDS_WITHIN_S = 5.0


class Command(BaseCommand):
    help = "Wake orders that wait for a vendor (each second), mend what has stopped (each five), files (daily)."

    def handle(self, *args: object, **options: object) -> None:
        loading.is_over()
        over = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: over.set())
        poller = threading.Thread(target=polling.go_round, args=(over,), name="poller", daemon=True)
        poller.start()
        rounds = Rounds()
        while not over.wait(WAKE_EVERY_S):
            rounds.go()
        poller.join(timeout=POLLER_ENDS_WITHIN_S)
