"""Doors of the shell: where one lands, what one prefers, and the page for too many wrong passwords."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from studio.context import THEME_COOKIE
from studio.models import Language, Theme, User
from studio.services import accounts

YEAR = 365 * 24 * 60 * 60


@login_required
def home(request: HttpRequest) -> HttpResponse:
    return redirect("studio:create")


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Language and theme: on the account of a person who is signed in, in a cookie for everybody."""
    language, theme = request.POST.get("language", ""), request.POST.get("theme", "")
    if isinstance(request.user, User):
        accounts.prefer(request.user, language=language, theme=theme)
    response = redirect(safe_next(request))
    if language in Language.values:
        keep(response, settings.LANGUAGE_COOKIE_NAME, language)
    if theme in Theme.values:
        keep(response, THEME_COOKIE, theme)
    return response


def keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)


def safe_next(request: HttpRequest, fallback: str = "/") -> str:
    """Where a form of the shell returns to: a page of ours, never an address from outside."""
    target = request.POST.get("next", "")
    # A path: `redirect` takes a bare word for the name of a view, and fails where there is none.
    ours = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if ours else fallback


def locked_out(
    request: HttpRequest, _response: HttpResponse | None, _credentials: dict[str, Any] | None
) -> HttpResponse:
    """Too many wrong passwords for this account from this address (django-axes calls it)."""
    minutes = max(1, round(settings.AXES_COOLOFF_TIME * 60))
    return render(request, "account/locked_out.html", {"minutes": minutes}, status=429)
