"""What would be sent, derived from the entry; engines add their own words to it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.catalogue.shots import shots_in
from studio.engines.base import Mark, Sent, SentControl

KNOWN_MARKS: tuple[Mark, ...] = ("native", "prompt", "post")


def sent_by_entry(ask: Ask, entry: Entry, *, words: str | None = None, notes: tuple[str, ...] = ()) -> Sent:
    """The prompt (or `words`), every parameter with its mark, every file by role."""
    controls = tuple(
        SentControl(name=item.role, value=ask.parameters[item.role], mark=mark_of(item.mark))
        for item in entry.settings
        if item.role in ask.parameters
    )
    files = [(reference.role, f"{reference.source}:{reference.id}") for reference in ask.references]
    files += [(role, f"asset:{pk}") for role in ("start_frame", "end_frame") if (pk := getattr(ask, role))]
    if shots_in(ask.parameters):
        words, notes = (
            "",
            (*notes, *([_("The model reads the words of the shots alone.")] if ask.prompt.strip() else ())),
        )
    return Sent(words=ask.prompt if words is None else words, controls=controls, files=tuple(files), notes=notes)


def mark_of(word: str) -> Mark:
    return next((mark for mark in KNOWN_MARKS if mark == word), "native")
