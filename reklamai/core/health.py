"""What load balancers and operators ask."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from reklamai.core.errors import StoreTrouble
from reklamai.core.starting import CannotStart
from reklamai.core.stores import store

logger = logging.getLogger(__name__)


def healthz(_request: HttpRequest) -> HttpResponse:
    """This process answers. Asks nothing else, so that a sick database does not get the web server killed."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


def readyz(_request: HttpRequest) -> HttpResponse:
    """200 if the database and the store of files answer, else 503 and which does not: send people elsewhere for now."""
    found = {"database": "ok" if database_answers() else "away", "files": "ok" if files_answer() else "away"}
    well = all(state == "ok" for state in found.values())
    return JsonResponse(found, status=200 if well else 503, headers={"Cache-Control": "no-store"})


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, CannotStart):
        return False
    return True


def files_answer() -> bool:
    """Within 4 s at most: a bucket is asked once, and not waited for."""
    try:
        store().check()
    except StoreTrouble as trouble:
        logger.warning("the store of files is away", extra={"facts": trouble.facts})
        return False
    return True
