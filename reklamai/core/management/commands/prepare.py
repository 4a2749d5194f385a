from __future__ import annotations

from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from reklamai.core import translations
from reklamai.core.supervisor import steps

# The browsable API is not offered, and our pages carry their own htmx: 7 MB less to fingerprint and compress.
UNUSED_STATIC = ["rest_framework", "django_htmx"]
COMMANDS: dict[str, tuple[str, dict[str, Any]]] = {
    "migrate": ("migrate", {"interactive": False, "verbosity": 1}),
    "catalogue": ("load_catalogue", {}),
    "sample": ("sample_account", {}),
    "static": ("collectstatic", {"interactive": False, "verbosity": 0, "ignore_patterns": UNUSED_STATIC}),
}


class Command(BaseCommand):
    help = "Bring database, catalogue, sample account, static files and translations up to date; repeating is harmless."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("steps", nargs="*", choices=[*COMMANDS, []], help="only these; default: those that are due")

    def handle(self, *args: object, **options: list[str]) -> None:
        translations.compile_all()
        for step in options["steps"] or steps.pending():
            command, arguments = COMMANDS[step]
            words = StringIO()
            call_command(command, stdout=words, **arguments)
            if step == "sample":
                steps.marks().set(steps.LOGIN, words.getvalue().strip())
            steps.marks().set(step, steps.wanted_marks()[step])
            self.stdout.write(f"{step}: done")
