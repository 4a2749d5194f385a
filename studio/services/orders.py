"""Orders taken: checked, priced, written down with their holds, queued."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from reklamai.core.errors import Conflict, KeyReused, TooManyOpen
from studio import progress, queue
from studio.ask import Ask, ReferenceAsk
from studio.catalogue.entry import Entry
from studio.engines.base import Engine, Sent
from studio.models import Generation, GenerationReference, User
from studio.selectors import credits as accounts
from studio.services import credits, quotas
from studio.services.asks import Checked, checked

SEEDS = 2**31


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an order would cost and send, before anything moves. Prices in whole credits."""

    each: int
    count: int
    total: int
    balance: int
    sent: Sent
    expected_s: float | None

    @property
    def affordable(self) -> bool:
        return self.total <= self.balance


def estimate(*, owner: User, ask: Ask) -> Estimate:
    """The price of the whole ask and what would be sent for it. Raises as `checked`. Changes nothing."""
    ready = checked(owner=owner, ask=ask)
    return Estimate(
        each=ready.each,
        count=ready.ask.count,
        total=ready.each * ready.ask.count,
        balance=accounts.balance(owner).balance,
        sent=ready.sent(language=language_of(owner)),
        expected_s=ready.offer.expected_s,
    )


def language_of(owner: User) -> str:
    return translation.get_language() or owner.language


def order(*, owner: User, ask: Ask, key: UUID, quoted: int | None = None) -> tuple[Generation, ...]:
    """Write an order down, hold its credits item by item (all or nothing), queue it.

    `key` comes with the form or the Idempotency-Key header: a double click gets the same generations back; another
    ask under a used key raises KeyReused. `quoted` is the whole price that the owner was told, where a door knows it:
    a higher one raises Conflict. Raises NotEnoughCredits, QuotaReached, TooManyOpen, and as `checked`.
    """
    if earlier := repeated(owner=owner, ask=ask, key=key):
        return earlier
    ready = checked(owner=owner, ask=ask)
    refuse_dearer(ready, quoted)
    quotas.check(owner)
    with transaction.atomic():
        if items := write_items(ready, owner=owner, key=key, digest=ask.digest()):
            # Robust: the order stands once it is written; what could not be queued is found by the watch.
            transaction.on_commit(lambda: queued(items, ready.engine), robust=True)
            return tuple(items)
    return repeated(owner=owner, ask=ask, key=key)


def write_items(ready: Checked, *, owner: User, key: UUID, digest: str, first: int = 0) -> list[Generation]:
    """The rows of one ask with their holds, numbered from `first`; [] if the key has them already.

    Raises NotEnoughCredits and TooManyOpen. Stands in the caller's transaction.
    """
    credits.lock_account(owner)
    first_seed, items = seed_of(ready.ask, ready.offer.entry), []
    for place in range(ready.ask.count):
        seed = later_seed(ready.offer.entry, first_seed, place)
        generation, fresh = write_down(ready, owner=owner, key=key, item=first + place, digest=digest, seed=seed)
        if not fresh:
            return []
        items.append(generation)
    refuse_too_many(owner)
    for each in items:
        credits.hold(each)
    return items


def refuse_too_many(owner: User) -> None:
    """Count what is open, the items just written included. Under the account's lock: two tabs take turns at the limit.

    After the items are written, as a used key is no new order however many are open.
    """
    most = settings.OPEN_ORDERS_MOST
    if Generation.objects.filter(owner=owner).open().count() > most:
        words = _("At most %(n)d of your works can be under way at once. Wait until some are ready.")
        raise TooManyOpen(words % {"n": most}, limit=most)


def refuse_dearer(ready: Checked, quoted: int | None) -> None:
    """The price that was told is the most that is ever held."""
    total = ready.each * ready.ask.count
    if quoted is not None and total > quoted:
        raise Conflict(_("The price has changed: it is %(n)d credits now.") % {"n": total}, needed=total)


def queued(items: list[Generation], engine: Engine) -> None:
    """After the commit: the workers hear of it, and the pages."""
    for generation in items:
        queue.run_generation(generation.pk, cluster=engine.cluster)
        progress.changed(generation)


