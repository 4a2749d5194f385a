"""What this room lends to orders: of an anchor what is locked in it, of a set what its slots hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from anchors.media.features import ELEMENTS, Element, FaceFound, Features
from anchors.media.words import words_for
from anchors.models import MultiReference, ReferenceAnchor
from anchors.selectors import anchors, multi
from reklamai.core.errors import BadInput, Conflict
from studio.ask import USUAL_ROLE, HeldPart, ReferenceAsk
from studio.catalogue.labels import role_label
from studio.models import User

LANGUAGES = ("en", "ru")
PICTURES = {"face": "portrait"}
"""Which part goes to models that take pictures, where it is not the element's own."""


class Anchors:
    """Source "anchor": one element where the role names one, else all that is locked."""

    def lend(self, user: User, asks: Sequence[ReferenceAsk]) -> tuple[tuple[HeldPart, ...], ...]:
        found = anchors.lending(user, {each.id for each in asks})
        return tuple(of_anchor(found[each.id], each) for each in asks)


class MultiReferences:
    """Source "multi-reference": each slot's anchor lends what the slot is for."""

    def lend(self, user: User, asks: Sequence[ReferenceAsk]) -> tuple[tuple[HeldPart, ...], ...]:
        found = multi.lending(user, {each.id for each in asks})
        return tuple(of_set(*found[each.id], each) for each in asks)


def of_anchor(anchor: ReferenceAnchor, ask: ReferenceAsk) -> tuple[HeldPart, ...]:
    named = named_by(ask)
    wanted = [named] if named else anchor.locked_elements
    parts = parts_of(anchor, [each for each in ELEMENTS if each in wanted and each in anchor.found])
    if parts:
        return parts
    if not anchor.is_read:
        raise Conflict(_("“%(name)s” has not been looked at yet: wait until it is ready.") % {"name": anchor.name})
    if named:
        words = _("%(what)s: nothing of it was found in “%(name)s”.")
        raise Conflict(words % {"what": role_label(named), "name": anchor.name})
    raise Conflict(_("“%(name)s” has nothing locked that could be held to: lock it first.") % {"name": anchor.name})


def of_set(found: MultiReference, lent: Mapping[str, ReferenceAnchor], ask: ReferenceAsk) -> tuple[HeldPart, ...]:
    named = named_by(ask)
    wanted = [each for each in ELEMENTS if each in lent and named in (None, each)]
    parts = tuple(part for each in wanted for part in parts_of(lent[each], [each]))
    if not parts:
        raise Conflict(_("“%(name)s” holds nothing that could be used: fill a slot.") % {"name": found.name})
    return tuple(replace(part, label=f"{found.name}: {part.label}") for part in parts)


def named_by(ask: ReferenceAsk) -> Element | None:
    """The one element that is meant. Raises BadInput: a slip of the pen must not lend a face that nobody named."""
    named = next((each for each in ELEMENTS if each == ask.role), None)
    if named is None and ask.role not in ("", USUAL_ROLE):
        raise BadInput(_("There is no such element: %(name)s.") % {"name": ask.role})
    return named


def parts_of(anchor: ReferenceAnchor, elements: list[Element]) -> tuple[HeldPart, ...]:
    """What the anchor lends of these elements, all of them found in it. Nothing for features that are read no more."""
    features = anchor.features
    return tuple(part_of(anchor, features, each) for each in elements) if features is not None else ()


def part_of(anchor: ReferenceAnchor, features: Features, element: Element) -> HeldPart:
    cuts = anchors.cuts(anchor)
    cut = cuts.get(element)
    picture = cuts.get(PICTURES.get(element, element))
    words = {language: words_for(features, element, language=language) for language in LANGUAGES}
    return HeldPart(
        element=element,
        file=picture.stored_name if picture else "",
        cut=cut.stored_name if cut else "",
        words={language: text for language, text in words.items() if text},
        # Of a set the order keeps the set's id: by this one the anchor is found that it came from.
        facts={**facts_of(features, element), "anchor": str(anchor.pk)},
        label=anchor.name,
        content_type=picture.content_type if picture else "",
        size_bytes=picture.size_bytes if picture else 0,
        longest_px=max(picture.width or 0, picture.height or 0) if picture else 0,
    )


def facts_of(features: Features, element: Element) -> dict[str, Any]:
    """What was measured of the element, as JSON; of a face nothing: its measures go with the anchor, and nobody who
    makes or measures a result needs them."""
    part = features.part(element)
    if not is_dataclass(part) or isinstance(part, type | FaceFound):
        return {}
    found = asdict(part)
    if element == "lighting":
        found["palette"] = [asdict(colour) for colour in features.palette]
    return found
