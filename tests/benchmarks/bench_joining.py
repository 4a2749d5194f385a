"""How fast clips are joined, against the bare ffmpeg commands that do the same.

    python -m tests.benchmarks.bench_joining [--rounds 5] [--memory]

Six clips of 5 s in 1080p24 as our own engine makes them (H.264, a key frame every two seconds, AAC), and three odd
ones: 720p24 with sound, 640x360 at 30 without, 720x1280 at 25 with one channel at 44.1 kHz, 11 s together. Ours and the
bare command take turns, so that a busy minute hits both; the best of the rounds, wall and CPU seconds of all:
  copied      six alike, cut: against `-f concat -c copy`, and against coding them anew
  normalised  the odd ones brought to a size and rate that none of them has: against one command with scale, pad, fps,
              setsar, settb, anullsrc and the concat filter, coded alike
  odd alone   the odd ones brought to the first, which is copied: against the same command
  cross-fades six alike, half a second each: against xfade and acrossfade
--memory: largest memory of a join of 12 and of 60 seconds, ours and ffmpeg's.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from reklamai.media.ffmpeg import program
from reklamai.media.film.join import join
from reklamai.media.film.model import CUT, Join
from reklamai.media.film.pieces import CRF, ENCODER_THREADS, PRESET
from tests.media.film.clips import ffmpeg

OWN = "-c:v libx264 -preset veryfast -crf 18 -g 48 -pix_fmt yuv420p -color_range tv -colorspace bt709 -color_trc bt709"
CODED = [
    "-c:v",
    "libx264",
    "-preset",
    PRESET,
    "-crf",
    f"{CRF}",
    "-threads",
    f"{ENCODER_THREADS}",
    "-pix_fmt",
    "yuv420p",
]
HEARD = ["-c:a", "aac", "-b:a", "192k", "-movflags", "+faststart"]
CLIPS, SECONDS = 6, 5
FADE_S = 0.5


@dataclass(frozen=True)
class Cost:
    wall: float
    cpu: float


def six(folder: Path, *, seconds: int = SECONDS) -> list[Path]:
    made = []
    for place in range(CLIPS):
        picture = f"testsrc2=s=1920x1080:r=24:d={seconds},hue=h={60 * place}"
        tone = f"sine=f={300 + 100 * place}:d={seconds}:r=48000"
        made.append(folder / f"own{place}-{seconds}.mp4")
        ffmpeg("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", tone, *OWN.split(), *HEARD, "-ac", "2", made[-1])
    return made


def odd(folder: Path) -> list[Path]:
    what = (("1280x720", 24, 5, "48000", "2"), ("640x360", 30, 3, "", ""), ("720x1280", 25, 3, "44100", "1"))
    made = []
    for place, (size, fps, seconds, rate, channels) in enumerate(what):
        sound = ["-f", "lavfi", "-i", f"sine=f=440:d={seconds}:r={rate}", "-ac", channels] if rate else []
        made.append(folder / f"odd{place}.mp4")
        ffmpeg("-f", "lavfi", "-i", f"testsrc2=s={size}:r={fps}:d={seconds}", *sound, *OWN.split(), *HEARD, made[-1])
    return made


def inputs(clips: list[Path]) -> list[str]:
    return [word for clip in clips for word in ("-i", str(clip))]


def concat(clips: list[Path], out: Path) -> list[str]:
    listed = out.with_suffix(".txt")
    listed.write_text("".join(f"file '{clip}'\n" for clip in clips))
    return ["-f", "concat", "-safe", "0", "-i", str(listed), "-c", "copy", "-movflags", "+faststart", str(out)]


def recoded(clips: list[Path], out: Path) -> list[str]:
    pads = "".join(f"[{place}:v][{place}:a]" for place in range(len(clips)))
    graph = f"{pads}concat=n={len(clips)}:v=1:a=1[v][a]"
    return [*inputs(clips), "-filter_complex", graph, "-map", "[v]", "-map", "[a]", *CODED, *HEARD, str(out)]


def normalised(clips: list[Path], out: Path, *, size: tuple[int, int], fps: int) -> list[str]:
    width, height = size
    graph = []
    for place in range(len(clips)):
        graph.append(
            f"[{place}:v]scale={width}:{height}:force_original_aspect_ratio=decrease:flags=bicubic,"
            f"pad={width}:{height}:-1:-1,setsar=1,fps={fps},format=yuv420p,settb=AVTB[v{place}]"
        )
        sound = f"[{place}:a]aformat=sample_rates=48000:channel_layouts=stereo"
        graph.append(f"{sound if place != 1 else 'anullsrc=r=48000:cl=stereo,atrim=0:3'}[a{place}]")
    pads = "".join(f"[v{place}][a{place}]" for place in range(len(clips)))
    graph.append(f"{pads}concat=n={len(clips)}:v=1:a=1[v][a]")
    joined = ";".join(graph)
    return [*inputs(clips), "-filter_complex", joined, "-map", "[v]", "-map", "[a]", *CODED, *HEARD, str(out)]


def faded(clips: list[Path], out: Path) -> list[str]:
    graph, picture, sound = [], "[0:v]", "[0:a]"
    for place in range(1, len(clips)):
        at = place * (SECONDS - FADE_S)
        graph.append(f"{picture}[{place}:v]xfade=transition=fade:duration={FADE_S}:offset={at}[v{place}]")
        graph.append(f"{sound}[{place}:a]acrossfade=d={FADE_S}[a{place}]")
        picture, sound = f"[v{place}]", f"[a{place}]"
    return [
        *inputs(clips),
        "-filter_complex",
        ";".join(graph),
        "-map",
        picture,
        "-map",
        sound,
        *CODED,
        *HEARD,
        str(out),
    ]


def bare(words: list[str]) -> Callable[[], object]:
    return lambda: subprocess.run([program(), "-y", "-v", "error", *words], check=True)


def cost(work: Callable[[], object]) -> Cost:
    began, before = time.perf_counter(), spent()
    work()
    return Cost(time.perf_counter() - began, spent() - before)


def spent() -> float:
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in both)


def measured(works: dict[str, Callable[[], object]], rounds: int) -> dict[str, Cost]:
    taken: dict[str, list[Cost]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(cost(work))
    return {
        name: Cost(min(each.wall for each in costs), min(each.cpu for each in costs)) for name, costs in taken.items()
    }


def speeds(folder: Path, rounds: int) -> None:
    own, mixed, out = six(folder), odd(folder), folder / "out.mp4"
    cuts, fades = [CUT] * (CLIPS - 1), [Join("crossfade", FADE_S)] * (CLIPS - 1)
    size = (960, 540)
    tables: tuple[dict[str, Callable[[], object]], ...] = (
        {
            "copied": lambda: join(own, out, joins=cuts),
            "  concat -c copy": bare(concat(own, folder / "copy.mp4")),
            "  coded anew": bare(recoded(own, folder / "recoded.mp4")),
        },
        {
            "normalised": lambda: join(mixed, out, joins=[CUT, CUT], size=size),
            "  bare": bare(normalised(mixed, folder / "normal.mp4", size=size, fps=24)),
        },
        {
            "odd alone": lambda: join(mixed, out, joins=[CUT, CUT]),
            "  bare": bare(normalised(mixed, folder / "normal.mp4", size=(1280, 720), fps=24)),
        },
        {
            "cross-fades": lambda: join(own, out, joins=fades),
            "  xfade, acrossfade": bare(faded(own, folder / "faded.mp4")),
        },
    )
    print(f"{'':22s} {'wall s':>8s} {'CPU s':>8s}")
    for table in tables:
        for name, taken in measured(table, rounds).items():
            print(f"{name:22s} {taken.wall:8.3f} {taken.cpu:8.3f}", flush=True)


def memory(folder: Path) -> None:
    code = (
        "import resource, sys; from pathlib import Path; from reklamai.media.film.join import join;"
        "from reklamai.media.film.model import Join;"
        "clips = [Path(each) for each in sys.argv[2:]];"
        "join(clips, Path(sys.argv[1]), joins=[Join('crossfade', 0.5)] * (len(clips) - 1), size=(1280, 720));"
        "print([resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)])"
    )
    for seconds in (2, 10):
        clips = six(folder, seconds=seconds)
        command = [sys.executable, "-c", code, str(folder / "out.mp4"), *map(str, clips)]
        found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        print(f"{seconds * CLIPS} s: MB here and in ffmpeg {found}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--memory", action="store_true")
    asked = parser.parse_args()
    with TemporaryDirectory() as place:
        if asked.memory:
            memory(Path(place))
        else:
            speeds(Path(place), asked.rounds)
