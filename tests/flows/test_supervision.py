"""The real supervisor, with everything that can be killed killed."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import psutil
import psycopg
import pytest

from reklamai.core.embedded import place_for
from tests import stack
from tests.processes import title

QUEUE = "from django_q.tasks import async_task; async_task('math.sqrt', 4, cluster='light')"


@pytest.fixture(scope="module")
def own():
    """A studio of this file's own, whose processes it may kill; it prepares itself, as every first start does."""
    with stack.running_studio(first=True) as running:
        yield running


PATIENCE_S = 120
"""For what a machine that does nothing else has done in ten."""


def wait_until(true, seconds=PATIENCE_S):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.1)


def family(studio):
    return under(psutil.Process(studio.process.pid))


def under(process):
    """All that it has started, and they; nothing of one that has just ended."""
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def titled(studio, words):
    return [each for each in family(studio) if words in title(each)]


def is_over(process):
    """Whether it works no more, buried or not."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:  # buried between both questions
        return True


def postgres(home):
    return int((place_for(home).data / "postmaster.pid").read_text().splitlines()[0])


def answers(studio):
    return stack.answers(f"{studio.url}/healthz") and stack.answers(f"{studio.url}/readyz")


def environment(studio):
    return {**os.environ, "REKLAMAI_HOME": str(studio.home), "DJANGO_SETTINGS_MODULE": "reklamai.settings.dev"}


def manage(studio, *words):
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(
        command, cwd=stack.ROOT, env=environment(studio), capture_output=True, text=True, timeout=120
    )  # fmt: skip


def waiting_tasks(studio):
    with psycopg.connect(f"host={place_for(studio.home).sockets} user=postgres dbname=reklamai") as connection:
        return connection.execute("SELECT count(*) FROM django_q_ormq").fetchone()[0]


def test_it_prints_the_address_and_the_login(own):
    # The page may answer a moment before the supervisor's own look at it: the words are waited for.
    wait_until(lambda: "ReklamAI is ready: http://localhost:" in own.log.read_text())

    assert "demo@reklamai.local" in own.log.read_text()


def test_a_second_one_on_the_same_port_says_who_has_it(own, tmp_path):
    log = tmp_path / "log"
    port = own.url.rsplit(":")[-1]

    second = stack.start(log, REKLAMAI_HOME=str(tmp_path / "home"), PORT=port)

    assert second.wait(PATIENCE_S) == 1
    assert f"Port {port} is taken by python" in log.read_text()
    assert answers(own)


def test_a_command_beside_it_uses_the_same_database_and_leaves_it_running(own):
    before = postgres(own.home)

    done = manage(own, "migrate", "--check")

    assert done.returncode == 0, done.stderr
    assert postgres(own.home) == before
    assert answers(own)


def test_the_pages_come_back_after_kill_9_of_the_web_server(own):
    [web] = [each for each in titled(own, "-m reklamai.core.paced") if "guard.py" not in title(each)]

    web.kill()
    wait_until(lambda: is_over(web))

    wait_until(lambda: answers(own))


def test_the_database_comes_back_after_kill_9(own):
    killed = postgres(own.home)

    os.kill(killed, signal.SIGKILL)

    wait_until(lambda: answers(own) and postgres(own.home) != killed)


def test_a_cluster_whose_idle_workers_were_killed_works_again(own):
    wait_until(lambda: len(titled(own, " idle")) >= 3)
    for worker in titled(own, " idle"):
        with contextlib.suppress(psutil.NoSuchProcess):
            worker.kill()

    queued = manage(own, "shell", "-c", QUEUE)

    assert queued.returncode == 0, queued.stderr
    wait_until(lambda: waiting_tasks(own) == 0, seconds=2 * PATIENCE_S)
    assert answers(own)


def ended(studio, number):
    """What it exits with at this signal, once nothing of it is left."""
    wait_until(lambda: len(titled(studio, " idle")) >= 3)
    everyone = [*family(studio), psutil.Process(postgres(studio.home))]
    assert len(everyone) > 12
    studio.process.send_signal(number)
    code = studio.process.wait(PATIENCE_S)
    wait_until(lambda: all(map(is_over, everyone)))
    return code


@contextlib.contextmanager
def started_again(studio):
    process = stack.start(studio.log, REKLAMAI_HOME=str(studio.home), PORT=studio.url.rsplit(":")[-1])
    try:
        began = time.monotonic()
        stack.wait_for(studio.url, process, studio.log)
        print(f"later start: {time.monotonic() - began:.1f} s")
        yield replace(studio, process=process)
    finally:
        stack.end(process)


@pytest.mark.timeout(600)
def test_killed_or_asked_to_stop_nothing_of_it_is_left_and_it_starts_again(own):
    # The last of this file: after it the file's own studio is no more.
    assert ended(own, signal.SIGKILL) == -signal.SIGKILL

    with started_again(own) as again:
        assert ended(again, signal.SIGINT) == 0
    with started_again(own) as last:
        assert answers(last)

    assert last.process.returncode == 0


@pytest.mark.soak
def test_a_service_manager_that_ends_it_leaves_nothing_either():
    with stack.running_studio() as studio:
        assert ended(studio, signal.SIGTERM) == 0
