"""What one training has learned, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soulids.media.appearance import Appearance
from soulids.media.training import QualityReport
from soulids.models import SoulVersion
from soulids.shown.album import Row, Shown, View, views_of
from soulids.shown.words import GRADE_WORDS, GRADES, MASTERS, decimal, language
from studio.models import Asset

MOODS: Final = {"excellent": "good", "good": "good", "fair": "warn", "poor": "bad"}


@dataclass(frozen=True, slots=True)
class About:
    """One version. rows: (name, value) of what was measured; left_out: photos that nothing is learned from."""

    version: SoulVersion
    report: QualityReport | None
    rows: tuple[tuple[str, str], ...]
    left_out: tuple[Row, ...]

    @property
    def picture(self) -> Asset | None:
        return self.version.master

    @property
    def grade(self) -> str:
        return str(GRADES.get(self.report.grade, "")) if self.report else ""

    @property
    def grade_words(self) -> str:
        return str(GRADE_WORDS.get(self.report.grade, "")) if self.report else ""

    @property
    def mood(self) -> str:
        return MOODS.get(self.report.grade, "") if self.report else ""

    @property
    def score(self) -> int:
        """0..100."""
        return round(self.report.score) if self.report else 0

    @property
    def views(self) -> tuple[View, ...]:
        return views_of(self.report.coverage if self.report else {})

    @property
    def master_words(self) -> str:
        """Where the master picture comes from, and how surely it is this person."""
        source = self.version.master_source
        made = str(MASTERS.get(source, source)) or _("the best photo as it is")
        if self.report is None or self.version.master_apart is None:
            return made
        score = round(self.report.calibration.score(self.version.master_apart))
        return _("%(made)s; likeness %(score)d of 100, measured without the photo it was made from") % {
            "made": made, "score": score,
        }  # fmt: skip


def about(version: SoulVersion, album: Shown) -> About:
    """The version as its page shows it; no query."""
    report = version.quality
    names = {str(row.photo.pk): row.name for row in album.rows}
    return About(
        version=version,
        report=report,
        rows=tuple(measured(report, names)) if report else (),
        left_out=tuple(row for row in album.rows if row.mark == "bad"),
    )


def measured(report: QualityReport, names: dict[str, str]) -> list[tuple[str, str]]:
    known = report.calibration
    strangers, missed = 1000 * known.mistaken, 1000 * known.missed
    count = len(report.used)
    rows = [
        (_("Learned from"), ngettext("%(n)d photo", "%(n)d photos", count) % {"n": count}),
        (_("Photos agree with each other"), consistency(report)),
        (_("Least like the others"), least_alike(report, names)),
        (
            _("It is this person"),
            _("up to a distance of %(limit)s (usual: %(usual)s)")
            % {"limit": decimal(known.threshold, 2), "usual": decimal(known.usual, 2)},
        ),
        (_("Strangers taken for them"), of_thousand(strangers)),
        (_("Own photos not recognised"), of_thousand(missed)),
    ]
    if said := looks(report.appearance):
        rows.append((_("Looks"), said))
    return rows


def of_thousand(number: float) -> str:
    """Two normal distributions tell no finer share than one in a thousand."""
    return _("fewer than 1 of 1000") if number < 1 else _("about %(n)d of 1000") % {"n": round(number)}


def consistency(report: QualityReport) -> str:
    """How well each photo agrees with the others that were learned without it, on the average."""
    scores = [report.calibration.score(apart) for apart in report.used.values()]
    return _("%(n)d of 100 on the average") % {"n": round(sum(scores) / len(scores)) if scores else 0}


def least_alike(report: QualityReport, names: dict[str, str]) -> str:
    key = report.farthest
    score = round(report.calibration.score(report.used[key]))
    return _("%(name)s, %(n)d of 100") % {"name": names.get(key, _("a photo that was removed")), "n": score}


def looks(found: Appearance) -> str:
    return found.words(language=language())
