"""Where the pictures of what an order holds to go in: into which of the model's inputs, and how many of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from studio.ask import Ask, HeldPart, HeldPicture, ReferenceAsk
from studio.catalogue.constraints import broken
from studio.catalogue.entry import Entry
from studio.catalogue.files import File, fault_of
from studio.catalogue.inputs import Input
from studio.catalogue.values import all_values

PLACES = {"face": ("character_reference", "elements", "reference_images")}
"""The inputs that are made for a person come first, where the model has them."""
USUAL_STRENGTH = 60
"""Where nothing was said of it."""
LEAST_OF_ELEMENT = 2
"""Pictures that an element needs, where its entry does not say."""
OF_FILES = ("mutually_exclusive", "requires")
"""Rules that say which files go together. Rules of settings are the user's to mend, and are told as faults."""


@dataclass(frozen=True, slots=True)
class Place:
    """One input for a part's pictures. more: those that go in with the first one."""

    role: str
    more: tuple[HeldPicture, ...] = ()
    chosen: bool = False
    """Whether another strength may bring another number of pictures."""


def place_for(entry: Entry, ask: Ask, part: HeldPart, *, strength: int | None, waiting: int) -> Place | None:
    """The first input that has room for this part's picture, reads it, and goes with the other files; None if none.

    strength: 1..100, the share of its further pictures that go in, as far as there is room. waiting: pictures of other
    parts that come after it: each is left its place.
    """
    taken = Counter(each.role for each in ask.references)
    for role in PLACES.get(part.element, ("reference_images",)) if part.file else ():
        item = entry.input_for(role)
        if item is None or fault_of(item, file_of(part, role)) or not goes_with(entry, ask, role):
            continue
        place = filled(item, part, free=item.most - taken[role], strength=strength, waiting=waiting)
        if place is not None:
            return place
    return None


def filled(item: Input, part: HeldPart, *, free: int, strength: int | None, waiting: int) -> Place | None:
    """The place with as many pictures as belong there; None where they are too many or too few for it."""
    fit = [each for each in part.more if not fault_of(item, file_of(each, item.role))]
    if item.role == "elements":
        least, room = (item.min_items or LEAST_OF_ELEMENT) - 1, item.most - 1
        free = free if free == item.most else 0  # one element alone: pictures of two would be taken for one person
    else:
        least, room = 0, max(0, free - 1 - waiting)
    if free < 1 or len(fit) < least:
        return None
    wanted = round(len(fit) * (USUAL_STRENGTH if strength is None else strength) / 100)
    number = min(room, max(least, wanted))
    return Place(item.role, tuple(fit[:number]), chosen=min(room, len(fit)) > least)


def goes_with(entry: Entry, ask: Ask, role: str) -> bool:
    """Whether one more file in this role breaks no rule between files: a frame may rule out references."""
    rules = replace(entry, constraints=tuple(rule for rule in entry.constraints if rule["rule"] in OF_FILES))
    more = replace(ask, references=(*ask.references, ReferenceAsk("", "", role)))
    return broken(rules, all_values(rules, more)).keys() <= broken(rules, all_values(rules, ask)).keys()


def file_of(picture: HeldPart | HeldPicture, role: str) -> File:
    """What checks and prices need of a picture."""
    return File(
        role=role,
        kind="picture",
        content_type=picture.content_type,
        size_bytes=picture.size_bytes,
        longest_px=picture.longest_px,
    )
