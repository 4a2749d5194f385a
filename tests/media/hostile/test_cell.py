"""The cell: what a file may take, what it cannot see, and that nothing of it outlives its end."""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from PIL import Image

from reklamai.core.errors import MediaError
from reklamai.media import cell
from reklamai.media.intake import Limits
from tests.media.hostile import pictures
from tests.media.hostile.parts import encoded, picture
from tests.processes import family, ours

LIMITS = {
    "picture": Limits(bytes=40 * 2**20, pixels=64_000_000),
    "clip": Limits(bytes=2**30, pixels=4096 * 2304),
    "sound": Limits(bytes=200 * 2**20, seconds=1800),
}
MEGABYTE = 2**20
MOST_RESIDENT = 1700 * MEGABYTE
"""Peak of one cell, the decoders' own 75 MB among it."""
LONGEST_S = 20
"""On a machine that does other things too."""


@pytest.fixture
def into(tmp_path):
    folder = tmp_path / "into"
    folder.mkdir()
    return folder


def sent(tmp_path, content, name="received"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def cells() -> list[psutil.Process]:
    return [child for warden in ours("-m reklamai.media.warden") for child in family(warden.pid)[1:]]


def holds_memory(process: psutil.Process) -> bool:
    """Whether it is still there: one that the kernel has begun to bury holds none."""
    try:
        return process.memory_info().rss > 0
    except psutil.NoSuchProcess:
        return False


def weights(*names: str) -> dict[str, tuple[str, float, int]]:
    """Outcome, seconds and peak bytes by the file's name, weighed in a process that has nothing but the decoders."""
    command = [sys.executable, "-W", "ignore", "-c", WEIGH, *names]
    done = subprocess.run(command, cwd=ROOT, env=cell.environment(), capture_output=True, text=True, timeout=250)
    return json.loads(done.stdout)


ROOT = Path(__file__).resolve().parents[3]
WEIGH = """
import json, sys
from tests.media.hostile import weighing
names = sys.argv[1:]
make = (lambda: [weighing.large(name) for name in names]) if names else weighing.suspects
print(json.dumps({each.name: (each.outcome, each.seconds, each.peak) for each in weighing.weights(make)}))
"""


def test_the_largest_picture_that_is_taken_stays_within_the_memory_stated():
    outcome, _, peak = weights("RGB.webp")["RGB.webp"]  # the heaviest of the kinds that `weighing --all` prints

    assert outcome == "taken"
    assert 256 * MEGABYTE < peak < MOST_RESIDENT


def test_no_bomb_and_no_lie_takes_half_of_that_or_long():
    weighed = weights()

    assert len(weighed) > 80
    assert max(peak for _, _, peak in weighed.values()) < MOST_RESIDENT / 2
    assert max(seconds for _, seconds, _ in weighed.values()) < LONGEST_S


def refusal_of(given, into, **options):
    try:
        cell.take(given, into=into, limits=LIMITS, **options)
    except MediaError as error:
        return error.facts["reason"]
    return ""


def test_a_file_that_decodes_for_ever_is_ended_by_the_kernel(tmp_path, into):
    bomb = sent(tmp_path, pictures.scans(3000, 1500))
    began = time.monotonic()

    assert refusal_of(bomb, into, seconds=1) == "too_hard"

    assert time.monotonic() - began < 6
    assert not cells()


def test_a_file_that_needs_more_memory_than_there_is_is_refused(tmp_path, into):
    large = sent(tmp_path, encoded(Image.new("RGB", (8000, 4000)), "JPEG"))

    assert refusal_of(large, into, memory=100 * MEGABYTE) == "too_hard"


def test_a_cell_that_is_killed_is_a_refusal_and_the_next_file_is_taken(tmp_path, into):
    bomb, good = sent(tmp_path, pictures.scans(3000, 1500)), sent(tmp_path, picture("PNG"), "good")
    with ThreadPoolExecutor(1) as pool:
        refused = pool.submit(refusal_of, bomb, into, seconds=30)
        os.kill(first_cell().pid, signal.SIGKILL)

        assert refused.result(10) == "too_hard"

    assert cell.take(good, into=into, limits=LIMITS).facts.kind == "picture"


def first_cell():
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if found := cells():
            return found[0]
        os.sched_yield()
    raise AssertionError("no cell was seen")


def test_a_warden_that_is_killed_takes_its_cells_along_and_is_replaced(tmp_path, into):
    bomb, good = sent(tmp_path, pictures.scans(3000, 1500)), sent(tmp_path, picture("PNG"), "good")
    with ThreadPoolExecutor(1) as pool:
        refused = pool.submit(refusal_of, bomb, into, seconds=60)
        running = first_cell()
        running.parent().kill()

        assert refused.result(10) == "too_hard"

    psutil.wait_procs([running], 5)
    assert not running.is_running()
    assert cell.take(good, into=into, limits=LIMITS).facts.kind == "picture"


def test_many_files_at_once_all_come_out_and_never_more_are_open_than_there_are_seats(tmp_path):
    given = sent(tmp_path, encoded(Image.effect_noise((200, 200), 60), "PNG"))

    def one(number):
        into = tmp_path / str(number)
        into.mkdir()
        return cell.take(given, into=into, limits=LIMITS).facts.width, sum(map(holds_memory, cells()))

    with ThreadPoolExecutor(12) as pool:
        done = list(pool.map(one, range(12)))

    assert {width for width, _ in done} == {200}
    assert max(count for _, count in done) <= cell.SEATS


def test_a_cell_sees_no_secret_of_the_environment(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "the-key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "the-other")

    assert not {"the-key", "the-other"} & set(cell.environment().values())
    assert "PATH" in cell.environment()
