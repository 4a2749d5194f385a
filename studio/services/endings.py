"""Whoever is to know that an order is over: partners' programs, and the room that ordered it."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Case, JSONField, Value, When
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import JSONObject

from studio import progress
from studio.follow import followers
from studio.models import Generation, GenerationReference, Status
from studio.references import ERASED
from studio.services import credits, outbox, takes

WHAT_STAYS = Case(
    When(facts__has_key="said", then=JSONObject(said=KeyTransform("said", "facts"))),
    default=Value({}, output_field=JSONField()),
)
"""Of passing facts: the words that stand for a name in what was sent. By these they are found when it is erased."""


def ended(generation: Generation, status: Status) -> None:
    """Called in the transaction that ends it, once: whoever has changed the row's status calls it.

    After its files are attached, where it has a result.
    """
    # Of a take that nobody needed no partner hears, whoever ends it.
    if not generation.first_take_id or Generation.objects.filter(pk=generation.pk, standby=False).exists():
        outbox.ended(generation, status)
    close(generation, status)
    if generation.first_take_id:
        move_on(generation.first_take_id)


def move_on(first: UUID) -> bool:
    """Set the next take of an item going, or end those that are not needed, of which no partner hears.

    Whether any was not needed. Safe to repeat, under the lock of the owner's account.
    """
    spare = takes.move_on(first)
    for take in spare:
        close(take, Status.CANCELLED)
    return bool(spare)


@transaction.atomic
def go_on(first: Generation) -> None:
    """Move an item on whose takes nobody set going when one of them ended. For the watch."""
    credits.lock(first)
    if move_on(first.pk):
        progress.changed(first)


def drop(generation: Generation) -> bool:
    """End the takes that wait behind this one, whatever comes of it. Whether there were any."""
    spare = takes.drop(generation)
    for take in spare:
        if take.first_take_id:
            close(take, Status.CANCELLED)
        else:
            ended(take, Status.CANCELLED)  # an order of its own, that waited for another: partners know of it
    return bool(spare)


def close(generation: Generation, status: Status) -> None:
    """Clear what was kept for further attempts, and tell the room that ordered it."""
    rooms = followers(generation)
    # as it stands now: the caller has changed columns by UPDATE, and its own copy is older
    row = Generation.objects.get(pk=generation.pk) if rooms else generation
    # What an engine kept for its next attempt may hold a face: nobody but the room, once, needs it any more.
    Generation.objects.filter(pk=generation.pk).exclude(kept={}).update(kept={})
    lent = GenerationReference.objects.filter(generation=generation.pk, source__in=settings.PASSING_FACTS)
    lent.exclude(facts={}).update(facts=WHAT_STAYS)
    # A worker that had read a face before it was erased measures after it: what it found would name who is gone.
    Generation.objects.filter(pk=generation.pk, references__source_id=ERASED).exclude(scores={}).update(scores={})
    for room in rooms:
        if status == Status.DONE:
            room.done(row)
        else:
            room.ended(row)
