"""A person's data: taken along, or erased."""

from __future__ import annotations

from uuid import UUID

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reklamai.core.errors import NotFound
from reklamai.core.htmx import wants_fragment
from studio.adapters import LEAVING
from studio.forms.access import LeaveForm
from studio.models import DataExport, User
from studio.selectors import credits
from studio.services import exports, leaving
from studio.serving import ranged
from studio.views import PageRequest


@login_required
@require_safe
def index(request: PageRequest) -> HttpResponse:
    context = {"exports": DataExport.objects.visible_to(request.user)[:5], "days": settings.EXPORT_DAYS}
    part = "#archives" if wants_fragment(request) else ""
    return render(request, f"studio/own_data.html{part}", context)


@login_required
@require_POST
def ask_export(request: PageRequest) -> HttpResponse:
    exports.ask(request.user)
    return redirect("studio:own-data")


async def export_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The archive, in pieces and ranges, for its owner alone: staff do not see it either."""
    user = await request.auser()
    if not isinstance(user, User) or request.method not in ("GET", "HEAD"):
        raise NotFound(_("There is no such archive, or its days are over."))
    export = await sync_to_async(exports.readable)(user, pk)
    answer = await ranged(request, name=export.stored_name, size=export.size_bytes, content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="reklamai-data.zip"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@login_required
@require_http_methods(["GET", "POST"])
def leave(request: PageRequest) -> HttpResponse:
    form = LeaveForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        leaving.close(request.user)
        logout(request)
        return redirect("studio:left")
    context = {"form": form, "days": settings.ACCOUNT_GRACE_DAYS, "balance": credits.balance(request.user)}
    return render(request, "studio/leave.html", context, status=422 if form.is_bound else 200)


@require_safe
def left(request: HttpRequest) -> HttpResponse:
    return render(request, "account/left.html", {"days": settings.ACCOUNT_GRACE_DAYS})


@require_http_methods(["GET", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """For somebody who has just given the password of a closed account."""
    user = User.objects.filter(pk=request.session.get(LEAVING, 0)).first()
    if user is None or not leaving.may_return(user):
        raise Http404
    if request.method == "POST" and leaving.take_back(user.pk):
        del request.session[LEAVING]
        messages.success(request, _("Your account is open again. Sign in."))
        return redirect("account_login")
    return render(request, "account/come_back.html", {"erase_after": user.erase_after})
