"""A project's name."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ProjectForm(forms.Form):
    name = forms.CharField(label=_("Project name"), max_length=120)


class SwitchForm(forms.Form):
    project = forms.UUIDField(required=False)
