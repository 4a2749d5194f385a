from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CreditAccount(models.Model):
    """A user's whole credits. `balance` moves only together with a ledger row, in one transaction."""

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.PROTECT, related_name="account"
    )
    balance = models.BigIntegerField(_("balance"), default=0)

    class Meta:
        verbose_name, verbose_name_plural = _("credit account"), _("credit accounts")
        constraints = [models.CheckConstraint(condition=Q(balance__gte=0), name="balance_never_below_zero")]

    def __str__(self) -> str:
        return str(self.owner)


class LedgerKind(models.TextChoices):
    GRANT = "grant", _("Granted")
    PURCHASE = "purchase", _("Bought")
    HOLD = "hold", _("Held")
    RETURN = "return", _("Returned")
    CORRECTION = "correction", _("Corrected")


class LedgerEntry(models.Model):
    """One movement. Rows are only ever added: the database refuses to change or delete one.

    What a generation was charged is its HOLD less its RETURN; a RETURN of 0 says "settled in full".
    """

    account = models.ForeignKey(CreditAccount, on_delete=models.PROTECT, related_name="entries")
    generation = models.ForeignKey(
        "studio.Generation", null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=LedgerKind.choices)
    delta = models.BigIntegerField(_("credits"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The member of staff behind a grant or a correction."""
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    """Comes with the form of a movement by hand: the same key is the same movement."""
    created_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("ledger entry"), _("ledger entries")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["account", "-id"], name="ledger_account_newest"),
            models.Index(fields=["created_at"], name="ledger_newest"),
            models.Index(fields=["account", "created_at"], condition=Q(kind="return"), name="ledger_account_settled"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["generation", "kind"],
                condition=Q(kind__in=["hold", "return"]),
                name="one_hold_and_one_return_per_generation",
            ),
            models.UniqueConstraint(
                fields=["account"], condition=Q(kind="grant", note="signup"), name="one_signup_grant_per_account"
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind="hold", delta__lt=0, generation__isnull=False)
                    | Q(kind="return", delta__gte=0, generation__isnull=False)
                    | Q(kind__in=["grant", "purchase"], delta__gt=0)
                    | (Q(kind="correction") & ~Q(delta=0))
                ),
                name="each_kind_of_movement_has_its_sign",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.delta:+d}"
