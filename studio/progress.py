"""Tells the pages that something has changed. A bell only: what a page may see is read again, from the database."""

from __future__ import annotations

from django.db import transaction

from reklamai.core import push
from studio.models import Generation


def group_of(user_pk: int) -> str:
    return f"user.{user_pk}"


def changed(generation: Generation) -> None:
    """This generation looks different now. Outside a transaction it is heard at once, inside one at its commit."""
    ring(generation.owner_id, {"type": "generation.changed", "pk": str(generation.pk)})


def credits_changed(owner_id: int) -> None:
    """This user's credits have moved."""
    ring(owner_id, {"type": "credits.changed"})


def signed_out(owner_id: int) -> None:
    """Sign-ins of this user have ended: their sockets look whether they were meant, and close."""
    ring(owner_id, {"type": "signed.out"})


def ring(owner_id: int, message: dict[str, str]) -> None:
    """After the commit and robust: a bell that is away is logged, and fails neither an order nor a job."""
    transaction.on_commit(lambda: push.send(group_of(owner_id), message), robust=True)
