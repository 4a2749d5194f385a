"""Anchors, read; always for one user."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from anchors.models import AnchorCut, MultiReference, ReferenceAnchor
from anchors.models.multi import SLOTS
from reklamai.core.errors import NotFound
from studio.models import Asset, Generation, GenerationReference, User
from studio.selectors.generations import LARGEST_PAGE, cursor_of, read_cursor
from studio.selectors.plain import check_plain

SOURCE, SET_SOURCE = "anchor", "multi-reference"
"""How references of orders name an anchor and a set."""


UNREAD = ("notes", "sent", "words")
"""Columns of an extraction that no card shows; its notes hold every mesh point a second time."""
HIDDEN = tuple(f"extraction__{name}" for name in UNREAD)
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class AnchorQuery:
    """What of a person's anchors is wanted; the defaults want all but the bin."""

    words: str = ""
    """Part of the name."""
    found: str = ""
    """Those in which this element was found."""
    locked: str = ""
    """Those that hold orders to this element."""
    project: UUID | None = None
    bin: bool = False
    since: datetime | None = None
    until: datetime | None = None
    """Made at `since` or later, and before `until`."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some anchors, newest first, and the cursor of the next page ("" at the end)."""

    items: tuple[ReferenceAnchor, ...]
    next_cursor: str


def page(user: User, query: AnchorQuery | None = None, *, cursor: str = "", size: int = 40) -> Page:
    """One query, whatever the number of anchors; without what was found but its names. Raises BadFilter."""
    size = min(max(1, size), LARGEST_PAGE)
    rows = with_states(matching(user, query or AnchorQuery())).defer("extracted_features", *HIDDEN)
    if cursor:
        at, pk = read_cursor(cursor)
        rows = rows.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=pk))
    found = list(rows.order_by("-created_at", "-id")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Page(items=tuple(found[:size]), next_cursor=cursor_of(last.created_at, last.pk) if last else "")


def matching(user: User, query: AnchorQuery) -> QuerySet[ReferenceAnchor]:
    rows = ReferenceAnchor.objects.in_bin_of(user) if query.bin else ReferenceAnchor.objects.visible_to(user)
    if query.words:
        check_plain(query.words)
        rows = rows.filter(name__icontains=query.words)
    if query.found:
        rows = rows.read().filter(found_elements__contains=[query.found])
    if query.locked:
        rows = rows.filter(locked_elements__contains=[query.locked])
    exact = {"project": query.project, "created_at__gte": query.since, "created_at__lt": query.until}
    return rows.filter(**{name: value for name, value in exact.items() if value})


def with_states(rows: QuerySet[ReferenceAnchor]) -> QuerySet[ReferenceAnchor]:
    """With what a card shows, so that a page of cards asks no more per card."""
    return rows.select_related("owner", "image", "extraction", "project").defer(*HIDDEN)


def with_cuts(rows: QuerySet[ReferenceAnchor]) -> QuerySet[ReferenceAnchor]:
    """With the parts as files, for one query more."""
    return rows.prefetch_related(Prefetch("cuts", AnchorCut.objects.select_related("asset")))


def with_parts(rows: QuerySet[ReferenceAnchor]) -> QuerySet[ReferenceAnchor]:
    """With everything that the page of one anchor shows."""
    return with_cuts(with_states(rows))


def lending(user: User, ids: Collection[str]) -> dict[str, ReferenceAnchor]:
    """By id: anchors as orders need them, in two queries. Raises NotFound if one is not there."""
    return by_id(with_cuts(ReferenceAnchor.objects.visible_to(user)), ids, missing=not_found)


def by_id(rows: QuerySet[Row], ids: Collection[str], *, missing: Callable[[], NotFound]) -> dict[str, Row]:
    """The rows of these ids, by the ids as they were given. Raises what `missing` makes, for a malformed id too."""
    try:
        wanted = {each: UUID(each) for each in ids}
    except ValueError as error:
        raise missing() from error
    found = rows.in_bulk(set(wanted.values()))
    if len(found) < len(set(wanted.values())):
        raise missing()
    return {each: found[pk] for each, pk in wanted.items()}


def visible(user: User, pk: UUID | str, *, in_bin: bool = False) -> ReferenceAnchor:
    """One anchor with its parts; from the bin too where told so. Raises NotFound, for a malformed id too."""
    mine = Q(deleted_at=None)
    if in_bin:
        mine |= Q(pk__in=ReferenceAnchor.objects.in_bin_of(user).values("pk"))
    try:
        found = with_parts(ReferenceAnchor.objects.filter(mine, owner=user, pk=UUID(str(pk)))).first()
    except ValueError:
        found = None
    if found is None:
        raise not_found()
    return found


def not_found() -> NotFound:
    return NotFound(_("There is no such anchor."))


def cuts(anchor: ReferenceAnchor) -> dict[str, Asset]:
    """Its parts as files, by element, and "portrait". Reads nothing more where `with_parts` was asked for."""
    return {cut.cut: cut.asset for cut in anchor.cuts.all()}


def used_by(anchor: ReferenceAnchor) -> QuerySet[Generation]:
    """The owner's orders that held to it, by itself or in a set, outside the bin, newest first."""
    rows = GenerationReference.objects.filter(generation__owner=anchor.owner_id)
    by_itself = rows.filter(source=SOURCE, source_id=str(anchor.pk))
    in_a_set = rows.filter(source=SET_SOURCE, facts__anchor=str(anchor.pk))
    # Two steps: rows and not a join, for a join would ask for DISTINCT over columns of JSON.
    named = Q(pk__in=by_itself.values("generation")) | Q(pk__in=in_a_set.values("generation"))
    orders = Generation.objects.filter(named, owner=anchor.owner_id, deleted_at=None)
    return orders.order_by("-created_at", "-id")


def sets_of(anchor: ReferenceAnchor) -> QuerySet[MultiReference]:
    """The multi-references outside the bin in which it has a slot."""
    in_a_slot = Q()
    for name in SLOTS:
        in_a_slot |= Q(**{str(name): anchor})
    return MultiReference.objects.filter(in_a_slot, owner=anchor.owner_id, deleted_at=None)
