"""The real supervisor, with everything that can be killed killed."""

import os
import signal
import subprocess
import sys
import time

import psutil
import psycopg
import pytest

from reklamai.core.embedded import place_for
from tests import stack

QUEUE = "from django_q.tasks import async_task; async_task('math.sqrt', 4, cluster='light')"


@pytest.fixture(scope="module")
def own():
    """A studio of this file's own, whose processes it may kill."""
    with stack.running_studio() as running:
        yield running


def wait_until(true, seconds=60):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.1)


def family(studio):
    return psutil.Process(studio.process.pid).children(recursive=True)


def titled(studio, words):
    return [each for each in family(studio) if words in title(each)]


def title(process):
    """What `ps` shows; "" for one that has just ended."""
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


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
    wait_until(lambda: "ReklamAI is ready: http://localhost:" in own.log.read_text(), seconds=30)

    assert "demo@reklamai.local" in own.log.read_text()


def test_a_second_one_on_the_same_port_says_who_has_it(own, tmp_path):
    log = tmp_path / "log"
    port = own.url.rsplit(":")[-1]

    second = stack.start(log, REKLAMAI_HOME=str(tmp_path / "home"), PORT=port)

    assert second.wait(30) == 1
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
    wait_until(lambda: not web.is_running() or web.status() == psutil.STATUS_ZOMBIE)

    wait_until(lambda: answers(own))


def test_the_database_comes_back_after_kill_9(own):
    killed = postgres(own.home)

    os.kill(killed, signal.SIGKILL)

    wait_until(lambda: answers(own) and postgres(own.home) != killed)


def test_a_cluster_whose_idle_workers_were_killed_works_again(own):
    wait_until(lambda: len(titled(own, " idle")) >= 3)
    for worker in titled(own, " idle"):
        worker.kill()

    queued = manage(own, "shell", "-c", QUEUE)

    assert queued.returncode == 0, queued.stderr
    wait_until(lambda: waiting_tasks(own) == 0, seconds=120)
    assert answers(own)


@pytest.mark.parametrize(
    ("number", "code"),
    [pytest.param(signal.SIGTERM, 0, marks=pytest.mark.soak), (signal.SIGINT, 0), (signal.SIGKILL, -9)],
)
def test_however_it_ends_nothing_of_it_is_left_and_it_starts_again(number, code):
    with stack.running_studio() as studio:
        wait_until(lambda: len(titled(studio, " idle")) >= 3)
        everyone = [*family(studio), psutil.Process(postgres(studio.home))]
        assert len(everyone) > 12

        studio.process.send_signal(number)

        assert studio.process.wait(30) == code
        _, alive = psutil.wait_procs(everyone, timeout=10)
        assert alive == []
        again = stack.start(studio.log, REKLAMAI_HOME=str(studio.home), PORT=studio.url.rsplit(":")[-1])
        try:
            began = time.monotonic()
            stack.wait_for(studio.url, again, studio.log)
            print(f"later start: {time.monotonic() - began:.1f} s")
        finally:
            stack.end(again)
        assert again.returncode == 0
