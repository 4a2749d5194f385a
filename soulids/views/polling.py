"""What asks for itself anew, until the person it tells of is erased in another tab."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from reklamai.core.errors import NotFound
from reklamai.core.htmx import wants_fragment
from studio.views import PageRequest

View = Callable[[PageRequest, UUID], HttpResponse]


def polled(view: View) -> View:
    """The view, whose 404 leads to the gallery: htmx would ask for a fragment that is gone for ever, with a toast each
    time.
    """

    @wraps(view)
    def asked(request: PageRequest, pk: UUID) -> HttpResponse:
        try:
            return view(request, pk)
        except NotFound:
            if not wants_fragment(request):
                raise
            return HttpResponse(status=404, headers={"HX-Redirect": reverse("soulids:index")})

    return asked
