"""Whoever is to know that an order is over: partners' programs, and the room that ordered it."""

from __future__ import annotations

from studio.follow import follow_up
from studio.models import Generation, Status
from studio.services import outbox


def ended(generation: Generation, status: Status) -> None:
    """Called in the transaction that ends it, once: whoever has changed the row's status calls it.

    After its files are attached, where it has a result.
    """
    outbox.ended(generation, status)
    room = follow_up(generation.kind)
    # as it stands now: the caller has changed columns by UPDATE, and its own copy is older
    row = Generation.objects.get(pk=generation.pk) if room else generation
    # What an engine kept for its next attempt may hold a face: nobody but the room, once, needs it any more.
    Generation.objects.filter(pk=generation.pk).exclude(kept={}).update(kept={})
    if room is None:
        return
    if status == Status.DONE:
        room.done(row)
    else:
        room.ended(row)
