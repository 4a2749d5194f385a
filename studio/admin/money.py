from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminTextInputWidget

from reklamai.core.errors import ReklamError
from studio.admin.readonly import ReadOnlyAdmin
from studio.models import CreditAccount, LedgerEntry, User
from studio.services import credits

MOST = 1_000_000_000
"""Of one movement; what a mistyped zero more would make is not what the ledger's column ends at."""


class MoveForm(forms.Form):
    """A grant (more than 0) or a correction (less) by hand, with its reason."""

    delta = forms.IntegerField(
        label=gettext_lazy("Credits"), min_value=-MOST, max_value=MOST, widget=UnfoldAdminIntegerFieldWidget()
    )
    note = forms.CharField(label=gettext_lazy("Reason"), max_length=200, widget=UnfoldAdminTextInputWidget())


@admin.register(CreditAccount)
class CreditAccountAdmin(ReadOnlyAdmin):
    list_display = ["owner", "balance"]
    search_fields = ["owner__email", "owner__name"]
    list_select_related = ["owner"]
    actions_detail = ["give"]

    @action(description=gettext_lazy("Grant or correct"), permissions=["give"])
    def give(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """One movement, through the same service as every other."""
        account = get_object_or_404(CreditAccount.objects.select_related("owner"), pk=object_id)
        form = MoveForm(request.POST or None)
        if form.is_valid() and self.moved(request, account.owner, form):
            return redirect("admin:studio_creditaccount_change", object_id)
        context = {**self.admin_site.each_context(request), "form": form, "account": account, "title": _("Credits")}
        return render(request, "admin/studio/move_credits.html", context)

    def moved(self, request: HttpRequest, owner: User, form: MoveForm) -> bool:
        delta, note, staff = form.cleaned_data["delta"], form.cleaned_data["note"], cast("User", request.user)
        try:
            if delta > 0:
                credits.grant(owner, amount=delta, note=note, made_by=staff)
            else:
                credits.correct(owner, delta=delta, note=note, made_by=staff)
        except ReklamError as error:
            form.add_error("delta", error.message)
            return False
        messages.success(request, _("Done: %(delta)+d credits.") % {"delta": delta})
        return True

    def has_give_permission(self, request: HttpRequest, object_id: int | None = None) -> bool:
        return request.user.has_perm("studio.add_ledgerentry")


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "account", "kind", "delta", "generation", "note", "made_by"]
    list_filter = ["kind"]
    search_fields = ["account__owner__email", "note", "generation__id"]
    list_select_related = ["account__owner", "generation", "made_by"]
    date_hierarchy = "created_at"
