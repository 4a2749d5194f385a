from __future__ import annotations

import sys

from django.core.management.base import BaseCommand

from reklamai.core.supervisor.run import run


class Command(BaseCommand):
    help = "Start everything (database, pages, sockets, workers), keep it running, stop it at Ctrl-C."
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        sys.exit(run())
