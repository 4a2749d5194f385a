"""How well photos of a person are judged, and what it costs: one folder a person, under what IDENTITY_EVAL_DIR names.

Run: IDENTITY_EVAL_DIR=... python -m tests.benchmarks.bench_soulids
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np

from reklamai.media.faces import Face, find_faces, identity
from reklamai.media.mattes import graphs
from reklamai.media.mattes.model import Missing
from reklamai.media.pictures import open_picture
from reklamai.media.types import AnyArray, Picture
from soulids.media.album import duplicates
from soulids.media.calibration import calibrate
from soulids.media.close import look_close, sharpness
from soulids.media.copies import ALIKE, bits_apart, fingerprint, mirrored_fingerprint
from soulids.media.intruders import core_of, distances
from soulids.media.photo import PhotoFacts, judge
from soulids.media.portrait import donors, portrait, verify
from soulids.media.training import centroid_of, centroid_without
from soulids.media.verdicts import BLURRED
from tests.benchmarks.bench_identity import CHIP, four_bare_calls

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}
DRAWS = 2000
ENOUGH = 5
"""Photos a person must have to be held against intruders."""
DRAWN = (
    ("three strangers of any people", 3, False),
    ("three photos of one stranger", 3, True),
    ("eight strangers of any people", 8, False),
)
WIDTHS = (40, 56, 80, 112)
"""Of faces in pixels, to which photos are shrunk."""


@dataclass(frozen=True)
class Photo:
    """One photo and what was judged; seconds are of the processor."""

    path: Path
    facts: PhotoFacts
    seconds: float
    bare: float
    """The net of `identity` alone, four times."""

    @property
    def person(self) -> str:
        return self.path.parent.name


def main() -> None:
    folder = os.environ.get("IDENTITY_EVAL_DIR", "")
    if not folder:
        print("IDENTITY_EVAL_DIR names no folder: nothing to measure.")
        return
    warm_up()
    paths = sorted(path for path in Path(folder).glob("*/*") if path.suffix.lower() in SUFFIXES)
    photos = [judged(path) for path in paths]
    tell_verdicts(photos)
    tell_blur(photos)
    tell_copies(photos)
    known = [photo for photo in photos if photo.facts.vector is not None]
    tell_intruders(known)
    tell_thresholds(known)
    tell_sizes(known)
    tell_portraits(known)


def warm_up() -> None:
    judge(np.zeros((64, 64, 3), np.uint8))
    face = Face((0, 0, 64, 64), 1.0, np.random.default_rng(0).random((478, 3), np.float32) * 64, 0, 0, 0)
    identity.vector(np.zeros((64, 64, 3), np.uint8), face)


def judged(path: Path) -> Photo:
    picture = open_picture(path)
    begun = time.process_time()
    facts = judge(picture)
    seconds = time.process_time() - begun
    return Photo(path, facts, seconds, four_bare_calls(np.zeros((CHIP, CHIP, 3), np.uint8)))


def tell_verdicts(photos: list[Photo]) -> None:
    """Prints what the photos are judged to be and what that costs."""
    seconds = [photo.seconds for photo in photos]
    print(f"photos {len(photos)}, people {len({photo.person for photo in photos})}")
    ratio = statistics.median(photo.seconds / photo.bare for photo in photos)
    print(f"judge: median {statistics.median(seconds):.3f} s, 95 of 100 under {np.quantile(seconds, 0.95):.2f} s")
    print(f"of four bare calls of the net: {ratio:.2f}")
    for photo in photos:
        if photo.facts.reasons:
            print(f"  {photo.path.parent.name}/{photo.path.name}: {photo.facts.verdict.value} {photo.facts.reasons}")


def tell_blur(photos: list[Photo]) -> None:
    """Prints the sharpness of photos as they are, out of focus, and in a quarter of the light."""
    plain, soft, dark = [], [], []
    for photo in photos:
        picture = open_picture(photo.path)
        face = find_faces(picture)[0]
        side = float(np.ptp(face.landmarks[:, :2], axis=0).max())
        plain.append(sharpness(look_close(picture, face)))
        soft.append(sharpness(look_close(cv2.GaussianBlur(picture, (0, 0), 1.5 * side / 112), face)))
        dark.append(sharpness(look_close(dimmed(picture), face)))
    print(f"sharpness: least {min(plain):.0f}, median {np.median(plain):.0f}; blurred by 1.5 px: most {max(soft):.0f}")
    lost, missed = sum(each < BLURRED for each in plain), sum(each >= BLURRED for each in soft)
    print(f"at {BLURRED:.0f}: {lost} sharp refused, {missed} blurred kept, of {len(plain)} each")
    print(f"in a quarter of the light: {sum(each < BLURRED for each in dark)} refused as blurred")


def dimmed(picture: Picture) -> Picture:
    return np.clip(((picture / 255) ** 2.2 / 4) ** (1 / 2.2) * 255, 0, 255).astype(np.uint8)


def tell_copies(photos: list[Photo]) -> None:
    """Prints how many copies are found, and how many different photos are taken for copies."""
    found = dict.fromkeys(COPIES, 0)
    for photo in photos:
        picture = open_picture(photo.path)
        for name, change in COPIES.items():
            copy = judge_hashes(change(picture), photo.facts)
            found[name] += bool(duplicates({"one": photo.facts, "other": copy}))
    print("copies found, of", len(photos), "each:", found)
    pairs = list(combinations(photos, 2))
    false = [(a.path.name, b.path.name) for a, b in pairs if nearest_bits(a.facts, b.facts) <= ALIKE]
    print(f"of {len(pairs)} pairs of different photos, mirrored too, taken for copies: {len(false)} {false}")


def nearest_bits(one: PhotoFacts, other: PhotoFacts) -> int:
    return min(bits_apart(one.hash, other.hash), bits_apart(one.mirror_hash, other.hash))


def judge_hashes(picture: Picture, facts: PhotoFacts) -> PhotoFacts:
    """The facts with the hashes of another picture: a copy's face is not looked for."""
    small = graphs.shrunk(picture)
    return replace(facts, hash=fingerprint(small), mirror_hash=mirrored_fingerprint(small))


