"""How all that is done at ElevenLabs speaks with it: one account, our words for its errors, places at once."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils.translation import gettext as _

from reklamai.core.errors import NotConfigured, ReklamError
from reklamai.providers.elevenlabs.answers import UnknownAnswer
from reklamai.providers.elevenlabs.client import ElevenLabs
from reklamai.providers.elevenlabs.problems import QuotaUsedUp, VoiceGone
from reklamai.providers.limits import Limiter
from studio.engines.base import Desk
from studio.engines.sentences import Sentence, said

logger = logging.getLogger(__name__)

PLACES = "elevenlabs"
GRACE_S = 20.0
"""A place is held so much longer than a call may take: what is on both sides of the call."""

OWN: tuple[Sentence, ...] = (
    (VoiceGone, lambda: _("The maker does not have this voice any more. Choose another one. Your credits are back.")),
    (UnknownAnswer, lambda: _("The model gave an answer that we cannot read. Your credits are back.")),
)


def refuse_without_key() -> None:
    """Raises NotConfigured where this installation has no account at ElevenLabs."""
    if not settings.ELEVENLABS_API_KEY:
        raise NotConfigured(_("ElevenLabs is not set up on this installation."))


@contextmanager
def speaking(limits: Limiter) -> Iterator[ElevenLabs]:
    """A client; its errors come out in the user's language, and staff hear of an account that is used up."""
    with ElevenLabs(
        settings.ELEVENLABS_API_KEY,
        limits=limits,
        base_url=settings.ELEVENLABS_BASE_URL,
        read_s=settings.ELEVENLABS_READ_S,
        most_s=settings.ELEVENLABS_MOST_S,
    ) as elevenlabs:
        try:
            yield elevenlabs
        except QuotaUsedUp as error:
            told = {"vendor": PLACES, "facts": error.facts}
            logger.error("a vendor's account is used up", extra=told)  # noqa: TRY400  # its trace is no news
            raise said(error, OWN) from error
        except ReklamError as error:
            raise said(error, OWN) from error


@contextmanager
def place(desk: Desk) -> Iterator[bool]:
    """Whether one of the account's places is ours, for as long as the block runs."""
    ticket = desk.enter(PLACES, most_s=settings.ELEVENLABS_MOST_S + GRACE_S)
    try:
        yield ticket is not None
    finally:
        if ticket is not None:
            desk.leave(PLACES, ticket)
