"""What load balancers and operators ask."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from reklamai.core.starting import CannotStart


def healthz(_request: HttpRequest) -> HttpResponse:
    """This process answers. Asks nothing else, so that a sick database does not get the web server killed."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


def readyz(_request: HttpRequest) -> HttpResponse:
    """200 if the database answers, else 503: send people elsewhere for now."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, CannotStart):
        return JsonResponse({"database": "away"}, status=503, headers={"Cache-Control": "no-store"})
    return JsonResponse({"database": "ok"}, headers={"Cache-Control": "no-store"})
