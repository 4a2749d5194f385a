"""What vendors sign their bells with, where they tell it: asked for once in a while, kept sealed in the cache."""

from __future__ import annotations

import logging

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.cache import cache

from reklamai.core.errors import ReklamError
from reklamai.core.secret import Secret
from studio.engines.replicate.line import speaking
from studio.services.sealing import seal, unseal
from studio.services.vendors import SharedDesk

logger = logging.getLogger(__name__)

NAME = "bell-secret:replicate"
KEPT_S = 3600
"""It changes only by hand. Bells that are missed meanwhile cost a poll, no order."""
AGAIN_S = 60
"""After a question that failed: bells of strangers must not make us ask at each of them."""


def of_replicate() -> Secret:
    """What Replicate's bells are signed with; an empty secret, which verifies nothing, where it is not to be had."""
    if settings.REPLICATE_WEBHOOK_SECRET:
        return Secret(settings.REPLICATE_WEBHOOK_SECRET.reveal())
    if not settings.REPLICATE_API_TOKEN:
        return Secret()
    kept = cache.get(NAME)
    return asked() if kept is None else opened(kept)


def opened(kept: str) -> Secret:
    try:
        return Secret(unseal(kept)) if kept else Secret()
    except InvalidToken:  # SECRET_KEY has changed
        return asked()


def asked() -> Secret:
    try:
        with speaking(SharedDesk()) as replicate:
            secret = replicate.webhook_secret()
    except ReklamError as error:
        logger.warning("a vendor did not tell how it signs", extra={"vendor": "replicate", "code": error.code})
        cache.set(NAME, "", AGAIN_S)
        return Secret()
    cache.set(NAME, seal(secret.reveal()), KEPT_S)
    return secret
