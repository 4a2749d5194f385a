"""What a person may change about their own account."""

from __future__ import annotations

from studio.models import Language, Theme, User


def prefer(user: User, *, language: str = "", theme: str = "") -> None:
    """Keep a language or a theme on the account. Values that are none of ours change nothing."""
    if language in Language.values:
        user.language = language
    if theme in Theme.values:
        user.theme = theme
    user.save(update_fields=["language", "theme"])


def rename(user: User, name: str) -> None:
    user.name = name
    user.save(update_fields=["name"])
