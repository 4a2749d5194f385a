"""How fast music is composed and played, how much memory it takes, and how well it is told by ear.

    python -m tests.benchmarks.bench_music [--seeds 3] [--seconds 30] [--ear] [--memory]

CPU seconds of one process that may use one core, by style, the mean of the seeds: notes alone, and the sound.
--ear: over the seeds, of pieces of 12 s: tempo tapped within 2 %, styles told apart (each piece by the others of all
styles), LUFS by FFmpeg's meter, and the share of each bar's power in its chord's tones.
--memory: the largest memory of this process after one piece of 180 s.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from reklamai.media.sound import write_wav
from reklamai.media.synth.music.composing import compose
from reklamai.media.synth.music.mixdown import render
from reklamai.media.synth.music.request import Request
from reklamai.media.synth.music.styles import STYLES
from tests.media.mixing.sounds import ebur128
from tests.media.synth.music.listening import chroma, heard, tempo, traits


def speed(seeds: int, seconds: float) -> None:
    for style in STYLES:
        notes, sound = [], []
        for seed in range(seeds):
            start = time.process_time()
            piece = compose(Request(style=style), seconds=seconds, seed=seed)
            middle = time.process_time()
            render(piece)
            notes.append(middle - start)
            sound.append(time.process_time() - middle)
        print(f"{style:11s} notes {np.mean(notes):.3f} s, sound {np.mean(sound):.2f} s, at most {max(sound):.2f} s")


def ear(seeds: int) -> None:
    rows = {style: np.array([traits(heard(style, 12.0, seed)[1]) for seed in range(seeds)]) for style in STYLES}
    for style in STYLES:
        tapped, told, levels, shares = [], [], [], []
        for seed in range(seeds):
            piece, sound = heard(style, 12.0, seed)
            beat = tempo(sound)
            tapped.append(min(abs(beat / piece.tempo / level - 1) for level in (0.5, 1, 2)) < 0.02)
            told.append(_told(rows, style, seed) == style)
            with TemporaryDirectory() as folder:
                write_wav(Path(folder, "music.wav"), sound)
                levels.append(ebur128(Path(folder, "music.wav"))[0])
            for span in piece.chords:
                start, end = span.start * piece.step_s, (span.start + span.length) * piece.step_s
                shares.append(chroma(sound, start + 0.25 * (end - start), end)[sorted(span.chord.tones)].sum())
        print(
            f"{style:11s} tempo {sum(tapped)}/{seeds}, told apart {sum(told)}/{seeds}, "
            f"LUFS {min(levels):.1f} to {max(levels):.1f}, in its chords {np.mean(shares):.2f}"
        )


def _told(rows: dict[str, np.ndarray], style: str, seed: int) -> str:
    known = {name: np.delete(some, seed, axis=0) if name == style else some for name, some in rows.items()}
    spread = np.sqrt(np.mean([some.var(axis=0) for some in known.values()], axis=0))
    return min(known, key=lambda name: float(np.linalg.norm((rows[style][seed] - known[name].mean(axis=0)) / spread)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--ear", action="store_true")
    parser.add_argument("--memory", action="store_true")
    wanted = parser.parse_args()
    if wanted.ear:
        ear(wanted.seeds)
    elif wanted.memory:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        render(compose(Request(style="cinematic"), seconds=180, seed=1))
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"180 s: {after:.0f} MB at most, {before:.0f} MB before")
    else:
        speed(wanted.seeds, wanted.seconds)


if __name__ == "__main__":
    main()