COPIES: Mapping[str, Callable[[Picture], Picture]] = {
    "half size": lambda picture: cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA),
    "JPEG 50": lambda picture: cv2.imdecode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 50])[1], 1),
    "mirrored": lambda picture: np.ascontiguousarray(picture[:, ::-1]),
    "mirrored, a third": lambda picture: cv2.resize(picture[:, ::-1], None, fx=1 / 3, fy=1 / 3),
    "half a stop brighter": lambda picture: np.clip(picture * 1.17, 0, 255).astype(np.uint8),
}


def tell_intruders(photos: list[Photo]) -> None:
    """Prints how many strangers are out and how many own photos are lost, over many draws."""
    vectors, people = grouped(photos)
    for name, count, together in DRAWN:
        rng = np.random.default_rng(0)
        out = lost = own = 0
        for _ in range(DRAWS):
            mine, others = drawn(people, rng, count=count, together=together)
            kept = core_of(vectors[np.concatenate([mine, others])])
            out += int((~kept[len(mine) :]).sum())
            lost += int((~kept[: len(mine)]).sum())
            own += len(mine)
        print(f"{name}: {out / (count * DRAWS):.2%} out, {lost / own:.2%} own lost, {DRAWS} draws")


def grouped(photos: list[Photo]) -> tuple[AnyArray, dict[str, AnyArray]]:
    names = np.array([photo.person for photo in photos])
    vectors = np.array([photo.facts.vector for photo in photos], np.float32)
    return vectors, {name: np.flatnonzero(names == name) for name in sorted(set(names))}


