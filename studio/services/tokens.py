"""Signing in through the API: pairs of tokens that belong to one family and end with it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken
from rest_framework_simplejwt.tokens import RefreshToken, Token
from rest_framework_simplejwt.utils import datetime_from_epoch, get_md5_hash_password

from reklamai.core.errors import NotSignedIn
from studio.models import TokenFamily, User

FAMILY = "family"


class GivenToken(RefreshToken):
    """A refresh token as a client sent it: the library would turn down a used one before its family can be ended."""

    def check_blacklist(self) -> None:
        """Done by `rotate`, under the family's lock."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What a client keeps: `access` for minutes, `refresh` for one use."""

    access: str
    refresh: str


def may_sign_in(user: User) -> bool:
    """Whether the person has answered the letter, where settings ask for that."""
    if settings.ACCOUNT_EMAIL_VERIFICATION != "mandatory":
        return True
    return bool(EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists())


@transaction.atomic
def issue(user: User, *, ip: str, user_agent: str) -> Pair:
    """The first pair of a new family."""
    ends = timezone.now() + api_settings.REFRESH_TOKEN_LIFETIME
    family = TokenFamily.objects.create(owner=user, ip=ip or None, user_agent=user_agent[:200], expires_at=ends)
    refresh = RefreshToken.for_user(user)
    refresh[FAMILY] = str(family.pk)
    return Pair(access=str(refresh.access_token), refresh=str(refresh))


def refresh(text: str) -> Pair:
    """The next pair. Raises NotSignedIn; a token that was used before ends its whole family.

    One of the two that hold such a token has stolen it, and nobody can tell which.
    """
    given = read(text)
    with transaction.atomic():
        family = TokenFamily.objects.select_for_update().filter(pk=given[FAMILY]).first()
        pair = rotate(given, family) if family else None
        if pair is None and family:
            end(TokenFamily.objects.filter(pk=family.pk))
    if pair is None:
        raise refused()
    return pair


def rotate(given: GivenToken, family: TokenFamily) -> Pair | None:
    """The token is used up and followed by a fresh one; None if that may not be. The family's row is locked."""
    user = User.objects.filter(pk=family.owner_id, is_active=True).first()
    if user is None or family.revoked_at or not fits(given, user) or is_used(given):
        return None
    given.blacklist()
    fresh = RefreshToken.for_user(user)
    fresh[FAMILY] = str(family.pk)
    family.last_seen_at, family.expires_at = timezone.now(), datetime_from_epoch(fresh["exp"])
    family.save(update_fields=["last_seen_at", "expires_at"])
    return Pair(access=str(fresh.access_token), refresh=str(fresh))


def fits(given: Token, user: User) -> bool:
    """Whether it was given to this person, for the password of today."""
    return bool(
        given.get(api_settings.USER_ID_CLAIM) == str(user.pk)
        and given.get(api_settings.REVOKE_TOKEN_CLAIM) == get_md5_hash_password(user.password)
    )


def is_used(given: Token) -> bool:
    return bool(BlacklistedToken.objects.filter(token__jti=given[api_settings.JTI_CLAIM]).exists())


def read(text: str) -> GivenToken:
    """The token in `text`, its signature and time checked. Raises NotSignedIn."""
    try:
        given = GivenToken(text)  # type: ignore[arg-type]  # its stubs ask for a token to read a token
        UUID(str(given.get(FAMILY)))
    except (TokenError, ValueError) as error:
        raise refused() from error
    return given


def refused() -> NotSignedIn:
    return NotSignedIn(_("This token is used up or has ended. Sign in again."))


def is_alive(family: str, owner: User) -> bool:
    """Whether an access token of this family still opens anything."""
    try:
        return TokenFamily.objects.alive(owner).filter(pk=UUID(family)).exists()
    except ValueError:
        return False


def sign_out(text: str) -> None:
    """End the family of this refresh token. Safe to repeat. Raises NotSignedIn for what never was a token."""
    end(TokenFamily.objects.filter(pk=read(text)[FAMILY]))


def end(families: QuerySet[TokenFamily]) -> int:
    """No token of these opens anything from now on. Returns how many ended by it."""
    return families.filter(revoked_at=None).update(revoked_at=timezone.now())


def sweep() -> int:
    """Drop what has run out by itself: tokens, and families that all tokens have left. Returns how many rows went."""
    now = timezone.now()
    tokens, _per_table = OutstandingToken.objects.filter(expires_at__lte=now).delete()
    families, _per_table = TokenFamily.objects.filter(expires_at__lte=now).delete()
    return int(tokens) + families
