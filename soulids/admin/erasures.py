"""What vendors have been asked to erase: it names no person."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from soulids.models import RemoteErasure
from studio.admin.base import ReadOnlyAdmin


@admin.register(RemoteErasure)
class RemoteErasureAdmin(ReadOnlyAdmin):
    list_display = ["asked_at", "provider", "what", "state", "attempts", "last_error", "next_at", "done_at"]
    list_filter = ["provider", "what", ("done_at", admin.EmptyFieldListFilter), "last_error"]
    search_fields = ["ref"]
    search_help_text = gettext_lazy("The vendor's name of it")
    date_hierarchy = "asked_at"
    fields: ClassVar[list[str]] = ["provider", "what", "ref", "state", "asked_at", "attempts", "last_error", "next_at",
                                   "done_at"]  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[RemoteErasure]:
        return super().get_queryset(request).order_by("-pk")

    @display(description=gettext_lazy("State"), label={"gone": "success", "late": "danger", "asked": "info"})
    def state(self, row: RemoteErasure) -> tuple[str, str]:
        if row.done_at:
            return "gone", _("Erased")
        return ("late", _("Still there")) if row.attempts else ("asked", _("To be erased"))
