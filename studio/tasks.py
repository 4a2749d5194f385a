"""What the workers run: one line each, and every line they log names its work."""

from __future__ import annotations

from uuid import UUID

from reklamai.core import logs
from studio.serializers.rows import shown
from studio.services import balances, exports, late, leaving, letters, postman, rooms, shelves, upkeep, work


def run_generation(pk: str) -> None:
    with logs.about(generation=pk):
        work.run(UUID(pk))


def stop_generation(pk: str) -> None:
    with logs.about(generation=pk):
        work.stop(UUID(pk))


def fetch_late(pk: str) -> None:
    with logs.about(generation=pk):
        late.fetch(UUID(pk))


def look_after_files() -> None:
    if shelves.is_due():
        shelves.nightly()


def send_letter(subject: str, body: str, to: str) -> None:
    letters.deliver(subject=subject, body=body, to=to)


def pack_export(pk: str) -> None:
    exports.build(UUID(pk))


def erase_account(pk: int) -> None:
    leaving.erase(pk)


def deliver_webhooks() -> None:
    postman.deliver(shown)


def ask_balances() -> None:
    balances.ask_all()


def look_after_accounts() -> None:
    upkeep.sweep()


def look_after_rooms() -> None:
    rooms.look_after()
