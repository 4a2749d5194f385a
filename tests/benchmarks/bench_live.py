"""How long one frame of the live view takes on one core, against public operations on the same frame in the same run.

Run: `python -m tests.benchmarks.bench_live [picture]`. Processor time, so that neighbours do not count.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import process_time

import cv2
import numpy as np
from skimage import data

from reklamai.media.cinema import live
from reklamai.media.cinema.model import Camerawork, Optics
from reklamai.media.cinema.plate import FramePlate, plate_of
from reklamai.media.pictures import open_picture

EVERYTHING = Camerawork(
    optics=Optics(
        24.9, 18.7, 40, 1.4, squeeze=1.8, distortion=-0.1, aberration=0.7, softness=0.5, swirl=0.8, tilt_deg=4, blades=7
    ),
    profile="film_500t", grain=0.5, grain_size=1.4, vignette=0.5, flare=0.6, halation=0.5, ratio=16 / 9,
)  # fmt: skip
CAMERAS = {
    "everything": EVERYTHING,
    "everything, wide": replace(EVERYTHING, optics=replace(EVERYTHING.optics, focal_mm=20, fisheye=True)),
    "85 mm f/1.4": Camerawork(Optics(focal_mm=50, f_number=1.4, blades=9), ratio=16 / 9),
    "grade and grain": Camerawork(profile="film_500t", grain=0.5, ratio=16 / 9),
    "no camera": Camerawork(ratio=16 / 9),
}


def main() -> None:
    cv2.setNumThreads(1)
    picture = open_picture(Path(sys.argv[1])) if len(sys.argv) > 1 else data.astronaut()
    plate = plate_of(cv2.resize(picture, (1280, 1280 * picture.shape[0] // picture.shape[1])), 1)
    print(f"plate: {milliseconds(lambda: FramePlate(plate.picture, plate.depth, plate.subject_m, plate.face)):.0f} ms")
    for size in ((1280, 720), (480, 270)):
        yard = milliseconds(lambda: cv2.bilateralFilter(cv2.resize(plate.picture, size), 9, 50, 50))  # noqa: B023
        print(f"{size[0]}x{size[1]}: OpenCV's bilateral filter of 9 pixels {yard:.0f} ms")
        for name, camera in CAMERAS.items():
            taken = milliseconds(lambda: live.framed(plate, camera, size=size))  # noqa: B023
            print(f"  {name:18} {taken:5.0f} ms, {taken / yard:.2f} of it")


def milliseconds(job: Callable[[], object]) -> float:
    """Best of five, after one to warm the tables."""
    job()
    taken = []
    for _ in range(5):
        start = process_time()
        job()
        taken.append(process_time() - start)
    return 1e3 * float(np.min(taken))


if __name__ == "__main__":
    main()
