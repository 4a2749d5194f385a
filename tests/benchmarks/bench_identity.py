"""How well faces are told apart, and what it costs: one folder a person, under the folder that IDENTITY_EVAL_DIR names.

Run: IDENTITY_EVAL_DIR=... python -m tests.benchmarks.bench_identity
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from reklamai.media.faces import Face, Proportions, find_faces, identity, proportions, skin
from reklamai.media.mattes.model import Missing
from reklamai.media.pictures import open_picture
from reklamai.media.types import AnyArray, Picture

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}
FALSE_ACCEPTS = 0.001
STABLE_SIDE = 1200
"""Longer side of the photos whose proportions are read anew: twice of more would only take time."""
CHIP = 150


@dataclass(frozen=True)
class Photo:
    """One photo and what was read from it; seconds are of the processor."""

    person: str
    picture: Picture
    face: Face
    vector: AnyArray
    search: float
    numbers: float
    bare: float


def main() -> None:
    folder = os.environ.get("IDENTITY_EVAL_DIR", "")
    if not folder:
        print("IDENTITY_EVAL_DIR names no folder: nothing to measure.")
        return
    paths = sorted(path for path in Path(folder).glob("*/*") if path.suffix.lower() in SUFFIXES)
    warm_up()
    read = {path: look_at(path) for path in paths}
    photos = [photo for photo in read.values() if photo]
    missed = [str(path.relative_to(folder)) for path, photo in read.items() if not photo]
    print(f"photos {len(paths)}, people {len({path.parent for path in paths})}, no face found: {missed or 'none'}")
    tell_pairs(photos)
    tell_cost(photos)
    tell_skin(photos)
    tell_stability(photos)


def warm_up() -> None:
    find_faces(np.zeros((64, 64, 3), np.uint8))
    face = Face((0, 0, 64, 64), 1.0, np.random.default_rng(0).random((478, 3), np.float32) * 64, 0, 0, 0)
    identity.vector(np.zeros((64, 64, 3), np.uint8), face)
    four_bare_calls(np.zeros((CHIP, CHIP, 3), np.uint8))


def look_at(path: Path) -> Photo | None:
    picture = open_picture(path)
    begun = time.process_time()
    faces = [face for face in find_faces(picture) if face.has_mesh]
    search = time.process_time() - begun
    if not faces:
        return None
    begun = time.process_time()
    vector = identity.vector(picture, faces[0])
    numbers = time.process_time() - begun
    x, y, width, height = faces[0].box
    chip = cv2.resize(picture[y : y + height, x : x + width], (CHIP, CHIP), interpolation=cv2.INTER_AREA)
    return Photo(path.parent.name, picture, faces[0], vector, search, numbers, four_bare_calls(chip))


def four_bare_calls(chip: Picture) -> float:
    """Seconds of the net alone."""
    begun = time.process_time()
    for _ in range(4):
        net().compute_face_descriptor(chip)
    return time.process_time() - begun


@lru_cache(maxsize=1)
def net() -> Any:
    import dlib

    return dlib.face_recognition_model_v1(str(identity.weights()))


def tell_pairs(photos: list[Photo]) -> None:
    """Prints how far the pairs of one person lie from those of two."""
    pairs = list(combinations(photos, 2))
    apart = np.array([identity.distance(one.vector, other.vector) for one, other in pairs])
    same = np.array([one.person == other.person for one, other in pairs])
    within, between = np.sort(apart[same]), np.sort(apart[~same])
    # ties count half; both sides are sorted, so the order of each pair of pairs is found by bisection
    higher = len(between) - np.searchsorted(between, within, side="right")
    ties = np.searchsorted(between, within, side="right") - np.searchsorted(between, within, side="left")
    auc = float((higher + ties / 2).sum() / (len(within) * len(between)))
    limit = between[int(FALSE_ACCEPTS * len(between))]  # so many lie under it as may be accepted
    print(f"pairs {len(pairs)}: {len(within)} of one person, {len(between)} of two")
    print(f"AUC {auc:.6f}; missed at {FALSE_ACCEPTS:.1%} false accepts {float((within >= limit).mean()):.2%}")
    print(f"one person: median {np.median(within):.3f}, farthest {within[-3:].round(3)}")
    print(f"two people: median {np.median(between):.3f}, nearest {between[:3].round(3)}")
    missed, accepted = float((within >= identity.SAME).mean()), float((between < identity.SAME).mean())
    print(f"at SAME = {identity.SAME}: missed {missed:.2%}, accepted {accepted:.2%}")
    scores = [identity.similarity_score(float(np.median(each))) for each in (within, between)]
    print(f"scores at the medians: {scores[0]:.0f} and {scores[1]:.0f}")


def tell_cost(photos: list[Photo]) -> None:
    """Prints processor time of finding and of the numbers, the latter over four bare calls of the net."""
    search, numbers = ([getattr(photo, name) for photo in photos] for name in ("search", "numbers"))
    ratios = [photo.numbers / photo.bare for photo in photos]
    print(f"find_faces {statistics.median(search) * 1e3:.0f} ms (longest {max(search) * 1e3:.0f})")
    print(
        f"identity.vector {statistics.median(numbers) * 1e3:.0f} ms, of four bare calls {statistics.median(ratios):.2f}"
    )


def tell_skin(photos: list[Photo]) -> None:
    """Prints how many photos tell a skin colour, and what each costs."""
    begun = time.process_time()
    found = [skin(photo.picture, photo.face) for photo in photos]
    each = (time.process_time() - begun) / len(photos)
    reasons = sorted(one.reason for one in found if isinstance(one, Missing))
    print(f"skin {each * 1e3:.0f} ms; read in {len(found) - len(reasons)} of {len(found)} {reasons or ''}")


def tell_stability(photos: list[Photo]) -> None:
    """Prints by how much each proportion changes when the photo is resized, turned or compressed."""
    names = [each.name for each in fields(Proportions)]
    changes: dict[str, list[float]] = {name: [] for name in names}
    lost = 0
    for photo in photos:
        picture = scaled(photo.picture, min(1.0, STABLE_SIDE / max(photo.picture.shape[:2])))
        plain = [face for face in find_faces(picture) if face.has_mesh][:1]
        for damage in DAMAGES:
            again = [face for face in find_faces(damage(picture)) if face.has_mesh][:1]
            lost += not (plain and again)
            for one, other in zip(plain, again, strict=False):
                before, after = proportions(one).as_dict(), proportions(other).as_dict()
                for name in names:
                    changes[name].append(abs(after[name] / before[name] - 1))
    every = np.array([changes[name] for name in names])
    print(
        f"proportions, {len(photos)} photos x {len(DAMAGES)} changes: {lost} lost, {(every > 0.03).mean():.2%} over 3 %"
    )
    for name in names:
        print(f"  {name:16s} mean {np.mean(changes[name]):.2%}, 99 of 100 under {np.quantile(changes[name], 0.99):.2%}")


def scaled(picture: Picture, share: float) -> Picture:
    how = cv2.INTER_AREA if share < 1 else cv2.INTER_CUBIC
    return picture if share == 1 else cv2.resize(picture, None, fx=share, fy=share, interpolation=how)


def turned(picture: Picture, degrees: float) -> Picture:
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
    return cv2.warpAffine(picture, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)


def packed(picture: Picture) -> Picture:
    return cv2.imdecode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 60])[1], cv2.IMREAD_COLOR)


DAMAGES: tuple[Callable[[Picture], Picture], ...] = (
    lambda picture: scaled(picture, 0.5),
    lambda picture: scaled(picture, 2),
    lambda picture: turned(picture, -20),
    lambda picture: turned(picture, 20),
    packed,
)

if __name__ == "__main__":
    main()
