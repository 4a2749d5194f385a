"""What the workers run: one line each, and every line they log names its work."""

from __future__ import annotations

from uuid import UUID

from reklamai.core import logs
from studio.services import shelves, work


def run_generation(pk: str) -> None:
    with logs.about(generation=pk):
        work.run(UUID(pk))


def stop_generation(pk: str) -> None:
    with logs.about(generation=pk):
        work.stop(UUID(pk))


def look_after_files() -> None:
    if shelves.is_due():
        shelves.nightly()


def look_after_files() -> None:
    if shelves.is_due():
        shelves.nightly()
