"""Where a person is signed in, and the keys of their programs."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from studio.forms.access import KeyForm
from studio.models import ApiKey
from studio.selectors.sessions import sign_ins
from studio.services import keys, sessions
from studio.views import PageRequest


@login_required
@require_safe
def sign_in_list(request: PageRequest) -> HttpResponse:
    found = sign_ins(request.user, this=request.session.session_key)
    return render(request, "studio/sign_ins.html", {"sign_ins": found})


@login_required
@require_POST
def end_browser(request: PageRequest, pk: int) -> HttpResponse:
    if sessions.end_session(request.user, pk=pk) == request.session.session_key:
        logout(request)
        return redirect("account_login")
    messages.success(request, _("Signed out there."))
    return redirect("studio:sign-ins")


@login_required
@require_POST
def end_program(request: PageRequest, pk: UUID) -> HttpResponse:
    sessions.end_family(request.user, pk=pk)
    messages.success(request, _("Signed out there."))
    return redirect("studio:sign-ins")


@login_required
@require_POST
def end_everywhere(request: PageRequest) -> HttpResponse:
    sessions.end_all(request.user, but=request.session.session_key)
    messages.success(request, _("Signed out everywhere but here."))
    return redirect("studio:sign-ins")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def key_list(request: PageRequest) -> HttpResponse:
    """The keys, and the form for one more. A fresh key is shown in the answer itself: it is kept nowhere."""
    form = KeyForm(request.POST if request.method == "POST" else None)
    made = None
    if form.is_valid():
        chosen = form.cleaned_data
        made = keys.make(request.user, name=chosen["name"], scopes=chosen["scopes"], expires_at=form.ends)
        form = KeyForm()
    context = {"form": form, "made": made, "keys": ApiKey.objects.of(request.user), "most": settings.MOST_API_KEYS}
    return render(request, "studio/keys.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def revoke_key(request: PageRequest, pk: UUID) -> HttpResponse:
    row = keys.revoke(request.user, pk=pk)
    messages.success(request, _("“%(name)s” opens nothing any more.") % {"name": row.name})
    return redirect("studio:keys")
