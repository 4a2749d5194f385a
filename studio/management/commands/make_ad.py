from __future__ import annotations

import shutil
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reklamai.core.errors import ReklamError
from reklamai.media.words import Move
from studio.ask import Ask, ReferenceAsk
from studio.catalogue.entry import Entry, parse
from studio.catalogue.validate import check
from studio.engines.base import Job, Reference, Result
from studio.engines.tables import engine_for
from studio.services import catalogue

MODEL = "draft-clip"


class Command(BaseCommand):
    help = "Words and optional pictures in, one finished MP4 out: the free draft engine, without server or database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("words", help="what to see, in Russian or English")
        parser.add_argument("pictures", nargs="*", type=Path, help="up to four pictures of the product or the person")
        parser.add_argument("-o", "--output", type=Path, default=Path("film.mp4"))
        parser.add_argument("--seconds", type=int, default=5)
        parser.add_argument("--ratio", default="16:9")
        parser.add_argument("--size", default="1080p", help="720p, 1080p, 2k or 4k")
        parser.add_argument("--fps", type=int, default=24)
        parser.add_argument("--move", action="append", choices=[move.value for move in Move], default=[])
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: object, **options: Any) -> None:
        started = time.monotonic()
        entry = self.entry()
        try:
            with TemporaryDirectory(prefix="reklamai-") as folder:
                result = self.make(entry, ask_of(options), options, workdir=Path(folder))
                shutil.copyfile(result.files[0].path, options["output"])
        except (ReklamError, OSError) as error:
            raise CommandError(str(error)) from error
        unknown = [options["words"][start:end] for start, end in result.notes["unknown"]]
        if unknown:
            self.stderr.write("not drawn: " + ", ".join(unknown))
        self.stdout.write(f"{options['output']} in {time.monotonic() - started:.1f} s")

    def entry(self) -> Entry:
        return next(parse(data) for data in catalogue.entries() if data["model"] == MODEL)

    def make(self, entry: Entry, ask: Ask, options: dict[str, Any], *, workdir: Path) -> Result:
        ask = check(entry, ask)
        job = Job(
            id="make_ad",
            kind=ask.kind,
            entry=entry,
            prompt=ask.prompt,
            seed=options["seed"],
            parameters=ask.parameters,
            workdir=workdir,
            references=tuple(Reference(role="reference_images", path=path) for path in options["pictures"]),
        )
        result = engine_for(entry.provider, ask.kind).run(job, Progress(self))
        if not isinstance(result, Result):
            raise CommandError("the draft engine answers at once")
        return result


def ask_of(options: dict[str, Any]) -> Ask:
    return Ask(
        kind="text_to_video",
        model=MODEL,
        prompt=options["words"],
        references=tuple(ReferenceAsk("file", str(path)) for path in options["pictures"]),
        parameters={
            "aspect_ratio": options["ratio"],
            "resolution": options["size"],
            "duration": options["seconds"],
            "fps": options["fps"],
            "camera_moves": options["move"],
        },
    )


class Progress:
    """A `JobReport` for a terminal."""

    def __init__(self, command: Command) -> None:
        self.command = command
        self.percent = -1

    def __call__(self, stage: str, share: float) -> None:
        percent = round(100 * share)
        if percent != self.percent:
            self.percent = percent
            self.command.stderr.write(f"\r{stage} {percent} %   ", ending="\n" if percent >= 100 else "")
            self.command.stderr.flush()

    def sending(self) -> None:
        """Nothing leaves this machine."""

    def keep(self, **facts: Any) -> None:
        """Nobody goes on with what this command began."""

    def accepted(self, provider_ref: str) -> None:
        """Nothing leaves this machine."""
