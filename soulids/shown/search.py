"""Who is in a picture, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from soulids.models import SoulID, SoulSearch
from soulids.shown.words import decimal
from studio.models import Asset, Status

BECAUSE: Final = {
    "no_face": gettext_lazy("There is no face in the picture."),
    "face_unclear": gettext_lazy("The face cannot be read: it is turned away, covered or blurred."),
    "nobody_trained": gettext_lazy("None of your Soul IDs is trained yet."),
}
SAID: Final = {
    "same": (gettext_lazy("is this person"), "good"),
    "maybe": (gettext_lazy("may be"), "warn"),
    "other": (gettext_lazy("somebody else"), ""),
}


@dataclass(frozen=True, slots=True)
class Match:
    """One Soul ID that is near to one face of the picture. face: its number, 1 is the largest; 0 for the only one."""

    soul: SoulID
    face: int
    score: int
    apart: str
    said: str
    mood: str

    @property
    def picture(self) -> Asset | None:
        return self.soul.version.master if self.soul.version else None


def matches(search: SoulSearch, known: Mapping[str, SoulID]) -> list[Match]:
    """Nearest first, face by face; a Soul ID that was deleted since is left out."""
    several = len(search.faces) > 1
    return [
        Match(
            soul=known[each["soul"]],
            face=each["face"] + 1 if several else 0,
            score=each["score"],
            apart=decimal(each["distance"], 2),
            said=str(SAID[each["verdict"]][0]),
            mood=SAID[each["verdict"]][1],
        )
        for each in search.matches
        if each["soul"] in known
    ]


def because(search: SoulSearch) -> str:
    """Why there is no answer; "" where there is one, or it is still to come."""
    if search.because:
        return str(BECAUSE.get(search.because, _("The picture could not be read.")))
    order = search.order
    if search.answered_at is None and (order is None or order.status in (Status.FAILED, Status.CANCELLED)):
        return (order.error_message if order else "") or _("The picture could not be read.")
    return ""