def drawn(
    people: Mapping[str, AnyArray], rng: np.random.Generator, *, count: int, together: bool
) -> tuple[AnyArray, AnyArray]:
    """Rows of 5 to 8 photos of one person and of `count` photos of others, all of one other person if `together`."""
    person = rng.choice([name for name, rows in people.items() if len(rows) >= ENOUGH])
    own = int(rng.integers(ENOUGH, min(8, len(people[person])) + 1))
    others = [rows for name, rows in people.items() if name != person and (len(rows) >= count or not together)]
    pool = others[int(rng.integers(len(others)))] if together else np.concatenate(others)
    return rng.choice(people[person], own, replace=False), rng.choice(pool, count, replace=False)


def tell_thresholds(photos: list[Photo]) -> None:
    """Prints the distances that `calibration` stands on, and how its thresholds hold on photos they have not seen."""
    vectors, people = grouped(photos)
    own, strange, missed, mistaken, tried = [], [], 0, 0, 0
    for rows in (rows for rows in people.values() if len(rows) >= ENOUGH):
        others = np.setdiff1d(np.arange(len(vectors)), rows)
        own += list(distances(vectors[rows], np.ones(len(rows), bool)))
        strange += list(np.linalg.norm(vectors[others] - centroid_of(vectors[rows]), axis=1))
        for row in rows:
            rest = vectors[rows[rows != row]]
            found = calibrate([float(each) for each in distances(rest, np.ones(len(rest), bool))])
            missed += identity.distance(vectors[row], centroid_of(rest)) > found.threshold
            apart = np.linalg.norm(vectors[others] - centroid_of(rest), axis=1)
            mistaken += int((apart <= found.threshold).sum())
            tried += len(others)
    print(f"own to the others' centroid: mean {np.mean(own):.3f}, spread {np.std(own):.3f}, farthest {max(own):.3f}")
    near = float(np.mean(np.array(strange) < 0.45))
    print(f"strangers: mean {np.mean(strange):.3f}, spread {np.std(strange):.3f}, nearest {min(strange):.3f}")
    print(f"of {len(strange)} such pairs {near:.1%} lie under 0.45")
    print(f"calibrated without the photo: {missed} of {len(own)} own missed, {mistaken} of {tried} strangers taken")


def tell_sizes(photos: list[Photo]) -> None:
    """Prints how far a person's photos drift away when their faces are small."""
    vectors, people = grouped(photos)
    for width in WIDTHS:
        moved, lost = [], 0
        for rows in (rows for rows in people.values() if len(rows) >= ENOUGH):
            for row in rows:
                vector = shrunk_vector(photos[row], width)
                if vector is None:
                    lost += 1
                    continue
                moved.append(identity.distance(vector, centroid_of(vectors[rows[rows != row]])))
        print(f"faces {width} px wide: distance mean {np.mean(moved):.3f}, most {max(moved):.3f}, not found {lost}")


def shrunk_vector(photo: Photo, width: int) -> AnyArray | None:
    picture = open_picture(photo.path)
    share = width / find_faces(picture)[0].box[2]
    small = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    faces = [face for face in find_faces(small) if face.has_mesh]
    return identity.vector(small, faces[0]) if faces else None


def tell_portraits(photos: list[Photo]) -> None:
    """Prints the first portrait of each person that verifies, without the photo it was made from."""
    for person in sorted({photo.person for photo in photos}):
        facts = {str(photo.path): photo.facts for photo in photos if photo.person == person}
        begun, said = time.process_time(), "none"
        for key in donors(facts):
            made = portrait(open_picture(Path(key)))
            if isinstance(made, Missing):
                continue
            checked = verify(made, centroid_without(facts, key))
            said = f"{Path(key).name} {checked.distance or 9:.3f} {'verified' if checked.passed else 'not verified'}"
            if checked.passed:
                break
        print(f"portrait of {person}: {said}, {time.process_time() - begun:.1f} s")


if __name__ == "__main__":
    main()
