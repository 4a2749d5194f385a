"""What orders and drafts have written down of a Soul ID: wiped where they stay."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from soulids.models import SoulID
from soulids.references import measured
from soulids.selectors.use import SOURCE, works_with
from studio.models import BulkOrder, ComposerDraft, Generation, GenerationReference, User, WebhookDelivery
from studio.references import ERASED

LEFT: Final = "…"
QUOTED = ("“%s”", "«%s»")
"""How sentences name it, in English and Russian."""
COLUMNS = ("sent", "notes", "scores", "error_message")


@dataclass(frozen=True, slots=True)
class Traces:
    """What gives it away: as a whole value, and as a part of a longer one."""

    whole: frozenset[str]
    parts: tuple[str, ...]

    def in_text(self, text: str) -> str:
        if text in self.whole:
            return LEFT
        for part in self.parts:
            text = text.replace(part, LEFT)
        return text

    def without(self, value: Any) -> Any:
        """The same JSON with nothing of it."""
        if isinstance(value, str):
            return self.in_text(value)
        if isinstance(value, list):
            return [self.without(each) for each in value]
        if isinstance(value, dict):
            return {self.in_text(name): self.without(each) for name, each in value.items()}
        return value


def of(soul: SoulID) -> Traces:
    """Its id, its name where we have said it, and what was said of its looks to makers. Not words that people typed."""
    rows = GenerationReference.objects.filter(source=SOURCE, source_id=str(soul.pk), generation__in=works_with(soul))
    texts = {text for pair in rows.values_list("text", "facts__said") for text in pair if text}
    # Orders of before 2026-11-23 have not kept what they said for its name.
    texts |= {text for version in soul.versions.all() for text in measured(version).values()}
    quoted = {form % soul.name for form in QUOTED}
    return Traces(
        whole=frozenset({soul.name, str(soul.pk)}),
        # The longest first: a short one may be a part of it.
        parts=tuple(sorted(texts | quoted | {str(soul.pk)}, key=len, reverse=True)),
    )


def wipe(owner: User, works: Collection[UUID], traces: Traces, *, soul: UUID) -> None:
    """Take it out of what stays: orders that used it, what partners were told of them, drafts."""
    references = GenerationReference.objects.filter(generation__in=works, source=SOURCE, source_id=str(soul))
    references.update(source_id=ERASED, file="", text="", facts={})
    for row in Generation.objects.filter(pk__in=works).only(*COLUMNS).iterator(chunk_size=200):
        changed = {name: new for name in COLUMNS if (new := traces.without(old := getattr(row, name))) != old}
        if changed:
            Generation.objects.filter(pk=row.pk).update(**changed)
    # Written anew from the order as it is now, should its partner ask for it again.
    WebhookDelivery.objects.filter(generation__in=works).exclude(body="").update(body="")
    for draft in ComposerDraft.objects.filter(owner=owner):
        untied(draft, soul)
    for bulk in BulkOrder.objects.filter(owner=owner, outcomes__icontains=str(soul)):
        BulkOrder.objects.filter(pk=bulk.pk).update(outcomes=traces.without(bulk.outcomes))


def untied(draft: ComposerDraft, soul: UUID) -> None:
    """A composer that holds to it no more; a name that was typed stays, and means nobody."""
    content = without_references(draft.content, f"{SOURCE}:{soul}")
    if content != draft.content:
        ComposerDraft.objects.filter(pk=draft.pk).update(content=content)


def without_references(value: Any, named: str) -> Any:
    if isinstance(value, list):
        return [without_references(each, named) for each in value if not (isinstance(each, str) and named in each)]
    if isinstance(value, dict):
        return {name: without_references(each, named) for name, each in value.items() if named not in name}
    return "" if isinstance(value, str) and named in value else value
