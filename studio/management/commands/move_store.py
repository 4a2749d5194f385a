from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.core.management.base import BaseCommand, CommandError, CommandParser

from reklamai.core.errors import StoreTrouble
from reklamai.core.stores import store
from studio.services import moving
from studio.services.moving import Progress

TELL_EVERY_S = 2.0


class Command(BaseCommand):
    help = "Copy all files from one store to another while the site is up. Begun again, it goes on where it stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="source", choices=["local", "s3"], required=True)
        parser.add_argument("--to", dest="target", choices=["local", "s3"], required=True)
        parser.add_argument("--dry-run", action="store_true", help="only count what would be copied")
        parser.add_argument("--recheck", action="store_true", help="read back what earlier runs copied, too")
        parser.add_argument("--remove", action="store_true", help="remove each file from the source after its copy")

    def handle(self, *args: object, **options: Any) -> None:
        source, target = options["source"], options["target"]
        self.refuse(source, target, remove=options["remove"])
        self.told = time.monotonic()
        try:
            done = moving.move(
                store(source),
                store(target),
                dry=options["dry_run"],
                remove=options["remove"],
                recheck=options["recheck"],
                tell=self.tell,
            )
        except StoreTrouble as error:
            raise CommandError(f"A store has trouble ({error.facts}). Run it again: it goes on here.") from error
        self.stdout.write(words(done, dry=options["dry_run"]))
        for name in done.damaged:
            self.stderr.write(f"damaged, left where it is: {name}")
        if done.damaged:
            raise CommandError(f"{len(done.damaged)} files are damaged.")

    def refuse(self, source: str, target: str, *, remove: bool) -> None:
        if source == target:
            raise CommandError("These are the same store.")
        if "s3" not in storages.backends:
            raise CommandError("No bucket is set: S3_BUCKET and its keys, with FILES_IN=local until all is moved.")
        if remove and settings.STORAGES["default"] == settings.STORAGES[source]:
            raise CommandError(f"New files still go to {source}: set FILES_IN={target} first, everywhere.")

    def tell(self, done: Progress) -> None:
        if time.monotonic() - self.told >= TELL_EVERY_S:
            self.told = time.monotonic()
            self.stdout.write(words(done, dry=False))
            self.stdout.flush()


def words(done: Progress, *, dry: bool) -> str:
    """ "120 files, 3400000 bytes: 20 copied (500000 bytes), 100 there already, ..." """
    verb = "to copy" if dry else "copied"
    return (
        f"{done.files} files, {done.bytes} bytes: {done.copied} {verb} ({done.copied_bytes} bytes), "
        f"{done.already} there already, {done.gone} gone meanwhile, {done.removed} removed, {len(done.damaged)} damaged"
    )
