"""How the whole set-up is, on one page: what was looked at, who lives, how the makers do, what the doctor says."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from reklamai.core import doctor, inspection
from reklamai.core.versions import versions
from studio.admin.dashboard import alarming, machines, times_table
from studio.admin.shown import NOTHING, Shown
from studio.selectors import operations
from studio.selectors.catalogue import FAILING_BELOW

NAMES = {
    "database": gettext_lazy("Database"),
    "migrations": gettext_lazy("Tables"),
    "storage": gettext_lazy("Store of files"),
    "disk": gettext_lazy("Disk"),
    "mail": gettext_lazy("Mail"),
}
NOT_HERE = frozenset({"port"})
"""The doctor wants the port free; whoever reads this page has just used it."""


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """The page. Raises PermissionDenied for staff whose business it is not."""
    if not request.user.has_perm("studio.view_operations"):
        raise PermissionDenied
    context = {
        **admin.site.each_context(request),
        "title": _("Health"),
        "looks": [(NAMES.get(each.what, each.what), sign(each.well), each.words) for each in inspection.looks()],
        "makers": times_table(operations.times(timezone.now(), by_model=True), by_model=True),
        "alert_below": round(100 * FAILING_BELOW),
        "balances": balances_table(),
        "findings": findings(),
        "versions": versions().items(),
        **machines(),
    }
    return render(request, "admin/studio/health.html", context)


def findings() -> list[tuple[Any, Shown, str]]:
    return [(each.what, sign(each.well), each.words) for each in doctor.examine() if each.what not in NOT_HERE]


def balances_table() -> dict[str, Any]:
    """What is left on our accounts with vendors."""
    rows = [
        [
            each.provider,
            alarming(NOTHING if each.credits is None else f"{each.credits:,.0f}", when=each.is_low),
            each.alert_below,
            formats.date_format(timezone.localtime(each.answered_at), "SHORT_DATETIME_FORMAT")
            if each.answered_at
            else NOTHING,
            each.trouble or _("none"),
        ]
        for each in operations.balances()
    ]
    return {
        "headers": [_("Vendor"), _("Its credits left"), _("Alarm below"), _("Answered"), _("Trouble")],
        "rows": rows,
    }


def sign(well: bool) -> Shown:
    """In words too: colour alone tells some people nothing."""
    if well:
        return format_html('<span class="staff-good">{}</span>', _("well"))
    return format_html('<span class="staff-bad">{}</span>', _("not well"))
