"""Sets of anchors: that somebody has them, and which anchors stand in them."""

from __future__ import annotations

from typing import ClassVar, cast

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from anchors.models import SLOTS, MultiReference
from anchors.selectors import multi
from studio.admin.belongings import OfOwner
from studio.admin.shown import NOTHING, Shown, facts, link
from studio.models import User
from studio.selectors import cases


@admin.register(MultiReference)
class MultiReferenceAdmin(OfOwner):
    list_display = ["created_at", "person", "name", "filled", "deleted_at"]
    list_display_links = ["created_at"]
    list_filter = [("deleted_at", admin.EmptyFieldListFilter)]
    search_fields = ["id__exact", "owner__email"]
    search_help_text = gettext_lazy("Number of the set, e-mail of its owner")
    list_select_related = ["owner", *map(str, SLOTS)]
    date_hierarchy = "created_at"
    readonly_fields: ClassVar[list[str]] = ["name", "person", "slots", "stands_back", "created_at", "deleted_at"]

    def get_list_display(self, request: HttpRequest) -> list[str]:
        return [name for name in self.list_display if name != "name" or cases.sees_all(cast("User", request.user))]

    def get_fields(self, request: HttpRequest, obj: MultiReference | None = None) -> list[str]:
        private = set() if cases.sees_all(cast("User", request.user)) else {"name", "stands_back"}
        return [name for name in self.readonly_fields if name not in private]

    @display(description=gettext_lazy("Slots"))
    def filled(self, row: MultiReference) -> str:
        return ", ".join(str(slot.label) for slot in SLOTS if slot in row.slots) or NOTHING

    @display(description=gettext_lazy("Slots"))
    def slots(self, row: MultiReference) -> Shown:
        return facts((slot.label, link(row.slots[slot], row.slots[slot].pk)) for slot in SLOTS if slot in row.slots)

    @display(description=gettext_lazy("Conflicts"))
    def stands_back(self, row: MultiReference) -> Shown:
        return facts((_("Conflict"), each.says) for each in multi.conflicts_of(row))
