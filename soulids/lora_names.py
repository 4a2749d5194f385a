"""What the training of weights is called at a vendor: names that tell nobody who it is."""

from __future__ import annotations

from base64 import b32encode
from hashlib import sha256


def model_of(order: str) -> str:
    """The vendor's model that this order makes, without its owner: the same at each attempt, so none is made twice."""
    return f"soul-{digest('model', order).hex()[:24]}"


def trigger_of(order: str) -> str:
    """The word that calls the person up: no word of any language, and another one for each training."""
    return f"SOUL{b32encode(digest('trigger', order)).decode()[:6]}"


def digest(of: str, order: str) -> bytes:
    return sha256(f"{of} {order}".encode()).digest()
