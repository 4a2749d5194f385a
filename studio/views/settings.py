"""A person's own settings."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from studio.context import THEME_COOKIE
from studio.forms.account import ProfileForm
from studio.services import accounts
from studio.views import PageRequest
from studio.views.shell import keep


@login_required
@require_http_methods(["GET", "POST"])
def index(request: PageRequest) -> HttpResponse:
    if request.method == "GET":
        return render(request, "studio/settings.html", {"form": ProfileForm.of(request.user)})
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return render(request, "studio/settings.html", {"form": form}, status=422)
    chosen = form.cleaned_data
    accounts.rename(request.user, chosen["name"])
    accounts.prefer(request.user, language=chosen["language"], theme=chosen["theme"])
    with translation.override(chosen["language"]):
        messages.success(request, _("Saved."))
    response = redirect("studio:settings")
    keep(response, settings.LANGUAGE_COOKIE_NAME, chosen["language"])
    keep(response, THEME_COOKIE, chosen["theme"])
    return response
