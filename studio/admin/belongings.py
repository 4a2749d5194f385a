"""What people have here beside orders and credits."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display

from studio.admin.base import ReadOnlyAdmin
from studio.admin.shown import Shown, facts, link, listing, plain
from studio.models import ApiKey, ComposerDraft, DataExport, Generation, Project, StaffCase, TokenFamily, User
from studio.selectors import cases


class OfOwner(ReadOnlyAdmin):
    """Things that are somebody's."""

    search_fields = ["owner__email", "owner__name"]
    search_help_text = gettext_lazy("E-mail or name of the owner")
    list_select_related = ["owner"]

    @display(description=gettext_lazy("Owner"), ordering="owner__email")
    def person(self, row: Any) -> Shown:
        return link(row.owner)


@admin.register(Project)
class ProjectAdmin(OfOwner):
    """A folder of somebody's campaign; those who keep content in order may rename it."""

    list_display = ["name", "person", "created_at", "deleted_at", "works"]
    search_fields = ["name", "owner__email"]
    list_filter = [("deleted_at", admin.EmptyFieldListFilter)]
    date_hierarchy = "created_at"
    fields: ClassVar[list[str]] = ["name", "person", "created_at", "deleted_at", "works"]
    readonly_fields: ClassVar[list[str]] = ["person", "created_at", "deleted_at", "works"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return ModelAdmin.has_change_permission(self, request, obj)

    @display(description=gettext_lazy("Orders"))
    def works(self, row: Project) -> Shown:
        return listing(Generation, _("Its orders"), project__id__exact=row.pk)


@admin.register(ComposerDraft)
class ComposerDraftAdmin(OfOwner):
    """What somebody has typed and not ordered: that there is one, and what stands in it for those who see all words."""

    list_display = ["person", "composer", "updated_at"]
    list_display_links = ["composer"]
    list_filter = ["composer"]
    readonly_fields: ClassVar[list[str]] = ["person", "composer", "updated_at", "typed"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        seen = cases.sees_all(cast("User", request.user))
        return [name for name in self.readonly_fields if seen or name != "typed"]

    @display(description=gettext_lazy("Typed"))
    def typed(self, row: ComposerDraft) -> Shown:
        return facts((name, plain(value)) for name, value in row.content.items())


@admin.register(ApiKey)
class ApiKeyAdmin(OfOwner):
    """Of a key only its beginning is known here, as to its owner."""

    list_display = ["name", "person", "prefix", "created_at", "expires_at", "last_used_at", "revoked_at"]
    list_filter = [("revoked_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "prefix", "owner__email"]
    fields: ClassVar[list[str]] = ["name", "person", "prefix", "rights", "created_at", "expires_at", "last_used_at",
                                   "revoked_at"]  # fmt: skip
    readonly_fields = fields

    @display(description=gettext_lazy("Rights"))
    def rights(self, row: ApiKey) -> str:
        return ", ".join(row.scope_names)


@admin.register(TokenFamily)
class TokenFamilyAdmin(OfOwner):
    list_display = ["person", "user_agent", "created_at", "last_seen_at", "expires_at", "revoked_at"]
    list_display_links = ["created_at"]
    fields: ClassVar[list[str]] = ["person", "user_agent", "created_at", "last_seen_at", "expires_at", "revoked_at"]
    readonly_fields = fields


@admin.register(DataExport)
class DataExportAdmin(OfOwner):
    """That somebody asked for their data; the archive itself is theirs alone."""

    list_display = ["person", "status", "size_bytes", "created_at", "ready_at", "expires_at"]
    list_display_links = ["created_at"]
    list_filter = ["status"]
    fields: ClassVar[list[str]] = ["person", "status", "attempt", "size_bytes", "created_at", "ready_at", "expires_at"]
    readonly_fields = fields


@admin.register(StaffCase)
class StaffCaseAdmin(ReadOnlyAdmin):
    list_display = ["opened_at", "staff", "order", "reason"]
    search_fields = ["staff__email", "reason", "generation__id__exact"]
    list_select_related = ["staff", "generation"]
    date_hierarchy = "opened_at"
    fields: ClassVar[list[str]] = ["opened_at", "staff", "order", "reason"]
    readonly_fields = fields

    @display(description=gettext_lazy("Order"))
    def order(self, row: StaffCase) -> Shown:
        return link(row.generation)
