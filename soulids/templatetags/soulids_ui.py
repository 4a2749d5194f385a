"""Signs of Soul IDs: who plays in what a composer holds."""

from __future__ import annotations

from typing import Any

from django import template

from soulids.shown.casting import Cast, cast
from studio.models import User

register = template.Library()


@register.inclusion_tag("soulids/_who.html", takes_context=True)
def who_row(context: template.Context, content: dict[str, Any], composer: str) -> dict[str, Any]:
    """The composer's row of who plays, with a chip for each Soul ID that its content names."""
    user = context["request"].user
    references = content.get("references", [])
    chips = cast(user, references, content.get("strengths", {})) if isinstance(user, User) and references else []
    return {"chips": chips, "composer": composer}


@register.simple_tag(takes_context=True)
def souls_among(context: template.Context, references: list[str]) -> dict[str, Cast]:
    """By id, who plays among references that may name anything: for pages with many rows of them. One query at most."""
    user = context["request"].user
    return {str(each.soul.pk): each for each in cast(user, references)} if isinstance(user, User) else {}
