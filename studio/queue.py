"""Names tasks by string and says where they run, so that services need not import them."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django_q.models import OrmQ
from django_q.tasks import async_task

GENERATION = "generation-"


def stop_generation(pk: UUID) -> None:
    """Queue word to the vendor that has this cancelled generation."""
    async_task("studio.tasks.stop_generation", str(pk), task_name=f"stop-{pk}", cluster="light")


def run_generation(pk: UUID, *, cluster: str) -> None:
    """Queue one generation's work on the "light" or the "heavy" cluster. May be repeated: the row is claimed once."""
    async_task(
        "studio.tasks.run_generation",
        str(pk),
        task_name=f"{GENERATION}{pk}",
        cluster=cluster,
    )


def fetch_late(pk: UUID) -> None:
    """Queue bringing home what a vendor made after its order's deadline."""
    async_task("studio.tasks.fetch_late", str(pk), task_name=f"late-{pk}", cluster="light")


def lying_generations() -> set[UUID]:
    """The generations that lie in a queue, taken by nobody. Reads the whole queue: 0.1 s for a thousand tasks."""
    names = (str(row.name()) for row in OrmQ.objects.filter(lock__lte=timezone.now()).iterator())
    return {UUID(name.removeprefix(GENERATION)) for name in names if name.startswith(GENERATION)}


def look_after_files() -> None:
    """Queue the day's work on the store. May be repeated: the task looks whether it is still due."""
    async_task("studio.tasks.look_after_files", task_name="files", cluster="light")


def send_letter(*, subject: str, body: str, to: str) -> None:
    """Queue a letter. No row of it is kept once it is sent: it may hold a link that opens the account."""
    async_task("studio.tasks.send_letter", subject, body, to, task_name="letter", cluster="light", save=False)


def pack_export(pk: UUID) -> None:
    """Queue the packing of a person's data. May be repeated: the row is claimed once."""
    async_task("studio.tasks.pack_export", str(pk), task_name=f"export-{pk}", cluster="light")


def erase_account(pk: int) -> None:
    """Queue the erasure of a closed account. May be repeated, and does nothing before its time."""
    async_task("studio.tasks.erase_account", pk, task_name=f"erase-{pk}", cluster="light")


def deliver_webhooks() -> None:
    """Queue the postman. May be repeated: one is on its way at a time, and there is nothing to do for a second."""
    async_task("studio.tasks.deliver_webhooks", task_name="webhooks", cluster="light", save=False)


def ask_balances() -> None:
    """Queue the question to vendors what is left on our accounts. May be repeated."""
    async_task("studio.tasks.ask_balances", task_name="balances", cluster="light", save=False)


def look_after_accounts() -> None:
    """Queue the sweep of what accounts leave behind. May be repeated."""
    async_task("studio.tasks.look_after_accounts", task_name="accounts", cluster="light")


def look_after_rooms() -> None:
    """Queue what rooms have to do by the clock. May be repeated: each looks at what is due."""
    async_task("studio.tasks.look_after_rooms", task_name="rooms", cluster="light", save=False)
