"""What the workers run: one line each."""

from __future__ import annotations

from uuid import UUID

from studio.services import work


def run_generation(pk: str) -> None:
    work.run(UUID(pk))


def stop_generation(pk: str) -> None:
    work.stop(UUID(pk))
