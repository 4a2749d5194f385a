"""What stands in a composer and is not ordered yet, kept on the server as it is typed."""

from __future__ import annotations

from typing import Any

from studio.models import ComposerDraft, User


def draft(owner: User, composer: str) -> dict[str, Any]:
    """The content kept for this composer ("image", "video"); empty if there is none."""
    found = ComposerDraft.objects.filter(owner=owner, composer=composer).values_list("content", flat=True).first()
    return found or {}


def keep(owner: User, composer: str, content: dict[str, Any]) -> None:
    """Remember `content` (plain JSON) in place of what was there."""
    ComposerDraft.objects.update_or_create(owner=owner, composer=composer, defaults={"content": content})
