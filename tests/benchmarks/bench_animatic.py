"""How long the animatic of a board takes: every sketch drawn, all of them joined; and again with one shot changed.

    python -m tests.benchmarks.bench_animatic [--seconds 5] [--join cut|crossfade:0.5|…] [--workers 2] [--rounds 2]

Six shots of a film, 1080p at 24 frames a second, without look: as many processes as there are heavy workers take the
sketches one after another, then one joins them. The database, the store and the queue are left out. Printed for each
round: seconds by the clock and of processor, of sketches and of the join, and by how much it is faster than the film
is long. A first, unmeasured sketch in each process loads what a worker has loaded long ago.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reklamai.settings.test")
django.setup()

from studio.catalogue.entry import Entry  # needs settings
from studio.engines.base import Job, Reference
from video.animatic_engine import AnimaticEngine, SketchEngine
from video.timeline import CLIPS_ROLE

SHOTS = (
    "Wide. A street at blue hour, a woman in a coral coat walks towards us, lamps come on",
    "Medium. A woman in a café, half a smile, morning light, dolly in",
    "Close. A bottle of lemonade on a table, drops on the glass, orbit left",
    "A man runs along the beach at sunset, handheld",
    "A kitchen in the morning, a cup of coffee, slow zoom in",
    "Wide. A rooftop at dawn, the city wakes, crane up",
)
CHANGED = "Close. A bottle of cola on a table at night, orbit right"
ENTRY = Entry(id="animatic-shot", provider="local", title="", kind="animatic_shot", output="video")


class Quiet:
    """A report that nobody reads."""

    def __call__(self, stage: str, share: float) -> None:
        pass

    def sending(self) -> None:
        pass

    def accepted(self, provider_ref: str) -> None:
        pass

    def keep(self, **facts: object) -> None:
        pass


def sketch(prompt: str, number: int, seconds: int, folder: Path) -> Path:
    workdir = folder / f"{number}-{time.monotonic_ns()}"
    workdir.mkdir()
    parameters = {"aspect_ratio": "16:9", "resolution": "1080p", "duration": seconds}
    job = Job(
        id=str(number), kind="animatic_shot", entry=ENTRY, prompt=prompt, seed=number, parameters=parameters,
        workdir=workdir,
    )  # fmt: skip
    return SketchEngine().run(job, Quiet()).files[0].path


def joined(clips: list[Path], join: str, folder: Path) -> tuple[float, bool]:
    """Seconds of the animatic, and whether all of it was copied."""
    workdir = folder / f"join-{time.monotonic_ns()}"
    workdir.mkdir()
    job = Job(
        id="join", kind="animatic", entry=ENTRY, prompt="", seed=1,
        parameters={"joins": ",".join([join] * (len(clips) - 1))}, workdir=workdir,
        references=tuple(Reference(role=CLIPS_ROLE, path=clip) for clip in clips),
    )  # fmt: skip
    result = AnimaticEngine().run(job, Quiet())
    return result.files[0].path.stat().st_size / 1e6, result.notes["joined"]["copied"]


def spent() -> float:
    """Seconds of processor of this process and of those that it has waited for."""
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in usage)


def timed_sketch(prompt: str, number: int, seconds: int, folder: Path) -> tuple[Path, float]:
    before = spent()
    return sketch(prompt, number, seconds, folder), spent() - before


def timed_join(clips: list[Path], join: str, folder: Path) -> tuple[float, bool, float]:
    before = spent()
    return *joined(clips, join, folder), spent() - before


def round_of(pool: ProcessPoolExecutor, asked: argparse.Namespace, folder: Path) -> str:
    begun = time.perf_counter()
    tasks = [pool.submit(timed_sketch, prompt, n, asked.seconds, folder) for n, prompt in enumerate(SHOTS)]
    made = [task.result() for task in tasks]
    sketched, work = time.perf_counter() - begun, sum(cpu for _path, cpu in made)
    clips = [path for path, _cpu in made]
    size, copied, join_work = pool.submit(timed_join, clips, asked.join, folder).result()
    whole = time.perf_counter() - begun
    again = time.perf_counter()
    clips[2], changed_work = pool.submit(timed_sketch, CHANGED, 2, asked.seconds, folder).result()
    _size, _copied, rejoin_work = pool.submit(timed_join, clips, asked.join, folder).result()
    changed = time.perf_counter() - again
    film = asked.seconds * len(SHOTS)
    return (
        f"{asked.join:14} sketches {sketched:5.1f} s (work {work:5.1f}), join {whole - sketched:4.1f} s "
        f"(work {join_work:4.1f}{', copied' if copied else ''}), whole {whole:5.1f} s for {film} s = "
        f"{film / whole:4.2f}x; one changed {changed:4.1f} s = {changed / whole:4.2f} of it "
        f"(work {changed_work + rejoin_work:4.1f} of {work + join_work:4.1f}); {size:.1f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--join", nargs="+", default=["cut", "crossfade:0.5"])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    with TemporaryDirectory() as name, ProcessPoolExecutor(asked.workers, mp_context=get_context("spawn")) as pool:
        folder = Path(name)
        list(pool.map(sketch, SHOTS[1:3], range(2), [2] * 2, [folder] * 2))
        for _round in range(asked.rounds):
            for join in asked.join:
                told = round_of(pool, argparse.Namespace(**{**vars(asked), "join": join}), folder)
                print(told, f"load {os.getloadavg()[0]:.1f}", flush=True)
                for leftover in folder.iterdir():
                    shutil.rmtree(leftover)


if __name__ == "__main__":
    main()
