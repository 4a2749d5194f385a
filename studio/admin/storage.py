from __future__ import annotations

from django.contrib import admin
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from studio.admin.base import ReadOnlyAdmin
from studio.models import Allowance, StoreReport
from studio.selectors.storage import usage


@admin.register(Allowance)
class AllowanceAdmin(ModelAdmin):
    list_display = ["owner", "limit_mb", "used", "note", "changed_at"]
    search_fields = ["owner__email", "note"]
    autocomplete_fields = ["owner"]
    list_select_related = ["owner"]

    @admin.display(description=_("used"))
    def used(self, allowance: Allowance) -> str:
        return filesizeformat(usage(allowance.owner).used)


@admin.register(StoreReport)
class StoreReportAdmin(ReadOnlyAdmin):
    list_display = ["began_at", "files", "size", "purged", "dropped", "dropped_size", "young", "missing"]
    list_filter = ["began_at"]

    @admin.display(description=_("size"))
    def size(self, report: StoreReport) -> str:
        return filesizeformat(report.bytes)

    @admin.display(description=_("bytes of these"))
    def dropped_size(self, report: StoreReport) -> str:
        return filesizeformat(report.dropped_bytes)
