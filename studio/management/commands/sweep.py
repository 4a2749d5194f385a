from __future__ import annotations

from django.core.management.base import BaseCommand

from studio.services import bin, watch


class Command(BaseCommand):
    help = "Mend what has stopped moving, empty the bin of what is older than its days, drop files without a row."

    def handle(self, *args: object, **options: object) -> None:
        watch.sweep()
        self.stdout.write(f"bin: {bin.purge()} removed")
        self.stdout.write(f"files without a row: {bin.drop_orphans()} removed")
