"""How well and how fast clothes are found, dyed and left out of a place.

Run: `python -m tests.benchmarks.bench_garments [folder]`. Without a folder the astronaut of scikit-image is measured;
with one also its photographs (searched in sub-folders) that OUTLINES names. Photographs of people are not kept here:
these are of the test sets of deepface (img*.jpg) and openpose (COCO_*.jpg).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import cv2
import numpy as np
from skimage import data

from anchors.media.fill import fill
from reklamai.media import faces
from reklamai.media.colour import to_lab
from reklamai.media.garments import Garment, find_garment, recolour
from reklamai.media.mattes import Matte, Missing, find_person
from reklamai.media.pictures import open_picture, resized

WORK_SIDE = 1280
RED, WHITE = (43.3, 63.2, 40.0), (94.8, 0.0, 5.4)
OUTLINES: dict[str, tuple[tuple[float, float], ...]] = {
    "astronaut": (
        (0.225, 0.371), (0.146, 0.459), (0.098, 0.527), (0.059, 0.684), (0.049, 0.840), (0.059, 1.0), (0.547, 1.0),
        (0.543, 0.859), (0.586, 0.742), (0.645, 0.693), (0.707, 0.664), (0.674, 0.557), (0.596, 0.488),
        (0.586, 0.420),
        (0.527, 0.371), (0.479, 0.352), (0.420, 0.371), (0.361, 0.352), (0.293, 0.293), (0.244, 0.313),
    ),
    "img34.jpg": (
        (0.291, 1.0), (0.306, 0.835), (0.322, 0.718), (0.356, 0.659), (0.444, 0.601), (0.489, 0.576), (0.494, 0.526),
        (0.522, 0.601), (0.556, 0.626), (0.600, 0.584), (0.667, 0.501), (0.691, 0.431), (0.733, 0.492),
        (0.778, 0.543),
        (0.889, 0.614), (0.956, 0.684), (0.999, 0.768), (0.999, 1.0),
    ),
    "img20.jpg": (
        (0.04, 1), (0.05, 0.87), (0.1, 0.72), (0.2, 0.64), (0.31, 0.58), (0.385, 0.51), (0.41, 0.58),
        (0.46, 0.66), (0.58, 0.79), (0.6, 0.7), (0.63, 0.6), (0.645, 0.47), (0.75, 0.5), (0.88, 0.53),
        (0.96, 0.56), (1, 0.62), (1, 1),
    ),
    "img29.jpg": (
        (0, 1), (0, 0.63), (0.18, 0.58), (0.29, 0.52), (0.31, 0.55), (0.4, 0.62), (0.47, 0.63), (0.58, 0.6),
        (0.64, 0.53), (0.8, 0.58), (1, 0.64), (1, 1),
    ),
    "img47.jpg": (
        (0.23, 1), (0.35, 0.9), (0.55, 0.8), (0.67, 0.71), (0.73, 0.655), (0.8, 0.67), (0.88, 0.7), (0.9, 0.85),
        (0.9, 1),
    ),
    "img49.jpg": (
        (0.18, 1), (0.21, 0.8), (0.28, 0.75), (0.36, 0.73), (0.46, 0.66), (0.5, 0.75), (0.58, 0.83),
        (0.65, 0.71), (0.69, 0.8), (0.76, 0.86), (0.82, 0.88), (0.86, 1),
    ),
    "COCO_val2014_000000000294.jpg": (
        (0.05, 1), (0.045, 0.72), (0.07, 0.5), (0.1, 0.4), (0.16, 0.37), (0.21, 0.41), (0.27, 0.44), (0.3, 0.5),
        (0.335, 0.57), (0.335, 0.65), (0.29, 0.7), (0.34, 0.71), (0.35, 0.86), (0.35, 1),
    ),
    "COCO_val2014_000000000459.jpg": (
        (0, 1), (0, 0.6), (0.03, 0.5), (0.12, 0.44), (0.27, 0.37), (0.36, 0.43), (0.46, 0.37), (0.6, 0.41),
        (0.67, 0.46), (0.7, 0.66), (0.86, 0.57), (0.97, 0.66), (0.9, 0.72), (0.77, 0.8), (0.68, 0.83),
        (0.67, 1),
    ),
}  # fmt: skip
"""Hand-drawn clothes (suit, shirt and tie together), in shares of the picture."""


@dataclass(frozen=True, slots=True)
class Measured:
    overlap: float
    seconds: float
    slopes: tuple[float, float]
    """Correlation of light's slopes before and after dyeing red and white."""


