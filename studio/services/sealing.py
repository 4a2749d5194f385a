"""Secrets that have to be read again are kept encrypted: a copy of the database alone signs nothing."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def seal(text: str) -> str:
    """Encrypted with a key that comes from SECRET_KEY."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """What was sealed. Raises cryptography's InvalidToken where SECRET_KEY has changed without a fallback."""
    return _box().decrypt(sealed.encode()).decode()


def resealed(sealed: str) -> str:
    """The same secret, encrypted anew with the present SECRET_KEY. Raises InvalidToken."""
    return _box().rotate(sealed.encode()).decode()


def _box() -> MultiFernet:
    keys = map(str, [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])
    # Not the bare key: it signs sessions and tokens too, and one use must not tell anything about another.
    digests = (sha256(b"webhook secrets\0" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])
