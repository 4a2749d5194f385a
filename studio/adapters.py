"""How allauth makes our accounts and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from studio.context import THEME_COOKIE
from studio.models import Language, Theme, User
from studio.services import credits

if TYPE_CHECKING:
    from django.forms import Form


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Sign-up keeps the language and theme of the visit and opens the credit account with its grant."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This e-mail and this password do not fit each other."),
        "too_many_login_attempts": _("Too many wrong passwords. Wait a few minutes, then try again."),
        "email_taken": _("There is an account with this e-mail already. Sign in, or reset its password."),
    }

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: User, form: Form, commit: bool = True) -> User:
        language, theme = get_language(), request.COOKIES.get(THEME_COOKIE, "")
        user.language = language if language in Language.values else Language.RUSSIAN
        user.theme = theme if theme in Theme.values else Theme.SYSTEM
        saved: User = super().save_user(request, user, form, commit=commit)
        if commit:
            credits.open_account(saved)
        return saved


def tried_email(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Whose door was knocked at, for django-axes: pages, API and admin each name the e-mail in their own word."""
    given = credentials or request.POST
    named = (given.get(word) for word in ("login", "email", "username"))
    return str(next((email for email in named if email), "")).strip().lower()
