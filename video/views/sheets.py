"""The contact sheet of a board, as a file."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from studio.views import PageRequest
from video.film_shown import page_of
from video.selectors.films import film_for
from video.sheets import TYPES, Form, name_of, sheet_of


@login_required
@require_safe
def sheet(request: PageRequest, pk: UUID, form: Form) -> HttpResponse:
    """The sheet of the board as it is now."""
    page = page_of(request.user, film_for(request.user, pk))
    saved = content_disposition_header(as_attachment=True, filename=f"{name_of(page)}.{form}") or "attachment"
    headers = {"Content-Disposition": saved, "Cache-Control": "private, no-cache"}
    return HttpResponse(sheet_of(page, form), content_type=TYPES[form], headers=headers)
