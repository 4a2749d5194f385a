import io
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psutil
import pytest

from reklamai.core.supervisor.console import Console
from reklamai.core.supervisor.service import Recipe, Service

ROOT = Path(__file__).resolve().parents[2]
# Writes the pids of itself and of its child to the file it is given; each says in that file what signal it got.
FAMILY = textwrap.dedent(
    """
    import os, signal, sys, time
    book = sys.argv[1]
    def write(line):
        with open(book, "a") as file: file.write(line + "\\n")
    who = "parent"
    def asked(*_):
        write(f"{who} asked")
        sys.exit(3)
    signal.signal(signal.SIGTERM, asked)
    child = os.fork()
    if not child: who = "child"
    write(f"{who} {os.getpid()}")
    while True: time.sleep(0.05)
    """
)


@pytest.fixture
def out():
    return io.StringIO()


@pytest.fixture
def service(out):
    """Gives `service(code, *arguments)`: a service that runs this Python."""
    services = []

    def service(code, *arguments, **recipe):
        made = Service(Recipe("test", [sys.executable, "-c", code, *arguments], **recipe), Console(out))
        services.append(made)
        return made

    yield service
    for each in services:
        each.kill()


@pytest.fixture
def family(service, tmp_path):
    """A started parent and child; gives the service, the book's lines and both pids."""
    book = tmp_path / "book"
    started = service(FAMILY, str(book))
    started.start()
    wait_until(lambda: book.exists() and len(lines(book)) == 2)
    pids = {line.split()[0]: int(line.split()[1]) for line in lines(book)}
    return started, book, pids


def lines(book):
    return book.read_text().splitlines()


def is_gone(pid):
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def wait_until(true, seconds=60):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.02)


def test_a_service_has_a_session_of_its_own(family):
    started, _, pids = family

    assert os.getsid(pids["parent"]) == started.pid != os.getsid(0)
    assert os.getpgid(pids["child"]) == started.pid


def test_only_its_first_process_is_asked_to_stop_and_the_rest_is_ended_after_it(family):
    started, book, pids = family

    started.ask_to_stop()
    wait_until(started.is_over)

    assert lines(book)[2:] == ["parent asked"]
    wait_until(lambda: is_gone(pids["child"]))


def test_kill_ends_the_whole_family_at_once(family):
    started, _, pids = family

    started.kill()

    wait_until(lambda: all(map(is_gone, pids.values())))
    assert started.is_over()


def test_when_its_first_process_is_killed_none_of_the_others_works_on(family):
    started, _, pids = family

    os.kill(pids["parent"], signal.SIGKILL)

    wait_until(lambda: is_gone(pids["child"]))
    wait_until(started.is_over)


def test_when_its_guard_is_killed_the_next_look_ends_the_rest(family):
    started, _, pids = family

    os.kill(started.pid, signal.SIGKILL)
    wait_until(started.is_over)
    started.tend()

    wait_until(lambda: all(map(is_gone, pids.values())))


def test_when_the_supervisor_is_killed_nothing_is_left(tmp_path):
    book = tmp_path / "book"
    supervisor = textwrap.dedent(
        """
        import sys, time
        from reklamai.core.supervisor.console import Console
        from reklamai.core.supervisor.service import Recipe, Service
        Service(Recipe("test", [sys.executable, "-c", *sys.argv[1:]]), Console()).start()
        time.sleep(60)
        """
    )
    process = subprocess.Popen([sys.executable, "-c", supervisor, FAMILY, str(book)], cwd=ROOT)
    wait_until(lambda: book.exists() and len(lines(book)) == 2)

    process.kill()
    process.wait()

    wait_until(lambda: all(is_gone(int(line.split()[1])) for line in lines(book)))


def test_what_it_says_is_shown_under_its_name(service, out):
    talker = service("print('привет'); import sys; print('trouble', file=sys.stderr)")

    talker.start()

    wait_until(lambda: out.getvalue().count("\n") == 2)
    assert sorted(out.getvalue().splitlines()) == ["test    | trouble", "test    | привет"]


def test_it_gets_the_environment_and_the_open_files_of_its_recipe(service, out):
    reads, writes = os.pipe()
    talker = service(
        "import os, sys; os.write(int(sys.argv[1]), os.environ['WORD'].encode())",
        str(writes), environment={"WORD": "hello"}, descriptors=(writes,),
    )  # fmt: skip

    talker.start()
    os.close(writes)

    with os.fdopen(reads) as pipe:
        assert pipe.read() == "hello"


def test_a_service_that_ends_is_started_again_after_ever_longer_pauses(service, out):
    failing = service("import sys; sys.exit(7)")
    failing.start()

    def tend_until(count):
        def told():
            failing.tend()
            return out.getvalue().count("starts again") == count

        wait_until(told)

    tend_until(3)

    said = [line for line in out.getvalue().splitlines() if "starts again" in line]
    assert [line.rsplit(" in ")[1] for line in said] == ["0.5 s", "1 s", "2 s"]
    assert all("code 7" in line for line in said)
