"""How well and how fast light and palettes are read.

Run: `python -m tests.benchmarks.bench_light [folder of portraits]`; faces of the folder are lit anew and cast as well.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from time import process_time

import cv2
import numpy as np
from skimage import data

from anchors.media.features import LightFound
from anchors.media.light import read_light
from anchors.media.palette import palette
from reklamai.media.faces import Face, find_faces
from reklamai.media.pictures import open_picture
from tests.media.anchors.casts import cast
from tests.media.anchors.lit_heads import PLACES, SIDE, Lamp, angle_between, lit_head

AZIMUTHS = (0, 30, 60, 90, 120, 150, 210, 240, 270, 300, 330)
ELEVATIONS = (-15, 10, 35, 60)
KELVINS = (2800, 3500, 4500, 5500, 8000, 12000)
SHOWN = 6
"""Portraits of the folder that are lit and cast anew; all would take minutes and say the same."""
EYE_CORNERS, CHIN = ((33, 133), (362, 263)), 152


def main() -> None:
    cv2.setNumThreads(1)
    portraits = [data.astronaut()]
    portraits += islice(found_in(Path(sys.argv[1])), SHOWN) if len(sys.argv) > 1 else []
    directions(None, "the astronaut")
    for index, each in enumerate(portraits[1:], 1):
        directions(aligned(each), f"portrait {index}", few=True)
    casts(portraits)
    speed()


def found_in(folder: Path) -> Iterator[np.ndarray]:
    """Pictures of the folder with one frontal face."""
    for path in sorted(folder.glob("*.jpg")):
        picture = open_picture(path)
        seen = find_faces(picture)
        if len(seen) == 1 and seen[0].has_mesh and abs(seen[0].yaw) < 12 and abs(seen[0].pitch) < 15:
            yield picture


def aligned(picture: np.ndarray) -> np.ndarray:
    """The face moved to where the analytic head stands: only its place comes from the mesh, never its shape."""
    points = find_faces(picture)[0].landmarks[:, :2]
    own = np.array([*(points[list(pair)].mean(axis=0) for pair in EYE_CORNERS), points[CHIN]], np.float32)
    matrix, _ = cv2.estimateAffinePartial2D(own, PLACES)
    return cv2.warpAffine(picture, matrix, (SIDE, SIDE), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)


def directions(photo: np.ndarray | None, name: str, *, few: bool = False) -> None:
    """Angular errors in degrees over all lamps, and by how far the lamp stands from the camera's axis."""
    errors: dict[int, list[float]] = {}
    lost = 0
    for soft in (False, True):
        for brown in (False,) if few else (False, True):
            for azimuth in AZIMUTHS:
                for elevation in (10, 50) if few else ELEVATIONS:
                    picture = lit_head(Lamp(azimuth, elevation, soft=soft), brown=brown, photo=photo)
                    faces = find_faces(picture)
                    found = read_light(picture, face=faces[0], person=None) if faces else None
                    if not isinstance(found, LightFound):
                        lost += 1
                        continue
                    error = angle_between((found.azimuth, found.elevation), (azimuth, elevation))
                    errors.setdefault(min(azimuth, 360 - azimuth), []).append(error)
    every = np.concatenate([*errors.values()])
    ring = ", ".join(f"{key}: {np.median(each):.0f}" for key, each in sorted(errors.items()))
    print(
        f"{name}: {len(every)} lights, median {np.median(every):.1f}, 90 % {np.percentile(every, 90):.0f}; "
        f"by azimuth {ring}; not read {lost}",
        flush=True,
    )


def casts(portraits: list[np.ndarray]) -> None:
    """How far the found change of temperature is from the cast's own, in mireds."""
    off: list[float] = []
    for picture in portraits:
        face = find_faces(picture)[0]
        before = mired(picture, face)
        for kelvin in KELVINS:
            for cones in (False, True):
                after = mired(cast(picture, kelvin, cones=cones), face)
                off.append(abs(after - before - 1e6 / kelvin + 1e6 / 6504))
    print(f"casts: {len(portraits)} photos, {len(off)} casts, median {np.median(off):.1f}, most {max(off):.1f} mired")


def mired(picture: np.ndarray, face: Face) -> float:
    found = read_light(picture, face=face, person=None)
    assert isinstance(found, LightFound)
    return 1e6 / found.kelvin


def speed() -> None:
    """Best of nine, processor milliseconds of one core, for a photo of 12 megapixels."""
    large = cv2.resize(data.astronaut()[0:384], (4000, 3000), interpolation=cv2.INTER_CUBIC)
    face = find_faces(large)[0]
    mask = np.zeros(large.shape[:2], np.float32)
    mask[600:2900, 800:3000] = 1
    jobs = {
        "light by the face": partial(read_light, large, face=face, person=None),
        "light by the outline": partial(read_light, large, face=None, person=mask),
        "light of the picture": partial(read_light, large, face=None, person=None),
        "palette": partial(palette, large),
        "palette inside a mask": partial(palette, large, mask=mask),
    }
    for name, job in jobs.items():
        taken = []
        for _ in range(9):
            start = process_time()
            job()
            taken.append(process_time() - start)
        print(f"{name:22} {1e3 * min(taken):5.0f} ms")


if __name__ == "__main__":
    main()
