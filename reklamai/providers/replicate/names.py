"""The names of things at Replicate that may stand in an address."""

from __future__ import annotations

import re

from reklamai.core.errors import Unsupported

SEGMENT = r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}"
MODEL = re.compile(f"{SEGMENT}/{SEGMENT}")
VERSION = re.compile(r"[0-9a-f]{64}")
ID = re.compile(r"[\w=-]{1,200}", re.ASCII)


def fit(pattern: re.Pattern[str], value: str) -> str:
    """The value, which can stand in an address as it is. Raises Unsupported for any other, and nothing is sent."""
    if not pattern.fullmatch(value):
        raise Unsupported("This is no name of anything at this maker.")
    return value
