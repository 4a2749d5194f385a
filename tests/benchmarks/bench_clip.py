"""How fast clips are made: drawing alone, the bare encoder on the very same frames, and both together.

    python -m tests.benchmarks.bench_clip [moves…] [--looks clean film] [--rounds 3] [--size 1920x1080] [--fps 24]

For each move and look, best of the rounds (which take turns, so that a busy minute hits all of them):
  draw     frames a second, drawing alone
  bare     frames a second of frames that were drawn and kept before, piped into the same encoder
  chain    the whole clip: layers prepared, drawn and encoded at once; seconds for five seconds of clip
  ratio    bare seconds / chain seconds: 1 would mean that drawing costs nothing
  cpu      CPU seconds of the chain in this process, and in ffmpeg
  work     the ratio in CPU seconds of both processes: it hardly depends on what else the machine does
"""

from __future__ import annotations

import argparse
import math
import resource
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np
import psutil

from reklamai.media.camera.clip import Film, render_clip
from reklamai.media.camera.look import Look
from reklamai.media.ffmpeg import frames_writer
from reklamai.media.scene.model import Layer, Role, Scene, SceneLight
from reklamai.media.words.reading import Move

SECONDS = 5.0
OVERSCAN = 0.25


def textured(size: tuple[int, int], seed: int, *, top: float | None) -> np.ndarray:
    """Soft noise over the frame and its overscan, clear above a wavy edge at `top` (share of the frame)."""
    columns, rows = (round(side * (1 + 2 * OVERSCAN)) for side in size)
    random = np.random.default_rng(seed)
    noise = random.standard_normal((rows // 4, columns // 4, 3)).astype(np.float32)
    colours = np.clip(128 + 250 * cv2.resize(cv2.GaussianBlur(noise, (0, 0), 1.5), (columns, rows)), 10, 245)
    alpha = np.full((rows, columns), 255.0)
    if top is not None:
        edge = (OVERSCAN + top + 0.05 * np.sin(np.arange(columns) / columns * 40 + seed)) * size[1]
        alpha = np.clip((np.arange(rows)[:, None] - edge[None]) * 127, 0, 255)
    return np.dstack([colours, alpha]).astype(np.uint8)


def scene(size: tuple[int, int]) -> Scene:
    """Sky, two rows of houses, level ground and a figure."""
    box = (-OVERSCAN, -OVERSCAN, 1 + 2 * OVERSCAN, 1 + 2 * OVERSCAN)
    figure = textured(size, 5, top=None)[: round(0.7 * size[1]), : round(0.16 * size[0])].copy()
    rows, columns = figure.shape[:2]
    figure[..., 3] = 0
    figure[..., 3] = cv2.ellipse(
        np.zeros((rows, columns), np.uint8),
        (columns // 2, rows // 2),
        (columns // 2 - 2, rows // 2 - 2),
        0,
        0,
        360,
        255,
        -1,
    )
    layers = (
        Layer("sky", Role.SKY, textured(size, 1, top=None), box, math.inf),
        Layer("far", Role.BACKDROP, textured(size, 2, top=0.35), box, 40.0),
        Layer("near", Role.BACKDROP, textured(size, 3, top=0.45), box, 12.0),
        Layer("ground", Role.GROUND, textured(size, 4, top=0.6), box, 8.0),
        Layer("figure", Role.SUBJECT, figure, (0.42, 0.23, 0.16, 0.7), 2.5, foot=0.93),
    )
    return Scene(
        size, OVERSCAN, layers, SceneLight(), 0.5, subject_box=layers[-1].box, face_box=(0.46, 0.25, 0.08, 0.14)
    )


@dataclass
class Row:
    draw: float
    bare: float
    chain: float
    bare_cpu: float
    own_cpu: float
    ffmpeg_cpu: float


def cpu() -> tuple[float, float]:
    spent = []
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        usage = resource.getrusage(who)
        spent.append(usage.ru_utime + usage.ru_stime)
    return spent[0], spent[1]


def measured(shown: Scene, move: Move, look: Look, *, fps: int, folder: Path) -> Row:
    asked = {"moves": [move], "seconds": SECONDS, "fps": fps, "seed": 1, "look": look}
    film = Film(shown, **asked)
    kept = np.zeros((film.frames, film.size[1] * 3 // 2, film.size[0]), np.uint8)
    started = time.perf_counter()
    for index in range(film.frames):
        film.draw(index, kept[index])
    draw = time.perf_counter() - started
    before, started = cpu(), time.perf_counter()
    with frames_writer(folder / "bare.mp4", size=film.size, fps=fps) as writer:
        for frame in kept:
            writer.write(frame)
    bare = time.perf_counter() - started
    bare_cpu = sum(cpu()) - sum(before)
    del kept
    before, started = cpu(), time.perf_counter()
    render_clip(shown, out=folder / "chain.mp4", **asked)
    chain = time.perf_counter() - started
    own, ffmpeg = (now - then for now, then in zip(cpu(), before, strict=True))
    return Row(film.frames / draw, film.frames / bare, chain, bare_cpu, own, ffmpeg)


def memory(shown: Scene, look: Look, folder: Path) -> float:
    """Megabytes that filming adds to this process, at most."""
    process, seen = psutil.Process(), []
    before = process.memory_info().rss

    def report(_stage: str, _share: float) -> None:
        seen.append(process.memory_info().rss)

    render_clip(
        shown, moves=[Move.DOLLY_IN], seconds=2, fps=24, seed=1, look=look, out=folder / "chain.mp4", report=report
    )
    return (max(seen) - before) / 1e6


def line(rows: list[Row], *, frames: int) -> str:
    chain, bare = min(row.chain for row in rows), max(row.bare for row in rows)
    own, ffmpeg = min(row.own_cpu for row in rows), min(row.ffmpeg_cpu for row in rows)
    work = min(row.bare_cpu for row in rows) / min(row.own_cpu + row.ffmpeg_cpu for row in rows)
    return (
        f"{max(row.draw for row in rows):7.1f} {bare:7.1f} {chain:6.2f} s {frames / bare / chain:6.2f} "
        f"{own:4.1f} + {ffmpeg:3.1f} s {work:6.2f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("moves", nargs="*", type=Move, default=[*Move])
    parser.add_argument("--looks", nargs="+", choices=("clean", "film"), default=("clean", "film"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--size", default="1920x1080")
    parser.add_argument("--fps", type=int, default=24)
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    width, _, height = asked.size.partition("x")
    shown = scene((int(width), int(height)))
    steps = np.linspace(0, 1, 33, dtype=np.float32)
    film_look = Look.film(np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1) ** 0.95)
    looks = {"clean": Look.clean(), "film": film_look}
    with TemporaryDirectory() as name:
        folder = Path(name)
        print(f"memory of a clip: {memory(shown, film_look, folder):.0f} MB beside its scene")
        print(f"{SECONDS:g} s of {asked.size} at {asked.fps} fps, best of {asked.rounds}")
        print(f"{'move':14} {'look':6} {'draw':>7} {'bare':>7} {'chain':>8} {'ratio':>6} {'cpu':>12} {'work':>6}")
        for move in asked.moves:
            for look in asked.looks:
                rows = [measured(shown, move, looks[look], fps=asked.fps, folder=folder) for _ in range(asked.rounds)]
                print(f"{move:14} {look:6} {line(rows, frames=round(SECONDS * asked.fps))}", flush=True)


if __name__ == "__main__":
    main()
