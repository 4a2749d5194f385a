"""Likeness in a plain sentence, in the active language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reklamai.media.mattes.model import Missing

if TYPE_CHECKING:
    from soulids.media.likeness import Likeness

LEVELS: Final[dict[str, Promise]] = {
    "same": gettext_lazy("The person of the Soul ID."),
    "close": gettext_lazy("Very likely the person of the Soul ID, a little changed."),
    "unsure": gettext_lazy("Like the person of the Soul ID, but it may be somebody else."),
    "other": gettext_lazy("Somebody else than the person of the Soul ID."),
}
REASONS: Final[dict[str, Promise]] = {
    "no_face_in_result": gettext_lazy("Not measured: no face is to be seen in the result."),
    "face_too_turned": gettext_lazy("Not measured: the face in the result is turned away, covered or too small."),
    "result_unreadable": gettext_lazy("Not measured: the result's file could not be read."),
}
MOST_TIMES: Final = 4
"""Times that a sentence names."""


def sentence(judged: Likeness | Missing) -> str:
    """Who it is, and of a clip where it is less like and where no face is to be seen; or why it was not measured."""
    if isinstance(judged, Missing):
        return str(REASONS[judged.reason])
    return " ".join(part for part in (str(LEVELS[judged.level]), dips(judged), unseen(judged)) if part)


def dips(judged: Likeness) -> str:
    found = judged.facts.get("dips", [])
    if not found:
        return ""
    named = ", ".join(clock(each) for each in found[:MOST_TIMES])
    return _("Less like at %(times)s.") % {"times": named if len(found) <= MOST_TIMES else f"{named} …"}


def unseen(judged: Likeness) -> str:
    without = judged.facts.get("of", 0) - judged.facts.get("measured", 0)
    if not without:
        return ""
    words = ngettext(
        "In %(n)d of %(of)d frames no face can be measured.", "In %(n)d of %(of)d frames no face can be measured.",
        without,
    )  # fmt: skip
    return words % {"n": without, "of": judged.facts["of"]}


def clock(seconds: float) -> str:
    """ "0:03" """
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
