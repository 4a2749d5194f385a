"""How what an order holds to is fitted to a model: as pictures it takes, as words, or as our own engine takes it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from studio.ask import Ask, HeldPart, ReferenceAsk
from studio.catalogue.entry import Entry
from studio.catalogue.files import File, fault_of
from studio.catalogue.labels import role_label
from studio.engines.base import SentControl

ELEMENTS = ("face", "product", "clothing", "environment", "lighting")
"""What can be held, the most important first: where a model takes few pictures, the last go as words."""
PLACES = {"face": ("character_reference", "reference_images")}
POINTERS = {  # so that a model given several pictures knows what each is for
    "en": {
        "face": "the person of reference image %d",
        "product": "the product of reference image %d",
        "clothing": "the clothes of reference image %d",
        "environment": "the place of reference image %d",
        "lighting": "the lighting of reference image %d",
    },
    "ru": {
        "face": "человек с изображения-референса %d",
        "product": "товар с изображения-референса %d",
        "clothing": "одежда с изображения-референса %d",
        "environment": "место с изображения-референса %d",
        "lighting": "свет как на изображении-референсе %d",
    },
}
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)

Lent = tuple[ReferenceAsk, HeldPart]


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One thing held, as it goes into one order. role: the model's input for `file`, "" if it goes in otherwise."""

    asked: ReferenceAsk
    part: HeldPart
    role: str = ""
    file: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Fitted:
    """An ask with everything it holds to in it: what is checked, priced and described."""

    ask: Ask
    rows: tuple[HeldRow, ...] = ()
    controls: tuple[SentControl, ...] = ()
    notes: tuple[str, ...] = ()


def fitted(entry: Entry, ask: Ask, lent: Sequence[Lent]) -> Fitted:
    """`ask`, of plain files alone, with the parts that were `lent` put in as this entry's model can take them."""
    if not lent:
        return Fitted(ask)
    kept, notes = one_of_each(lent)
    rows: list[HeldRow] = []
    controls: list[SentControl] = []
    for asked, part in sorted(kept, key=lambda each: ELEMENTS.index(each[1].element)):
        row, control = placed(entry, with_rows(ask, rows), asked, part)
        rows.append(row)
        if control is None:
            notes.append(_("%(name)s: this model can take neither a picture nor words of it.") % named(part))
        else:
            controls.append(control)
    return Fitted(with_rows(ask, rows), tuple(rows), tuple(controls), tuple(notes))


def one_of_each(lent: Sequence[Lent]) -> tuple[list[Lent], list[str]]:
    """The first of every element, and a sentence for each that had to stand back."""
    kept: dict[str, Lent] = {}
    notes = []
    for asked, part in lent:
        first = kept.setdefault(part.element, (asked, part))
        if first[1] is not part:
            words = _("%(name)s: “%(first)s” is held to, and not “%(second)s”: the one added first wins.")
            notes.append(words % {**named(part), "first": first[1].label, "second": part.label})
    return list(kept.values()), notes


def placed(entry: Entry, ask: Ask, asked: ReferenceAsk, part: HeldPart) -> tuple[HeldRow, SentControl | None]:
    """How one part goes in, and how that is told; no control if it cannot go in at all: then it is measured only."""
    if part.element in entry.holds:
        return HeldRow(asked, part, file=part.cut or part.file), SentControl(part.element, part.label, "native")
    if entry.output == "audio":  # its words are what is said aloud, and charged by the letter
        return HeldRow(asked, part, file=part.cut or part.file), None
    language = "ru" if CYRILLIC.search(ask.prompt) else "en"
    place = free_place(entry, ask, part)
    if place:
        number = 1 + sum(each.role == place for each in ask.references)
        pointer = POINTERS[language][part.element] % number if place == "reference_images" else ""
        text = pointer if has_room(entry, ask, pointer) else ""
        return HeldRow(asked, part, place, part.file, text), SentControl(part.element, part.label, "native")
    words = part.words.get(language, "")
    if words and has_room(entry, ask, words):
        return HeldRow(asked, part, file=part.cut or part.file, text=words), SentControl(part.element, words, "prompt")
    return HeldRow(asked, part, file=part.cut or part.file), None


def free_place(entry: Entry, ask: Ask, part: HeldPart) -> str:
    """The input in which this part's picture still has room, and which reads it; or ""."""
    taken = Counter(each.role for each in ask.references)
    for role in PLACES.get(part.element, ("reference_images",)) if part.file else ():
        item = entry.input_for(role)
        if item is not None and taken[role] < item.most and not fault_of(item, file_of(part, role)):
            return role
    return ""


def file_of(part: HeldPart, role: str) -> File:
    """What checks and prices need of a part's picture."""
    return File(
        role=role,
        kind="picture",
        content_type=part.content_type,
        size_bytes=part.size_bytes,
        longest_px=part.longest_px,
    )


def has_room(entry: Entry, ask: Ask, text: str) -> bool:
    prompt = entry.input_for("prompt")
    # After the first of these words a mark parts the next from it, which is longer than the end of a line.
    return prompt is not None and len(ask.prompt.rstrip()) + len(f"; {text}") <= (prompt.max_length or 5000)


def with_rows(ask: Ask, rows: Sequence[HeldRow]) -> Ask:
    """The ask as its maker gets it: the words of the parts after the user's own, their files after the user's files."""
    files = tuple(ReferenceAsk(row.asked.source, row.asked.id, row.role) for row in rows if row.role)
    return replace(ask, prompt=spoken(ask.prompt, [row.text for row in rows]), references=(*ask.references, *files))


def spoken(prompt: str, texts: Sequence[str]) -> str:
    """The words that are sent: the user's own, then a line of what is held."""
    said = "; ".join(text for text in texts if text)
    return "\n".join(part for part in (prompt.rstrip(), said) if part) if said else prompt


def named(part: HeldPart) -> dict[str, str]:
    return {"name": role_label(part.element)}
