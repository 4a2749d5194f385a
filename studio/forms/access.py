"""Forms of the settings pages that open or close doors: API keys, leaving."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from studio.models import Scope, User, WebhookEvent

LIVES = [("30", _("30 days")), ("90", _("90 days")), ("365", _("One year")), ("", _("Until it is revoked"))]


class KeyForm(forms.Form):
    name = forms.CharField(label=_("What is it for?"), max_length=80, help_text=_("A name to know it by in this list."))
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple, initial=[Scope.READ]
    )
    days = forms.ChoiceField(label=_("How long does it live?"), choices=LIVES, required=False, initial="90")

    @property
    def ends(self) -> datetime | None:
        """When the key ends; None for one without an end."""
        days = self.cleaned_data["days"]
        return timezone.now() + timedelta(days=int(days)) if days else None


class WebhookForm(forms.Form):
    url = forms.CharField(
        label=_("Address"), max_length=500, help_text=_("Of your server, like https://example.com/hook.")
    )
    events = forms.MultipleChoiceField(
        label=_("What is told there?"),
        choices=WebhookEvent.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=WebhookEvent.values,
    )


class LeaveForm(forms.Form):
    """The password, and whether the consequences were read."""

    password = forms.CharField(
        label=_("Current password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    sure = forms.BooleanField(label=_("I have read what is erased"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Checked as at the sign-in, with its limits on tries."""
        given: str = self.cleaned_data["password"]
        if not get_adapter().reauthenticate(self.user, given):
            raise forms.ValidationError(_("This is not the password."))
        return given
