"""How fast clips are finished, against a bare ffmpeg doing about the same, and what the encoder's presets cost.

    python -m tests.benchmarks.bench_finish [--seconds 5] [--rounds 3] [--presets] [--memory]

The footage is a photo (skimage's coffee, CC0) seen by a wandering window, with a sensor's noise: 1080p24, H.264, AAC.
Best of the rounds, which take turns, so that a busy minute hits all of them:
  wall     frames a second, from file to file
  own      CPU milliseconds a frame in this process; ffmpeg: in decoder and encoder
  ratio    bare seconds / our seconds, by the wall and by the CPU of all processes
--presets: size, PSNR of luma against the frames that were given to the encoder, and CPU, by preset.
--memory: largest memory of a finish of 4 and of 16 seconds, ours and ffmpeg's.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import cv2
import numpy as np
import skimage.data

from reklamai.media.cinema.model import Camerawork, Moving, Optics
from reklamai.media.ffmpeg import encode, frames_writer
from reklamai.media.finish.clip import CRF, ENCODER_THREADS, PRESET, finish_clip, straight
from reklamai.media.finish.frames import FrameFinish
from reklamai.media.finish.reader import frames_of
from reklamai.media.finish.source import source_of
from reklamai.media.grading.profiles import write_cube
from reklamai.media.i420 import planes
from reklamai.media.threads import one_thread
from reklamai.media.types import quiet

WORK = Camerawork(
    ratio=2.39, profile="cinematic", grain=0.25, vignette=0.3, flare=0.4,
    optics=Optics(distortion=-0.05, aberration=0.3, softness=0.3, squeeze=1.8), moves=(Moving("dolly_in"),),
    ramp=((0.0, 1.5), (0.5, 0.4), (1.0, 1.5)),
)  # fmt: skip
POSTS = (
    ("mask",), ("grade",), ("grain",), ("grade", "grain", "mask"), ("vignette", "grade", "grain", "mask"), ("lens",),
    ("flare",), ("crop_move",), ("speed_ramp",),
    ("crop_move", "speed_ramp", "lens", "flare", "vignette", "grade", "grain", "mask"),
)  # fmt: skip
PRESETS = (
    ("ultrafast", CRF), ("superfast", CRF), ("superfast", CRF + 1), ("superfast", CRF + 2), ("veryfast", CRF),
    ("faster", CRF), ("medium", CRF),
)  # fmt: skip
BAR = ("grade", "grain", "mask")


def footage(out: Path, *, seconds: float, size: tuple[int, int] = (1920, 1080), fps: int = 24) -> Path:
    """A photo filmed by a hand, with a second of tone for each."""
    photo = cv2.resize(skimage.data.coffee(), (size[0] * 3 // 2, size[1] * 3 // 2), interpolation=cv2.INTER_CUBIC)
    codes = cv2.cvtColor(photo, cv2.COLOR_RGB2YUV_I420)
    noise = np.random.default_rng(1).normal(0, 1.5, (size[1] + 64, size[0] + 64))
    silent = out.with_name("silent.mp4")
    with frames_writer(silent, size=size, fps=fps, crf=18) as writer:
        for index in range(round(seconds * fps)):
            x, y = 200 + 90 * np.sin(index / 40) + index * 0.7, 120 + 60 * np.cos(index / 31)
            frame = writer.blank()
            for number, (plane, target) in enumerate(zip(planes(codes), planes(frame), strict=True)):
                by = 2 if number else 1
                shift = np.array([[1, 0, x / by], [0, 1, y / by]])
                how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
                target[:] = cv2.warpAffine(plane, shift, (target.shape[1], target.shape[0]), flags=how)
            down, right = (index * 37) % 64, (index * 53) % 64
            luma = planes(frame)[0]
            luma[:] = np.clip(luma + noise[down : down + size[1], right : right + size[0]], 16, 235)
            writer.write(frame)
    tone = ["-f", "lavfi", "-t", str(seconds), "-i", "sine=f=220:r=48000"]
    encode(["-i", silent, *tone, "-c:v", "copy", "-c:a", "aac", out], seconds=seconds, report=quiet)
    return out


@dataclass
class Spent:
    wall: float
    own: float
    ffmpeg: float

    @property
    def cpu(self) -> float:
        return self.own + self.ffmpeg


def spent(work: Callable[[], object]) -> Spent:
    before, started = cpu(), time.perf_counter()
    work()
    wall = time.perf_counter() - started
    return Spent(wall, *(now - then for now, then in zip(cpu(), before, strict=True)))


def cpu() -> tuple[float, float]:
    own, theirs = (sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own, theirs


def bare(source: Path, cube: Path, out: Path, seconds: float) -> None:
    """The same by ffmpeg's own filters: a table of colours, noise, a crop, and the same encoder."""
    chain = f"lut3d=file={cube}:interp=tetrahedral,noise=alls=7:allf=t,crop=1920:804,format=yuv420p"
    video = ["-c:v", "libx264", "-preset", PRESET, "-crf", str(CRF), "-threads", str(ENCODER_THREADS)]
    encode(["-i", source, "-vf", chain, *video, "-c:a", "copy", out], seconds=seconds, report=quiet)


