"""Texts that PostgreSQL can be asked about."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput


def is_plain(text: str) -> bool:
    """Whether a database keeps it: no NUL, which PostgreSQL refuses, and no half of a character."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def check_plain(*texts: str) -> None:
    """Raises BadInput where one of the texts can be in no row, so that nobody asks the database for it."""
    if not all(map(is_plain, texts)):
        raise BadInput(_("The text holds characters that cannot be kept."))
