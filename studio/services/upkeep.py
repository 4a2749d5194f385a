"""What accounts leave behind, swept hourly by a worker."""

from __future__ import annotations

from datetime import timedelta

from axes.models import AccessAttempt, AccessLog
from django.utils import timezone

from studio.services import exports, leaving, outbox, sessions, tokens

KEEP_SIGN_IN_LOG = timedelta(days=30)


def sweep() -> None:
    """Drop what has run out: tokens, sessions, archives, the log of sign-ins; erase accounts that are due."""
    tokens.sweep()
    sessions.sweep()
    exports.sweep()
    outbox.sweep()
    line = timezone.now() - KEEP_SIGN_IN_LOG
    AccessLog.objects.filter(attempt_time__lte=line).delete()
    AccessAttempt.objects.filter(attempt_time__lte=line).delete()
    leaving.sweep()
