"""Letters: written in the reader's language, sent by a worker, so that no page waits for a mail server."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from tenacity import RetryError, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from studio import queue
from studio.models import User

logger = logging.getLogger(__name__)

TRIES = 3


def write(user: User, letter: str, **facts: Any) -> None:
    """Queue `templates/letters/<letter>.txt` for this person; its first line is the subject."""
    with translation.override(user.language):
        text = render_to_string(f"letters/{letter}.txt", {"user": user, "public_url": settings.PUBLIC_URL, **facts})
    subject, _line, body = text.strip().partition("\n")
    queue.send_letter(subject=settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + subject, body=body.strip(), to=user.email)


def deliver(*, subject: str, body: str, to: str) -> None:
    """Hand it to the mail server, three times if need be. A failure is logged without words or address."""
    tries = Retrying(
        retry=retry_if_exception_type((SMTPException, OSError)),
        stop=stop_after_attempt(TRIES),
        wait=wait_exponential(multiplier=settings.LETTER_PAUSE_S, max=20),
    )
    try:
        tries(send_mail, subject, body, settings.DEFAULT_FROM_EMAIL, [to])
    except RetryError as error:
        logger.error("a letter could not be sent", extra={"trouble": repr(error.last_attempt.exception())[:200]})  # noqa: TRY400 - a traceback would show the letter
