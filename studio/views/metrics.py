from __future__ import annotations

import hmac
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from reklamai.core.proxies import address_of
from studio import metrics


@never_cache
@require_safe
def scrape(request: HttpRequest) -> HttpResponse:
    """The numbers for Prometheus; a stranger does not learn that there are any."""
    if not may_read(request):
        raise Http404
    return HttpResponse(metrics.text(), content_type=CONTENT_TYPE_LATEST)


def may_read(request: HttpRequest) -> bool:
    """With the token, as staff who may; where no token is set and settings allow it, from a private address."""
    token = settings.METRICS_TOKEN.reveal()
    if token and hmac.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode()):
        return True
    user: Any = request.user
    if user.is_staff and user.has_perm("studio.view_operations"):
        return True
    address = address_of(request.META.get("REMOTE_ADDR", ""))
    return bool(settings.METRICS_TO_NEIGHBOURS and not token and address and address.is_private)
