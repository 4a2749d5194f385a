"""What a person says about themselves: profile, sign-in, sign-up."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from studio.models import Language, Theme, User

THEMES = [
    (Theme.SYSTEM, _("As the system")),
    (Theme.LIGHT, _("Light theme")),
    (Theme.DARK, _("Dark theme")),
]
PASSWORD_RULES = _("At least 8 characters; not only digits, not a common word, not your e-mail.")


class ProfileForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100, required=False, help_text=_("As the studio greets you."))
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    theme = forms.ChoiceField(label=_("Colour theme"), choices=THEMES)

    @classmethod
    def of(cls, user: User) -> ProfileForm:
        """The form as the account stands now."""
        return cls(initial={"name": user.name, "language": user.language, "theme": user.theme})


class Plain(forms.Form):
    """allauth repeats each label inside its field, where it goes as one types: the label above is enough."""

    WORDS = {
        "login": _("E-mail"),
        "email": _("E-mail"),
        "remember": _("Stay signed in"),
        "password2": _("Password once more"),
        "oldpassword": _("Current password"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.WORDS.get(name, field.label)
        if "password1" in self.fields:
            self.fields["password1"].help_text = PASSWORD_RULES


class SignInForm(Plain, allauth_forms.LoginForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""  # the page has a link of its own to a forgotten password


class SignUpForm(Plain, allauth_forms.SignupForm):  # type: ignore[misc]
    pass


class ResetPasswordForm(Plain, allauth_forms.ResetPasswordForm):  # type: ignore[misc]
    pass


class NewPasswordForm(Plain, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class ChangePasswordForm(Plain, allauth_forms.ChangePasswordForm):  # type: ignore[misc]
    pass


class AddEmailForm(Plain, allauth_forms.AddEmailForm):  # type: ignore[misc]
    pass


class PasswordAgainForm(Plain, allauth_forms.ReauthenticateForm):  # type: ignore[misc]
    pass
