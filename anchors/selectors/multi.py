"""Multi-references, read; always for one user."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from anchors.conflicts import Conflict, Filled, conflicts
from anchors.models import MultiReference, ReferenceAnchor
from anchors.models.multi import SLOTS
from anchors.selectors.anchors import SET_SOURCE, UNREAD
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
    cuts: bool = True,
) -> Page:
    """`words`: part of the name. A fixed number of queries, whatever is found. Raises BadFilter."""
    size = min(max(1, size), LARGEST_PAGE)
    rows = MultiReference.objects.in_bin_of(user) if bin else MultiReference.objects.visible_to(user)
    if words:
        check_plain(words)
        rows = rows.filter(name__icontains=words)
    if cursor:
        at, pk = read_cursor(cursor)
        rows = rows.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=pk))
    found = list(with_parts(rows, cuts=cuts).order_by("-created_at", "-id")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Page(items=tuple(found[:size]), next_cursor=cursor_of(last.created_at, last.pk) if last else "")


def with_parts(rows: QuerySet[MultiReference], *, cuts: bool = True) -> QuerySet[MultiReference]:
    """With the four anchors, their pictures and states; and their cuts, for eight queries more."""
    slots = [f"{name}__{part}" for name in SLOTS for part in ("image", "extraction")]
    unread = [f"{name}__extraction__{column}" for name in SLOTS for column in UNREAD]
    rows = rows.select_related("owner", *slots).defer(*unread)
    return rows.prefetch_related(*(f"{name}__cuts__asset" for name in SLOTS)) if cuts else rows


def visible(user: User, pk: UUID | str, *, in_bin: bool = False, cuts: bool = True) -> MultiReference:
    """One set with its anchors; from the bin too where told so. Raises NotFound, for a malformed id too."""
    mine = Q(deleted_at=None)
    if in_bin:
        mine |= Q(pk__in=MultiReference.objects.in_bin_of(user).values("pk"))
    try:
        found = with_parts(MultiReference.objects.filter(mine, owner=user, pk=UUID(str(pk))), cuts=cuts).first()
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
    return {slot: anchor for slot, anchor in found.slots.items() if slot in anchor.found}


def filled(anchor: ReferenceAnchor) -> Filled:
    """An anchor as the rules of a set know it."""
    return Filled(
        id=str(anchor.pk),
        name=anchor.name,
        found=frozenset(anchor.found),
        locked=frozenset(anchor.locked_elements),
        is_read=bool(anchor.extracted_features),
    )
