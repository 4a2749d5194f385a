"""How a storyboard is told: the state of a shot, the joins, the formats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from video.models import FilmStatus

Mood = Literal["", "good", "warn", "bad", "run"]


@dataclass(frozen=True, slots=True)
class Sign:
    """A word with its icon; mood: what its colour says."""

    words: str | Promise
    icon: str
    mood: Mood = ""


STATES: Final[Mapping[str, Sign]] = {
    "new": Sign(gettext_lazy("Not rendered"), "circle-dashed"),
    "rendered": Sign(gettext_lazy("Rendered"), "check", "good"),
    "changed": Sign(pgettext_lazy("shot", "Changed"), "pencil", "warn"),
    "waiting": Sign(gettext_lazy("Waits for the shot before"), "hourglass"),
    "queued": Sign(pgettext_lazy("shot", "Queued"), "clock", "run"),
    "running": Sign(gettext_lazy("Being made"), "dot", "run"),
    "failed": Sign(pgettext_lazy("shot", "Failed"), "circle-alert", "bad"),
    "cancelled": Sign(pgettext_lazy("shot", "Cancelled"), "ban"),
}
"""Of one shot."""
FILM_STATES: Final[Mapping[str, Sign]] = {
    FilmStatus.DRAFT: Sign(FilmStatus.DRAFT.label, "pencil"),
    FilmStatus.QUEUED: Sign(FilmStatus.QUEUED.label, "clock", "run"),
    FilmStatus.RUNNING: Sign(FilmStatus.RUNNING.label, "dot", "run"),
    FilmStatus.DONE: Sign(FilmStatus.DONE.label, "check", "good"),
    FilmStatus.PARTIAL: Sign(FilmStatus.PARTIAL.label, "circle-dashed", "warn"),
    FilmStatus.FAILED: Sign(FilmStatus.FAILED.label, "circle-alert", "bad"),
    FilmStatus.CANCELLED: Sign(FilmStatus.CANCELLED.label, "ban"),
}
"""Of a whole storyboard."""
JOINS: Final[Mapping[str, Sign]] = {
    "cut": Sign(pgettext_lazy("join", "Cut"), "scissors"),
    "auto": Sign(gettext_lazy("Whatever fits"), "wand-sparkles"),
    "crossfade": Sign(gettext_lazy("Crossfade"), "blend"),
    "dip_black": Sign(gettext_lazy("Through black"), "moon"),
    "dip_white": Sign(gettext_lazy("Through white"), "sun"),
    "flow": Sign(gettext_lazy("Flows over"), "git-merge"),
    "face": Sign(gettext_lazy("Face becomes face"), "scan-face"),
    "whip": Sign(gettext_lazy("Whip pan"), "move-horizontal"),
    "zoom": Sign(gettext_lazy("Zooms through"), "zoom-in"),
    "wipe_left": Sign(gettext_lazy("Wipe to the left"), "panel-left"),
    "wipe_right": Sign(gettext_lazy("Wipe to the right"), "panel-right"),
    "wipe_up": Sign(gettext_lazy("Wipe upwards"), "rows-3"),
    "wipe_down": Sign(gettext_lazy("Wipe downwards"), "rows-3"),
    "luma_wipe": Sign(gettext_lazy("Wipe by brightness"), "contrast"),
}
"""Of two shots, as `reklamai.media.film` knows them; the usual ones first."""


def numbers_in_words(numbers: list[int]) -> str:
    """ "1, 2 and 4"."""
    if len(numbers) < 2:
        return "".join(map(str, numbers))
    return _("%(most)s and %(last)d") % {"most": ", ".join(map(str, numbers[:-1])), "last": numbers[-1]}


def what_changes(kept: list[int], changed: list[int]) -> str:
    """ "Shots 1 and 2 stay as they are. Changed: 3, 4."; kept and changed are numbers of shots."""
    said = []
    if kept:
        words = ngettext("Shot %(numbers)s stays as it is.", "Shots %(numbers)s stay as they are.", len(kept))
        said.append(words % {"numbers": numbers_in_words(kept)})
    if changed:
        said.append(_("To be made: %(numbers)s.") % {"numbers": ", ".join(map(str, changed))})
    return " ".join(said)
