"""The photos of a Soul ID as its page shows them: a row for each with its verdict, and the views that are covered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from django.conf import settings
from django.utils.translation import gettext as _

from soulids.media.album import WANTED
from soulids.media.framing import Pose
from soulids.models import SoulPhoto
from soulids.selectors.album import Album, PhotoState
from soulids.shown.words import POSES, TROUBLES, blocked, help_for, missing, reasons, views

Mark = Literal["good", "weak", "bad", "busy"]
SHOWN: Final = ("all", "good", "weak", "bad")
"""What the list can be narrowed to."""


@dataclass(frozen=True, slots=True)
class Row:
    """One photo. said: its verdict in a line; helps: what would help, or ""; repeats: the photo it is a copy of."""

    photo: SoulPhoto
    mark: Mark
    said: str
    helps: str = ""
    repeats: SoulPhoto | None = None

    @property
    def can_be_judged_again(self) -> bool:
        return self.photo.trouble == PhotoState.FAILED

    @property
    def name(self) -> str:
        return self.photo.asset.name or _("Photo")


@dataclass(frozen=True, slots=True)
class View:
    """One view of the person, and how many good photos show it."""

    pose: Pose
    label: str
    count: int
    wanted: int

    @property
    def level(self) -> str:
        return "none" if not self.count else "few" if self.count < self.wanted else "full"


@dataclass(frozen=True, slots=True)
class Shown:
    """The album. waiting: photos whose verdict is still to come."""

    rows: tuple[Row, ...]
    views: tuple[View, ...]
    advice: tuple[str, ...]
    blocked: tuple[str, ...]
    kept: int
    waiting: int

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def least(self) -> int:
        return int(settings.SOUL_PHOTOS_LEAST)

    @property
    def most(self) -> int:
        return int(settings.SOUL_PHOTOS_MOST)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each mark, and all."""
        return {"all": self.total, **{mark: sum(row.mark == mark for row in self.rows) for mark in SHOWN[1:]}}

    @property
    def ready(self) -> bool:
        """Whether training can begin as far as photos go."""
        return bool(self.kept) and not self.blocked and not self.waiting

    @property
    def share(self) -> int:
        """0..100: how far the least number is reached."""
        return min(100, round(100 * self.kept / self.least))

    def narrowed(self, mark: str) -> tuple[Row, ...]:
        return self.rows if mark not in SHOWN[1:] else tuple(row for row in self.rows if row.mark == mark)


def shown(album: Album) -> Shown:
    """The album as its page shows it; no query."""
    facts = album.facts
    kept = len(facts.kept) if facts else 0
    by_key = {str(photo.pk): photo for photo in album.photos}
    surplus = max(0, kept - settings.SOUL_PHOTOS_MOST)
    held_back = blocked(facts.blocked, lacking=facts.lacking, surplus=surplus) if facts else []
    return Shown(
        rows=tuple(row_of(photo, album, by_key) for photo in album.photos),
        views=views_of({pose: len(keys) for pose, keys in facts.coverage.items()} if facts else {}),
        advice=tuple(missing(facts.missing)) if facts else (),
        blocked=tuple(held_back),
        kept=kept,
        waiting=album.waiting,
    )


def views_of(counts: Mapping[Pose, int]) -> tuple[View, ...]:
    """Every view with the number of photos that show it."""
    return tuple(View(pose, str(POSES[pose]), counts.get(pose, 0), WANTED.get(pose, 1)) for pose in Pose)


def row_of(photo: SoulPhoto, album: Album, by_key: Mapping[str, SoulPhoto]) -> Row:
    state, found = album.state_of(photo), photo.found
    why, helps = (reasons(found.reasons), help_for(found.advice)) if found else ("", "")
    match state:
        case PhotoState.WAITING:
            return Row(photo, "busy", _("Waits to be looked at"))
        case PhotoState.JUDGING:
            return Row(photo, "busy", _("Being looked at"))
        case PhotoState.UNREADABLE | PhotoState.FAILED:
            return Row(photo, "bad", str(TROUBLES[state.value]))
        case PhotoState.STRANGER:
            advised = _("Remove it, or make a Soul ID of its own for this person.")
            return Row(photo, "bad", _("Another person than in the other photos"), advised)
        case PhotoState.DUPLICATE:
            return repeated(photo, by_key.get(album.facts.duplicates[str(photo.pk)]) if album.facts else None)
        case PhotoState.REFUSED:
            return Row(photo, "bad", why or _("It cannot be used."), helps)
        case PhotoState.WEAK:
            return Row(photo, "weak", _("Usable, but: %(why)s") % {"why": why.lower()}, helps)
    said = views(found.face.poses if found and found.face else ())
    return Row(photo, "good", _("Good: %(views)s") % {"views": said} if said else _("Good"))


def repeated(photo: SoulPhoto, original: SoulPhoto | None) -> Row:
    name = original.asset.name if original else ""
    said = _("The same as %(name)s") % {"name": name}
    return Row(photo, "bad", said, _("A copy teaches nothing new."), original)
