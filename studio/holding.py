"""How what an order holds to is fitted to a model: as pictures it takes, as words, or as our own engine takes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from studio.ask import Ask, HeldPart, ReferenceAsk
from studio.catalogue.entry import Entry
from studio.catalogue.files import File
from studio.catalogue.inputs import Input
from studio.catalogue.labels import role_label
from studio.catalogue.shots import shots_in
from studio.engines.base import SentControl
from studio.mentions import mentions, said
from studio.places import Place, file_of, place_for
from studio.pointing import ELEMENT, Said, by_name, by_pictures, facts_of, language_of, nobody_known
from studio.shots import all_have_room, spoken_shots, words_read

ELEMENTS = ("face", "product", "clothing", "environment", "lighting")
"""What can be held, the most important first: where a model takes few pictures, the last go as words."""
SCALES = (0.4, 1.2)
"""Scale of trained weights at a strength of 0 and of 100. Below, the person is lost; above, the weights' own pictures
show through. A judgement: 1, the vendors' default, is a strength of 75."""

Lent = tuple[ReferenceAsk, HeldPart]


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One picture or word of a thing held, as it goes into one order.

    role: the model's input that it goes into, "" if it goes in otherwise; said: what names in the prompt become.
    """

    asked: ReferenceAsk
    part: HeldPart
    role: str = ""
    file: str = ""
    text: str = ""
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def given(self) -> File | None:
        """What checks and prices know of its file; None if the model is given none."""
        return file_of(self.part, self.role) if self.role and self.file else None

    @property
    def facts(self) -> dict[str, Any]:
        """What its engine is told with it."""
        return {**self.part.facts, **facts_of(self.said, self.part.handle)} if self.said else self.part.facts


@dataclass(frozen=True, slots=True)
class Fitted:
    """An ask with everything it holds to in it: what is checked, priced and described."""

    ask: Ask
    rows: tuple[HeldRow, ...] = ()
    controls: tuple[SentControl, ...] = ()
    notes: tuple[str, ...] = ()
    parameters: dict[str, Any] = field(default_factory=dict)
    """What goes in beside the settings that were chosen: nobody can ask for these by hand."""


@dataclass(frozen=True, slots=True)
class Way:
    """How one part goes in; without a control it has no effect on the model, and is measured only."""

    rows: tuple[HeldRow, ...]
    said: Said
    control: SentControl | None = None
    strength: str = ""
    """What the strength that was asked for comes to; "" where it changes nothing."""
    parameters: Mapping[str, Any] = field(default_factory=dict)


def fitted(entry: Entry, ask: Ask, lent: Sequence[Lent]) -> Fitted:
    """`ask`, of plain files alone, with the parts that were `lent` put in as this entry's model can take them."""
    if not lent:
        return Fitted(ask)
    kept, notes = one_of_each(lent)
    language, words = language_of(words_read(ask)), names_in(entry, ask, lent)
    put = Fitted(ask, notes=tuple(notes))
    parts = sorted(kept, key=lambda each: ELEMENTS.index(each[1].element))
    for index, (asked, part) in enumerate(parts):
        waiting = sum(bool(each.file) for _asked, each in parts[index + 1 :])
        way = way_of(entry, with_rows(entry, ask, put.rows), asked, part, waiting=waiting, language=language)
        way = worded(entry, ask, put.rows, way, words=words)
        put = replace(
            put,
            rows=(*put.rows, *way.rows),
            controls=(*put.controls, *controls_of(way)),
            notes=(*put.notes, *notes_of(asked, part, way)),
            parameters={**put.parameters, **way.parameters},
        )
        words = {}  # the first row says them for all
    return replace(put, ask=with_rows(entry, ask, put.rows))


def names_in(entry: Entry, ask: Ask, lent: Sequence[Lent]) -> dict[str, str]:
    """What names of these parts in the prompt become at least, by handle. Words that are spoken stay as they are."""
    if entry.output == "audio":
        return {}
    prompt = words_read(ask)
    named = {each.handle for each in mentions(prompt)}
    somebody = nobody_known(language_of(prompt)).inline
    return {part.handle: somebody for _asked, part in lent if part.handle in named}


def one_of_each(lent: Sequence[Lent]) -> tuple[list[Lent], list[str]]:
    """Of every element the highest in rank, the first of equals; and a sentence for each that had to stand back."""
    kept: dict[str, Lent] = {}
    for each in lent:
        if each[1].element not in kept or each[1].rank > kept[each[1].element][1].rank:
            kept[each[1].element] = each
    notes = [stands_back(part, kept[part.element][1]) for _asked, part in lent if part is not kept[part.element][1]]
    return list(kept.values()), notes


def stands_back(part: HeldPart, winner: HeldPart) -> str:
    why = winner.why if winner.rank > part.rank else _("the one added first wins")
    words = _("%(name)s: “%(first)s” is held to, and not “%(second)s”: %(why)s.")
    return words % {"name": role_label(part.element), "first": winner.label, "second": part.label, "why": why}


