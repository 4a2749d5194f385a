from __future__ import annotations

import sys

from django.core.management.base import BaseCommand

from reklamai.core.doctor import examine


class Command(BaseCommand):
    help = "Say what of the set-up is missing and how to mend it."
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        findings = []
        for finding in examine():
            findings.append(finding)
            self.stdout.write(f"{'ok  ' if finding.well else 'BAD '} {finding.what}: {finding.words}")
        if not all(finding.well for finding in findings):
            sys.exit(1)
