"""People. Nobody becomes somebody else here: no password, session, token or key is shown or set."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from studio.admin.base import ReadOnlyAdmin, WithDeeds
from studio.admin.deeds import Deed, by_hand
from studio.admin.money import GRANT
from studio.admin.shown import NOTHING, Shown, facts, link, listing
from studio.models import Asset, CreditAccount, Generation, LedgerEntry, Project, User
from studio.services import staff


@admin.register(User)
class UserAdmin(WithDeeds, ReadOnlyAdmin):
    """A person. Rights are a superuser's to give; address and password are nobody's but their own.

    Whoever could set either could sign in as that person.
    """

    list_display = ["email", "name", "language", "state", "is_staff", "date_joined", "last_login"]
    list_filter = ["is_active", "is_staff", "groups", "language"]
    search_fields = ["email", "name", "id__exact"]
    search_help_text = gettext_lazy("E-mail, name or number")
    ordering = ["-date_joined"]
    date_hierarchy = "date_joined"
    readonly_fields: ClassVar[list[str]] = [
        "email", "name", "language", "state_words", "date_joined", "last_login", "their_things",
    ]  # fmt: skip
    deeds = (
        GRANT,
        Deed(
            name="suspend",
            title=gettext_lazy("Suspend the account"),
            question=gettext_lazy("The person is signed out everywhere and their keys stop working. Nothing is lost."),
            permission="studio.suspend_user",
            do=by_hand(staff.suspend),
            icon="block",
            fits=lambda row: row.is_active,
        ),
        Deed(
            name="restore",
            title=gettext_lazy("Restore the account"),
            question=gettext_lazy("The person can sign in again, and their keys work again."),
            permission="studio.suspend_user",
            do=by_hand(staff.restore),
            icon="lock_open",
            fits=lambda row: not row.is_active,
        ),
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_active and request.user.is_superuser

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        person = (gettext_lazy("Person"), {"fields": list(self.readonly_fields)})
        rights = (gettext_lazy("Rights"), {"fields": ["is_staff", "is_superuser", "groups"]})
        return [person, rights] if self.has_change_permission(request) else [person]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A handful of groups, all in sight."""
        kwargs["widget"] = UnfoldAdminCheckboxSelectMultipleWidget()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @display(description=gettext_lazy("State"), ordering="is_active", label={"on": "success", "off": "danger"})
    def state(self, row: User) -> tuple[str, str]:
        return "on" if row.is_active else "off", self.state_words(row)

    @display(description=gettext_lazy("State"))
    def state_words(self, row: User) -> str:
        if row.erased_at or row.erase_after:
            return _("Deleted by its owner")
        return _("Active") if row.is_active else _("Suspended")

    @display(description=gettext_lazy("Theirs"))
    def their_things(self, row: User) -> Shown:
        account = CreditAccount.objects.filter(owner=row).first()
        return facts(
            [
                (_("Credits"), link(account, account.balance) if account else NOTHING),
                (_("Orders"), listing(Generation, _("All orders"), owner__id__exact=row.pk)),
                (_("Movements"), listing(LedgerEntry, _("All movements"), account__owner__id__exact=row.pk)),
                (_("Files"), listing(Asset, _("All files"), owner__id__exact=row.pk)),
                (_("Projects"), listing(Project, _("All projects"), owner__id__exact=row.pk)),
            ]
        )
