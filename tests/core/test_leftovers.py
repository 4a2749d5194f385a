"""What a killed supervisor left working is ended at the next start, and nothing else is."""

import contextlib
import os
import subprocess
import sys
import textwrap
import time

import psutil
import pytest

from reklamai.core.supervisor.leftovers import ROOT, Leftovers, members

# A supervisor that notes one group with a grandchild in it, says both pids, and is killed.
SUPERVISOR = textwrap.dedent(
    """
    import subprocess, sys, time
    from pathlib import Path
    from reklamai.core.supervisor.leftovers import Leftovers
    leftovers = Leftovers(Path(sys.argv[1]))
    child = "import subprocess, sys, time; print(subprocess.Popen(['sleep', '60']).pid, flush=True); time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", child], start_new_session=True, stdout=subprocess.PIPE, text=True)
    leftovers.note(process.pid)
    print(process.pid, process.stdout.readline().strip(), flush=True)
    time.sleep(60)
    """
)  # fmt: skip


@pytest.fixture
def supervisor(tmp_path):
    """A living supervisor with a folder of its own beside ours; its process, and the pids of its group."""
    process = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    pids = [int(each) for each in process.stdout.readline().split()]
    yield process, pids
    for pid in (process.pid, *pids):
        with contextlib.suppress(psutil.NoSuchProcess):
            psutil.Process(pid).kill()
    process.communicate()


@pytest.fixture
def ours(tmp_path):
    leftovers = Leftovers(tmp_path)
    yield leftovers
    leftovers.close()


@pytest.fixture
def session():
    """Gives `session(cwd)`: the leader of a session of its own, working there."""
    processes = []

    def session(cwd=ROOT):
        process = subprocess.Popen(
            [sys.executable, "-c", "import time; time.sleep(60)"], cwd=cwd, start_new_session=True
        )
        processes.append(process)
        return process

    yield session
    for each in processes:
        each.kill()
        each.wait()


def kill(process):
    process.kill()
    process.wait()


def is_gone(pid):
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:  # buried, perhaps just now
        return True


def wait_until_gone(pids):
    deadline = time.monotonic() + 60
    while not all(map(is_gone, pids)):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_whole_group_of_a_dead_supervisor_is_ended(supervisor, ours):
    process, pids = supervisor
    kill(process)

    assert ours.end_others() == 2

    wait_until_gone(pids)
    assert ours.end_others() == 0, "and is written down no longer"


def test_a_group_whose_leader_was_killed_too_is_ended(supervisor, ours):
    process, (leader, grandchild) = supervisor
    kill(process)
    psutil.Process(leader).kill()
    wait_until_gone([leader])

    assert ours.end_others() == 1

    wait_until_gone([grandchild])


def test_a_supervisor_that_lives_keeps_its_groups(supervisor, ours):
    _, pids = supervisor

    assert ours.end_others() == 0
    assert all(map(psutil.pid_exists, pids))


def test_a_number_that_belongs_to_somebody_else_by_now_is_left_alone(session):
    stranger = session()

    assert members(stranger.pid, began=psutil.Process(stranger.pid).create_time() - 60) == []


def test_a_process_that_works_elsewhere_is_not_ours(session, tmp_path):
    stranger = session(cwd=tmp_path)

    assert members(stranger.pid, began=psutil.Process(stranger.pid).create_time()) == []


def test_what_was_ended_by_its_own_supervisor_is_forgotten(ours, session, tmp_path):
    process = session()
    ours.note(process.pid)
    assert (tmp_path / str(os.getpid()) / str(process.pid)).exists()

    ours.forget(process.pid)
    ours.note(999_999_999)

    assert [path.name for path in (tmp_path / str(os.getpid())).iterdir()] == ["alive"]


def test_a_supervisor_that_ends_leaves_no_folder(tmp_path):
    Leftovers(tmp_path).close()

    assert list(tmp_path.iterdir()) == []
