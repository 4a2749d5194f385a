"""What is left on our accounts with vendors: asked every ten minutes, and a word to the operator when it runs low.

An empty account turns every order down, and nobody would know before the first customers did.
"""

from __future__ import annotations

import logging

from django.conf import settings
from django.utils import timezone

from reklamai.core.errors import EngineError
from studio.engines.base import Balanced
from studio.engines.tables import loaded
from studio.models import VendorBalance
from studio.services.vendors import SharedDesk

logger = logging.getLogger(__name__)


def ask_all() -> None:
    """Ask every vendor that we have a key for and that can say it. May be repeated."""
    for provider, key in settings.PROVIDER_KEYS.items():
        engine = loaded(settings.ENGINES[provider]) if getattr(settings, key) else None
        if isinstance(engine, Balanced):
            ask(provider, engine)


def ask(provider: str, engine: Balanced) -> None:
    try:
        credits = engine.balance(SharedDesk())
    except EngineError as error:
        # the last answer stays: an hour-old figure says more than none
        VendorBalance.objects.update_or_create(provider=provider, defaults={"trouble": error.code})
        logger.warning("a vendor did not tell its balance", extra={"vendor": provider, "code": error.code})
        return
    before = VendorBalance.objects.filter(provider=provider).first()
    told = {"credits": credits, "answered_at": timezone.now(), "trouble": ""}
    VendorBalance.objects.update_or_create(provider=provider, defaults=told)
    line = settings.BALANCE_ALERTS.get(provider, 0)
    was_low = before is not None and before.credits is not None and before.credits < line
    # once, when the line is crossed: an error every ten minutes would soon be read by nobody
    if credits < line and not was_low:
        logger.error("a vendor's balance is low", extra={"vendor": provider, "credits": str(credits)})
