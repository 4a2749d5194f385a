"""How fast sound is mixed and how near it comes to what is asked.

    python -m tests.benchmarks.bench_mix [--rounds 5] [--mixes 50] [--memory]

Everything on one core. Four lanes of 30 s (speech-like bursts, knocks, noise, chord and drum) under a clip of 1080p24:
the mix with its coding and measuring, laying it under the clip, the stems, the wave for an editor; best of the rounds.
--mixes: as many mixes drawn by lot, measured by FFmpeg's ebur128: how far from the loudness asked, highest true peak,
how far music goes down under speech. --memory: largest memory of a mix of 30 seconds and of ten minutes.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from reklamai.media.mixing.model import LANES, Mix, Piece
from reklamai.media.mixing.output import stems, under
from reklamai.media.mixing.render import Mixed, render
from reklamai.media.mixing.waves import peaks
from reklamai.media.sound import RATE
from tests.media.film.clips import clip
from tests.media.mixing.sounds import MADE_BY, ebur128, random_mix, tone, wav


def four_lanes(folder: Path, seconds: float) -> Mix:
    lots = np.random.default_rng(5)
    pieces = []
    for lane in LANES:
        sound = np.clip(MADE_BY[lane](lots, min(seconds, 30)), -1, 1)
        path = wav(folder / f"{lane}.wav", sound)
        pieces.append(Piece(path, lane, gain_db=-6 if lane == "effects" else 0, loop=seconds > 30))
    return Mix(tuple(pieces), seconds)


def spent() -> float:
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in both)


def best(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Wall and CPU seconds, FFmpeg's too: on a busy machine the second tell more."""
    walls, cpus = [], []
    for _ in range(rounds):
        began, before = time.perf_counter(), spent()
        work()
        walls.append(time.perf_counter() - began)
        cpus.append(spent() - before)
    return min(walls), min(cpus)


def speeds(folder: Path, rounds: int) -> None:
    mix, film = four_lanes(folder, 30), clip(folder / "clip.mp4", size="1920x1080", frames=720)
    mixed = render(mix, folder=folder)
    works: dict[str, Callable[[], object]] = {
        "mix": lambda: render(mix, folder=folder),
        "under a clip": lambda: under(film, mixed, folder / "out.mp4"),
        "stems": lambda: stems(mixed, folder / "stems.zip", {}),
        "wave, 800 columns": lambda: peaks(mix.pieces[3].path, 800),
    }
    for name, work in works.items():
        wall, cpu = best(work, rounds)
        print(f"{name:20s} {wall:6.2f} s, CPU {cpu:6.2f} s", flush=True)


def ducking(folder: Path) -> None:
    """A steady tone under a spoken second: what its level falls by."""
    spoken, steady = wav(folder / "spoken.wav", tone(200, 2, level=0.3)), wav(folder / "steady.wav", tone(3000, 8))
    for asked in (6, 10, 18):
        mix = Mix((Piece(spoken, "dialogue", 3), Piece(steady, "music")), 8, loudness=-23, duck_db=asked)
        music = render(mix, folder=folder).lanes["music"]
        before, there = (np.sqrt((music[a * RATE : b * RATE] ** 2).mean()) for a, b in ((1, 2), (3, 5)))
        print(f"ducking {asked} dB: {20 * np.log10(there / before):.2f} dB", flush=True)


def nearness(mixes: int) -> None:
    off, tops, seconds = [], [], []
    for number in range(mixes):
        with TemporaryDirectory() as place:
            mix = random_mix(100 + number, Path(place))
            began = time.perf_counter()
            made: Mixed = render(mix, folder=Path(place))
            seconds.append((time.perf_counter() - began) / mix.seconds)
            told, peak = ebur128(made.coded)
        off.append(told - mix.loudness)
        tops.append(peak)
    print(f"{mixes} mixes: off by {np.abs(off).mean():.2f} LU on the mean, {np.abs(off).max():.1f} at most;", end=" ")
    print(f"true peak {max(tops):.1f} dBTP at most; {np.median(seconds):.3f} s a second of sound")


def memory() -> None:
    code = (
        "import resource, sys, tempfile; from pathlib import Path; from tests.benchmarks.bench_mix import four_lanes;"
        "from reklamai.media.mixing.render import render;"
        "folder = Path(tempfile.mkdtemp()); mix = four_lanes(folder, float(sys.argv[1]));"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024;"
        "made = render(mix, folder=folder);"
        "held = [line for line in open('/proc/self/status') if line.startswith('RssAnon')][0].split()[1];"
        "print(before, int(held) // 1024, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024);"
        "import shutil; shutil.rmtree(folder)"
    )
    for seconds in (30, 600):
        began = time.perf_counter()
        said = subprocess.run([sys.executable, "-c", code, str(seconds)], capture_output=True, text=True, check=True)
        before, held, ffmpeg = map(int, said.stdout.split())
        print(f"{seconds} s: {time.perf_counter() - began:.1f} s; MB before {before}, own {held}, ffmpeg {ffmpeg}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--mixes", type=int, default=0)
    parser.add_argument("--memory", action="store_true")
    asked = parser.parse_args()
    os.sched_setaffinity(0, {0})
    with TemporaryDirectory() as place:
        if asked.memory:
            memory()
        elif asked.mixes:
            nearness(asked.mixes)
        else:
            speeds(Path(place), asked.rounds)
            ducking(Path(place))