def repeated(*, owner: User, ask: Ask, key: UUID) -> tuple[Generation, ...]:
    """What this key has ordered already. Raises KeyReused if it was something else."""
    earlier = tuple(Generation.objects.filter(owner=owner, key=key).order_by("item"))
    if earlier and earlier[0].ask_digest != ask.digest():
        raise KeyReused(_("This order key was used for another order."))
    return earlier


def seed_of(ask: Ask, entry: Entry) -> int:
    """The seed that was asked for, or one drawn within what the model takes."""
    given = ask.parameters.get("seed")
    low, high = seeds_of(entry)
    return low + secrets.randbelow(high - low + 1) if given is None else int(given)


def later_seed(entry: Entry, first: int, place: int) -> int:
    """The seed of a later item of one ask: they follow one another, within what the model takes."""
    low, high = seeds_of(entry)
    return low + (first - low + place) % (high - low + 1)


def seeds_of(entry: Entry) -> tuple[int, int]:
    item = entry.input_for("seed")
    if item is None:
        return 0, SEEDS - 1
    return int(item.minimum or 0), SEEDS - 1 if item.maximum is None else int(item.maximum)


def write_down(ready: Checked, *, owner: User, key: UUID, item: int, digest: str, seed: int) -> tuple[Generation, bool]:
    """One item's row with copies of what it uses; (row, False) if the key has it already."""
    entry, language = ready.offer.entry, language_of(owner)
    # Where a model has a seed, the one that was drawn is kept with the others: asked again, it is the same picture.
    ask = ready.ask.with_parameters(seed=seed) if entry.input_for("seed") else ready.ask
    generation, fresh = Generation.objects.get_or_create(
        owner=owner,
        key=key,
        item=item,
        defaults=fields_of(ask)
        | {
            "ask_digest": digest,
            "seed": seed,
            "project": ready.project,
            "parent": ready.parent,
            "price": ready.each,
            "provider": entry.provider,
            "language": language[:2],
            "expected_s": ready.offer.expected_s,
            "sent": ready.sent(language=language, seed=seed if entry.input_for("seed") else None).as_json(),
            **ready.frames,
        },
    )
    if fresh:
        copy_references(generation, ready)
    return generation, fresh


def fields_of(ask: Ask) -> dict[str, object]:
    """The columns that an ask fills; every parameter stays in `parameters` too, so that it can be asked again."""
    given = ask.parameters
    return {
        "kind": ask.kind,
        "model": ask.model,
        "prompt": ask.prompt,
        "negative_prompt": given.get("negative_prompt", ""),
        "parameters": given,
        "aspect_ratio": str(given.get("aspect_ratio", "")),
        "duration_s": given.get("duration"),
        "resolution": str(given.get("resolution", "")),
        "audio_prompt": ask.audio_prompt,
        "audio_type": ask.audio_type,
    }


def copy_references(generation: Generation, ready: Checked) -> None:
    GenerationReference.objects.bulk_create(
        GenerationReference(
            generation=generation,
            position=position,
            source=asked.source,
            source_id=asked.id,
            role=lent.role,
            file=lent.file,
            text=lent.text,
            facts=lent.facts,
        )
        for position, (asked, lent) in enumerate(ready.references)
    )
    GenerationReference.objects.bulk_create(
        GenerationReference(
            generation=generation,
            position=position,
            source=row.asked.source,
            source_id=row.asked.id,
            role=row.role,
            file=row.file,
            text=row.text,
            element=row.part.element,
            facts=row.part.facts,
        )
        for position, row in enumerate(ready.fitted.rows, start=len(ready.references))
    )


def ask_of(generation: Generation) -> Ask:
    """The ask that would make this generation again, one item of it, with the same seed."""
    asked = dict.fromkeys((row.source, row.source_id, row.element or row.role) for row in generation.references.all())
    return Ask(
        kind=generation.kind,
        model=generation.model,
        prompt=generation.prompt,
        parameters=generation.parameters,
        references=tuple(ReferenceAsk(source=source, id=pk, role=role) for source, pk, role in asked),
        start_frame=generation.start_frame_id,
        end_frame=generation.end_frame_id,
        project=generation.project_id,
        parent=generation.pk,
        audio_prompt=generation.audio_prompt,
        audio_type=generation.audio_type,
    )
