"""What trainings have learned, as pages and programs tell it. No vector comes out of here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound
from soulids.media.album import WANTED
from soulids.media.framing import Pose
from soulids.models import SoulID, SoulVersion

LANGUAGES: Final = ("en", "ru")


@dataclass(frozen=True, slots=True)
class PhotoMark:
    """One photo of a training. distance: to the centroid of the others; score: 0..100, how surely it is the person."""

    photo: str
    distance: float
    score: int
    used: bool
    """False for one that was left out as somebody else's."""


@dataclass(frozen=True, slots=True)
class MasterMark:
    """How the training's own master image was made.

    source: "portrait", or "photo" where no portrait was surely of the person; donor: the photo it was made from;
    apart: its distance to the person without that photo; refused: why photos before it gave none, by their ids.
    """

    source: str
    donor: str
    apart: float | None
    refused: Mapping[str, str]

    @property
    def says(self) -> str:
        """A sentence where there is something to tell, else ""."""
        if self.source != "photo":
            return ""
        return _("No portrait could be made that is surely this person, so the best photo stands for them as it is.")


@dataclass(frozen=True, slots=True)
class Report:
    """How good a training is. Distances are 0 alike .. 1.41 nothing in common.

    grade: "excellent", "good", "fair" or "poor"; score: 0..100. photos: the used ones, nearest first, then those left
    out. threshold: distance under which a face is this person's; usual: of their own photos; separation: spreads
    between their photos and strangers, 3 is thin and 6 is wide; missed, mistaken: shares in a thousand of own faces
    refused and of strangers taken. missing: views of which there are too few, with their number. words: what they look
    like by language, as far as it was measured.
    """

    grade: str
    score: int
    photos: tuple[PhotoMark, ...]
    threshold: float
    usual: float
    separation: float
    missed: float
    mistaken: float
    coverage: Mapping[Pose, int]
    missing: tuple[tuple[Pose, int], ...]
    words: Mapping[str, str]
    references: tuple[str, ...]
    master: MasterMark

    @property
    def used(self) -> tuple[str, ...]:
        return tuple(mark.photo for mark in self.photos if mark.used)

    @property
    def outliers(self) -> tuple[PhotoMark, ...]:
        return tuple(mark for mark in self.photos if not mark.used)

    def distance_of(self, photo: str) -> float | None:
        return next((mark.distance for mark in self.photos if mark.photo == photo), None)


def report_of(version: SoulVersion) -> Report | None:
    """The report of a training; None for a form that is read no more."""
    quality = version.quality
    if quality is None:
        return None
    known = quality.calibration
    marks = [
        PhotoMark(photo, round(apart, 3), round(known.score(apart)), used)
        for group, used in ((quality.used, True), (quality.outliers, False))
        for photo, apart in sorted(group.items(), key=lambda each: each[1])
    ]
    return Report(
        grade=quality.grade,
        score=round(quality.score),
        photos=tuple(marks),
        threshold=round(known.threshold, 3),
        usual=round(known.usual, 3),
        separation=round(known.separation, 1),
        missed=round(1000 * known.missed, 1),
        mistaken=round(1000 * known.mistaken, 1),
        coverage=quality.coverage,
        missing=tuple((pose, n) for pose, want in WANTED.items() if (n := quality.coverage.get(pose, 0)) < want),
        words={each: quality.appearance.words(language=each) for each in LANGUAGES},
        references=quality.references,
        master=master_of(version.report.get("master", {})),
    )


def master_of(told: Mapping[str, Any]) -> MasterMark:
    return MasterMark(
        source=str(told.get("source", "portrait")),
        donor=str(told.get("donor", "")),
        apart=told.get("apart"),
        refused=dict(told.get("refused", {})),
    )


def versions_of(soul: SoulID) -> QuerySet[SoulVersion]:
    """All trainings that are kept, the newest first, without their vectors."""
    return soul.versions.defer("embedding").select_related("master", "cut").order_by("-number")


def version_of(soul: SoulID, number: int) -> SoulVersion:
    """Raises NotFound."""
    found = versions_of(soul).filter(number=number).first()
    if found is None:
        raise NotFound(_("There is no such version."))
    return found


def report_for(soul: SoulID, *, number: int | None = None) -> Report | None:
    """Of the version in use, or of one by its number; None before the first training. Raises NotFound."""
    if number is not None:
        return report_of(version_of(soul, number))
    return report_of(soul.version) if soul.version is not None else None
