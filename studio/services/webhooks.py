"""Webhook endpoints: made, changed, given a new secret. What they are sent is the outbox's."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import httpx
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, Conflict, Unreachable
from reklamai.core.outside import addresses
from reklamai.core.outside.transport import PORTS
from studio.models import EndpointStatus, User, WebhookEndpoint, WebhookEvent
from studio.selectors.webhooks import endpoint
from studio.services.sealing import resealed, seal

MARK, SECRET_LENGTH = "whsec_", 40
BOTH_SIGN_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Made:
    """An endpoint with a fresh secret. Nobody is told `secret` again."""

    row: WebhookEndpoint
    secret: str

    def __repr__(self) -> str:
        return f"Made({self.row.pk})"


def make(owner: User, *, url: str, events: Collection[str]) -> Made:
    """An endpoint that is told of `events`. Raises BadInput, and Conflict where the person has too many."""
    wanted, place, secret = checked_events(events), checked_url(url), fresh_secret()
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=owner.pk)  # two programs at the limit take turns
        if WebhookEndpoint.objects.of(owner).count() >= settings.MOST_WEBHOOKS:
            words = _("You have %(most)s webhooks, as many as there can be: remove one.")
            raise Conflict(words % {"most": settings.MOST_WEBHOOKS})
        row = WebhookEndpoint.objects.create(owner=owner, url=place, events=wanted, secret=seal(secret))
    return Made(row=row, secret=secret)


def change(
    owner: User, *, pk: UUID, url: str | None = None, events: Collection[str] | None = None, active: bool | None = None
) -> WebhookEndpoint:
    """Change what is given. Raises BadInput, and NotFound for somebody else's. What is made active begins afresh."""
    row = endpoint(owner, pk)
    fields: dict[str, object] = {}
    if url is not None:
        fields["url"] = checked_url(url)
    if events is not None:
        fields["events"] = checked_events(events)
    if active is not None:
        fields["status"] = EndpointStatus.ACTIVE if active else EndpointStatus.PAUSED
    if active or "url" in fields:
        fields["failing_since"] = None
    WebhookEndpoint.objects.filter(pk=row.pk).update(**fields)
    row.refresh_from_db()
    return row


def remove(owner: User, *, pk: UUID) -> None:
    """Forget it and its log. Raises NotFound for somebody else's."""
    endpoint(owner, pk).delete()


def rotate(owner: User, *, pk: UUID) -> Made:
    """A new secret; the one before signs beside it for a day. Raises NotFound for somebody else's."""
    secret = fresh_secret()
    with transaction.atomic():
        row = locked(owner, pk)
        row.old_secret, row.secret = row.secret, seal(secret)
        row.old_until = timezone.now() + BOTH_SIGN_FOR
        row.save(update_fields=["old_secret", "secret", "old_until"])
    return Made(row=row, secret=secret)


def locked(owner: User, pk: UUID) -> WebhookEndpoint:
    """This person's endpoint, until the transaction ends. Raises NotFound."""
    return WebhookEndpoint.objects.select_for_update().get(pk=endpoint(owner, pk).pk)


def fresh_secret() -> str:
    return MARK + get_random_string(SECRET_LENGTH)


def checked_events(events: Collection[str]) -> list[str]:
    wanted = [event for event in WebhookEvent.values if event in events]
    if not wanted or len(wanted) != len(set(events)):
        raise BadInput(_("Choose the events that are to be told."))
    return wanted


def checked_url(text: str) -> str:
    """The address, if it may be sent to. Raises BadInput. Looked at again whenever something is sent."""
    try:
        url = httpx.URL(text.strip())
    except httpx.InvalidURL as error:
        raise BadInput(_("This is not an address.")) from error
    if not url.host or url.userinfo or url.fragment or url.scheme not in PORTS:
        raise BadInput(_("Give an address like https://example.com/hook, without a name or password in it."))
    port = url.port or PORTS[url.scheme]
    if f"{url.host}:{port}" in settings.FETCH_TRUSTED_HOSTS:
        return str(url)
    if url.scheme != "https":
        raise BadInput(_("The address has to begin with https://."))
    try:
        addresses.checked(url.host, port)
    except addresses.UnsafeAddress as error:
        raise BadInput(_("This address is not on the public internet.")) from error
    except Unreachable as error:
        raise BadInput(_("This address could not be found.")) from error
    return str(url)


def reseal() -> int:
    """Encrypt every secret anew with the present SECRET_KEY, so that older keys can go. Returns how many endpoints."""
    rows = list(WebhookEndpoint.objects.values_list("pk", flat=True))
    for pk in rows:
        with transaction.atomic():
            row = WebhookEndpoint.objects.select_for_update().filter(pk=pk).first()
            if row is None:  # its owner has removed it meanwhile
                continue
            row.secret, row.old_secret = resealed(row.secret), row.old_secret and resealed(row.old_secret)
            row.save(update_fields=["secret", "old_secret"])
    return len(rows)
