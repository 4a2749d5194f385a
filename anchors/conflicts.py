"""What of a set of anchors cannot be as it was put together, and which rule decides instead.

Pure functions: an anchor is known here by what was found in it and what of that is locked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

SLOTS: Final = ("face", "clothing", "environment", "lighting")
Code = Literal["not_read", "not_found", "two_faces", "two_clothes", "two_places", "two_lights"]
DOUBLES: Final[dict[str, Code]] = {
    "face": "two_faces", "clothing": "two_clothes", "environment": "two_places", "lighting": "two_lights",
}  # fmt: skip
NAMES: Final = {
    "face": gettext_lazy("Face"),
    "clothing": gettext_lazy("Clothes"),
    "environment": pgettext_lazy("held", "Place"),
    "lighting": pgettext_lazy("held", "Light"),
}


@dataclass(frozen=True, slots=True)
class Filled:
    """One slot's anchor, as far as the rules need it."""

    id: str
    name: str
    found: frozenset[str]
    locked: frozenset[str]
    is_read: bool = True
    """Whether its picture has been looked at."""

    def holds(self, element: str) -> bool:
        return element in self.found and element in self.locked

    def lends(self, slot: str) -> bool:
        """Whether it has what the slot is for. Put there by hand, it need not be locked too."""
        return self.is_read and slot in self.found


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that does not fit, at one slot. `other`: the slot whose anchor stands back, "" if there is none."""

    code: Code
    slot: str
    other: str = ""
    says: str = ""
    """What happens, in the reader's language."""

    @property
    def empties(self) -> bool:
        """Whether the slot lends nothing because of it."""
        return self.code in ("not_read", "not_found")


def conflicts(slots: Mapping[str, Filled]) -> tuple[Conflict, ...]:
    """In the order of the slots. The same anchor in several slots is no conflict."""
    return tuple(each for slot in SLOTS if slot in slots for each in of_slot(slot, slots))


def of_slot(slot: str, slots: Mapping[str, Filled]) -> Iterator[Conflict]:
    """First what leaves the slot empty; else the anchors of other slots that hold the same element and stand back."""
    anchor = slots[slot]
    if code := emptiness(anchor, slot):
        yield Conflict(code, slot, says=said(code, slot, anchor))
        return
    told: set[str] = {anchor.id}
    for other in SLOTS:
        rival = slots.get(other)
        if rival is not None and rival.id not in told and rival.holds(slot):
            told.add(rival.id)
            yield Conflict(DOUBLES[slot], slot, other=other, says=outdone(slot, anchor, rival))


def emptiness(anchor: Filled, slot: str) -> Code | None:
    if not anchor.is_read:
        return "not_read"
    return None if slot in anchor.found else "not_found"


def said(code: Code, slot: str, anchor: Filled) -> str:
    words = {
        "not_read": _("%(slot)s: “%(name)s” has not been looked at yet, so the slot stays empty."),
        "not_found": _("%(slot)s: nothing of it was found in “%(name)s”, so the slot stays empty."),
    }[code]
    return words % {"slot": NAMES[slot], "name": anchor.name}


def outdone(slot: str, anchor: Filled, rival: Filled) -> str:
    words = _("%(slot)s: “%(name)s” in its own slot wins; that of “%(other)s” is not used.")
    return words % {"slot": NAMES[slot], "name": anchor.name, "other": rival.name}
