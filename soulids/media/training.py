"""What is learned of a person from the facts of their photos. No picture is opened: judging them has told it all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from reklamai.core.errors import BadInput
from reklamai.media.faces import identity
from reklamai.media.types import AnyArray, Report, quiet
from soulids.media.appearance import Appearance, appearance
from soulids.media.calibration import Calibration, calibrate
from soulids.media.framing import Pose
from soulids.media.intruders import core_of, distances
from soulids.media.photo import PhotoFacts
from soulids.media.ranking import best_references, quality

LEAST: Final = 3
"""Photos of one person under which a photo cannot be held against the others."""
REFERENCES: Final = 8
"""Photos named for vendors; their models take 1 to 14."""
GRADES: Final = ((85, "excellent"), (70, "good"), (50, "fair"))
WIDE: Final = 8.0
"""Separation from strangers that nothing is gained beyond; on photos of 7 people it was 6.5 to 8.2."""
MANY: Final = 20
"""Photos beyond which a centroid no longer moves much."""
VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class QualityReport:
    """How good the training is. Photos are named by the caller's keys.

    used: distance of each photo to the centroid of the others (leave-one-out), 0 alike .. 1.41; outliers: the same of
    photos that were left out as somebody else's. references: the best to show to others, best first. coverage: photos
    of each view. score: 0..100 from separation, quality of the photos, views and their number; grade: "excellent",
    "good", "fair" or "poor".
    """

    used: dict[str, float]
    outliers: dict[str, float]
    calibration: Calibration
    references: tuple[str, ...]
    appearance: Appearance
    coverage: dict[Pose, int]
    score: float
    grade: str

    @property
    def farthest(self) -> str:
        """The photo that is least like the others."""
        return max(self.used, key=lambda key: self.used[key])

    def as_json(self) -> dict[str, Any]:
        """Plain values for a JSON column; `from_json` gives the report back."""
        return {
            "version": VERSION, "used": dict(self.used), "outliers": dict(self.outliers),
            "calibration": self.calibration.as_json(), "references": list(self.references),
            "appearance": self.appearance.as_json(),
            "coverage": {pose.value: count for pose, count in self.coverage.items()}, "score": self.score,
            "grade": self.grade,
        }  # fmt: skip

    @classmethod
    def from_json(cls, data: Any) -> QualityReport:
        """The inverse of `as_json`. Raises ValueError for another version or what does not fit."""
        if not isinstance(data, dict) or data.get("version") != VERSION:
            raise ValueError("this is no report of this version")
        try:
            return cls(
                used=dict(data["used"]), outliers=dict(data["outliers"]),
                calibration=Calibration(**data["calibration"]), references=tuple(data["references"]),
                appearance=Appearance(**data["appearance"]),
                coverage={Pose(pose): count for pose, count in data["coverage"].items()}, score=data["score"],
                grade=data["grade"],
            )  # fmt: skip
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError("this is no report of this version") from error


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """centroid: (512,) float32 of unit length: who it is; report: how surely."""

    centroid: AnyArray
    report: QualityReport


def train(photos: Mapping[str, PhotoFacts], *, report: Report = quiet) -> Trained:
    """Learn a person from the facts of their photos, in any order; refused photos are passed over.

    photos: those that `judge_album` kept: a copy among them would count twice, and vouch for itself.
    Raises: BadInput if fewer than `LEAST` photos are of one person; whatever `report` raises. Its stages: "identity",
    "strangers", "checking", "appearance".
    """
    report("identity", 0.0)
    good = {key: facts for key, facts in photos.items() if facts.usable}
    vectors = np.array([facts.vector for facts in good.values()], np.float32).reshape(len(good), identity.LENGTH)
    report("strangers", 0.25)
    own = core_of(vectors)
    if int(own.sum()) < LEAST:
        raise BadInput("Too few of these photos show one and the same person.", least=LEAST, found=int(own.sum()))
    report("checking", 0.5)
    apart = distances(vectors, own)
    used = {key: float(apart[at]) for at, key in enumerate(good) if own[at]}
    outliers = {key: float(apart[at]) for at, key in enumerate(good) if not own[at]}
    report("appearance", 0.75)
    return Trained(centroid_of(vectors[own]), _report({key: good[key] for key in used}, used, outliers))


def centroid_of(vectors: AnyArray) -> AnyArray:
    """The mean of (N, 512) vectors, of unit length: (512,) float32. Raises ValueError for none."""
    if not len(vectors):
        raise ValueError("a centroid needs vectors")
    total = np.asarray(vectors, np.float64).sum(axis=0)
    return np.asarray(total / np.linalg.norm(total), np.float32)


def centroid_without(photos: Mapping[str, PhotoFacts], left_out: str) -> AnyArray:
    """The centroid of all photos but one: what a portrait made from that one is held against.

    photos: those a training used. Raises ValueError if no other has a vector.
    """
    others = [facts.vector for key, facts in photos.items() if key != left_out and facts.vector is not None]
    return centroid_of(np.array(others, np.float32))


def _report(photos: Mapping[str, PhotoFacts], used: dict[str, float], outliers: dict[str, float]) -> QualityReport:
    calibration = calibrate(list(used.values()))
    faces = [facts.face for facts in photos.values() if facts.face is not None]
    coverage = {pose: sum(pose in face.poses for face in faces) for pose in Pose}
    score = _score(calibration, photos, coverage)
    return QualityReport(
        used=used, outliers=outliers, calibration=calibration, references=best_references(photos, count=REFERENCES),
        appearance=appearance(faces), coverage=coverage, score=score,
        grade=next((word for least, word in GRADES if score >= least), "poor"),
    )  # fmt: skip


def _score(calibration: Calibration, photos: Mapping[str, PhotoFacts], coverage: Mapping[Pose, int]) -> float:
    """Weights are a judgement: who it is must be sure first, then come good photos, then many views."""
    sure = min(1.0, max(0.0, calibration.separation / WIDE))
    good = float(np.mean([quality(facts) for facts in photos.values()]))
    views = sum(count > 0 for count in coverage.values()) / len(Pose)
    many = min(1.0, len(photos) / MANY)
    return round(100 * (0.45 * sure + 0.2 * good + 0.2 * views + 0.15 * many), 1)
