"""Reads of generations for pages and API, always for one user."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.core import signing
from django.db.models import Prefetch, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from reklamai.core.errors import BadFilter, NotFound
from studio.models import Generation, User
from studio.selectors.plain import check_plain

COUNT_CAP = 1000
LARGEST_PAGE = 100
PICTURE_KINDS = (
    "text_to_image", "image_to_image", "character_image", "inpaint", "outpaint", "upscale", "background_removal",
)  # fmt: skip
SOUND_KINDS = ("text_to_speech", "sound_effect", "music", "audio_tool")
OUTPUTS: dict[str, Q] = {
    "picture": Q(kind__in=PICTURE_KINDS),
    "sound": Q(kind__in=SOUND_KINDS),
    "master": Q(kind="master"),
    "clip": ~Q(kind__in=(*PICTURE_KINDS, *SOUND_KINDS, "master")),
}


@dataclass(frozen=True, slots=True)
class LibraryQuery:
    """What of a library is wanted; the defaults want everything but the bin."""

    words: str = ""
    kind: str = ""
    """ "", "picture", "clip", "sound" or "master"."""
    kinds: tuple[str, ...] = ()
    """Of these kinds alone, such as "text_to_image"; () of all."""
    model: str = ""
    status: str = ""
    favourite: bool = False
    running: bool = False
    project: UUID | None = None
    bin: bool = False
    since: datetime | None = None
    until: datetime | None = None
    """Ordered at `since` or later, and before `until`."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some generations, newest first, and the cursor of the next page ("" at the end)."""

    items: tuple[Generation, ...]
    next_cursor: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are; beyond COUNT_CAP only that there are more."""

    number: int
    capped: bool

    def __str__(self) -> str:
        return f"{self.number}+" if self.capped else str(self.number)


@dataclass(frozen=True, slots=True)
class Counts:
    all: Count
    running: Count
    favourite: Count
    bin: Count


def library(user: User, query: LibraryQuery, *, cursor: str = "", size: int = 40) -> Page:
    """One page by key, not by offset: as fast at the end as at the start. Three queries. Raises BadFilter, BadInput."""
    size = min(max(1, size), LARGEST_PAGE)
    moment = "deleted_at" if query.bin else "created_at"
    rows = matching(user, query).order_by(f"-{moment}", "-id")
    if cursor:
        at, pk = read_cursor(cursor)
        rows = rows.filter(Q(**{f"{moment}__lt": at}) | Q(**{moment: at, "id__lt": pk}), **{f"{moment}__lte": at})
    found = list(with_parts(rows)[: size + 1])
    more = len(found) > size
    items = tuple(found[:size])
    return Page(items=items, next_cursor=cursor_of(getattr(items[-1], moment), items[-1].pk) if more else "")


def matching(user: User, query: LibraryQuery) -> QuerySet[Generation]:
    """Raises BadInput for words that can be in no row."""
    check_plain(query.words, query.kind, query.model, query.status)
    if query.bin:
        rows = Generation.objects.in_bin_of(user).standing_in_bin()
    else:
        rows = Generation.objects.visible_to(user).standing()
    if query.words:
        rows = rows.filter(words=SearchQuery(query.words, config="russian", search_type="websearch"))
    if query.kind:
        rows = rows.filter(OUTPUTS.get(query.kind, Q(pk=None)))
    if query.running:
        rows = rows.open()
    if query.favourite:
        rows = rows.filter(favourite=True)
    if not query.kinds:
        rows = rows.works()
    narrower = {"kind__in": query.kinds, "created_at__gte": query.since, "created_at__lt": query.until}
    exact = {name: getattr(query, name) for name in ("model", "status", "project")}
    return rows.filter(**{name: value for name, value in {**exact, **narrower}.items() if value})


def with_parts(rows: QuerySet[Generation]) -> QuerySet[Generation]:
    """With what a card shows, so that a page of cards asks no more per card; full-text words left out."""
    takes = Prefetch("first_take__takes", queryset=Generation.objects.defer("words"))
    return rows.select_related("project", "owner").prefetch_related("assets", takes).defer("words")


def cursor_of(at: datetime, pk: UUID) -> str:
    return signing.dumps([at.isoformat(), str(pk)], salt="cursor")


def read_cursor(cursor: str) -> tuple[datetime, UUID]:
    try:
        at, pk = signing.loads(cursor, salt="cursor")
        return datetime.fromisoformat(at), UUID(pk)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise broken_cursor() from error


def broken_cursor() -> BadFilter:
    words = _("This page link is broken. Start from the first page.")
    return BadFilter(words, fields={"cursor": words})


def capped(rows: QuerySet[Generation]) -> Count:
    number = rows.order_by()[: COUNT_CAP + 1].count()
    return Count(number=min(number, COUNT_CAP), capped=number > COUNT_CAP)


def visible(user: User, pk: UUID | str, *, in_bin: bool = True) -> Generation:
    """One generation with its parts; from the bin too unless told otherwise. Raises NotFound."""
    rows = Generation.objects.filter(owner=user).within_bin_days() if in_bin else Generation.objects.visible_to(user)
    found = with_parts(rows).prefetch_related("references", "first_take__takes__assets").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such work."))
    return found


def standing(user: User, pk: UUID | str, *, in_bin: bool = True) -> Generation:
    """The take that is shown for the item of this one, with its parts; as `visible`."""
    wanted = Generation.objects.filter(owner=user, pk=pk).values("first_take")
    shown = Generation.objects.filter(first_take__in=wanted, shown=True).values_list("pk", flat=True).order_by()
    return visible(user, next(iter(shown), pk), in_bin=in_bin)


def revision(user: User, pk: UUID) -> int | None:
    """Of its item, all takes together, in the bin or out of it; None for what this user never had."""
    wanted = Generation.objects.filter(owner=user, pk=pk).values("first_take")
    item = Generation.objects.filter(Q(pk=pk) | Q(first_take__in=wanted), owner=user)
    found: int | None = item.order_by().aggregate(all=Sum("revision"))["all"]
    return found


def has_any(user: User, wanted: dict[str, str]) -> bool:
    """Whether the user has a work, in the bin or out of it, whose columns have these values."""
    return Generation.objects.filter(owner=user, **wanted).exists()


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a generation comes from, and what was made of it."""

    parents: tuple[Generation, ...]
    """The oldest first; at most five."""
    children: tuple[Generation, ...]


def lineage(user: User, generation: Generation) -> Lineage:
    """At most seven queries, however deep the tree."""
    parents: list[Generation] = []
    above = generation.parent_id
    while above is not None and len(parents) < 5:
        parent = with_parts(Generation.objects.filter(owner=user)).filter(pk=above).first()
        if parent is None:
            break
        parents.insert(0, parent)
        above = parent.parent_id
    children = with_parts(Generation.objects.visible_to(user).standing().filter(parent=generation)).order_by(
        "created_at"
    )[:12]
    return Lineage(parents=tuple(parents), children=tuple(children))
