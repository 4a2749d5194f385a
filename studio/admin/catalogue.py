from __future__ import annotations

import json

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from studio.models import CatalogueModel


@admin.register(CatalogueModel)
class CatalogueModelAdmin(ModelAdmin):
    """Staff decide whether, for how much and in which order; what a model is comes with the product."""

    list_display = ["id", "title", "provider", "kind", "enabled", "margin_percent", "position", "median_seconds"]
    list_editable = ["enabled", "margin_percent", "position"]
    list_filter = ["enabled", "provider"]
    search_fields = ["id", "notes"]
    fields = ["id", "provider", "enabled", "margin_percent", "position", "notes", "median_seconds", "entry_shown"]
    readonly_fields = ["id", "provider", "median_seconds", "entry_shown"]

    @display(description=_("Name"))
    def title(self, row: CatalogueModel) -> str:
        return str(row.entry.get("title", ""))

    @display(description=_("Kind"))
    def kind(self, row: CatalogueModel) -> str:
        return str(row.entry.get("kind", ""))

    @display(description=_("Entry"))
    def entry_shown(self, row: CatalogueModel) -> SafeString:
        return format_html("<pre>{}</pre>", json.dumps(row.entry, indent=1, ensure_ascii=False))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: CatalogueModel | None = None) -> bool:
        return False
