"""Orders taken: checked, priced, written down with their holds, queued."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from reklamai.core.errors import Conflict, KeyReused
from studio import progress, queue
from studio.ask import Ask, ReferenceAsk, Retakes
from studio.engines.base import Engine, Sent
from studio.models import Generation, User
from studio.retakes import scores_of
from studio.selectors import credits as accounts
from studio.services import quotas
from studio.services.asks import Checked, checked
from studio.services.writing import language_of, write_items
from studio.shaping import names_camera


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an order would cost and send, before anything moves. Prices in whole credits."""

    each: int
    count: int
    total: int
    """All that would be held: with every take that each item may have."""
    balance: int
    sent: Sent
    expected_s: float | None
    takes: int = 1
    """How many takes each item may have."""
    scores: tuple[str, ...] = ()
    """What would be measured of the results, the most important first."""

    @property
    def first(self) -> int:
        """What it comes to if nothing has to be made again."""
        return self.each * self.count

    @property
    def affordable(self) -> bool:
        return self.total <= self.balance


def estimate(*, owner: User, ask: Ask) -> Estimate:
    """The price of the whole ask and what would be sent for it. Raises as `checked`. Changes nothing."""
    ready = checked(owner=owner, ask=ask)
    return Estimate(
        each=ready.each,
        count=ready.ask.count,
        total=ready.total,
        balance=accounts.balance(owner).balance,
        sent=ready.sent(language=language_of(owner)),
        expected_s=ready.offer.expected_s,
        takes=ready.takes,
        scores=scores_of({row.part.element for row in ready.fitted.rows}, output=ready.offer.entry.output),
    )


def order(
    *, owner: User, ask: Ask, key: UUID, quoted: int | None = None, by_room: bool = False
) -> tuple[Generation, ...]:
    """Write an order down, hold its credits item by item (all or nothing), queue it.

    `key` comes with the form or the Idempotency-Key header: a double click gets the same generations back; another
    ask under a used key raises KeyReused. `quoted` is the whole price that the owner was told, where a door knows it:
    a higher one raises Conflict. So does a kind of settings.ORDERED_BY_ROOMS, unless it comes `by_room`. Raises
    NotEnoughCredits, QuotaReached, TooManyOpen, and as `checked`.
    """
    if earlier := repeated(owner=owner, ask=ask, key=key):
        return earlier
    ready = checked(owner=owner, ask=ask)
    if not by_room:
        refuse_rooms_own(ready)
    refuse_dearer(ready, quoted)
    if ready.ask.kind not in settings.FILELESS_KINDS:  # a look leaves no file, whatever room there is
        quotas.check(owner)
    with transaction.atomic():
        if items := write_items(ready, owner=owner, key=key, digest=ask.digest()):
            # Robust: the order stands once it is written; what could not be queued is found by the watch.
            transaction.on_commit(lambda: queued(items, ready.engine), robust=True)
            return tuple(items)
    return repeated(owner=owner, ask=ask, key=key)


def refuse_rooms_own(ready: Checked) -> None:
    """Raises Conflict for what only its room may order: settings.ORDERED_BY_ROOMS."""
    if ready.ask.kind in settings.ORDERED_BY_ROOMS:
        raise Conflict(_("This is ordered on the page it belongs to."))


def refuse_dearer(ready: Checked, quoted: int | None) -> None:
    """The price that was told is the most that is ever held."""
    total = ready.total
    if quoted is not None and total > quoted:
        raise Conflict(_("The price has changed: it is %(n)d credits now.") % {"n": total}, needed=total)


def queued(items: list[Generation], engine: Engine) -> None:
    """After the commit: the workers hear of it, and the pages."""
    for generation in items:
        queue.run_generation(generation.pk, cluster=engine.cluster)
        progress.changed(generation)


def repeated(*, owner: User, ask: Ask, key: UUID) -> tuple[Generation, ...]:
    """What this key has ordered already. Raises KeyReused if it was something else."""
    earlier = tuple(Generation.objects.filter(owner=owner, key=key, take=1).order_by("item"))
    if earlier and earlier[0].ask_digest != ask.digest():
        raise KeyReused(_("This order key was used for another order."))
    return earlier


def ask_of(generation: Generation) -> Ask:
    """The ask that would make this generation again, one item of it, with the same seed.

    Without the preset of its camera, of which all is kept with the order: what it is now may be another camera.
    """
    rows = (row for row in generation.references.all() if not names_camera(row.source))
    asked = dict.fromkeys((row.source, row.source_id, row.element or row.role, row.strength) for row in rows)
    return Ask(
        kind=generation.kind,
        model=generation.model,
        prompt=generation.prompt,
        parameters=generation.parameters,
        references=tuple(ReferenceAsk(*each) for each in asked),
        start_frame=generation.start_frame_id,
        end_frame=generation.end_frame_id,
        project=generation.project_id,
        parent=generation.pk,
        audio_prompt=generation.audio_prompt,
        audio_type=generation.audio_type,
        retakes=Retakes(**generation.retakes) if generation.retakes else None,
        camera=generation.camera or None,
        master=generation.master or None,
    )
