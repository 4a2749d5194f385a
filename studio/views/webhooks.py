"""Where a person's programs are told of the ends of their orders: the same as `/api/webhooks`, by hand."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reklamai.core.errors import BadInput
from studio.forms.access import WebhookForm
from studio.models import EndpointStatus, WebhookEndpoint
from studio.selectors import webhooks as found
from studio.services import outbox, webhooks
from studio.views import PageRequest


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def index(request: PageRequest) -> HttpResponse:
    """The webhooks, and the form for one more. A fresh secret is shown in the answer itself and never again."""
    form, made = WebhookForm(request.POST if request.method == "POST" else None), None
    if form.is_valid():
        try:
            made = webhooks.make(request.user, url=form.cleaned_data["url"], events=form.cleaned_data["events"])
            form = WebhookForm()
        except BadInput as error:
            form.add_error("url", error.message)
    context = {
        "form": form,
        "made": made,
        "webhooks": WebhookEndpoint.objects.of(request.user),
        "most": settings.MOST_WEBHOOKS,
    }
    return render(request, "studio/webhooks.html", context, status=422 if form.is_bound else 200)


@login_required
@require_safe
def one(request: PageRequest, pk: UUID) -> HttpResponse:
    """One webhook with what was sent there."""
    return shown(request, pk)


def shown(request: PageRequest, pk: UUID, *, secret: str = "") -> HttpResponse:
    row = found.endpoint(request.user, pk)
    rows, next_cursor = found.deliveries(row, cursor=request.GET.get("cursor", ""))
    context = {"webhook": row, "deliveries": rows, "next_cursor": next_cursor, "secret": secret}
    return render(request, "studio/webhook.html", context)


@login_required
@require_POST
def switch(request: PageRequest, pk: UUID) -> HttpResponse:
    """Pause an active one; make any other active again."""
    row = found.endpoint(request.user, pk)
    webhooks.change(request.user, pk=pk, active=row.status != EndpointStatus.ACTIVE)
    return redirect("studio:webhook", pk)


@login_required
@never_cache
@require_POST
def rotate(request: PageRequest, pk: UUID) -> HttpResponse:
    return shown(request, pk, secret=webhooks.rotate(request.user, pk=pk).secret)


@login_required
@require_POST
def test(request: PageRequest, pk: UUID) -> HttpResponse:
    outbox.test(request.user, pk=pk)
    messages.success(request, _("A test is on its way."))
    return redirect("studio:webhook", pk)


@login_required
@require_POST
def replay(request: PageRequest, pk: UUID, delivery: UUID) -> HttpResponse:
    outbox.replay(request.user, pk=pk, delivery=delivery)
    messages.success(request, _("It is being sent again."))
    return redirect("studio:webhook", pk)


@login_required
@require_POST
def remove(request: PageRequest, pk: UUID) -> HttpResponse:
    webhooks.remove(request.user, pk=pk)
    messages.success(request, _("The webhook is removed; nothing more is sent there."))
    return redirect("studio:webhooks")
