from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.admin import TabularInline
from unfold.decorators import action, display

from reklamai.core.errors import ReklamError
from studio.admin.readonly import ReadOnlyAdmin
from studio.models import Asset, Generation, GenerationReference, Status
from studio.services import generations, watch


class ReferenceInline(TabularInline):
    model = GenerationReference
    extra = 0
    can_delete = False
    fields = readonly_fields = ["source", "source_id", "role", "file", "text"]

    def has_add_permission(self, request: HttpRequest, obj: Generation | None = None) -> bool:
        return False


@admin.register(Generation)
class GenerationAdmin(ReadOnlyAdmin):
    """Every order; cancelling returns its credits, and goes through the same service as the owner's own button."""

    list_display = ["picture", "created_at", "owner", "kind", "model", "state", "progress", "price", "cost"]
    list_filter = ["status", "provider", "kind", "model"]
    search_fields = ["id", "owner__email", "prompt", "provider_ref"]
    list_select_related = ["owner"]
    date_hierarchy = "created_at"
    show_full_result_count = False
    inlines = [ReferenceInline]
    actions = ["cancel", "requeue"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Generation]:
        return super().get_queryset(request).prefetch_related("assets").defer("words")

    @display(description="")
    def picture(self, row: Generation) -> SafeString | str:
        return small(row.result) if row.result else ""

    @display(
        description=gettext_lazy("Status"),
        label={Status.DONE: "success", Status.FAILED: "danger", Status.RUNNING: "info", Status.QUEUED: "warning"},
    )
    def state(self, row: Generation) -> tuple[str, str]:
        return row.status, row.get_status_display()

    @action(description=gettext_lazy("Cancel, credits back"), permissions=["run"])
    def cancel(self, request: HttpRequest, rows: QuerySet[Generation]) -> None:
        done = 0
        for row in rows:
            try:
                generations.cancel(row)
                done += 1
            except ReklamError as error:
                messages.warning(request, f"{row.pk}: {error.message}")
        messages.success(request, ngettext("%(n)d cancelled.", "%(n)d cancelled.", done) % {"n": done})

    @action(description=gettext_lazy("Put into the queue again"), permissions=["run"])
    def requeue(self, request: HttpRequest, rows: QuerySet[Generation]) -> None:
        """Harmless where it is not needed: the work is claimed once."""
        waiting = [row for row in rows if row.status == Status.QUEUED]
        for row in waiting:
            watch.enqueue(row)
        messages.success(request, _("%(n)d queued again.") % {"n": len(waiting)})

    def has_run_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("studio.change_generation")


@admin.register(Asset)
class AssetAdmin(ReadOnlyAdmin):
    list_display = ["picture", "created_at", "owner", "kind", "origin", "name", "size_bytes", "deleted_at"]
    list_filter = ["kind", "origin"]
    search_fields = ["id", "owner__email", "name", "sha256"]
    list_select_related = ["owner"]
    date_hierarchy = "created_at"
    show_full_result_count = False

    @display(description="")
    def picture(self, row: Asset) -> SafeString | str:
        return small(row)


def small(asset: Asset) -> SafeString | str:
    if not asset.thumbnail:
        return ""
    return format_html('<img src="{}" width="72" alt="" loading="lazy">', asset.thumbnail_url)
