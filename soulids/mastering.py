"""A master image without a vendor: one photo after the other is tried until a portrait of it is of the person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from reklamai.core.errors import MediaError
from reklamai.media.mattes import Matte, Missing, find_person, foreground
from reklamai.media.pictures import open_picture, resized
from reklamai.media.types import Picture, Rgba
from soulids.media import studio
from soulids.media.photo import PhotoFacts
from soulids.media.portrait import Sitting, donors, sitting, verify
from soulids.media.training import Trained, centroid_without
from studio.engines.base import JobReport

MOST_DONORS: Final = 8
"""Photos that are tried: each takes two seconds, and what the best eight do not give the ninth will not either."""
MOST_DEATHS: Final = 2
"""Attempts that may die over one photo before it is passed over: a machine that was switched off is not its fault."""
LONGEST: Final = 2048
"""Pixels of a photo that becomes the master image as it is: what every vendor with picture references takes."""
FIRST, LAST = 0.05, 0.7
"""Shares of the whole work between which photos are tried; of 13 people 12 had their portrait from the first one."""


@dataclass(frozen=True, slots=True, eq=False)
class Master:
    """picture and, where the person could be cut out, cut; donor: the photo it was made from.

    apart: distance to the person without that photo; source: "portrait", or "photo" for the best photo as it is;
    refused: why photos that were tried before gave no portrait, by their ids.
    """

    picture: Picture
    cut: Rgba | None
    donor: str
    apart: float
    source: str
    refused: Mapping[str, str]


@dataclass(slots=True)
class Mastering:
    """One search for a master image. `kept` is what attempts before this one have told: a tried photo stays tried.

    paths: files of the photos, by the ids that `photos` and the report name them by.
    """

    photos: Mapping[str, PhotoFacts]
    learned: Trained
    paths: Mapping[str, Path]
    kept: Mapping[str, Any]
    report: JobReport
    refused: dict[str, str] = field(init=False)
    tries: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.refused = dict(self.kept.get("refused", {}))
        self.tries = dict(self.kept.get("tries", {}))

    @property
    def used(self) -> dict[str, PhotoFacts]:
        """The photos that the person was learned from."""
        return {key: self.photos[key] for key in self.learned.report.used}

    def make(self) -> Master:
        """The first portrait that is of the person, else the best photo. Raises MediaError if no photo can be read."""
        wanted = [key for key in donors(self.used) if key in self.paths][:MOST_DONORS]
        for place, donor in enumerate(wanted):
            if donor in self.refused:
                continue
            left = (LAST - FIRST) / 2**place  # each photo is given half of what is left: most need no other
            made = self.tried(donor, at=LAST - left, span=left / 2)
            if made is not None:
                return made
        return self.photo()

    def tried(self, donor: str, *, at: float, span: float) -> Master | None:
        """The portrait from one photo; None, and the reason kept, if it is none."""
        self.report("portrait", at)
        sure = self.kept.get("made", {})
        if sure.get("donor") != donor and self.tries.get(donor, 0) >= MOST_DEATHS:
            self.refuse(donor, "worker_died")
            return None
        self.tries[donor] = self.tries.get(donor, 0) + 1
        self.report.keep(tries=self.tries)
        made = self.drawn(donor)
        if isinstance(made, str):
            self.refuse(donor, made)
            return None
        if sure.get("donor") == donor:  # measured by an attempt that died afterwards: the same photo, the same portrait
            return self.master(donor, made, apart=sure["apart"])
        self.report("verifying", at + 0.75 * span)
        seen = verify(made.picture, centroid_without(self.used, donor))
        if not seen.passed or seen.distance is None:
            self.refuse(donor, "not_alike")
            return None
        self.report.keep(made={"donor": donor, "apart": seen.distance})
        return self.master(donor, made, apart=seen.distance)

    def drawn(self, donor: str) -> Sitting | str:
        """The portrait, or why there is none: a reason of `portrait.sitting`, or "unreadable"."""
        try:
            made = sitting(open_picture(self.paths[donor]))
        except MediaError:
            return "unreadable"
        return made.reason if isinstance(made, Missing) else made

    def refuse(self, donor: str, reason: str) -> None:
        self.refused[donor] = reason
        self.report.keep(refused=self.refused)

    def master(self, donor: str, made: Sitting, *, apart: float) -> Master:
        return Master(made.picture, made.cut, donor, round(apart, 4), "portrait", self.refused)

    def photo(self) -> Master:
        """The best photo that can be read, as it is."""
        self.report("photo", LAST)
        for key in (*self.learned.report.references, *self.learned.report.used):
            if key not in self.paths or self.refused.get(key) == "unreadable":
                continue
            try:
                picture = limited(open_picture(self.paths[key]))
            except MediaError:
                continue
            apart = round(self.learned.report.used[key], 4)
            return Master(picture, cut_of(picture), key, apart, "photo", self.refused)
        raise MediaError(_("None of the photos can be read any more."))


def limited(picture: Picture) -> Picture:
    share = min(1.0, LONGEST / max(picture.shape[:2]))
    height, width = picture.shape[:2]
    return picture if share == 1 else resized(picture, (round(width * share), round(height * share)))


def cut_of(picture: Picture) -> Rgba | None:
    """The person alone; None if nobody can be cut out of it."""
    found = find_person(picture)
    if not isinstance(found, Matte):
        return None
    return studio.alone(foreground(picture, found.mask).astype("float32") / 255, found.mask)
