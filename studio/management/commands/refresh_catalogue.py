from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reklamai.core.errors import ReklamError
from reklamai.providers.kie.client import Kie
from studio.services import refreshing
from studio.services.vendors import SharedDesk

SAID = {
    "new": "new at the vendor",
    "gone": "gone at the vendor",
    "back": "back at the vendor",
    "schema": "input changed",
    "price": "price",
}


class Command(BaseCommand):
    help = (
        "Hold the catalogue against KIE's lists, schemas and prices, and show the difference. With --apply, models "
        "that are gone are no longer offered and the words of prices are kept; a number is changed only where the "
        "vendor's words leave no doubt. New models and changed inputs are for a person to look at."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--apply", action="store_true", help="write down what is safe")
        parser.add_argument("--model", action="append", default=[], help="only this one; may be repeated")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.KIE_API_KEY:
            raise CommandError("KIE_API_KEY is not set.")
        limits = refreshing.Patience(SharedDesk().take, time.sleep)
        found = applied = 0
        try:
            with Kie(settings.KIE_API_KEY, limits=limits, base_url=settings.KIE_BASE_URL,
                     upload_url=settings.KIE_UPLOAD_URL) as kie:  # fmt: skip
                for difference in refreshing.differences(kie, models=options["model"]):
                    found += 1
                    self.stdout.write(f"{difference.model}: {SAID[difference.what]}  {difference.words}".rstrip())
                    applied += options["apply"] and refreshing.apply(difference)
        except ReklamError as error:
            raise CommandError(f"KIE could not be read: {error.message}") from error
        self.stdout.write(f"{found} differences, {applied} written down")
