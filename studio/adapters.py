"""How allauth makes our accounts, what it says, and how its letters leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from reklamai.core.errors import Conflict
from studio import queue
from studio.context import THEME_COOKIE
from studio.models import Language, Theme, User
from studio.services import credits, leaving, sessions

if TYPE_CHECKING:
    from django.forms import Form

LEAVING = "leaving"
"""In the session of somebody who gave the password of an account that is closed and can be taken back."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Sign-up keeps the language and theme of the visit and opens the credit account with its grant."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This e-mail and this password do not fit each other."),
        "too_many_login_attempts": _("Too many wrong passwords. Wait a few minutes, then try again."),
        "email_taken": _("There is an account with this e-mail already. Sign in, or reset its password."),
    }

    def save_user(self, request: HttpRequest, user: User, form: Form, commit: bool = True) -> User:
        language, theme = get_language(), request.COOKIES.get(THEME_COOKIE, "")
        user.language = language if language in Language.values else Language.RUSSIAN
        user.theme = theme if theme in Theme.values else Theme.SYSTEM
        try:
            with transaction.atomic():
                saved: User = super().save_user(request, user, form, commit=commit)
                if commit:
                    credits.open_account(saved)
        except IntegrityError as error:  # a second form with this address was faster
            raise Conflict(str(self.error_messages["email_taken"])) from error
        return saved

    def set_password(self, user: User, password: str) -> None:
        """A new password ends every other sign-in, with its tokens."""
        super().set_password(user, password)
        sessions.end_all(user, but=self.request.session.session_key if self.request else None)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """False for an address that another account has: allauth looks at verified ones alone."""
        others = User.objects.filter(email__iexact=email_address.email).exclude(pk=email_address.user_id)
        if others.exists():
            words = "account/messages/email_confirmation_failed.txt"
            self.add_message(request, messages.ERROR, words, {"email": email_address.email})
            return False
        return bool(super().confirm_email(request, email_address))

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """The owner of a closed account has given its password: it can be taken back."""
        if not leaving.may_return(user):
            return redirect("account_inactive")
        request.session[LEAVING] = user.pk
        return redirect("studio:come-back")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue allauth's letter: whether an account is known must not show in how long the page takes."""
        links = {name: on_public_url(str(value)) for name, value in context.items() if name.endswith("_url")}
        facts = {"email": email, "public_url": settings.PUBLIC_URL, "hours": settings.PASSWORD_RESET_TIMEOUT // 3600}
        letter = self.render_mail(template_prefix, email, {**facts, **context, **links})
        queue.send_letter(subject=letter.subject, body=str(letter.body), to=email)


def on_public_url(link: str) -> str:
    """The link on the address that people use, whatever Host the request named."""
    scheme, host = urlsplit(settings.PUBLIC_URL)[:2]
    return urlunsplit((scheme, host, *urlsplit(link)[2:]))


def tried_email(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Whose door was knocked at, for django-axes: pages, API and admin each name the e-mail in their own word."""
    given = credentials or request.POST
    named = (given.get(word) for word in ("login", "email", "username"))
    return str(next((email for email in named if email), "")).strip().lower()
