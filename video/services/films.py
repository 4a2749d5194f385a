"""Storyboards made, changed as a whole, put into the bin and taken out of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput
from studio.catalogue.validate import AskInvalid
from studio.models import User
from studio.services import credits
from video.film_content import film_changes
from video.models import MultiShotGeneration, Shot, SoundMix
from video.models.film import LEAST_SHOTS
from video.selectors.films import not_found
from video.services import mixing, rendering
from video.services.listing import arranged
from video.services.revisions import check_revision

MOST: Final = 500
"""Live storyboards of one person: beyond it lists stop being lists."""


@transaction.atomic
def create(owner: User, content: Any = None) -> MultiShotGeneration:
    """A new board. `content`: its fields and "shots", two to six of them, as the API has them; without, two empty ones.

    Raises AskInvalid naming every fault by its field ("shots.1.prompt"), BadInput at the limit.
    """
    credits.lock_account(owner)  # two tabs at the limit take turns
    if MultiShotGeneration.objects.visible_to(owner).count() >= MOST:
        raise BadInput(_("You have %(most)s storyboards, which is as many as there can be.") % {"most": MOST})
    film = MultiShotGeneration(owner=owner)
    given = {} if content is None else content
    listed = given.get("shots") if isinstance(given, Mapping) else None
    put(film, given, shots=[{}] * LEAST_SHOTS if listed is None else listed, before=[])
    return film


@transaction.atomic
def edit(owner: User, pk: UUID, content: Any, *, revision: Any = None) -> MultiShotGeneration:
    """Other settings of the board and, with "shots", all its shots in a new order.

    Of the list, shots with an "id" are kept and changed, those without are new, those that are left out are removed.
    revision: what the caller has seen. Raises NotFound, AskInvalid, and Conflict for a stale revision and where a
    locked shot would change.
    """
    film = held(owner, pk, revision=revision)
    listed = content.get("shots") if isinstance(content, Mapping) else None
    put(film, content, shots=listed, before=standing(film) if listed is not None else [])
    return film


def put(film: MultiShotGeneration, content: Any, *, shots: Any, before: list[Shot]) -> None:
    """The board and, where they are given, its shots: everything is read before anything is written."""
    errors: dict[str, str] = {}
    try:
        changes = film_changes(film.owner, content, film)
    except AskInvalid as refused:
        changes, errors = {}, dict(refused.errors)
    try:
        plan = arranged(film, shots, before=before) if shots is not None else None
    except AskInvalid as refused:
        errors |= refused.errors
    if errors:
        raise AskInvalid(errors)
    for name, value in changes.items():
        setattr(film, name, value)
    if film._state.adding:
        film.save(force_insert=True)
    elif changes or (plan and plan.changes):
        grown(film, *changes)
    if plan:
        plan.write()


def held(owner: User, pk: UUID, *, revision: Any = None) -> MultiShotGeneration:
    """The board, ours until the transaction ends. Raises NotFound, and Conflict for a stale `revision`."""
    found = MultiShotGeneration.objects.visible_to(owner).select_for_update().filter(pk=pk).first()
    if found is None:
        raise not_found()
    found.owner = owner
    stale = _("This storyboard has been changed elsewhere since you opened it. Load it again.")
    check_revision(found, revision, stale=stale)
    return found


def grown(film: MultiShotGeneration, *columns: str) -> None:
    """Write those columns, and that a person has changed something."""
    film.revision += 1
    names = [name.removesuffix("_id") for name in columns]
    film.save(update_fields=[*names, "revision", "updated_at"])


def standing(film: MultiShotGeneration) -> list[Shot]:
    """Its shots in their order."""
    return list(film.shots.filter(deleted_at=None).order_by("position", "id"))


def trash(owner: User, pk: UUID) -> None:
    """Put it into the bin with all its shots; what is being made is stopped, what was rendered stays in the library.

    Raises NotFound. Two transactions on purpose: the end of an order locks the order and then its board, and so must
    nobody the other way round.
    """
    now = timezone.now()
    if not MultiShotGeneration.objects.visible_to(owner).filter(pk=pk).update(deleted_at=now, updated_at=now):
        raise not_found()
    rendering.cancel(MultiShotGeneration.objects.get(pk=pk))
    for mix in SoundMix.objects.filter(film=pk):
        mixing.cancel(mix)


def restore(owner: User, pk: UUID) -> None:
    """Take it out of the bin, within its days there. Raises NotFound."""
    now = timezone.now()
    if not MultiShotGeneration.objects.in_bin_of(owner).filter(pk=pk).update(deleted_at=None, updated_at=now):
        raise not_found()
