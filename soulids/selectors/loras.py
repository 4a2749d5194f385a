"""Weights that vendors have trained on a person's photos, as orders take them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from soulids.models import SoulID, SoulLora


def lora_of(soul: SoulID) -> dict[str, str] | None:
    """As `loras_of`, of one; None where nobody has trained any."""
    return loras_of([soul.pk]).get(soul.pk)


def loras_of(souls: Collection[UUID]) -> dict[UUID, dict[str, str]]:
    """The newest weights by Soul ID: {"weights": as models take them, "trigger": the word that calls the person up}.

    One query. Those without any are not in it.
    """
    trained = SoulLora.objects.filter(soul__in=souls).exclude(weights="")
    rows = trained.order_by("soul_id", "-trained_at", "-pk").distinct("soul_id")
    return {row.soul_id: {"weights": row.weights, "trigger": row.trigger} for row in rows}
