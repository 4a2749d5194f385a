"""The studio as it is run, for people who are made by the dozen: their passwords cost nothing, nobody counts them."""

from reklamai.settings.dev import *  # noqa: F403
from reklamai.settings.dev import ACCOUNT_RATE_LIMITS, API_RATES

PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{name}PasswordHasher" for name in ("MD5", "PBKDF2")]
ACCOUNT_RATE_LIMITS = {**ACCOUNT_RATE_LIMITS, "signup": "1000/m/ip"}
API_RATES = {**API_RATES, "anonymous": 1000}
