"""Signing out: here, elsewhere, everywhere."""

from __future__ import annotations

from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound
from studio import progress
from studio.models import TokenFamily, User
from studio.services import tokens


def end_session(user: User, *, pk: int) -> str:
    """Sign this browser out; the key that its session had. Raises NotFound for one that is over or another's."""
    session = UserSession.objects.filter(user=user, pk=pk).first()
    if session is None:
        raise not_found()
    session.end()
    progress.signed_out(user.pk)
    return str(session.session_key)


def end_family(user: User, *, pk: UUID) -> None:
    """Sign this program out. Raises NotFound for one that is over or somebody else's."""
    if not tokens.end(TokenFamily.objects.alive(user).filter(pk=pk)):
        raise not_found()


def end_all(user: User, *, but: str | None = None) -> None:
    """Sign out everywhere: every browser but the one whose session has the key `but`, and every program's tokens."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=but or ""):
        session.end()
    tokens.end(TokenFamily.objects.filter(owner=user))
    progress.signed_out(user.pk)


def sweep() -> None:
    """Drop sessions that have run out, and what was remembered of them."""
    SessionStore.clear_expired()
    kept = SessionStore.get_model_class().objects.filter(expire_date__gt=timezone.now()).values("session_key")
    UserSession.objects.exclude(session_key__in=kept).delete()


def not_found() -> NotFound:
    return NotFound(_("There is no such sign-in."))
