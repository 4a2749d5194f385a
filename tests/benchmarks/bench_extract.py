"""Seconds of one core by stage, and peak memory, of reading every picture of a folder, each grown to 12 megapixels.

Each picture is read three times and the best counts: others' work on the machine only adds.

Run: python tests/benchmarks/bench_extract.py FOLDER [MEGAPIXELS]
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
os.environ["GLOG_minloglevel"] = "3"  # noqa: SIM112  # its own spelling
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # one core also for what counts its threads itself

import cv2

from anchors.media.extract import extract
from reklamai.media.pictures import open_picture, resized, save_picture
from reklamai.media.types import Picture

TIMES = 3
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}


class Watch:
    """A report that keeps how long each stage took, in seconds of this process's processor time."""

    def __init__(self) -> None:
        self.stages: dict[str, float] = defaultdict(float)
        self.stage, self.since = "", time.process_time()

    def __call__(self, stage: str, share: float) -> None:
        now = time.process_time()
        self.stages[self.stage] += now - self.since
        self.stage, self.since = stage, now


def grown(path: Path, megapixels: float) -> Picture:
    picture = open_picture(path)
    height, width = picture.shape[:2]
    scale = (megapixels * 1e6 / (height * width)) ** 0.5
    return resized(picture, (round(width * scale), round(height * scale)))


def measure(path: Path, megapixels: float, out: Path) -> dict[str, float]:
    picture = grown(path, megapixels)
    watch, began = Watch(), time.process_time()
    made = extract(picture, report=watch)
    watch("", 1.0)
    whole = time.process_time() - began
    began = time.process_time()
    for element, pixels in made.cuts.items():
        save_picture(pixels, out / f"{element}.webp")
    return {name: each for name, each in watch.stages.items() if name} | {
        "whole": whole,
        "files": time.process_time() - began,
    }


def best(path: Path, megapixels: float, out: Path) -> dict[str, float]:
    return min((measure(path, megapixels, out) for _ in range(TIMES)), key=lambda row: row["whole"])


def main() -> None:
    from tempfile import TemporaryDirectory

    cv2.setNumThreads(1)
    folder, megapixels = Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 12.0
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    with TemporaryDirectory() as out:
        measure(paths[0], 1.0, Path(out))  # builds the graphs
        rows = {path: best(path, megapixels, Path(out)) for path in paths}
    names = list(dict.fromkeys(name for row in rows.values() for name in row))
    print(f"{len(rows)} pictures of {megapixels:g} megapixels, seconds of one core")
    for name in names:
        seconds = sorted(row.get(name, 0.0) for row in rows.values())
        print(f"{name:10s} median {median(seconds):5.2f}  worst {seconds[-1]:5.2f}")
    slowest = max(rows, key=lambda path: rows[path]["whole"])
    print(f"slowest    {slowest.name}: " + ", ".join(f"{name} {each:.2f}" for name, each in rows[slowest].items()))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
