"""What the shell around every page shows of its reader."""

from __future__ import annotations

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest

from studio.models import Project, Theme, User
from studio.selectors import credits, storage
from studio.selectors.credits import Balance
from studio.selectors.storage import Usage

PROJECT_KEY = "project"
THEME_COOKIE = "theme"
SWITCHER_LENGTH = 50


class Shell:
    """The header's values. Each is read when a template asks for it: a fragment without a header reads nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def user(self) -> User | None:
        user = getattr(self.request, "user", None)
        return user if isinstance(user, User) else None

    @cached_property
    def theme(self) -> str:
        """ "system", "light" or "dark": the account's, else the cookie's."""
        kept = self.user.theme if self.user else self.request.COOKIES.get(THEME_COOKIE, "")
        return kept if kept in Theme.values else Theme.SYSTEM

    @cached_property
    def balance(self) -> Balance:
        return credits.balance(self.user) if self.user else Balance(balance=0, held=0)

    @cached_property
    def storage(self) -> Usage | None:
        """What this person keeps and may keep."""
        return storage.usage(self.user) if self.user else None

    @cached_property
    def running(self) -> int:
        """Orders that are queued or being made."""
        return self.balance.open

    @cached_property
    def projects(self) -> list[Project]:
        """The newest, for the switcher; the current one is among them."""
        if self.user is None:
            return []
        newest = list(Project.objects.visible_to(self.user)[:SWITCHER_LENGTH])
        kept = self.request.session.get(PROJECT_KEY)
        if kept and not any(str(project.pk) == kept for project in newest):
            newest += Project.objects.visible_to(self.user).filter(pk=kept)
        return newest

    @cached_property
    def project(self) -> Project | None:
        """The one that new work goes into; empty when it was deleted."""
        kept = self.request.session.get(PROJECT_KEY) if self.user else None
        return next((project for project in self.projects if str(project.pk) == kept), None)

    @property
    def mail_is_set_up(self) -> bool:
        """Whether letters reach people; else they are only printed where the server prints its log."""
        return bool(settings.MAIL_IS_SET_UP)

    @property
    def signup_credits(self) -> int:
        return int(settings.SIGNUP_CREDITS)


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Context processor: the shell of this request, made once."""
    made = getattr(request, "_shell", None) or Shell(request)
    request._shell = made  # type: ignore[attr-defined]
    return {"shell": made}


def current_project(request: HttpRequest) -> Project | None:
    """The project chosen in the header."""
    return shell(request)["shell"].project
