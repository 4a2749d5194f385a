"""Masters ordered: a file of the owner's, exported as a work of its own."""

from __future__ import annotations

from uuid import UUID

from studio.ask import Ask, ReferenceAsk
from studio.models import Asset, Generation, User
from studio.services import orders
from studio.services.asks import project_in_use
from video.mastering import KIND, MODEL, SOURCES


def export(user: User, *, source: Asset, key: UUID, master_format: str, resolution: str = "") -> Generation:
    """Order a master of this file, free. resolution: "" for as it is, else "720p" and so on.

    Raises AskInvalid with the reason where it cannot be had, QuotaReached, and as `orders.order`.
    """
    ask = Ask(
        kind=KIND,
        model=MODEL,
        parameters={"master_format": master_format, "resolution": resolution},
        references=(ReferenceAsk("asset", str(source.pk), SOURCES.get(source.kind, "")),),
        project=project_in_use(user, source.project_id),
        parent=source.generation_id,
    )
    (made,) = orders.order(owner=user, ask=ask, key=key)
    return made
