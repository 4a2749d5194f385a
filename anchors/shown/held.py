"""What a composer holds to, as chips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from anchors.models import Element, MultiReference, ReferenceAnchor
from anchors.selectors.anchors import HIDDEN, SET_SOURCE, SOURCE, with_states
from anchors.selectors.multi import with_anchors
from studio.models import Asset, User

MOST = 4
"""Chips in a composer."""


@dataclass(frozen=True, slots=True)
class Held:
    """One chip. value: what the form posts; choices: (value, words) of everything it may post instead."""

    pk: str
    name: str
    value: str
    image: Asset | None
    url: str
    choices: tuple[tuple[str, str], ...] = ()
    words: str = ""


def held(user: User, references: Sequence[str]) -> list[Held]:
    """The chips of "<source>:<id>:<element>", in their order; what is gone has none. Two queries at most."""
    asked = [parts for each in references if len(parts := each.split(":")) == 3 and is_id(parts[1])]
    singles = {pk for source, pk, _role in asked if source == SOURCE}
    sets = {pk for source, pk, _role in asked if source == SET_SOURCE}
    anchors = with_states(ReferenceAnchor.objects.visible_to(user)).defer("extracted_features", *HIDDEN)
    boards = with_anchors(MultiReference.objects.visible_to(user))
    rows: list[ReferenceAnchor | MultiReference] = [*anchors.filter(pk__in=singles), *boards.filter(pk__in=sets)]
    by_pk = {str(each.pk): each for each in rows}
    chips = [chip(by_pk[pk], role) for _source, pk, role in asked if pk in by_pk]
    # An earlier order names a set once for each slot of it: together they are the set.
    return list({each.value: each for each in chips}.values())


def is_id(text: str) -> bool:
    """Whether it is an id at all: a hand may have changed the form."""
    return len(text) == 36 and set(text) <= set("0123456789abcdef-")


def chip(found: ReferenceAnchor | MultiReference, role: str) -> Held:
    pk = str(found.pk)
    if isinstance(found, MultiReference):
        words = ", ".join(str(Element(slot).label).lower() for slot in found.slots)
        image = next((anchor.image for anchor in found.slots.values()), None)
        return Held(pk, found.name, f"{SET_SOURCE}:{pk}:", image, reverse("anchors:board", args=[pk]), words=words)
    locks = any(each in found.locked_elements for each in found.found)
    everything = [(f"{SOURCE}:{pk}:", _("all that is locked"))] if locks or not role else []
    single = [(f"{SOURCE}:{pk}:{each}", str(Element(each).label)) for each in found.found]
    own = reverse("anchors:anchor", args=[pk])
    return Held(pk, found.name, f"{SOURCE}:{pk}:{role}", found.image, own, choices=(*everything, *single))


def reference_to(anchor: ReferenceAnchor) -> str:
    """How an order names it at first: by all that is locked; where nothing is, by the first thing that was found."""
    found = anchor.found
    role = "" if any(each in anchor.locked_elements for each in found) else next(iter(found), "")
    return f"{SOURCE}:{anchor.pk}:{role}"
