"""How people get in: mail, verification, limits on tries, sessions."""

from __future__ import annotations

from typing import Any

import environ

from .env import BadEnvironment, Environment

__all__ = [
    "ACCOUNT_ADAPTER", "ACCOUNT_CHANGE_EMAIL", "ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS", "ACCOUNT_EMAIL_NOTIFICATIONS",
    "ACCOUNT_EMAIL_SUBJECT_PREFIX", "ACCOUNT_FORMS", "ACCOUNT_LOGIN_METHODS", "ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION",
    "ACCOUNT_LOGIN_ON_PASSWORD_RESET", "ACCOUNT_LOGOUT_REDIRECT_URL", "ACCOUNT_RATE_LIMITS",
    "ACCOUNT_REAUTHENTICATION_REQUIRED", "ACCOUNT_SESSION_REMEMBER", "ACCOUNT_SIGNUP_FIELDS",
    "ACCOUNT_USER_MODEL_USERNAME_FIELD", "AUTH_PASSWORD_VALIDATORS", "AXES_COOLOFF_TIME", "AXES_FAILURE_LIMIT",
    "AXES_LOCKOUT_CALLABLE", "AXES_LOCKOUT_PARAMETERS", "AXES_RESET_ON_SUCCESS", "AXES_USERNAME_CALLABLE",
    "EXPORT_DAYS", "LETTER_PAUSE_S", "LOGIN_REDIRECT_URL", "LOGIN_URL", "MOST_API_KEYS", "PASSWORD_RESET_TIMEOUT",
    "mail", "verification",
]  # fmt: skip

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
PASSWORD_RESET_TIMEOUT = 4 * 3600

ACCOUNT_ADAPTER = "studio.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SESSION_REMEMBER = None  # the form asks
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_CHANGE_EMAIL = True  # one address a person; a new one counts once its mail was answered
ACCOUNT_EMAIL_NOTIFICATIONS = True  # the old address hears of a change, the owner of a new password
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
ACCOUNT_EMAIL_SUBJECT_PREFIX = "ReklamAI: "
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_FORMS = {
    "login": "studio.forms.account.SignInForm",
    "signup": "studio.forms.account.SignUpForm",
    "reset_password": "studio.forms.account.ResetPasswordForm",
    "reset_password_from_key": "studio.forms.account.NewPasswordForm",
    "change_password": "studio.forms.account.ChangePasswordForm",
    "add_email": "studio.forms.account.AddEmailForm",
    "reauthenticate": "studio.forms.account.PasswordAgainForm",
}
# Guesses at one account: ten from one address (axes, with a page that says how long), forty from everywhere.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "studio.adapters.tried_email"
AXES_LOCKOUT_CALLABLE = "studio.views.shell.locked_out"
AXES_RESET_ON_SUCCESS = True
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,40/h/key"}

MOST_API_KEYS = 20
"""Keys of one person that are alive at once."""
LETTER_PAUSE_S = 2.0
"""Before a letter is tried again, doubled each time."""
EXPORT_DAYS = 7
"""An archive of a person's data can be downloaded for so long."""


def mail(env: Environment) -> dict[str, Any]:
    """Django's EMAIL_ settings. Without EMAIL_URL letters are printed where the server prints its log."""
    if not env.EMAIL_URL:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    return {**environ.Env.email_url_config(env.EMAIL_URL.reveal()), "EMAIL_TIMEOUT": 20}


def verification(env: Environment) -> str:
    """ "mandatory" or "optional". Where letters arrive nobody gets in unverified, and sign-up tells nothing.

    Without mail it is optional, or nobody could sign up.
    """
    if env.EMAIL_VERIFICATION == "mandatory" and not env.EMAIL_URL:
        raise BadEnvironment("EMAIL_VERIFICATION", "cannot be mandatory without EMAIL_URL: nobody could sign up")
    return env.EMAIL_VERIFICATION or ("mandatory" if env.EMAIL_URL else "optional")
