"""Texts that PostgreSQL can be asked about, and JSON that it keeps."""

from __future__ import annotations

from math import isfinite
from typing import Any

from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput

DEEPEST = 16
"""Levels of JSON that anything of ours has; beyond some hundreds whoever walks through it meets Python's own limit."""


def is_plain(text: str) -> bool:
    """Whether a database keeps it: no NUL, which PostgreSQL refuses, and no half of a character."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def is_plain_json(value: Any) -> bool:
    """Whether a database keeps it: plain texts, numbers that are some, at most DEEPEST levels."""
    level = [value]
    for _depth in range(DEEPEST):
        if not all(map(is_kept, level)):
            return False
        level = [part for each in level for part in parts_of(each)]
        if not level:
            return True
    return False


def is_kept(value: Any) -> bool:
    if isinstance(value, str):
        return is_plain(value)
    return not isinstance(value, float) or isfinite(value)


def parts_of(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list) else []


def check_plain(*texts: str) -> None:
    """Raises BadInput where one of the texts can be in no row, so that nobody asks the database for it."""
    if not all(map(is_plain, texts)):
        raise BadInput(_("The text holds characters that cannot be kept."))
