"""Filters of the usage page, read from its address."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from studio.selectors.periods import period
from studio.selectors.usage import UsageQuery

KINDS = [
    ("", _("All")),
    ("charged", _("Charged")),
    ("returned", _("Returned")),
    ("held", _("Held")),
    ("added", _("Added")),
]


class UsageForm(forms.Form):
    """Values that make no sense are read as "no filter": an old link still opens the page."""

    project = forms.UUIDField(required=False)
    period = forms.CharField(required=False, max_length=7)
    kind = forms.ChoiceField(required=False, choices=KINDS)

    def query(self) -> UsageQuery:
        self.is_valid()
        read = self.cleaned_data
        return UsageQuery(
            period=period(read.get("period") or ""), project=read.get("project"), kind=read.get("kind") or ""
        )
