"""Tells the pages that something has changed. A bell only: what a page may see is read again, from the database."""

from __future__ import annotations

from reklamai.core import push
from studio.models import Generation


def group_of(user_pk: int) -> str:
    return f"user.{user_pk}"


def changed(generation: Generation) -> None:
    """This generation looks different now. Outside a transaction it is heard at once, inside one at its commit."""
    push.send(group_of(generation.owner_id), {"type": "generation.changed", "pk": str(generation.pk)})


def credits_changed(owner_id: int) -> None:
    """This user's credits have moved."""
    push.send(group_of(owner_id), {"type": "credits.changed"})