def way_of(entry: Entry, ask: Ask, asked: ReferenceAsk, part: HeldPart, *, waiting: int, language: str) -> Way:
    """The best way in that the model has. ask: with what was put in before; waiting: pictures that come after."""
    own = HeldRow(asked, part, file=part.cut or part.file)
    if part.element in entry.holds:
        return Way((own,), nobody_known(language), SentControl(part.element, part.label, "native"))
    if entry.output == "audio":  # its words are what is said aloud, and charged by the letter
        return Way((own,), Said(""))
    if (lora := part.facts.get("lora")) and entry.input_for("lora_weights"):
        return by_weights(entry, asked, part, lora, language=language)
    if place := place_for(entry, ask, part, strength=asked.strength, waiting=waiting):
        return in_place(entry, ask, asked, part, place, language=language)
    words = part.words.get(language, "")
    if not words:
        return Way((own,), nobody_known(language))
    return Way((own,), Said(words, words), SentControl(part.element, words, "prompt"))


def by_weights(entry: Entry, asked: ReferenceAsk, part: HeldPart, lora: Mapping[str, Any], *, language: str) -> Way:
    """Weights that were trained on the person, called up by their word."""
    given: dict[str, Any] = {"lora_weights": lora["weights"]}
    strength, scale = "", entry.input_for("lora_scale")
    if scale is not None:
        given["lora_scale"] = scale_of(scale, asked.strength)
        strength = f"{given['lora_scale']:g}"
    row = HeldRow(asked, replace(part, facts={**part.facts, "given": given}), "lora_weights")
    native = SentControl(part.element, part.label, "native")
    return Way((row,), by_name(lora["trigger"], language), native, strength, given)


def scale_of(item: Input, strength: int | None) -> float:
    """The scale of weights for a strength, within what the model takes."""
    if strength is None:
        return float(1.0 if item.default is None else item.default)
    low, high = SCALES
    wanted = low + (high - low) * strength / 100
    least = wanted if item.minimum is None else item.minimum
    most = wanted if item.maximum is None else item.maximum
    return round(min(max(wanted, least), most), 2)


def in_place(entry: Entry, ask: Ask, asked: ReferenceAsk, part: HeldPart, place: Place, *, language: str) -> Way:
    """Pictures in the model's own input for them."""
    alike = [
        replace(part, file=each.file, facts={}, content_type=each.content_type, size_bytes=each.size_bytes,
                longest_px=each.longest_px)
        for each in place.more
    ]  # fmt: skip
    rows = tuple(HeldRow(asked, each, place.role, each.file) for each in (part, *alike))
    before = sum(each.role == place.role for each in ask.references)
    if place.role == "reference_images":
        words = by_pictures(entry, part, range(before + 1, before + 1 + len(rows)), language)
    else:
        words = by_name(f"@{ELEMENT}", language) if place.role == "elements" else nobody_known(language)
    pictures = ngettext("%(n)d picture", "%(n)d pictures", len(rows)) % {"n": len(rows)}
    return Way(rows, words, SentControl(part.element, part.label, "native"), pictures if place.chosen else "")


def worded(entry: Entry, ask: Ask, rows: Sequence[HeldRow], way: Way, *, words: Mapping[str, str]) -> Way:
    """The way with its words: in place of the part's name in the prompt, else after the user's own; none where there
    is no room for them. words: what all names become."""
    first, *others = way.rows
    handle = first.part.handle
    if handle in words:
        told = replace(first, said={**words, handle: way.said.inline})
    else:
        told = replace(first, text=way.said.aside, said=words)
    if has_room(entry, with_rows(entry, ask, [*rows, told])):
        return replace(way, rows=(told, *others))
    if first.role == "elements":  # one that no words name is no use to the maker
        alone = replace(first, role="", file=first.part.cut or first.part.file, said=words)
        return replace(way, rows=(alone,), control=None)
    unsaid = way.control is not None and way.control.mark == "prompt"
    return replace(way, rows=(replace(first, said=words), *others), control=None if unsaid else way.control)


def controls_of(way: Way) -> list[SentControl]:
    """What is shown of it as sent."""
    if way.control is None:
        return []
    asked = way.rows[0].asked.strength is not None
    return [way.control, *([SentControl("face_strength", way.strength)] if way.strength and asked else [])]


def notes_of(asked: ReferenceAsk, part: HeldPart, way: Way) -> list[str]:
    """What has no effect."""
    name = {"name": role_label(part.element)}
    if way.control is None:
        return [_("%(name)s: this model can take neither a picture nor words of it.") % name]
    if asked.strength is not None and not way.strength:
        return [_("%(name)s: the strength has no effect on this model.") % name]
    return []


def has_room(entry: Entry, ask: Ask) -> bool:
    if shots := shots_in(ask.parameters):
        return all_have_room(entry, shots)
    prompt = entry.input_for("prompt")
    return prompt is not None and len(ask.prompt) <= (prompt.max_length or 5000)


def with_rows(entry: Entry, ask: Ask, rows: Sequence[HeldRow]) -> Ask:
    """The ask as its maker gets it: the words of the parts among the user's own, their files after the user's files."""
    files = tuple(ReferenceAsk(row.asked.source, row.asked.id, row.role) for row in rows if row.given)
    names = {handle: text for row in rows for handle, text in row.said.items()}
    texts = [row.text for row in rows]
    ask = replace(ask, references=(*ask.references, *files))
    if shots := shots_in(ask.parameters):
        return ask.with_parameters(shots=spoken_shots(entry, shots, texts, names))
    return replace(ask, prompt=spoken(ask.prompt, texts, names))


def spoken(prompt: str, texts: Sequence[str], names: Mapping[str, str] | None = None) -> str:
    """The words that are sent: the user's own with what stands for the names in them, then a line of what is held."""
    told = said(prompt, names) if names else prompt
    held = "; ".join(text for text in texts if text)
    return "\n".join(part for part in (told.rstrip(), held) if part) if held else told
