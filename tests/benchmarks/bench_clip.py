"""How fast clips are made: drawing alone, the bare encoder on the very same frames, and both together.

    python tests/benchmarks/bench_clip.py [moves…] [--rounds 3] [--size 1920x1080] [--fps 24]

For each move and look, best of the rounds:
  draw     frames a second, drawing alone
  bare     frames a second of frames that were drawn and kept before, piped into the same encoder
  chain    the whole clip: layers prepared, drawn and encoded at once; seconds for five seconds of clip
  ratio    bare seconds / chain seconds: 1 would mean that drawing costs nothing
  cpu      CPU seconds of the chain in this process, and in ffmpeg
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

from reklamai.media.camera.clip import Film, render_clip
from reklamai.media.camera.look import Look
from reklamai.media.ffmpeg import frames_writer
from reklamai.media.scene.model import Layer, Role, Scene, SceneLight
from reklamai.media.words.reading import Move

SECONDS = 5.0
MOVES = [Move.PAN_LEFT, Move.DOLLY_IN, Move.ORBIT_LEFT, Move.DOLLY_ZOOM, Move.HANDHELD, Move.CRASH_ZOOM]
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
    started = time.perf_counter()
    with frames_writer(folder / "bare.mp4", size=film.size, fps=fps) as writer:
        for frame in kept:
            writer.write(frame)
    bare = time.perf_counter() - started
    del kept
    before, started = cpu(), time.perf_counter()
    render_clip(shown, out=folder / "chain.mp4", **asked)
    chain = time.perf_counter() - started
    after = cpu()
    return Row(film.frames / draw, film.frames / bare, chain, after[0] - before[0], after[1] - before[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("moves", nargs="*", type=Move, default=MOVES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--size", default="1920x1080")
    parser.add_argument("--fps", type=int, default=24)
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    width, _, height = asked.size.partition("x")
    shown = scene((int(width), int(height)))
    steps = np.linspace(0, 1, 33, dtype=np.float32)
    film_look = Look.film(np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1) ** 0.95)
    frames = round(SECONDS * asked.fps)
    print(f"{SECONDS:g} s of {asked.size} at {asked.fps} fps, best of {asked.rounds}")
    print(f"{'move':12} {'look':6} {'draw':>7} {'bare':>7} {'chain':>8} {'ratio':>6} {'cpu':>14}")
    with TemporaryDirectory() as folder:
        for move in asked.moves:
            for name, look in (("clean", Look.clean()), ("film", film_look)):
                rows = [measured(shown, move, look, fps=asked.fps, folder=Path(folder)) for _ in range(asked.rounds)]
                chain, bare = min(row.chain for row in rows), max(row.bare for row in rows)
                cpus = f"{min(r.own_cpu for r in rows):.1f} + {min(r.ffmpeg_cpu for r in rows):.1f} s"
                print(
                    f"{move:12} {name:6} {max(r.draw for r in rows):7.1f} {bare:7.1f} {chain:6.2f} s "
                    f"{frames / bare / chain:6.2f} {cpus:>14}",
                    flush=True,
                )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, with the kept frames")


if __name__ == "__main__":
    main()
