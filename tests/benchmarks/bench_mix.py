"""How fast sound is mixed and how near it comes to what is asked.

    python -m tests.benchmarks.bench_mix [--rounds 5] [--mixes 50] [--memory 30 900]

Everything on one core. Four lanes of 30 s (speech-like bursts, knocks, noise, chord and drum) under a clip of 1080p24:
the mix with its coding and measuring, laying it under the clip, the stems, the wave for an editor; best of the rounds.
--mixes: as many mixes drawn by lot, measured by FFmpeg's ebur128: how far from the loudness asked, highest true peak,
how far music goes down under speech. --memory: time, memory and room on the disk that mixes of so many seconds take.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

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


def memory(lengths: Sequence[float]) -> None:
    """Each length in a process of its own: what it holds at most beside its libraries, and what lies on the disk."""
    for seconds in lengths:
        code = f"from tests.benchmarks.bench_mix import heaviest; heaviest({seconds})"
        print(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout, end="")


def heaviest(seconds: float) -> None:
    with TemporaryDirectory() as place:
        folder, own, disk, done = Path(place), [held()], [0], Event()
        mix = four_lanes(folder, seconds)

        def look() -> None:
            while not done.wait(0.02):
                own.append(held())
                disk.append(taken(folder))

        watcher = Thread(target=look)
        watcher.start()
        began, before = time.perf_counter(), spent()
        render(mix, folder=folder)
        wall, cpu = time.perf_counter() - began, spent() - before
        done.set()
        watcher.join()
    ffmpeg = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{seconds:.0f} s: {wall:.1f} s, CPU {cpu:.1f} s; MB own {max(own)} after {own[0]},", end=" ")
    print(f"ffmpeg {ffmpeg}, disk {max(disk)}", flush=True)


def held() -> int:
    """MB of memory that is no page of a file."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) // 1024


def taken(folder: Path) -> int:
    """MB on the disk, of files that may go meanwhile."""
    total = 0
    for each in folder.rglob("*"):
        with suppress(FileNotFoundError):
            total += each.stat().st_blocks * 512
    return total // 2**20


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--mixes", type=int, default=0)
    parser.add_argument("--memory", type=float, nargs="+", metavar="SECONDS")
    asked = parser.parse_args()
    os.sched_setaffinity(0, {0})
    with TemporaryDirectory() as place:
        if asked.memory:
            memory(asked.memory)
        elif asked.mixes:
            nearness(asked.mixes)
        else:
            speeds(Path(place), asked.rounds)
            ducking(Path(place))
