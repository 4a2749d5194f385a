"""What the hall keeps for engines that speak with vendors: whose turn it is, and what they have been given."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from studio.models import VendorFile, VendorWindow
from studio.services.outage import patiently


class SharedDesk:
    """The `Desk` of all workers: it lives in the database, so that one account's limits hold over all machines."""

    def take(self, name: str) -> float:
        """0.0 and counted, or the seconds until the next place in the window is free. An unknown name has no limit."""
        limit = settings.VENDOR_LIMITS.get(name)
        return taken(name, most=limit[0], seconds=limit[1]) if limit else 0.0

    def kept(self, provider: str, sha256: str) -> str:
        row = VendorFile.objects.filter(provider=provider, sha256=sha256, expires_at__gt=timezone.now()).first()
        return row.url if row else ""

    def keep(self, provider: str, sha256: str, url: str, *, hours: float) -> None:
        VendorFile.objects.update_or_create(
            provider=provider,
            sha256=sha256,
            defaults={"url": url, "expires_at": timezone.now() + timedelta(hours=hours)},
        )

    def forget(self, provider: str, sha256: str) -> None:
        VendorFile.objects.filter(provider=provider, sha256=sha256).delete()

    def enter(self, name: str, *, most_s: float) -> float | None:
        most = settings.VENDOR_PLACES.get(name)
        return entered(name, most=most, most_s=most_s) if most else 0.0

    def leave(self, name: str, ticket: float) -> None:
        # What was made meanwhile is paid for: a database that is away must not lose it here.
        patiently(lambda: left(name, ticket))


def entered(name: str, *, most: int, most_s: float, clock: Callable[[], float] | None = None) -> float | None:
    """A ticket for one of `most` places, None if all are taken. It is the moment at which the place is free at last."""
    VendorWindow.objects.get_or_create(name=places_of(name))
    with transaction.atomic():
        row = VendorWindow.objects.select_for_update().get(name=places_of(name))
        now = (clock or database_time)()
        taken_until = [until for until in row.sent_at if until > now]
        if len(taken_until) >= most:
            return None
        ticket = now + most_s
        while ticket in taken_until:
            ticket = math.nextafter(ticket, math.inf)  # two tickets must not be one number
        row.sent_at = [*taken_until, ticket]
        row.save(update_fields=["sent_at"])
    return ticket


@transaction.atomic
def left(name: str, ticket: float) -> None:
    """Give the place back. May be repeated."""
    row = VendorWindow.objects.select_for_update().filter(name=places_of(name)).first()
    if row is not None and ticket in row.sent_at:
        row.sent_at = [until for until in row.sent_at if until != ticket]
        row.save(update_fields=["sent_at"])


def places_of(name: str) -> str:
    """The row in which places are kept: that of the window of the same name counts something else."""
    return f"{name}.places"


def taken(name: str, *, most: int, seconds: float, clock: Callable[[], float] | None = None) -> float:
    """One place in a sliding window of `most` in `seconds`: 0.0 if it was free, else how long until one is.

    A token bucket would be cheaper, and would let twice as many through right after a pause, which the vendor counts.
    """
    VendorWindow.objects.get_or_create(name=name)
    with transaction.atomic():
        row = VendorWindow.objects.select_for_update().get(name=name)
        now = (clock or database_time)()  # asked under the lock: so stamps never run backwards
        recent = [moment for moment in row.sent_at if moment > now - seconds]
        if len(recent) >= most:
            return recent[-most] + seconds - now
        row.sent_at = [*recent, now]
        row.save(update_fields=["sent_at"])
    return 0.0


def database_time() -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float")
        return float(cursor.fetchone()[0])


def forget_expired() -> int:
    """Drop what vendors no longer have. Returns how many."""
    return VendorFile.objects.filter(expires_at__lte=timezone.now()).delete()[0]
