"""Whether a webhook comes from Replicate: HMAC-SHA256 over "<id>.<timestamp>.<raw body>", base64.

Source: replicate.com/docs, verify-webhook (the scheme of Svix).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from typing import Any

from reklamai.core.secret import Secret

DELIVERY = re.compile(r"[\w-]{1,200}", re.ASCII)
"""No dot: with one, the same bytes could be signed for another id and another moment."""
TASK_ID = re.compile(r"[\w-]{1,100}", re.ASCII)
TIMESTAMP = re.compile(r"[0-9]{1,12}")
WINDOW_S = 300
"""The documents leave the window to the receiver; so much is used against replays."""
MOST_SIGNATURES = 16
"""There is one for each secret that is valid, two while one is being changed."""


def verified(secret: Secret, *, delivery: str, timestamp: str, signature: str, body: bytes, now: float) -> bool:
    """Whether the headers fit the raw body and are not older, or newer, than WINDOW_S.

    secret: "whsec_<base64>"; one that is empty or no such thing verifies nothing. delivery: the header `webhook-id`,
    which stays the same when a webhook is sent again, so a receiver tells repetitions by it.
    """
    key = key_of(secret)
    if not key or not DELIVERY.fullmatch(delivery) or not TIMESTAMP.fullmatch(timestamp):
        return False
    if abs(now - int(timestamp)) > WINDOW_S:
        return False
    digest = hmac.new(key, f"{delivery}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    expected = b"v1," + base64.b64encode(digest)
    given = signature.split(" ", MOST_SIGNATURES)[:MOST_SIGNATURES]
    # All are compared, so that the time taken does not tell which one was near.
    fits = [hmac.compare_digest(expected, each.encode("utf-8", "replace")) for each in given]
    return any(fits)


def key_of(secret: Secret) -> bytes:
    """The bytes to sign with, b"" for a secret that is none."""
    prefix, _, packed = secret.reveal().partition("_")
    if prefix != "whsec":
        return b""
    try:
        return base64.b64decode(packed, validate=True)
    except (binascii.Error, ValueError):
        return b""


def task_id_of(body: Any) -> str:
    """The training or prediction that a webhook names; "" for none."""
    found = body.get("id") if isinstance(body, dict) else None
    return found if isinstance(found, str) and TASK_ID.fullmatch(found) else ""
