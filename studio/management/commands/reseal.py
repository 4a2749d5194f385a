from __future__ import annotations

from django.core.management.base import BaseCommand

from studio.services import webhooks


class Command(BaseCommand):
    help = "Encrypt webhooks' secrets anew with SECRET_KEY: before a key is taken out of SECRET_KEY_FALLBACKS."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"{webhooks.reseal()} webhooks sealed anew.")
