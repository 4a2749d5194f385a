"""Orders written down: the rows of an ask, with copies of what they use and their holds."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from uuid import UUID, uuid4

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from reklamai.core.errors import TooManyOpen
from studio.ask import Ask, ErasableSource
from studio.catalogue.entry import Entry
from studio.engines.tables import loaded
from studio.models import Generation, GenerationReference, User
from studio.services import credits
from studio.services.asks import Checked
from studio.shaping import Shape

SEEDS = 2**31


def write_items(
    ready: Checked, *, owner: User, key: UUID, digest: str, first: int = 0, waits: bool = False
) -> list[Generation]:
    """The rows of one ask with their holds, numbered from `first`; [] if the key has them already.

    waits: they stand by until their room sets them going.

    All takes that the items may have are written and held for; the first takes are returned, the others wait in
    standby. Raises NotEnoughCredits and TooManyOpen, and NotFound for what was erased meanwhile. Stands
    in the caller's transaction.
    """
    credits.lock_account(owner)
    first_seed, items = seed_of(ready.ask, ready.offer.entry), []
    for place in range(ready.ask.count):
        seed = later_seed(ready.offer.entry, first_seed, place)
        generation, fresh = write_down(
            ready, owner=owner, key=key, item=first + place, digest=digest, seed=seed, waits=waits
        )
        if not fresh:
            return []
        items.append(generation)
    later = write_takes(ready, items, owner=owner, digest=digest, first_seed=first_seed)
    refuse_too_many(owner)
    refuse_gone(ready, owner)
    for each in (*items, *later):
        credits.hold(each)
    return items


def write_takes(
    ready: Checked, items: list[Generation], *, owner: User, digest: str, first_seed: int
) -> list[Generation]:
    """The takes that the items may have after their first ones, each with a seed of its own."""
    count, later = len(items), []
    for take in range(2, ready.takes + 1):
        for place, item in enumerate(items):
            seed = later_seed(ready.offer.entry, first_seed, (take - 1) * count + place)
            row, _fresh = write_down(
                ready, owner=owner, key=item.key, item=item.item, digest=digest, seed=seed, after=(item, take)
            )
            later.append(row)
    return later


def refuse_gone(ready: Checked, owner: User) -> None:
    """Raises NotFound for what has been erased since it was lent: under the account's lock it is erased or written."""
    asked = {each for each, _lent in ready.references} | {row.asked for row in ready.fitted.rows}
    for name in {each.source for each in asked}:
        source = loaded(settings.REFERENCE_SOURCES[name])
        if isinstance(source, ErasableSource):
            source.refuse_gone(owner, {each.id for each in asked if each.source == name})


def refuse_too_many(owner: User) -> None:
    """Count what is open, the items just written included. Under the account's lock: two tabs take turns at the limit.

    After the items are written, as a used key is no new order however many are open.
    """
    most = settings.OPEN_ORDERS_MOST
    if Generation.objects.filter(owner=owner).open().wanted().count() > most:
        words = _("At most %(n)d of your works can be under way at once. Wait until some are ready.")
        raise TooManyOpen(words % {"n": most}, limit=most)


def language_of(owner: User) -> str:
    return translation.get_language() or owner.language


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


def write_down(
    ready: Checked,
    *,
    owner: User,
    key: UUID,
    item: int,
    digest: str,
    seed: int,
    after: tuple[Generation, int] | None = None,
    waits: bool = False,
) -> tuple[Generation, bool]:
    """One item's row with copies of what it uses; (row, False) if the key has it already.

    after: (first take, number) of a later take. waits: it stands by, as a later take does.
    """
    entry, language = ready.offer.entry, language_of(owner)
    # Where a model has a seed, the one that was drawn is kept with the others: asked again, it is the same picture.
    ask = ready.ask.with_parameters(seed=seed) if entry.input_for("seed") else ready.ask
    generation, fresh = Generation.objects.get_or_create(
        owner=owner,
        key=key,
        item=item,
        take=after[1] if after else 1,
        defaults=fields_of(ask)
        | take_fields(ready, after[0] if after else None)
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
            "plan": plan_of(ready.shape),
            "color_depth": ready.shape.depth,
            **({"standby": True} if waits else {}),
            **ready.frames,
        },
    )
    if fresh:
        copy_references(generation, ready)
    return generation, fresh


def plan_of(shape: Shape) -> dict[str, object]:
    """What is kept of the camera for whoever makes and finishes it."""
    return {**shape.plan, "words": shape.words} if shape.words else dict(shape.plan)


def take_fields(ready: Checked, first: Generation | None) -> dict[str, object]:
    """The columns of an item that may be made again; none for one that is made once."""
    if ready.ask.retakes is None:
        return {}
    asked = {"retakes": asdict(ready.ask.retakes)}
    if first is not None:
        return {**asked, "first_take_id": first.pk, "standby": True, "shown": False}
    pk = uuid4()
    return {**asked, "id": pk, "first_take_id": pk}


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
        "keyframe_interpolation": ask.kind == "keyframes",
        "resolution": str(given.get("resolution", "")),
        "audio_prompt": ask.audio_prompt,
        "audio_type": ask.audio_type,
        "camera": ask.camera or {},
        "master": ask.master or {},
        **({"num_intermediate_frames": count} if (count := given.get("num_intermediate_frames")) else {}),
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
            strength=asked.strength,
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
            facts=row.facts,
            strength=row.asked.strength,
        )
        for position, row in enumerate(ready.fitted.rows, start=len(ready.references))
    )