def measured(picture: np.ndarray, outline: tuple[tuple[float, float], ...]) -> Measured | Missing:
    person, found = find_person(picture), faces.find_faces(picture)
    if isinstance(person, Missing):
        return person
    face = found[0] if found else None
    find_garment(picture, person=person, face=face)  # graphs are built at the first call
    start = process_time()
    garment = find_garment(picture, person=person, face=face)
    seconds = process_time() - start
    if isinstance(garment, Missing):
        return garment
    slopes = tuple(kept(picture, garment, target) for target in (RED, WHITE))
    return Measured(overlap(garment, outline), seconds, slopes)


def overlap(garment: Garment, outline: tuple[tuple[float, float], ...]) -> float:
    height, width = garment.mask.shape
    drawn = np.zeros((height, width), np.uint8)
    cv2.fillPoly(drawn, [np.round(np.array(outline) * (width, height)).astype(np.int32)], 1)
    a, b = garment.mask > 0.5, drawn > 0
    return float((a & b).sum() / (a | b).sum())


def kept(picture: np.ndarray, garment: Garment, target: tuple[float, float, float]) -> float:
    inside = cv2.erode((garment.mask > 0.9).astype(np.uint8), np.ones((9, 9))) > 0
    pair = [slopes(each)[:, inside].ravel() for each in (picture, recolour(picture, garment.mask, target=target))]
    return float(np.corrcoef(*pair)[0, 1])


def slopes(picture: np.ndarray) -> np.ndarray:
    light = cv2.GaussianBlur(to_lab(picture)[..., 0], (0, 0), 1.0)
    return np.stack([cv2.Sobel(light, cv2.CV_32F, *way) for way in ((1, 0), (0, 1))])


def photographs(folder: Path | None) -> dict[str, np.ndarray]:
    found = {"astronaut": data.astronaut()}
    for name in OUTLINES if folder else ():
        for path in sorted(folder.rglob(name))[:1]:
            picture = open_picture(path)
            scale = min(1.0, WORK_SIDE / max(picture.shape[:2]))
            found[name] = resized(picture, (round(picture.shape[1] * scale), round(picture.shape[0] * scale)))
    return found


def filling(picture: np.ndarray) -> float:
    """Seconds for the place behind somebody at 720 px."""
    small = resized(picture, (720, round(720 * picture.shape[0] / picture.shape[1])))
    person = find_person(small)
    assert isinstance(person, Matte)
    start = process_time()
    fill(small, person.mask > 0.1)
    return process_time() - start


def main() -> None:
    overlaps = []
    for name, picture in photographs(Path(sys.argv[1]) if len(sys.argv) > 1 else None).items():
        found = measured(picture, OUTLINES[name])
        if isinstance(found, Missing):
            print(f"{name:30} {found.reason}")
            overlaps.append(0.0)
            continue
        overlaps.append(found.overlap)
        red, white = found.slopes
        print(
            f"{name:30} IoU {found.overlap:.3f}  {found.seconds:.2f} s  slopes kept: red {red:.2f}, white {white:.2f}"
        )
    large = cv2.resize(data.astronaut(), (3464, 3464), interpolation=cv2.INTER_CUBIC)
    found = measured(large, OUTLINES["astronaut"])
    assert isinstance(found, Measured)
    print(f"{'astronaut, 12 MP':30} IoU {found.overlap:.3f}  {found.seconds:.2f} s")
    print(f"mean IoU of {len(overlaps)}: {np.mean(overlaps):.3f}")
    print(f"place behind the astronaut filled at 720 px: {filling(data.astronaut()):.2f} s")


if __name__ == "__main__":
    main()
