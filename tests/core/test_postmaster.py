import os
import subprocess
import sys

import pytest

from reklamai.core.embedded import postmaster

SHARED_MEMORY_LINE = "  12345  67890"


@pytest.fixture
def data(tmp_path):
    return tmp_path


def claim(data, pid, status="ready"):
    lines = [str(pid), str(data), "1700000000", "5432", str(data), "", SHARED_MEMORY_LINE, status]
    (data / "postmaster.pid").write_text("\n".join(lines) + "\n")


def dead_pid():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_no_file_claims_nothing(data):
    assert postmaster.claimed(data) is None
    assert not postmaster.answers(data, data)


@pytest.mark.parametrize("text", ["", "\n", "half a pi"])
def test_a_half_written_file_claims_nothing(data, text):
    (data / "postmaster.pid").write_text(text)

    assert postmaster.claimed(data) is None


def test_a_starting_server_is_not_ready(data):
    claim(data, 77, status="starting")

    assert postmaster.claimed(data) == postmaster.Postmaster(pid=77, ready=False)


def test_a_stranger_with_the_old_pid_is_not_our_server(data):
    claim(data, os.getpid())

    assert not postmaster.is_alive(postmaster.claimed(data), data)


def test_a_zombie_is_not_alive(data):
    zombie = subprocess.Popen([sys.executable, "-c", "", "-D", str(data)])
    os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)  # it has ended, and nobody has taken its code yet
    claim(data, zombie.pid)

    assert not postmaster.is_alive(postmaster.claimed(data), data)

    zombie.wait()


@pytest.mark.parametrize("pid", [os.getpid(), dead_pid()])
def test_the_file_of_a_server_that_is_gone_keeps_its_other_lines(data, pid):
    claim(data, pid)
    (data / ".s.PGSQL.5432.lock").write_text(f"{pid}\n")

    postmaster.disown_stale(data, data)

    lines = (data / "postmaster.pid").read_text().splitlines()
    assert int(lines[0]) > 4_194_304
    assert lines[6] == SHARED_MEMORY_LINE
    assert not (data / ".s.PGSQL.5432.lock").exists()
