"""At which sizes a master can be made, how large its file becomes, and why not at the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from reklamai.media.masters.estimate import bytes_of
from reklamai.media.sizes import SHORT_SIDE_PX, named_size

Size = tuple[int, int]

MOST_ENLARGED: Final = 4.0
"""Times, along a side. Beyond it the classical method shows nothing but blur, whatever is paid for the storage."""
SAME: Final = 0.02
"""Share by which sides may differ and still count as they were made: makers round to what their coders take."""
MOST_WORK: Final = 3_000.0
"""Megapixels of all frames, a minute of 1080p24. Each takes 0.29 s of one core, measured with ProRes made of H.264 and
smoothed: a quarter of an hour on one core, half of what a worker may take (TASK_TIMEOUT_S)."""


@dataclass(frozen=True, slots=True)
class Footage:
    """What masters are made of, as far as it is known before a file is read."""

    kind: str
    """picture | clip"""
    bits: int = 8
    """A channel, that its pixels truly carry."""
    size: Size | None = None
    fps: float = 0.0
    seconds: float = 0.0
    coded: str = ""
    """The format it has already, where it is one of the masters'."""
    own: bool = False
    """Whether our own engine draws it, and could draw it in float."""
    deep: bool = False
    """Whether it is not there yet and would be drawn in float for a deeper master."""

    @property
    def frames(self) -> int:
        return max(1, round(self.fps * self.seconds)) if self.kind == "clip" else 1


@dataclass(frozen=True, slots=True)
class SizeOffer:
    """One size of a master. value: "" for as it was made, else "720p" and so on."""

    value: str
    size: Size | None
    enlarged: bool = False
    bytes: int | None = None
    """Of the file, about; None where the size is not known yet."""
    reason: str = ""
    """Why it cannot be had; "" where it can."""


def sizes_of(footage: Footage, key: str) -> tuple[SizeOffer, ...]:
    """As it was made, and every named size that is another one. key: of the format."""
    found = [offer_at(footage, key, "", footage.size)]
    for value in SHORT_SIDE_PX:
        size = named_size(footage.size, value) if footage.size else None
        if size is None or not same(size, footage.size):
            found.append(offer_at(footage, key, value, size))
    return tuple(found)


def offer_at(footage: Footage, key: str, value: str, size: Size | None) -> SizeOffer:
    if size is None:
        return SizeOffer(value, None, reason=of_drafts(footage, value))
    enlarged = bool(value) and size[0] > (footage.size or size)[0]
    needed = bytes_of(key, size, footage.fps or 24.0, footage.seconds)
    return SizeOffer(value, size, enlarged, needed, reason=reason_at(footage, key, value, size))


def reason_at(footage: Footage, key: str, value: str, size: Size) -> str:
    if drawn := of_drafts(footage, value):
        return drawn
    if not value and key == footage.coded == "h264":
        return _("The file is H.264 already: download it, or choose another size.")
    if footage.size and size[0] > MOST_ENLARGED * footage.size[0]:
        return _("More than four times as wide as it is: nothing but blur would be added.")
    if footage.frames * size[0] * size[1] / 1e6 > MOST_WORK:
        return _("Too long at this size: our workers would not be through before the deadline.")
    return ""


def of_drafts(footage: Footage, value: str) -> str:
    """A draft that is not there yet is drawn at the size of its order: to enlarge it would be worse and no faster."""
    return _("A draft is drawn at the size that it is ordered at: choose that one.") if footage.deep and value else ""


def same(one: Size, other: Size | None) -> bool:
    return other is not None and all(abs(a - b) <= SAME * b for a, b in zip(one, other, strict=True))
