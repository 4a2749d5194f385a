"""The rooms of other packages: those that staff need, in our form; those that would open accounts, closed."""

from __future__ import annotations

from importlib import import_module
from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_q.models import Failure, OrmQ, Schedule, Success
from unfold.admin import ModelAdmin
from unfold.decorators import display

from reklamai.core import redact
from studio.admin.base import ReadOnlyAdmin
from studio.admin.shown import NOTHING, Shown, link
from studio.models import Generation

OPENING = ("usersessions", "token_blacklist", "sessions", "socialaccount", "mfa")
"""Apps whose rows are somebody's way in: a session's key, a token."""
NEEDED = (Group, EmailAddress, AccessAttempt, AccessFailureLog, AccessLog, Failure, OrmQ, Schedule, Success)

# Autodiscovery reaches the studio first: these have to have registered theirs before they are looked at.
for name in ("allauth.account", "allauth.usersessions", "axes", "django_q", "rest_framework_simplejwt.token_blacklist"):
    import_module(f"{name}.admin")

for model in list(admin.site._registry):
    if model in NEEDED or model._meta.app_label in OPENING:
        admin.site.unregister(model)


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, ModelAdmin):
    """What a group may see and do."""


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    """What staff did, to what, and why."""

    list_display = ["action_time", "user", "content_type", "thing", "told"]
    list_display_links = ["action_time"]
    list_filter = ["action_flag", "content_type"]
    search_fields = ["user__email", "object_repr", "object_id", "change_message"]
    search_help_text = gettext_lazy("E-mail of staff, number of the thing, reason")
    list_select_related = ["user", "content_type"]
    date_hierarchy = "action_time"
    fields: ClassVar[list[str]] = ["action_time", "user", "content_type", "thing", "told"]
    readonly_fields = fields

    @display(description=gettext_lazy("Thing"))
    def thing(self, row: LogEntry) -> Shown:
        return row.object_repr or NOTHING

    @display(description=gettext_lazy("What and why"))
    def told(self, row: LogEntry) -> str:
        return str(row.get_change_message())


@admin.register(EmailAddress)
class EmailAddressAdmin(ReadOnlyAdmin):
    """Whoever could change an address could ask for its owner's password."""

    list_display = ["email", "user", "verified", "primary"]
    list_filter = ["verified", "primary"]
    search_fields = ["email", "user__email"]
    list_select_related = ["user"]
    fields: ClassVar[list[str]] = ["email", "user", "verified", "primary"]
    readonly_fields = fields


@admin.register(AccessAttempt)
class AccessAttemptAdmin(ReadOnlyAdmin):
    """Who tried to sign in in vain; a way to unlock is to wait a quarter of an hour."""

    list_display = ["attempt_time", "username", "ip_address", "failures_since_start"]
    search_fields = ["username", "ip_address"]
    date_hierarchy = "attempt_time"
    fields: ClassVar[list[str]] = ["attempt_time", "username", "ip_address", "user_agent", "failures_since_start"]
    readonly_fields = fields


@admin.register(OrmQ)
class QueuedTaskAdmin(ReadOnlyAdmin):
    list_display = ["id", "key", "works_on", "lock"]
    list_filter = ["key"]
    search_fields = ["key"]
    fields: ClassVar[list[str]] = ["id", "key", "works_on", "lock"]
    readonly_fields = fields

    @display(description=gettext_lazy("Works on"))
    def works_on(self, row: OrmQ) -> Shown:
        """The order that the task's name tells; the task itself is packed and stays so."""
        return order_of(str(row.task.get("name", "")) if isinstance(row.task, dict) else "")


@admin.register(Failure)
class FailedTaskAdmin(ReadOnlyAdmin):
    """Tasks that broke: a bug each."""

    list_display = ["stopped", "name", "works_on", "trouble"]
    list_display_links = ["stopped"]
    list_filter = ["func", "cluster"]
    search_fields = ["name", "func"]
    date_hierarchy = "stopped"
    fields: ClassVar[list[str]] = ["name", "func", "cluster", "started", "stopped", "attempt_count", "trouble"]
    readonly_fields = fields

    @display(description=gettext_lazy("Works on"))
    def works_on(self, row: Failure) -> Shown:
        return order_of(row.name)

    @display(description=gettext_lazy("Trouble"))
    def trouble(self, row: Failure) -> str:
        return redact.text(str(row.result or _("unknown")))


def order_of(task: str) -> Any:
    """A link to the order of the task "generation-<number>"."""
    number = task.partition("generation-")[2]
    found = Generation.objects.filter(pk=number).first() if len(number) == 36 else None
    return link(found) if found else task or NOTHING
