"""How surely a result shows the person: every face of a picture, or of frames of a clip, against what was learned."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np

from reklamai.media.faces import find_faces, identity
from reklamai.media.mattes.model import Missing
from reklamai.media.pictures import resized
from reklamai.media.samples import Sample
from reklamai.media.types import AnyArray, Picture
from soulids.media.calibration import Calibration

Level = Literal["same", "close", "unsure", "other"]
LEVELS: Final[tuple[tuple[float, Level], ...]] = ((80, "same"), (60, "close"), (40, "unsure"))
PICTURE_SIDE: Final = 1280
"""Longer side at which a picture is looked at; more pixels tell no more of a face, and cost time."""
FRAME_SIDE: Final = 960
"""The same of a clip's frames, in which the faces of whole people are small."""
PATIENCE_S: Final = 6.0
"""For a clip's frames together; begun frames are finished."""
FEWEST_FRAMES: Final = 3
LOST: Final = 50.0
"""The score at the person's own threshold: under it a frame shows somebody else."""
BELOW: Final = 25.0
"""Points under the clip's median from which a frame is a dip, though it still shows the person."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One picture or frame. apart: of each face that could be measured its distance to the person, the nearest first;
    faces: how many are seen, those among them that are too small or too far turned; at_s: of a frame of a clip."""

    apart: tuple[float, ...]
    faces: int
    at_s: float | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """value: 0..100; distance: of the face that counts; facts: JSON, the figures behind it. No vector is in it."""

    value: float
    distance: float
    facts: dict[str, Any]

    @property
    def level(self) -> Level:
        return next((word for least, word in LEVELS if self.value >= least), "other")


def look(picture: Picture, person: AnyArray, *, at_s: float | None = None) -> Looked:
    """Every face of a picture against the person's embedding. picture: (H, W, 3) uint8, RGB order, upright.

    Longer sides than PICTURE_SIDE are made smaller first.
    """
    share = PICTURE_SIDE / max(picture.shape[:2])
    if share < 1:
        picture = resized(picture, (round(picture.shape[1] * share), round(picture.shape[0] * share)))
    faces = find_faces(np.ascontiguousarray(picture))
    apart = (identity.distance(identity.vector(picture, face), person) for face in faces if face.has_mesh)
    return Looked(tuple(sorted(apart)), len(faces), at_s)


def look_through(samples: Iterable[Sample], person: AnyArray, *, patience_s: float = PATIENCE_S) -> list[Looked]:
    """The same of frames, the most telling first: time may end before they do. Three at least are looked at.

    The answer is in the order of time.
    """
    started, found = time.monotonic(), []
    for sample in samples:
        found.append(look(sample.picture, person, at_s=sample.at_s))
        if len(found) >= FEWEST_FRAMES and time.monotonic() - started > patience_s:
            break
    return sorted(found, key=lambda each: each.at_s or 0.0)


def of_picture(looked: Looked, calibration: Calibration) -> Likeness | Missing:
    """The likest face of a picture. Facts: per_face, the scores of all, the likest first; faces, how many are seen.

    Missing: "no_face_in_result", "face_too_turned" if those that are seen cannot be measured.
    """
    if not looked.apart:
        return Missing("face_too_turned" if looked.faces else "no_face_in_result")
    scores = [round(calibration.score(each), 1) for each in looked.apart]
    return Likeness(scores[0], round(looked.apart[0], 4), {"per_face": scores, "faces": looked.faces})


def of_frames(looked: list[Looked], calibration: Calibration) -> Likeness | Missing:
    """The middle of a clip's frames, each by its likest face: a few bad frames do not decide, but are told.

    Facts: frames [{"at_s", "value" or None, "faces"}], median, worst, measured, of (frames looked at), dips (seconds
    at which it is another person, or much less like). Missing: as `of_picture`, of most of them.
    """
    measured = [each for each in looked if each.apart]
    if not measured:
        return Missing("face_too_turned" if any(each.faces for each in looked) else "no_face_in_result")
    values = {id(each): round(calibration.score(each.apart[0]), 1) for each in measured}
    median = round(statistics.median(values.values()), 1)
    line = max(LOST, median - BELOW)
    dips = [round(each.at_s or 0.0, 1) for each in measured if values[id(each)] < line]
    middle = sorted(measured, key=lambda each: each.apart[0])[(len(measured) - 1) // 2]
    facts = {
        "frames": [
            {"at_s": round(each.at_s or 0.0, 2), "value": values.get(id(each)), "faces": each.faces} for each in looked
        ],
        "median": median, "worst": min(values.values()), "measured": len(measured), "of": len(looked), "dips": dips,
        "faces": max(each.faces for each in looked),
    }  # fmt: skip
    return Likeness(median, round(middle.apart[0], 4), facts)
