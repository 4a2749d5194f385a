"""Files: what was uploaded, what was made."""

from __future__ import annotations

from typing import ClassVar, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from studio.admin import order_page
from studio.admin.base import ReadOnlyAdmin
from studio.admin.shown import Shown, facts, link, picture, plain
from studio.models import Asset, User
from studio.selectors import cases


@admin.register(Asset)
class AssetAdmin(ReadOnlyAdmin):
    list_display = ["picture", "created_at", "person", "kind", "origin", "called", "size", "order", "deleted_at"]
    list_display_links = ["created_at"]
    list_filter = ["kind", "origin", ("deleted_at", admin.EmptyFieldListFilter)]
    search_fields = ["id__exact", "owner__email", "sha256", "generation__id__exact"]
    search_help_text = gettext_lazy("Number or checksum of the file, number of its order, e-mail of its owner")
    list_select_related = ["owner", "generation"]
    date_hierarchy = "created_at"
    fields: ClassVar[list[str]] = ["picture", "person", "order", "file_facts", "more"]
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Asset]:
        return super().get_queryset(request).prefetch_related(order_page.SOURCES_OF_FILES)

    def get_list_display(self, request: HttpRequest) -> list[str]:
        private = set() if cases.sees_all(cast("User", request.user)) else {"picture", "called"}
        return [name for name in self.list_display if name not in private]

    def get_fields(self, request: HttpRequest, obj: Asset | None = None) -> list[str]:
        seen = obj is not None and cases.may_open(cast("User", request.user), obj)
        return list(self.fields) if seen else ["person", "order", "file_facts"]

    @display(description="")
    def picture(self, row: Asset) -> Shown:
        return picture(row)

    @display(description=gettext_lazy("Owner"), ordering="owner__email")
    def person(self, row: Asset) -> Shown:
        return link(row.owner)

    @display(description=gettext_lazy("Order"))
    def order(self, row: Asset) -> Shown:
        return link(row.generation)

    @display(description=gettext_lazy("Name"), ordering="name")
    def called(self, row: Asset) -> str:
        return "" if cases.room_of(row) else row.name

    @display(description=gettext_lazy("Size"), ordering="size_bytes")
    def size(self, row: Asset) -> str:
        return order_page.megabytes(row.size_bytes)

    @display(description=gettext_lazy("File"))
    def file_facts(self, row: Asset) -> Shown:
        return order_page.file_facts(row)

    @display(description=gettext_lazy("About it"))
    def more(self, row: Asset) -> Shown:
        return facts((name, plain(value)) for name, value in {_("Name"): row.name, **row.metadata}.items())
