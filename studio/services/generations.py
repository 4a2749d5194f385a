"""Orders changed: repeated, cancelled, hidden. With `work` and `watch`, where a generation's status changes."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import Conflict, NotFound
from studio import progress, queue
from studio.engines.tables import can_stop
from studio.models import Generation, Status
from studio.models.generation import GenerationQuerySet
from studio.services import asks, credits, endings, orders, takes


def retry(*, generation: Generation, key: UUID) -> tuple[Generation, ...]:
    """The same ask again under a new key, made once; a failed order keeps its parent. Raises as `orders.order`.

    Once, because the button that asks for it tells the price of no further takes.
    """
    if not generation.is_over:
        raise Conflict(_("This is still being made."))
    project = asks.project_in_use(generation.owner, generation.project_id)
    ask = replace(orders.ask_of(generation), parent=generation.parent_id, project=project, retakes=None)
    return orders.order(owner=generation.owner, ask=ask, key=key)


def can_cancel(generation: Generation) -> bool:
    """Queued work and work in line always; running work where its maker can truly stop."""
    if generation.status == Status.QUEUED or is_unsent(generation) or takes.are_waiting(generation):
        return True
    return generation.status == Status.RUNNING and can_stop(generation.provider, generation.kind)


def is_unsent(generation: Generation) -> bool:
    """Whether it stands in line for its turn at a vendor: nobody works on it, and nothing has left for the vendor."""
    waits = generation.status == Status.RUNNING and generation.ask_after is not None
    return waits and generation.sent_at is None and not generation.provider_ref


def cancel(generation: Generation) -> None:
    """Stop it and give its credits back. Raises Conflict if it is over or cannot be stopped any more.

    Of an item with takes: the one at work, whichever was named, and all that wait. Where the one at work cannot be
    stopped, it is finished and charged, and no other follows.
    """
    stops = can_stop(generation.provider, generation.kind)
    unsent = Q(status=Status.RUNNING, ask_after__isnull=False, sent_at=None, provider_ref="")
    stoppable = Q(status=Status.QUEUED) | (Q(status=Status.RUNNING) if stops else unsent)
    with transaction.atomic():
        credits.lock(generation)
        working = takes.at_work(generation) or generation
        stopped = Generation.objects.filter(stoppable, pk=working.pk, standby=False).update(
            status=Status.CANCELLED, finished_at=timezone.now(), ask_after=None
        )
        if stopped:
            credits.give_back(working)
            endings.ended(working, Status.CANCELLED)
            transaction.on_commit(lambda: stopped_for_good(working), robust=True)
        spared = endings.drop(working)
    generation.refresh_from_db()
    if not (stopped or spared) and generation.status != Status.CANCELLED:
        raise Conflict(not_stoppable(working))


def stopped_for_good(generation: Generation) -> None:
    """After the commit: the pages hear of it, and the vendor that has it."""
    progress.changed(generation)
    if Generation.objects.filter(pk=generation.pk).exclude(provider_ref="").exists():
        queue.stop_generation(generation.pk)


def not_stoppable(generation: Generation) -> str:
    if generation.is_over:
        return _("It is over already.")
    return _("It is already being made; it is charged when it is finished.")


def set_favourite(generation: Generation, *, on: bool) -> None:
    Generation.objects.filter(pk=generation.pk).update(favourite=on)
    generation.favourite = on
    progress.changed(generation)


def delete(generation: Generation) -> None:
    """Put it into the bin for 30 days. Work that is not over is cancelled first. Raises Conflict if it cannot be."""
    with transaction.atomic():  # so that an item of which one take cannot be stopped keeps all its takes
        credits.lock(generation)
        goes_alone = generation.is_over and not Generation.objects.filter(pk=generation.pk, shown=True).exists()
        if not goes_alone and not all(take.is_over for take in takes.of(generation)):
            cancel_unless_over(takes.at_work(generation) or generation)
    generation.deleted_at = timezone.now()
    whole_item(generation).filter(deleted_at=None).update(deleted_at=generation.deleted_at)
    progress.changed(generation)


def whole_item(generation: Generation) -> GenerationQuerySet:
    """With the take that stands for an item go all of them; any other take goes alone."""
    alone = Q(pk=generation.pk)
    if generation.first_take_id is None:
        return Generation.objects.filter(alone)
    stands = Generation.objects.filter(pk=generation.pk, shown=True)
    return Generation.objects.filter(alone | Q(Exists(stands), first_take=generation.first_take_id))


def cancel_unless_over(generation: Generation) -> None:
    """It may have ended since it was read: then there is nothing to cancel."""
    try:
        cancel(generation)
    except Conflict:
        if not generation.is_over:
            raise
    else:
        if not generation.is_over:  # no other take follows, but this one is being made
            raise Conflict(not_stoppable(generation))


def restore(generation: Generation) -> None:
    """Take it out of the bin, with the takes that went with it.

    Raises NotFound once its days there are over: its words and files are gone.
    """
    went = Generation.objects.filter(pk=generation.pk).values("deleted_at")
    together = whole_item(generation).filter(Q(pk=generation.pk) | Q(deleted_at=Subquery(went)))
    if not together.within_bin_days().update(deleted_at=None):
        raise NotFound(_("There is no such work."))
    generation.deleted_at = None
    progress.changed(generation)
