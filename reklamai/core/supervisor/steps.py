"""The steps of the set-up: what each depends on, and which are still to be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from reklamai.core.database.plain import connect
from reklamai.core.supervisor.marks import Marks, database_state, digest

ROOT = Path(__file__).resolve().parents[3]
APPS = ("reklamai", "studio", "anchors", "soulids", "editing", "video")
CATALOGUE = ROOT / "studio" / "catalogue"
LOGIN = "login"


def marks() -> Marks:
    """The marks of this installation."""
    return Marks(settings.HOME / "setup")


def wanted_marks() -> dict[str, str]:
    """Every step with the mark it has when it is done for the present files and database."""
    lock = (ROOT / "requirements.txt").read_text()
    with connect() as connection:
        state = database_state(connection)
    oldest = state.partition("|")[0]  # the first migration's time: which database this is
    name = str(settings.DATABASES["default"]["NAME"])
    return {
        "migrate": digest(_migrations(), lock, name, state),
        "catalogue": digest(_files(CATALOGUE, ".py", ".yaml", ".json"), name, oldest),
        "static": digest(_files(ROOT / "static"), lock, str((settings.STATIC_ROOT / "staticfiles.json").exists())),
        "sample": digest((), name, oldest, "made" if settings.DEMO else "shut"),
    }


def pending() -> list[str]:
    """The steps to do now, in order. Needs a database that answers, and no Django apps."""
    done = marks()
    return [step for step, mark in wanted_marks().items() if done.get(step) != mark]


def _migrations() -> Iterator[Path]:
    for app in APPS:
        yield from (ROOT / app).rglob("migrations/*.py")


def _files(folder: Path, *endings: str) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and (not endings or path.suffix in endings))
