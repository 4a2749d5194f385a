"""Credit accounts and the ledger: looked at here, moved by services alone."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Sum
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from studio.admin.base import ReadOnlyAdmin, WithDeeds
from studio.admin.deeds import AmountForm, Deed, DeltaForm
from studio.admin.shown import Shown, link, listing
from studio.models import CreditAccount, Generation, LedgerEntry, LedgerKind, User
from studio.models.status import OPEN
from studio.services import staff


def owner_of(row: CreditAccount | User) -> User:
    return row if isinstance(row, User) else row.owner


def grant(row: CreditAccount | User, given: dict[str, Any], by: User) -> bool:
    return staff.grant(owner_of(row), amount=given["amount"], reason=given["reason"], key=given["key"], by=by)


def correct(row: CreditAccount | User, given: dict[str, Any], by: User) -> bool:
    return staff.correct(owner_of(row), delta=given["delta"], reason=given["reason"], key=given["key"], by=by)


def balance_of(row: CreditAccount | User) -> str:
    account = row if isinstance(row, CreditAccount) else CreditAccount.objects.filter(owner=row).first()
    return _("Balance: %(n)d") % {"n": account.balance if account else 0}


GRANT = Deed(
    name="grant",
    title=gettext_lazy("Grant credits"),
    question=gettext_lazy("The credits are there at once and can be spent."),
    permission="studio.add_ledgerentry",
    do=grant,
    form=AmountForm,
    icon="add_card",
    note=balance_of,
)
CORRECT = Deed(
    name="correct",
    title=gettext_lazy("Correct the balance"),
    question=gettext_lazy("For mistakes only: the movement stays in the ledger for ever beside the one that it mends."),
    permission="studio.add_ledgerentry",
    do=correct,
    form=DeltaForm,
    icon="tune",
    many=False,
    note=balance_of,
)


@admin.register(CreditAccount)
class CreditAccountAdmin(WithDeeds, ReadOnlyAdmin):
    list_display = ["person", "balance", "held"]
    list_display_links = ["balance"]
    search_fields = ["owner__email", "owner__name"]
    search_help_text = gettext_lazy("E-mail or name of the owner")
    list_select_related = ["owner"]
    ordering = ["owner__email"]
    fields: ClassVar[list[str]] = ["person", "balance", "held", "movements"]
    readonly_fields = fields
    deeds = (GRANT, CORRECT)

    @display(description=gettext_lazy("Owner"), ordering="owner__email")
    def person(self, row: CreditAccount) -> Shown:
        return link(row.owner)

    @display(description=gettext_lazy("Held"))
    def held(self, row: CreditAccount) -> int:
        found = Generation.objects.filter(owner=row.owner_id, status__in=OPEN).aggregate(held=Sum("price", default=0))
        return int(found["held"])

    @display(description=gettext_lazy("Movements"))
    def movements(self, row: CreditAccount) -> Shown:
        return listing(LedgerEntry, _("All movements"), account__owner__id__exact=row.pk)


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnlyAdmin):
    """Nobody changes a row, not even a superuser: the database itself refuses."""

    list_display = ["created_at", "person", "movement", "credits", "order", "note", "made_by"]
    list_display_links = ["created_at"]
    list_filter = ["kind", ("made_by", admin.EmptyFieldListFilter)]
    search_fields = ["account__owner__email", "note", "generation__id__exact", "made_by__email"]
    search_help_text = gettext_lazy("E-mail of the owner or of staff, reason, number of the order")
    list_select_related = ["account__owner", "generation", "made_by"]
    date_hierarchy = "created_at"
    fields: ClassVar[list[str]] = ["created_at", "person", "movement_words", "credits", "order", "note", "made_by"]
    readonly_fields = fields

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup == "account__owner__id__exact" or super().lookup_allowed(lookup, value, request)

    @display(description=gettext_lazy("Owner"))
    def person(self, row: LedgerEntry) -> Shown:
        return link(row.account, row.account.owner)

    @display(
        description=gettext_lazy("Movement"),
        ordering="kind",
        label={
            LedgerKind.GRANT: "success",
            LedgerKind.PURCHASE: "success",
            LedgerKind.CORRECTION: "warning",
            LedgerKind.HOLD: "default",
            LedgerKind.RETURN: "info",
        },
    )
    def movement(self, row: LedgerEntry) -> tuple[str, str]:
        return row.kind, row.get_kind_display()

    @display(description=gettext_lazy("Movement"))
    def movement_words(self, row: LedgerEntry) -> str:
        return row.get_kind_display()

    @display(description=gettext_lazy("Credits"), ordering="delta")
    def credits(self, row: LedgerEntry) -> str:
        return f"{row.delta:+d}"

    @display(description=gettext_lazy("Order"))
    def order(self, row: LedgerEntry) -> Shown:
        return link(row.generation)
