"""What each file costs to open: `python -m tests.media.hostile.weighing` prints classes, slowest and heaviest.

A cell is made here as the warden makes it, and asked by the kernel what it took.
"""

import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from reklamai.media import cell, warden
from tests.media.hostile import pictures, strangers, streams
from tests.media.hostile.parts import Case, encoded

LIMITS = {
    "picture": {"bytes": 40 * 2**20, "pixels": 64_000_000},
    "clip": {"bytes": 2**30, "pixels": 4096 * 2304},
    "sound": {"bytes": 200 * 2**20, "seconds": 1800},
}
NOWHERE = ("/nowhere", "http://127.0.0.1:9")
TAKEN, REFUSED, ENDED = "taken", "refused", "ended"


@dataclass(frozen=True, slots=True)
class Weight:
    """seconds of the clock; peak: most resident bytes of the cell or of an ffmpeg that it started."""

    kind: str
    name: str
    outcome: str
    seconds: float
    peak: int


def weigh(path: Path, kind: str, name: str) -> Weight:
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        pid = os.fork()
        if pid == 0:
            warden.confine(seconds=60, memory=cell.MEMORY, file_bytes=2**30)
            told = warden.answer({"path": str(path), "into": folder, "limits": LIMITS})
            os._exit(0 if "taken" in told else 1)
        _, status, used = os.wait4(pid, 0)
        outcome = ENDED if os.WIFSIGNALED(status) else (TAKEN, REFUSED)[os.WEXITSTATUS(status)]
        return Weight(kind, name, outcome, time.monotonic() - began, used.ru_maxrss * 1024)


def weights(make: Callable[[], list[Case]]) -> list[Weight]:
    """Each file weighed. They are made in another process: what this one holds, every cell would be charged with."""
    with tempfile.TemporaryDirectory() as folder:
        if os.fork() == 0:
            for place, case in enumerate(make()):
                (Path(folder) / f"{place}.bytes").write_bytes(case.content)
                (Path(folder) / f"{place}.words").write_text(f"{case.kind}\n{case.name}")
            os._exit(0)
        os.wait()
        files = sorted(Path(folder).glob("*.bytes"), key=lambda path: int(path.stem))
        return [weigh(path, *path.with_suffix(".words").read_text().split("\n", 1)) for path in files]


def hostile() -> list[Case]:
    makers: tuple[Callable[[], list[Case]], ...] = (
        strangers.garbage, strangers.polyglots, pictures.truncated, pictures.bit_flips, pictures.huge, pictures.bombs,
        streams.truncated, streams.bit_flips, streams.lies,
    )  # fmt: skip
    aimed = (strangers.other_types, strangers.dressed, streams.references)
    return [*(case for make in makers for case in make()), *(case for make in aimed for case in make(*NOWHERE))]


LARGE = {
    "RGB.webp": {"method": 0},
    "RGBA.png": {},
    "CMYK.jpeg": {},
    "I;16.png": {},
    "P.png": {},
    "RGB.avif": {"speed": 10},
}


def large(name: str) -> Case:
    """The largest picture that is taken, of one mode and format."""
    mode, _, format_ = name.partition(".")
    return Case("largest taken", name, encoded(Image.new(mode, (8000, 8000)), format_.upper(), **LARGE[name]))


def suspects() -> list[Case]:
    return [*pictures.bombs(), *pictures.huge(), *streams.lies()]


def report(weighed: list[Weight]) -> None:
    print(
        "| class | files | refused | taken, washed | ended | slowest, s | heaviest, MB |\n|---|---|---|---|---|---|---|"
    )
    for kind in dict.fromkeys(weight.kind for weight in weighed):
        own = [weight for weight in weighed if weight.kind == kind]
        count = Counter(weight.outcome for weight in own)
        print(
            f"| {kind} | {len(own)} | {count[REFUSED]} | {count[TAKEN]} | {count[ENDED]} "
            f"| {max(weight.seconds for weight in own):.2f} | {max(weight.peak for weight in own) // 2**20} |"
        )


if __name__ == "__main__":
    Image.init()
    report([*weights(hostile), *weights(lambda: [large(name) for name in LARGE])])
