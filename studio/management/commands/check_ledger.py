from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from studio.selectors import ledger


class Command(BaseCommand):
    help = "Prove that every balance is the sum of its rows, and that no hold is left on work that is over."

    def handle(self, *args: object, **options: object) -> None:
        faults = list(ledger.faults())
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} faults in the ledger")
        self.stdout.write("the ledger is right")
