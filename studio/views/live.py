"""What pages ask for while their socket is down."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from studio.views import PageRequest


@login_required
@require_safe
def header_status(request: PageRequest) -> HttpResponse:
    """The header's balance and queue, out of band."""
    return render(request, "components/header_status.html", {"oob": True})
