"""A deed of staff: asked for once more on a page of its own, with a reason, then done through a service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminTextInputWidget

from reklamai.core.errors import ReklamError
from studio.models import User

if TYPE_CHECKING:
    from studio.admin.base import WithDeeds

MOST_ROWS = 100
"""At once: more would neither fit an address nor be read by anybody."""
MOST_CREDITS = 1_000_000_000
"""Of one movement; what a mistyped zero more would make is not what the ledger's column ends at."""


class ReasonForm(forms.Form):
    """Why; and the key that makes a second click the same deed."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        min_length=3,
        max_length=200,
        widget=UnfoldAdminTextInputWidget(attrs={"autofocus": True}),
        help_text=gettext_lazy("Kept in the log of staff's deeds."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput())


class OwnerReadsForm(ReasonForm):
    """For movements of credits: their owner sees the reason in the list of movements."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Kept in the log; the owner of the credits can read it too.")


class AmountForm(OwnerReadsForm):
    """A grant."""

    field_order = ("amount", "reason", "key")
    amount = forms.IntegerField(
        label=gettext_lazy("Credits"), min_value=1, max_value=MOST_CREDITS, widget=UnfoldAdminIntegerFieldWidget()
    )


class DeltaForm(OwnerReadsForm):
    """A correction, up or down."""

    field_order = ("delta", "reason", "key")
    delta = forms.IntegerField(
        label=gettext_lazy("Credits"),
        min_value=-MOST_CREDITS,
        max_value=MOST_CREDITS,
        widget=UnfoldAdminIntegerFieldWidget(),
        help_text=gettext_lazy("Below zero takes credits away."),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that staff can do about a row."""

    name: str
    title: Any
    question: Any
    """What will happen, in one sentence."""
    permission: str
    do: Callable[[Any, dict[str, Any], User], bool]
    """Called with the row, the form's values and who does it; whether it changed anything. Raises ReklamError."""
    form: type[ReasonForm] = ReasonForm
    icon: str = ""
    fits: Callable[[Any], bool] = lambda _row: True
    """Whether its button is on the row's page."""
    many: bool = True
    """Whether it is offered for several rows of a list."""
    note: Callable[[Any], object] = lambda _row: ""
    """What stands beside the row where the reason is asked for."""


def by_hand(deed: Callable[..., bool]) -> Callable[[Any, dict[str, Any], User], bool]:
    """A service of `staff` that needs the reason alone."""
    return lambda row, given, by: deed(row, reason=given["reason"], by=by)


def page(room: WithDeeds, request: HttpRequest, name: str) -> HttpResponse:
    """Ask for the reason (GET, or a form that is not right), or do it (POST) and go back to where it began."""
    deed = next((each for each in room.deeds if each.name == name), None)
    if deed is None:
        raise Http404
    if not (request.user.has_perm(deed.permission) and room.has_view_permission(request)):
        raise PermissionDenied
    rows = chosen(room, request)
    form = deed.form(request.POST or None, initial={"key": uuid4()})
    if form.is_valid():
        perform(request, deed, rows, form.cleaned_data)
        return redirect(home_of(room, rows))
    context = {
        **room.admin_site.each_context(request),
        "title": deed.title,
        "deed": deed,
        "form": form,
        "rows": [(row, deed.note(row)) for row in rows],
        "back": home_of(room, rows),
        "opts": room.opts,
    }
    return render(request, "admin/studio/deed.html", context)


def chosen(room: WithDeeds, request: HttpRequest) -> list[Model]:
    """The rows that the address names. Raises Http404 if it names none."""
    try:
        rows = list(room.get_queryset(request).filter(pk__in=request.GET.getlist("id")[:MOST_ROWS]))
    except (ValidationError, ValueError) as error:
        raise Http404 from error
    if not rows:
        raise Http404
    return rows


def home_of(room: WithDeeds, rows: list[Model]) -> str:
    place = f"admin:{room.opts.app_label}_{room.opts.model_name}"
    return reverse(f"{place}_change", args=[rows[0].pk]) if len(rows) == 1 else reverse(f"{place}_changelist")


def perform(request: HttpRequest, deed: Deed, rows: list[Model], given: dict[str, Any]) -> None:
    """Each row by itself: one that cannot be is told, the others are done."""
    done = refused = 0
    for row in rows:
        try:
            done += deed.do(row, given, cast("User", request.user))
        except ReklamError as error:
            refused += 1
            messages.warning(request, f"{row}: {error.message}")
    if done:
        messages.success(request, _("Done: %(n)d.") % {"n": done})
    elif not refused:
        messages.info(request, _("Nothing has changed: it was done already."))
