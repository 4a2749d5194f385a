"""Credits and spending: every movement with its order."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Iterator
from datetime import date

from asgiref.sync import sync_to_async
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reklamai.core.htmx import wants_fragment
from studio.forms.usage import KINDS, UsageForm
from studio.models import User
from studio.selectors import periods, usage
from studio.selectors.usage import Bucket, Movement, UsageQuery
from studio.views import PageRequest
from studio.views.charts import chart

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@login_required
@require_safe
def index(request: PageRequest) -> HttpResponse:
    query = UsageForm(request.GET).query()
    page = usage.page(request.user, query, cursor=request.GET.get("cursor", ""))
    context = {"query": query, "page": page, "kinds": KINDS, "filters": filters(request)}
    if wants_fragment(request):
        return render(request, "studio/usage.html#rows", context)
    found = usage.buckets(request.user, query)
    context |= {
        "months": periods.months(usage.opened_on(request.user)),
        "totals": usage.totals(found),
        "free": usage.free_drafts(request.user, query),
        "chart": chart(found, slots(query, found)),
    }
    return render(request, "studio/usage.html", context)


@login_required
@require_safe
def download(request: PageRequest) -> StreamingHttpResponse:
    """The same movements as a table for Excel and its like."""
    query = UsageForm(request.GET).query()
    name = f"reklamai-{query.period.key}.csv"
    return StreamingHttpResponse(
        lines(request.user, query),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def filters(request: PageRequest) -> str:
    """The filters of the address, without the page."""
    kept = request.GET.copy()
    kept.pop("cursor", None)
    return kept.urlencode()


def slots(query: UsageQuery, found: list[Bucket]) -> list[date]:
    """The days of the period; for everything, the months that anything happened in and those between."""
    if query.period.first:
        return query.period.days
    return list(reversed(periods.months(found[0].start if found else None)))


async def lines(user: User, query: UsageQuery) -> AsyncIterator[str]:
    """CSV text, a chunk of rows at a time."""
    head = (_("When"), _("Movement"), _("Order"), _("Description"), _("Project"), _("Model"), _("Credits"), _("Left"))
    yield "\ufeff" + written([head])  # Excel takes a file without the mark for a Windows code page
    chunks = usage.chunks(user, query)
    while part := await sync_to_async(lambda: next(chunks, ()))():
        yield written(row(movement) for movement in part)


def row(movement: Movement) -> tuple[object, ...]:
    entry, order = movement.entry, movement.entry.generation
    return (
        timezone.localtime(entry.created_at).isoformat(timespec="seconds"),
        movement.word,
        order.pk if order else "",
        order.prompt if order else entry.note,
        order.project.name if order and order.project else "",
        order.model if order else "",
        entry.delta,
        "" if movement.left is None else movement.left,
    )


def written(rows: Iterator[tuple[object, ...]] | list[tuple[object, ...]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([harmless(cell) for cell in cells] for cells in rows)
    return buffer.getvalue()


def harmless(cell: object) -> object:
    """What a spreadsheet would run as a formula, made plain text by an apostrophe. Source: OWASP, CSV Injection."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
