"""Seconds and peak memory of a draft picture for several sizes, each in a process of its own.

Run: python tests/benchmarks/bench_draft_picture.py
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

SIZES = {"720p": (1280, 720), "1080p": (1920, 1080), "1080p upright": (1080, 1920), "4K": (4096, 2304)}


def measure(name: str, references: int) -> None:
    """Prints one line: the first picture pays for imports and graphs, the second is what a warm worker needs."""
    from skimage import data

    from reklamai.media.scene.draft import draft_picture
    from reklamai.media.words.reading import Person, Place, Reading, Who

    reading = Reading(people=(Person(Who.WOMAN),), place=Place.CAFE)
    pictures = [data.astronaut()][:references]
    seconds, work = [], []
    for seed in (1, 2):
        begun, worked = time.perf_counter(), time.process_time()
        draft_picture(reading, size=SIZES[name], seed=seed, references=pictures)
        seconds.append(time.perf_counter() - begun)
        work.append(time.process_time() - worked)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times = f"first {seconds[0]:5.2f} s  warm {seconds[1]:5.2f} s  processor, warm {work[1]:5.2f} s"
    print(f"{name:14s} references {references}  {times}  peak {peak:5.0f} MB")


def main() -> None:
    root = Path(__file__).resolve().parents[2]
    for name in SIZES:
        for references in ("0", "1"):
            subprocess.run(
                [sys.executable, __file__, name, references], check=True, cwd=root, env={"PYTHONPATH": str(root)}
            )


if __name__ == "__main__":
    if len(sys.argv) == 3:
        measure(sys.argv[1], int(sys.argv[2]))
    else:
        main()
