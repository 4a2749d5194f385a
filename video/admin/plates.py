"""Pictures read for the live view: that they were, and whether it went well."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from studio.admin.belongings import OfOwner
from studio.admin.shown import Shown, link
from video.models import Plate


@admin.register(Plate)
class PlateAdmin(OfOwner):
    list_display = ["created_at", "person", "status", "reading"]
    list_display_links = ["created_at"]
    list_filter = ["status"]
    list_select_related = ["owner", "order", "asset"]
    date_hierarchy = "created_at"
    fields: ClassVar[list[str]] = ["person", "status", "its_picture", "reading", "created_at"]
    readonly_fields = fields

    @display(description=gettext_lazy("Picture"))
    def its_picture(self, row: Plate) -> Shown:
        return link(row.asset)

    @display(description=gettext_lazy("Order"))
    def reading(self, row: Plate) -> Shown:
        return link(row.order, row.order.get_status_display() if row.order else None)
