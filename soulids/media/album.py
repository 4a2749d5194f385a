"""The photos of one person judged together: copies, strangers, views that are missing, and whether it is enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np

from soulids.media.copies import ALIKE, bits_apart
from soulids.media.framing import Pose
from soulids.media.intruders import core_of, distances
from soulids.media.photo import PhotoFacts
from soulids.media.ranking import quality

WANTED: Final = {
    Pose.FRONT: 3, Pose.LEFT: 1, Pose.RIGHT: 1, Pose.UP: 1, Pose.DOWN: 1, Pose.THREE_QUARTER: 1, Pose.CLOSE_UP: 1,
    Pose.HALF: 1, Pose.FULL: 1,
}  # fmt: skip
"""Photos of each view that a good album has; only `Pose.FRONT` is asked for, the rest is advice."""
TURNED: Final = 6.0
"""Degrees by which the heads of a photo and its copy may differ: of 305 copies the farthest differed by 2.9."""
MAJORITY: Final = 0.6
"""Share of the faces that must be one person's: with less nobody can say who is meant."""


@dataclass(frozen=True, slots=True)
class AlbumFacts:
    """The album; photos are named by the caller's keys.

    duplicates: a copy, and the better photo it repeats; intruders: photos of another person, with their distance from
    the person; kept: what training learns from, in the given order. coverage: keys by view; missing: advice,
    "no_<view>" or "few_<view>". blocked: why training cannot begin: "too_few", "too_many", "several_people" or
    "no_front"; lacking: good photos that are still to come.
    """

    duplicates: dict[str, str]
    intruders: dict[str, float]
    kept: tuple[str, ...]
    coverage: dict[Pose, tuple[str, ...]]
    missing: tuple[str, ...]
    blocked: tuple[str, ...]
    lacking: int

    @property
    def ready(self) -> bool:
        return not self.blocked

    def as_json(self) -> dict[str, Any]:
        """Plain values for a JSON column or an answer."""
        return {**asdict(self), "coverage": {pose.value: keys for pose, keys in self.coverage.items()}}


def judge_album(photos: Mapping[str, PhotoFacts], *, least: int, most: int) -> AlbumFacts:
    """All photos of one person together; refused ones are left out of everything but the search for copies.

    photos: facts by the caller's keys; least, most: good photos that training needs and takes.
    """
    copies = duplicates(photos)
    good = [key for key, facts in photos.items() if facts.usable and key not in copies]
    strangers = _intruders({key: photos[key] for key in good})
    kept = tuple(key for key in good if key not in strangers)
    coverage = {pose: tuple(key for key in kept if pose in _poses(photos[key])) for pose in Pose}
    return AlbumFacts(
        duplicates=copies, intruders=strangers, kept=kept, coverage=coverage, missing=_missing(coverage),
        blocked=_blocked(kept, strangers, coverage, least=least, most=most), lacking=max(0, least - len(kept)),
    )  # fmt: skip


def duplicates(photos: Mapping[str, PhotoFacts]) -> dict[str, str]:
    """Each photo that repeats a better one, mirrored or not, and that one; of equals the earlier one stays."""
    kept: list[str] = []
    copies: dict[str, str] = {}
    for key in sorted(photos, key=lambda key: -quality(photos[key])):
        original = next((other for other in kept if _repeats(photos[key], photos[other])), None)
        if original is None:
            kept.append(key)
        else:
            copies[key] = original
    return copies


def _repeats(one: PhotoFacts, other: PhotoFacts) -> bool:
    plain = bits_apart(one.hash, other.hash) <= ALIKE and _turned_alike(one, other)
    return plain or (bits_apart(one.mirror_hash, other.hash) <= ALIKE and _turned_alike(one, other, mirrored=True))


def _turned_alike(one: PhotoFacts, other: PhotoFacts, *, mirrored: bool = False) -> bool:
    """Whether both heads are turned the same way: of a sitting before one wall only the heads differ between photos,
    too little for a fingerprint of the whole picture."""
    if one.face is None or other.face is None:
        return True
    side = -1 if mirrored else 1
    turns = (
        one.face.yaw - side * other.face.yaw, one.face.pitch - other.face.pitch, one.face.roll - side * other.face.roll
    )  # fmt: skip
    return max(abs(turn) for turn in turns) <= TURNED


def _intruders(photos: Mapping[str, PhotoFacts]) -> dict[str, float]:
    if not photos:
        return {}
    vectors = np.array([facts.vector for facts in photos.values()], np.float32)
    own = core_of(vectors)
    apart = distances(vectors, own)
    return {key: float(apart[at]) for at, key in enumerate(photos) if not own[at]}


def _missing(coverage: Mapping[Pose, tuple[str, ...]]) -> tuple[str, ...]:
    short = ((pose, len(coverage[pose])) for pose, wanted in WANTED.items() if len(coverage[pose]) < wanted)
    return tuple(f"{'few' if count else 'no'}_{pose.value}" for pose, count in short)


def _blocked(
    kept: tuple[str, ...], strangers: Mapping[str, float], coverage: Mapping[Pose, tuple[str, ...]], *,
    least: int, most: int,
) -> tuple[str, ...]:  # fmt: skip
    faces = Counter(own=len(kept), others=len(strangers))
    return tuple(
        reason
        for reason, holds in (
            ("several_people", faces["others"] > 0 and faces["own"] < MAJORITY * faces.total()),
            ("too_few", len(kept) < least),
            ("too_many", len(kept) > most),
            ("no_front", not coverage[Pose.FRONT]),
        )
        if holds
    )


def _poses(facts: PhotoFacts) -> frozenset[Pose]:
    return frozenset() if facts.face is None else facts.face.poses
