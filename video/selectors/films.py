"""Storyboards, read; always for one user."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound
from studio.models import User
from studio.selectors.generations import LARGEST_PAGE, cursor_of, read_cursor
from studio.selectors.plain import check_plain
from video.models import MultiShotGeneration, Shot

LIVE = Q(shots__deleted_at=None)


@dataclass(frozen=True, slots=True)
class Page:
    """Some storyboards, last changed first, and the cursor of the next page ("" at the end)."""

    items: tuple[MultiShotGeneration, ...]
    next_cursor: str


def film_for(user: User, pk: UUID | str) -> MultiShotGeneration:
    """One board with its film and animatic; its shots are `selectors.boards`'. Raises NotFound, for a malformed id
    too."""
    try:
        rows = MultiShotGeneration.objects.visible_to(user).filter(pk=UUID(str(pk)))
    except ValueError as error:
        raise not_found() from error
    found = rows.select_related("combined_video", "animatic", "project", "sound").first()
    if found is None:
        raise not_found()
    found.owner = user
    return found


def films_of(
    user: User,
    *,
    words: str = "",
    project: UUID | None = None,
    bin: bool = False,  # noqa: A002  # the word of every list's filter
    cursor: str = "",
    size: int = 40,
) -> Page:
    """`words`: part of the name. Each board has its shots in `standing_shots`, `shots_there` and `wanted_s`.

    Two queries, whatever is found. Raises BadFilter.
    """
    size = min(max(1, size), LARGEST_PAGE)
    rows = MultiShotGeneration.objects.in_bin_of(user) if bin else MultiShotGeneration.objects.visible_to(user)
    if words:
        check_plain(words)
        rows = rows.filter(name__icontains=words)
    if project is not None:
        rows = rows.filter(project=project)
    if cursor:
        at, pk = read_cursor(cursor)
        rows = rows.filter(Q(updated_at__lt=at) | Q(updated_at=at, id__lt=pk))
    found = list(with_shots(rows).order_by("-updated_at", "-id")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Page(items=tuple(found[:size]), next_cursor=cursor_of(last.updated_at, last.pk) if last else "")


def with_shots(rows: QuerySet[MultiShotGeneration]) -> QuerySet[MultiShotGeneration]:
    """With what a card shows: length, film and animatic, and of each shot the picture that stands for it."""
    shots = Shot.objects.filter(deleted_at=None).select_related("picture", "start_frame").order_by("position", "id")
    counted = rows.annotate(
        shots_there=Count("shots", filter=LIVE), wanted_s=Sum("shots__duration_s", filter=LIVE, default=0)
    )
    return counted.select_related("combined_video", "animatic", "project").prefetch_related(
        Prefetch("shots", queryset=shots, to_attr="standing_shots")
    )


def not_found() -> NotFound:
    return NotFound(_("There is no such storyboard."))
