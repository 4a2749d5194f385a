from __future__ import annotations

from django.core.management.base import BaseCommand

from studio.services import allowances, shelves, upkeep, watch


class Command(BaseCommand):
    help = "Mend what has stopped moving, empty the bin of what is older than its days, drop files without a row."

    def handle(self, *args: object, **options: object) -> None:
        watch.sweep()
        upkeep.sweep()
        allowances.forget_old()
        report = shelves.nightly()
        self.stdout.write(f"bin: {report.purged} removed")
        self.stdout.write(f"files: {report.files}, {report.bytes} bytes")
        self.stdout.write(
            f"files without a row: {report.dropped} removed ({report.dropped_bytes} bytes), {report.young} too young"
        )
        self.stdout.write(f"half-written files: {report.unfinished} removed")
        self.stdout.write(f"missing files: {report.missing}")
        for name in report.missing_names:
            self.stdout.write(f"  {name}")
