from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reklamai.core.errors import ReklamError
from reklamai.providers.kie.client import Kie
from studio.engines.elevenlabs.line import speaking
from studio.services import refreshing, refreshing_voices
from studio.services.refreshing import Difference
from studio.services.vendors import SharedDesk

SAID = {
    "new": "new at the vendor",
    "gone": "gone at the vendor",
    "back": "back at the vendor",
    "schema": "input changed",
    "price": "price",
    "voices": "voices",
}


class Command(BaseCommand):
    help = (
        "Hold the catalogue against KIE's lists, schemas and prices and against ElevenLabs' voices, and show the "
        "difference. With --apply, models that are gone are no longer offered, voices and the words of prices are "
        "kept; a number is changed only where the vendor's words leave no doubt. New models and changed inputs are for "
        "a person to look at."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--apply", action="store_true", help="write down what is safe")
        parser.add_argument("--model", action="append", default=[], help="only this one; may be repeated")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.KIE_API_KEY or settings.ELEVENLABS_API_KEY):
            raise CommandError("Neither KIE_API_KEY nor ELEVENLABS_API_KEY is set.")
        found = applied = 0
        try:
            for difference in differences(options["model"]):
                found += 1
                self.stdout.write(f"{difference.model}: {SAID[difference.what]}  {difference.words}".rstrip())
                applied += options["apply"] and refreshing.apply(difference)
        except ReklamError as error:
            raise CommandError(f"The vendor could not be read: {error.message}") from error
        self.stdout.write(f"{found} differences, {applied} written down")


def differences(models: list[str]) -> Iterator[Difference]:
    """Of every vendor that there is a key for, as they are read."""
    limits = refreshing.Patience(SharedDesk().take, time.sleep)
    if settings.KIE_API_KEY:
        with Kie(settings.KIE_API_KEY, limits=limits, base_url=settings.KIE_BASE_URL,
                 upload_url=settings.KIE_UPLOAD_URL) as kie:  # fmt: skip
            yield from refreshing.differences(kie, models=models)
    if settings.ELEVENLABS_API_KEY:
        with speaking(limits) as elevenlabs:
            found = refreshing_voices.differences(elevenlabs)
            yield from (each for each in found if not models or each.model in models)