def speeds(source: Path, folder: Path, *, seconds: float, rounds: int) -> None:
    cube, frames = folder / "look.cube", round(seconds * 24)
    write_cube(cube, "cinematic")
    runs: dict[str, Callable[[], object]] = {
        "+".join(post): lambda post=post: finish_clip(source, folder / "out.mp4", WORK, post, seed=1) for post in POSTS
    }
    runs["bare ffmpeg: lut3d+noise+crop"] = lambda: bare(source, cube, folder / "bare.mp4", seconds)
    best: dict[str, Spent] = {}
    for _ in range(rounds):
        for name, work in runs.items():
            found = spent(work)
            best[name] = min(found, best.get(name, found), key=lambda each: each.cpu)
            best[name].wall = min(found.wall, best[name].wall)
    for name, each in best.items():
        own, theirs = (1e3 * share / frames for share in (each.own, each.ffmpeg))
        print(f"{frames / each.wall:6.1f} fps  own {own:6.1f} ms  ffmpeg {theirs:6.1f} ms  {name}")
    ours, theirs = best["+".join(BAR)], best["bare ffmpeg: lut3d+noise+crop"]
    print(f"ratio by the wall {theirs.wall / ours.wall:.2f}, by CPU {theirs.cpu / ours.cpu:.2f}")
    by_cpu, by_wall = 2 * seconds / ours.cpu, seconds / ours.wall
    print(f"real time on two cores: {by_cpu:.2f} by CPU, {by_wall:.2f} by the wall")


def presets(source: Path, folder: Path) -> None:
    found, drawn = source_of(source), []
    look = FrameFinish(WORK, BAR, size=found.size, fps=found.fps, seed=1)
    with one_thread(), frames_of(found) as reader:
        for index, frame in enumerate(straight(reader)):
            drawn.append(look.apply(index, frame).copy())
            if index == 47:
                break
    for preset, crf in PRESETS:
        out = folder / "preset.mp4"

        def encoded(preset: str = preset, crf: int = crf, out: Path = out) -> None:
            with frames_writer(out, size=look.size, fps=24, crf=crf, preset=preset, threads=ENCODER_THREADS) as writer:
                for frame in drawn:
                    writer.write(frame.copy())

        taken = spent(encoded)
        print(
            f"{preset:10} crf {crf} {out.stat().st_size * 8 / 2e6:6.1f} Mbit/s  PSNR {psnr(out, drawn):.2f} dB  "
            f"CPU {1e3 * taken.ffmpeg / len(drawn):5.1f} ms a frame"
        )


def psnr(path: Path, drawn: list[np.ndarray]) -> float:
    with av.open(str(path)) as container:
        pairs = zip(container.decode(video=0), drawn, strict=True)
        errors = [np.mean((planes(f.to_ndarray())[0].astype(float) - planes(d)[0]) ** 2) for f, d in pairs]
    return float(10 * np.log10(255**2 / np.mean(errors)))


def memory(folder: Path) -> None:
    call = textwrap.dedent("""
        import resource, sys
        from pathlib import Path
        from reklamai.media.finish.clip import finish_clip
        from tests.benchmarks.bench_finish import BAR, WORK
        finish_clip(Path(sys.argv[1]), Path(sys.argv[2]), WORK, BAR, seed=1)
        print(*(resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
    """)
    for seconds in (4, 16):
        source = footage(folder / f"{seconds}.mp4", seconds=seconds)
        command = [sys.executable, "-c", call, str(source), str(folder / "out.mp4")]
        own, theirs = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        print(f"{seconds:3} s: ours {own} MB, ffmpeg {theirs} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--presets", action="store_true")
    parser.add_argument("--memory", action="store_true")
    asked = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        if asked.memory:
            memory(folder)
            return
        source = footage(folder / "source.mp4", seconds=asked.seconds)
        if asked.presets:
            presets(source, folder)
        else:
            speeds(source, folder, seconds=asked.seconds, rounds=asked.rounds)


if __name__ == "__main__":
    main()
