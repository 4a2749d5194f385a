from __future__ import annotations

from django.core.management.base import BaseCommand

from studio.services import catalogue


class Command(BaseCommand):
    help = "Write the catalogue entries that come with the product into the database; what staff set stays."

    def handle(self, *args: object, **options: object) -> None:
        new, changed = catalogue.load()
        self.stdout.write(f"catalogue: {new} new, {changed} changed")
