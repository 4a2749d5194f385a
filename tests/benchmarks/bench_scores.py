"""Seconds that scoring takes: a 1080p picture and a 5 s clip, with all four elements of a photo held, and a face alone.

Run: `python -m tests.benchmarks.bench_scores`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ["GLOG_minloglevel"] = "3"  # noqa: SIM112  # its own spelling

import cv2
import numpy as np
from skimage import data

from anchors.media.extract import extract
from anchors.media.likeness import Held, frames, judge_frames, judge_picture
from reklamai.media.ffmpeg import frames_writer
from reklamai.media.pictures import save_picture

PARTS = {"face": "face", "clothing": "clothing", "lighting": "light", "environment": "place"}


def scene() -> np.ndarray:
    """The photo, 1080 high, in a 1080p frame."""
    photo = cv2.resize(np.ascontiguousarray(data.astronaut()), (1080, 1080), interpolation=cv2.INTER_CUBIC)
    return cv2.copyMakeBorder(photo, 0, 0, 420, 420, cv2.BORDER_REFLECT)


def clip(path: Path, shot: np.ndarray) -> Path:
    with frames_writer(path, size=(1920, 1080), fps=24) as writer:
        for index in range(120):
            writer.write(cv2.cvtColor(np.roll(shot, index, axis=1), cv2.COLOR_RGB2YUV_I420))
    return path


def timed(name: str, work: Callable[[], object], *, rounds: int = 3) -> None:
    work()
    clock, cpu = [], []
    for _ in range(rounds):
        began, spent = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - began)
        cpu.append(time.process_time() - spent)
    print(f"{name:24} {min(clock):5.2f} s by the clock, {min(cpu):5.2f} s of the processor (best of {rounds})")


def main() -> None:
    shot, found = scene(), extract(data.astronaut())
    facts = found.features.as_json()
    with TemporaryDirectory() as folder:
        paths = {element: Path(folder) / f"{element}.png" for element in PARTS}
        for element, path in paths.items():
            save_picture(found.cuts[element], path)
        film = clip(Path(folder) / "clip.mp4", shot)

        def held(*elements: str) -> list[Held]:
            return [Held(each, paths[each], facts[PARTS[each]]) for each in elements]

        timed("picture, all four", lambda: judge_picture(held(*PARTS), shot))
        timed("picture, face alone", lambda: judge_picture(held("face"), shot))
        timed("clip, all four", lambda: judge_frames(held(*PARTS), frames(film)))
        timed("clip, face alone", lambda: judge_frames(held("face"), frames(film)))


if __name__ == "__main__":
    main()
