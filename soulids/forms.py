"""What the pages of Soul IDs take."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from soulids.models import Right
from soulids.shown.album import SHOWN

IN_WORDS = _("Goes to models that take no pictures: “a woman of thirty with long red hair”.")


class NewForm(forms.Form):
    """Step 1 of a new Soul ID."""

    key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=80)
    description = forms.CharField(label=_("Who it is"), max_length=200, required=False, help_text=IN_WORDS)


class NamesForm(forms.Form):
    """A Soul ID's names, changed."""

    name = forms.CharField(label=_("Name"), max_length=80)
    handle = forms.CharField(label=_("Name in prompts"), max_length=41, help_text=_("Written as @name."))
    description = forms.CharField(label=_("Who it is"), max_length=200, required=False, help_text=IN_WORDS)

    def clean_handle(self) -> str:
        return str(self.cleaned_data["handle"]).removeprefix("@")


class ConsentForm(forms.Form):
    person = forms.CharField(label=_("Whose face it is"), max_length=120)
    right = forms.ChoiceField(label=_("By what right"), choices=Right.choices)
    agreed = forms.BooleanField(
        label=_("Agreed"), error_messages={"required": _("Without this consent nothing is trained.")}
    )


class TrainForm(forms.Form):
    """Step 4: quoted is the price that stood on the button."""

    key = forms.UUIDField(required=False)
    master = forms.CharField(required=False, max_length=120)
    lora = forms.BooleanField(required=False)
    quoted = forms.IntegerField(required=False, min_value=0)

    def clean_key(self) -> Any:
        return self.cleaned_data["key"] or uuid4()


class MasterForm(forms.Form):
    key = forms.UUIDField(required=False)
    model = forms.CharField(max_length=120)

    def clean_key(self) -> Any:
        return self.cleaned_data["key"] or uuid4()


class VersionForm(forms.Form):
    number = forms.IntegerField(min_value=1, max_value=32767)


class SearchForm(forms.Form):
    """Who is in a picture: a file comes beside it, or one of the library is named."""

    key = forms.UUIDField(required=False)
    asset = forms.UUIDField(required=False)

    def clean_key(self) -> Any:
        return self.cleaned_data["key"] or uuid4()


def narrowed(wanted: str) -> str:
    """Which photos are shown; an old link still leads on."""
    return wanted if wanted in SHOWN else SHOWN[0]
