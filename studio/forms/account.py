"""What a person says about themselves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from studio.models import Language, Theme, User


class ProfileForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100, required=False, help_text=_("As the studio greets you."))
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    theme = forms.ChoiceField(label=_("Colour theme"), choices=Theme.choices)

    @classmethod
    def of(cls, user: User) -> ProfileForm:
        """The form as the account stands now."""
        return cls(initial={"name": user.name, "language": user.language, "theme": user.theme})
