"""Storyboards: that somebody has them, of what they are made, how their orders went; words and pictures in a case."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from studio.admin.belongings import OfOwner
from studio.admin.shown import NOTHING, Shown, facts, link, listing, picture, plain, table
from studio.models import Asset, User
from studio.selectors import cases
from video.models import MultiShotGeneration, ShotOrder
from video.models.film import Shot
from video.selectors.standing import shots_of

PUBLIC = [
    "person", "its_project", "status", "made_of", "its_shots", "its_orders", "trouble", "revision", "created_at",
    "updated_at", "deleted_at",
]  # fmt: skip
PRIVATE = ["name", "its_film", "its_animatic", "words"]


@admin.register(MultiShotGeneration)
class FilmAdmin(OfOwner):
    list_display = ["created_at", "person", "name", "status", "model", "how_many", "updated_at", "deleted_at"]
    list_display_links = ["created_at"]
    list_filter = ["status", "native", ("deleted_at", admin.EmptyFieldListFilter)]
    search_fields = ["id__exact", "owner__email", "orders__generation__id__exact"]
    search_help_text = gettext_lazy("Number of the storyboard or of one of its orders, e-mail of its owner")
    date_hierarchy = "created_at"
    view_on_site = False  # that page is its owner's
    readonly_fields: ClassVar[list[str]] = [*PUBLIC, *PRIVATE]

    def get_queryset(self, request: HttpRequest) -> QuerySet[MultiShotGeneration]:
        counted = Count("shots", filter=Q(shots__deleted_at=None), distinct=True)
        return super().get_queryset(request).annotate(shots_there=counted)

    def get_list_display(self, request: HttpRequest) -> list[str]:
        seen = cases.sees_all(cast("User", request.user))
        return [name for name in self.list_display if seen or name != "name"]

    def get_fields(self, request: HttpRequest, obj: MultiShotGeneration | None = None) -> list[str]:
        return [*PUBLIC, *PRIVATE] if obj is not None and sees(cast("User", request.user), obj) else PUBLIC

    @display(description=gettext_lazy("Shots"), ordering="shots_there")
    def how_many(self, row: Any) -> int:
        return int(row.shots_there)

    @display(description=gettext_lazy("Project"))
    def its_project(self, row: MultiShotGeneration) -> Shown:
        return link(row.project)

    @display(description=gettext_lazy("Made of"))
    def made_of(self, row: MultiShotGeneration) -> Shown:
        """Without its parameters: a setting may be a text."""
        one = _("yes") if row.native else ""
        return facts([
            (_("format"), row.aspect_ratio), (_("resolution"), row.resolution), (_("model"), row.model),
            (_("one order"), one),
        ])  # fmt: skip

    @display(description=gettext_lazy("Shots"))
    def its_shots(self, row: MultiShotGeneration) -> Shown:
        """Numbers and models alone."""
        headers = ["", _("seconds"), _("model"), _("join"), _("locked")]
        return table(headers, ([n, *shown_of(shot)] for n, shot in enumerate(shots_of(row), 1)))

    @display(description=gettext_lazy("Orders"))
    def its_orders(self, row: MultiShotGeneration) -> Shown:
        return listing(ShotOrder, row.orders.count(), film__id__exact=row.pk)

    @display(description=gettext_lazy("Film"))
    def its_film(self, row: MultiShotGeneration) -> Shown:
        return thumbnail(row.combined_video)

    @display(description=gettext_lazy("Animatic"))
    def its_animatic(self, row: MultiShotGeneration) -> Shown:
        return thumbnail(row.animatic)

    @display(description=gettext_lazy("Words"))
    def words(self, row: MultiShotGeneration) -> Shown:
        said = ([n, shot.prompt, shot.line, plain(shot.camera)] for n, shot in enumerate(shots_of(row), 1))
        return table(["", _("prompt"), _("line"), _("camera")], said)


def sees(user: User, film: MultiShotGeneration) -> bool:
    """Whether they may read the board: always, or for a day after they opened a case on one of its orders."""
    orders = film.orders.values("generation")
    return cases.sees_all(user) or cases.has_case(user, Q(generation__in=orders))


def shown_of(shot: Shot) -> list[object]:
    style = shot.join_style if shot.join_style == "cut" else f"{shot.join_style} {shot.join_seconds:g}"
    return [shot.duration_s, shot.model or NOTHING, style, _("yes") if shot.locked else ""]


def thumbnail(asset: Asset | None) -> Shown:
    return picture(asset, width=240) or NOTHING


@admin.register(ShotOrder)
class ShotOrderAdmin(OfOwner):
    """Which order was made for which shot; the order's own page has the rest."""

    list_display = ["created_at", "person", "part", "place", "order", "how_it_went", "board"]
    list_display_links = ["created_at"]
    list_filter = ["part", "generation__status"]
    search_fields = ["film__id__exact", "generation__id__exact", "film__owner__email"]
    search_help_text = gettext_lazy("Number of the storyboard or of the order, e-mail of its owner")
    list_select_related = ["film__owner", "shot", "generation", "after"]
    date_hierarchy = "created_at"
    fields: ClassVar[list[str]] = [
        "person",
        "board",
        "part",
        "place",
        "order",
        "how_it_went",
        "waits_for",
        "created_at",
    ]
    readonly_fields = fields

    @display(description=gettext_lazy("Owner"), ordering="film__owner__email")
    def person(self, row: ShotOrder) -> Shown:
        return link(row.film.owner)

    @display(description=gettext_lazy("Shot"))
    def place(self, row: ShotOrder) -> object:
        return row.shot.position + 1 if row.shot else NOTHING

    @display(description=gettext_lazy("Order"))
    def order(self, row: ShotOrder) -> Shown:
        return link(row.generation, str(row.generation_id)[:8])

    @display(description=gettext_lazy("status"))
    def how_it_went(self, row: ShotOrder) -> str:
        return str(row.generation.get_status_display())

    @display(description=gettext_lazy("Storyboard"))
    def board(self, row: ShotOrder) -> Shown:
        return link(row.film, str(row.film_id)[:8])

    @display(description=gettext_lazy("Waits for"))
    def waits_for(self, row: ShotOrder) -> Shown:
        return link(row.after, str(row.after.generation_id)[:8]) if row.after else NOTHING
