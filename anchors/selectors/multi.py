"""Multi-references, read; always for one user."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from anchors.conflicts import Conflict, Filled, conflicts
from anchors.models import MultiReference, ReferenceAnchor
from anchors.models.multi import SLOTS
from anchors.selectors.anchors import HIDDEN, SET_SOURCE, by_id, with_cuts
from reklamai.core.errors import NotFound
from studio.models import Generation, GenerationReference, User
from studio.selectors.generations import LARGEST_PAGE, cursor_of, read_cursor
from studio.selectors.plain import check_plain


@dataclass(frozen=True, slots=True)
class Page:
    """Some multi-references, newest first, and the cursor of the next page ("" at the end)."""

    items: tuple[MultiReference, ...]
    next_cursor: str


def page(
    user: User,
    *,
    words: str = "",
    bin: bool = False,  # noqa: A002  # the word of every list's filter
    cursor: str = "",
    size: int = 40,
) -> Page:
    """`words`: part of the name. One query, whatever is found. Raises BadFilter."""
    size = min(max(1, size), LARGEST_PAGE)
    rows = MultiReference.objects.in_bin_of(user) if bin else MultiReference.objects.visible_to(user)
    if words:
        check_plain(words)
        rows = rows.filter(name__icontains=words)
    if cursor:
        at, pk = read_cursor(cursor)
        rows = rows.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=pk))
    found = list(with_anchors(rows).order_by("-created_at", "-id")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Page(items=tuple(found[:size]), next_cursor=cursor_of(last.created_at, last.pk) if last else "")


def with_anchors(rows: QuerySet[MultiReference]) -> QuerySet[MultiReference]:
    """With the four anchors, their pictures and states; what was found in them by its names alone."""
    slots = [f"{name}__{part}" for name in SLOTS for part in ("image", "extraction")]
    hidden = [f"{name}__{column}" for name in SLOTS for column in ("extracted_features", *HIDDEN)]
    return rows.select_related("owner", *slots).defer(*hidden)


def lending(user: User, ids: Collection[str]) -> dict[str, tuple[MultiReference, dict[str, ReferenceAnchor]]]:
    """By id: a set, and element -> the anchor that lends it, in three queries. Raises NotFound if one is not there."""
    sets = by_id(MultiReference.objects.visible_to(user), ids, missing=not_found)
    slots = {pk: {str(slot): getattr(each, f"{slot}_id") for slot in SLOTS} for pk, each in sets.items()}
    wanted = {anchor for filled in slots.values() for anchor in filled.values() if anchor}
    anchors = with_cuts(ReferenceAnchor.objects.visible_to(user)).in_bulk(wanted)
    return {
        pk: (each, lent_of({k: anchors[v] for k, v in slots[pk].items() if v in anchors})) for pk, each in sets.items()
    }


def visible(user: User, pk: UUID | str, *, in_bin: bool = False) -> MultiReference:
    """One set with its anchors; from the bin too where told so. Raises NotFound, for a malformed id too."""
    mine = Q(deleted_at=None)
    if in_bin:
        mine |= Q(pk__in=MultiReference.objects.in_bin_of(user).values("pk"))
    try:
        found = with_anchors(MultiReference.objects.filter(mine, owner=user, pk=UUID(str(pk)))).first()
    except ValueError:
        found = None
    if found is None:
        raise not_found()
    return found


def not_found() -> NotFound:
    return NotFound(_("There is no such multi-reference."))


def used_by(found: MultiReference) -> QuerySet[Generation]:
    """The owner's orders that held to it, outside the bin, newest first."""
    named = GenerationReference.objects.filter(source=SET_SOURCE, source_id=str(found.pk)).values("generation")
    orders = Generation.objects.filter(pk__in=named, owner=found.owner_id, deleted_at=None)
    return orders.order_by("-created_at", "-id")


def conflicts_of(found: MultiReference) -> tuple[Conflict, ...]:
    """What of this set cannot be as it was put together, and which rule decides instead. Reads nothing more."""
    return conflicts({slot: filled(anchor) for slot, anchor in found.slots.items()})


def lent_by(found: MultiReference) -> dict[str, ReferenceAnchor]:
    """What an order gets of this set: element -> the anchor that lends it."""
    return lent_of(found.slots)


def lent_of(slots: Mapping[str, ReferenceAnchor]) -> dict[str, ReferenceAnchor]:
    return {slot: anchor for slot, anchor in slots.items() if slot in anchor.found}


def filled(anchor: ReferenceAnchor) -> Filled:
    """An anchor as the rules of a set know it."""
    return Filled(
        id=str(anchor.pk),
        name=anchor.name,
        found=frozenset(anchor.found),
        locked=frozenset(anchor.locked_elements),
        is_read=anchor.is_read,
    )
