"""What stands in a composer and is not ordered yet, kept on the server as it is typed."""

from __future__ import annotations

from typing import Any

from studio.models import ComposerDraft, User

SHARED = ("prompt", "references")
"""What an idea for a picture and one for a clip have in common."""


def draft(owner: User, composer: str) -> dict[str, Any]:
    """The content kept for this composer ("image", "video"); empty if there is none.

    A composer without words of its own takes those, and the references, that were typed into the other one last.
    """
    rows = ComposerDraft.objects.filter(owner=owner).order_by("-updated_at").values_list("composer", "content")
    kept: dict[str, dict[str, Any]] = dict(rows)
    own = kept.pop(composer, {})
    other = next((content for content in kept.values() if content.get("prompt")), None)
    if own.get("prompt") or other is None:
        return own
    return own | {name: other[name] for name in SHARED if other.get(name)}


def keep(owner: User, composer: str, content: dict[str, Any]) -> None:
    """Remember `content` (plain JSON) in place of what was there."""
    ComposerDraft.objects.update_or_create(owner=owner, composer=composer, defaults={"content": content})
