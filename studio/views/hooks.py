"""The doors at which vendors ring. Nothing in a body is believed; a bell only has the order asked about sooner."""

from __future__ import annotations

import json
import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from reklamai.providers.kie.signature import task_id_of, verified
from reklamai.providers.replicate import signature as replicate_signature
from studio.services import bell_secrets, bells


@csrf_exempt  # a vendor has no cookie of ours; it signs instead
@require_POST
def kie(request: HttpRequest) -> HttpResponse:
    """KIE's callback. Any answer but 200 would have it ring again, so what we cannot place is thanked for as well."""
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):  # nested deeper than Python reads
        return JsonResponse({"code": 400, "msg": "this is not JSON"}, status=400)
    task_id = task_id_of(body)
    if not task_id or (settings.KIE_WEBHOOK_KEY and not is_signed(request, task_id)):
        return JsonResponse({"code": 403, "msg": "this is not signed as agreed"}, status=403)
    bells.ring("kie", task_id, order=bells.order_of(request.GET.get("order", "")))
    return JsonResponse({"code": 200, "msg": "success"})


def is_signed(request: HttpRequest, task_id: str) -> bool:
    return verified(
        settings.KIE_WEBHOOK_KEY,
        task_id=task_id,
        timestamp=request.headers.get("X-Webhook-Timestamp", ""),
        signature=request.headers.get("X-Webhook-Signature", ""),
        now=time.time(),
    )


@csrf_exempt  # as above
@require_POST
def replicate(request: HttpRequest) -> HttpResponse:
    """Replicate's webhook. One that comes twice rings twice, and the second finds nobody waiting."""
    if not is_replicates(request):
        return JsonResponse({"detail": "this is not signed as agreed"}, status=403)
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        return JsonResponse({"detail": "this is not JSON"}, status=400)
    if task_id := replicate_signature.task_id_of(body):
        bells.ring("replicate", task_id, order=bells.order_of(request.GET.get("order", "")))
    return JsonResponse({"detail": "thank you"})


def is_replicates(request: HttpRequest) -> bool:
    signature = request.headers.get("webhook-signature", "")
    if not signature:  # before its secret is asked for
        return False
    return replicate_signature.verified(
        bell_secrets.of_replicate(),
        delivery=request.headers.get("webhook-id", ""),
        timestamp=request.headers.get("webhook-timestamp", ""),
        signature=signature,
        body=request.body,
        now=time.time(),
    )
