"""The admin's first page: the numbers of the day, to each group those that are its business."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from studio.admin.order_page import kind_label
from studio.admin.shown import NOTHING, Shown, listing
from studio.models import CatalogueModel, Generation, Status
from studio.selectors import operations, processes
from studio.selectors.operations import Hour, Times
from studio.templatetags.studio_cards import lasting

CHARTED = (Status.DONE, Status.FAILED, Status.CANCELLED, Status.RUNNING, Status.QUEUED)
COLOURS = {
    Status.DONE: "#2f9e63",
    Status.FAILED: "#d93a1c",
    Status.CANCELLED: "#8a94a6",
    Status.RUNNING: "#3b82f6",
    Status.QUEUED: "#d9a21c",
}


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """unfold's callback: the numbers as they are now, asked anew for each page."""
    may, now = request.user.has_perm, timezone.now()
    if may("studio.view_generation"):
        context |= work(now, hours=operations.hours(now))
    if may("studio.view_ledgerentry"):
        context["money"] = money(now)
    if may("studio.view_user"):
        context["people"] = people(now)
    if may("studio.view_operations"):
        context |= machines()
    if may("studio.view_cataloguemodel"):
        context["models_off"] = CatalogueModel.objects.filter(enabled=False).count()
    return context


def work(now: Any, *, hours: list[Hour]) -> dict[str, Any]:
    totals, waiting = operations.totals(hours), operations.waiting(now)
    percent = operations.success_percent(totals[Status.DONE], totals[Status.FAILED])
    oldest = lasting((now - waiting.oldest).total_seconds()) if waiting.oldest else NOTHING
    still = listing(Generation, waiting.stuck, stuck=1) if waiting.stuck else 0
    return {
        "states": [
            *((label, totals[status]) for status, label in Status.choices),
            (_("Succeeded"), NOTHING if percent is None else f"{percent} %"),
        ],
        "waiting": [
            (_("In the queue"), waiting.queued),
            (_("Being made"), waiting.running),
            (_("The oldest waits"), oldest),
            (_("Standing still"), still),
            (_("Uncertain"), waiting.uncertain),
        ],
        "chart": chart(hours),
        "hours": hours_table(hours),
        "times": times_table(operations.times(now)),
    }


def chart(hours: list[Hour]) -> str:
    """What unfold's chart draws: a stack of states for each hour."""
    labels = [formats.date_format(timezone.localtime(hour.start), "H:i") for hour in hours]
    sets = [
        {
            "label": str(Status(status).label),
            "data": [hour.states.get(status, 0) for hour in hours],
            "backgroundColor": COLOURS[status],
            "stack": "orders",
        }
        for status in CHARTED
    ]
    return json.dumps({"labels": labels, "datasets": sets}, ensure_ascii=False)


def hours_table(hours: list[Hour]) -> dict[str, Any]:
    """The chart for those who cannot see it: the hours in which something was ordered."""
    rows = [
        [formats.date_format(timezone.localtime(hour.start), "H:i"), *(hour.states.get(each, 0) for each in CHARTED)]
        for hour in hours
        if hour.states
    ]
    return {"headers": [_("From"), *(Status(each).label for each in CHARTED)], "rows": rows}


def times_table(found: list[Times], *, by_model: bool = False) -> dict[str, Any]:
    headers = [_("Kind"), _("Vendor"), *([_("Model")] if by_model else []), _("Done"), _("Failed"), _("Succeeded"),
               _("Half within"), _("95 % within"), _("Cost, USD"), _("Standing still")]  # fmt: skip
    rows = [
        [
            kind_label(each.kind),
            each.provider,
            *([each.model] if by_model else []),
            each.done,
            each.failed,
            alarming(NOTHING if each.percent is None else f"{each.percent} %", when=each.is_failing),
            lasting(each.median_s) or NOTHING,
            lasting(each.p95_s) or NOTHING,
            f"{each.cost_usd:.2f}" if each.cost_usd else NOTHING,
            alarming(str(each.stuck), when=bool(each.stuck)),
        ]
        for each in found
    ]
    return {"headers": headers, "rows": rows}


def alarming(words: str, *, when: bool) -> Shown:
    """In red, and with a sign: colour alone tells some people nothing."""
    return format_html('<span class="staff-bad">⚠ {}</span>', words) if when else words


def money(now: Any) -> list[tuple[str, Any]]:
    found = operations.money(now)
    return [
        (_("Held now"), found.held),
        (_("Charged"), found.charged),
        (_("Returned"), found.returned),
        (_("Granted"), found.granted),
        (_("Bought"), found.bought),
        (_("Corrected"), f"{found.corrected:+d}"),
    ]


def people(now: Any) -> list[tuple[str, Any]]:
    found, kept = operations.people(now), operations.stored()
    return [
        (_("New accounts"), found.new),
        (_("Accounts"), found.all),
        (_("Files"), kept.files),
        (_("Storage used"), filesizeformat(kept.bytes)),
    ]


def machines() -> dict[str, Any]:
    """Queues and the processes that look into them."""
    found = processes.processes()
    beats = [
        [each.role, each.where, _("alive") if each.alive else _("silent"), lasting(each.silent_s)] for each in found
    ]
    queues = [
        [each.name, each.waiting, each.taken, lasting(each.oldest_s) if each.oldest else NOTHING, each.clusters]
        for each in processes.queues(found)
    ]
    return {
        "missing": processes.missing(found),
        "low": [each for each in operations.balances() if each.is_low],
        "beats": {"headers": [_("Process"), _("Where"), _("State"), _("Last beat, ago")], "rows": beats},
        "queues": {
            "headers": [_("Queue"), _("Waiting"), _("Taken"), _("The oldest waits"), _("Living clusters")],
            "rows": queues,
        },
    }
