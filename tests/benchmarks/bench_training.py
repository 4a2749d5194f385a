"""What learning a person costs and gives, whole: one folder a person, under what IDENTITY_EVAL_DIR names.

Run: IDENTITY_EVAL_DIR=... python -m tests.benchmarks.bench_training
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

from reklamai.media.pictures import open_picture
from soulids.learning import run
from soulids.media.photo import judge
from soulids.media.training import LEAST
from soulids.told import told
from studio.engines.base import Reference, Result
from tests.benchmarks.bench_soulids import SUFFIXES, warm_up


@dataclass
class Clock:
    """A report that adds up the seconds of each stage, of the processor and by the clock."""

    stage: str = ""
    begun: tuple[float, float] = (0.0, 0.0)
    seconds: dict[str, tuple[float, float]] = field(default_factory=lambda: defaultdict(lambda: (0.0, 0.0)))

    def __call__(self, stage: str, share: float) -> None:  # the port's
        now = time.process_time(), time.perf_counter()
        worked, passed = self.seconds[self.stage]
        self.seconds[self.stage] = worked + now[0] - self.begun[0], passed + now[1] - self.begun[1]
        self.stage, self.begun = stage, now

    def keep(self, **facts: Any) -> None:
        """What is kept costs a write in the database, which is not measured here."""


def main() -> None:
    folder = os.environ.get("IDENTITY_EVAL_DIR", "")
    if not folder:
        print("IDENTITY_EVAL_DIR names no folder: nothing to measure.")
        return
    warm_up()
    for person in sorted(each for each in Path(folder).iterdir() if each.is_dir()):
        paths = sorted(path for path in person.iterdir() if path.suffix.lower() in SUFFIXES)
        known = [each for each in map(reference_of, paths) if each is not None]
        if len(known) >= LEAST:
            tell(person.name, known)


def reference_of(path: Path) -> Reference | None:
    facts = judge(open_picture(path))
    if not facts.usable:
        return None
    return Reference("training_photos", path, source="soul-photo", source_id=path.name, facts=told(facts))


def tell(person: str, known: list[Reference]) -> None:
    """Prints what was learned of one person and what each stage took."""
    clock = Clock()
    with TemporaryDirectory() as workdir:
        job: Any = SimpleNamespace(references=tuple(known), workdir=Path(workdir), kept={})
        result = run(job, clock)
        sizes = [f"{file.path.stat().st_size / 2**20:.1f} MB" for file in result.files]
    del clock.seconds[""]
    worked, passed = (sum(each[at] for each in clock.seconds.values()) for at in (0, 1))
    stages = ", ".join(f"{stage} {seconds[0]:.2f}" for stage, seconds in clock.seconds.items() if seconds[0] >= 0.01)
    print(f"{person}: {len(known)} photos, {worked:.2f} s of the processor, {passed:.2f} s by the clock: {stages}")
    print(f"  {said(result)}; files {', '.join(sizes)}")


def said(result: Result) -> str:
    report, master = result.notes["report"], result.notes["report"]["master"]
    tried = 1 + len(master["refused"])
    made = f"{master['source']} at {master['apart']:.3f} from donor {tried}"
    return f"{report['grade']} {report['score']}, {made}, refused {sorted(master['refused'].values())}"


if __name__ == "__main__":
    main()
