import subprocess
import sys
import time
from datetime import timedelta

import psutil
import pytest
from django.utils import timezone
from django_q.models import OrmQ

from reklamai.core.database.plain import connect
from reklamai.core.supervisor import stuck
from reklamai.core.supervisor.stuck import LOOKS, Cluster, is_at_work
from tests.processes import title

pytestmark = pytest.mark.django_db(transaction=True)
RETRY = 1000


@pytest.fixture
def plain():
    with connect() as opened:
        yield opened


@pytest.fixture
def cluster():
    return Cluster("heavy")


@pytest.fixture(autouse=True)
def booted(monkeypatch):
    """Clusters of this file have had the time to boot as soon as they are there."""
    monkeypatch.setattr(stuck, "BOOT_SECONDS", -1)


@pytest.fixture
def workers():
    """Gives `workers(*titles)`: the pid of a process whose children have these titles, beside django-q's helpers."""
    processes = []

    def workers(*titles, helpers=("qcluster p pusher", "qcluster m monitor")):
        titles = (*titles, *helpers)
        code = (
            "import sys, subprocess, setproctitle, time\n"
            "title = 'import setproctitle,sys,time; setproctitle.setproctitle(sys.argv[1]); time.sleep(300)'\n"
            "for each in sys.argv[1:]: subprocess.Popen([sys.executable, '-c', title, each])\n"
            "time.sleep(300)"
        )
        process = subprocess.Popen([sys.executable, "-c", code, *titles])
        processes.append(process)
        deadline = time.monotonic() + 60
        while titled(process.pid) < len(titles):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        return process.pid

    yield workers
    for process in processes:
        for each in [*psutil.Process(process.pid).children(recursive=True), process]:
            each.kill()
        process.wait()


def titled(pid):
    return sum(title(child).startswith("qcluster") for child in psutil.Process(pid).children())


def waiting(seconds, *, key="heavy", taken=False):
    """A task that has waited for so long: in the table, or taken into a process that does not run it."""
    since = timezone.now() - timedelta(seconds=seconds)
    return OrmQ.objects.create(key=key, payload="x", lock=since + timedelta(seconds=RETRY) if taken else since)


def looks(cluster, plain, group, times=LOOKS):
    return [cluster.is_stuck(plain, group) for _ in range(times)]


def test_work_that_waits_beside_idle_workers_means_stuck_at_the_third_look(cluster, plain, workers):
    waiting(30)

    assert looks(cluster, plain, workers("qcluster a idle")) == [False, False, True]


@pytest.mark.parametrize("left", ["qcluster p pusher", "qcluster m monitor"])
def test_a_helper_that_nobody_starts_again_means_stuck_at_the_third_look(cluster, plain, workers, left):
    group = workers("qcluster a idle", "qcluster MainProcess dog-cat", helpers=(left,))

    assert looks(cluster, plain, group) == [False, False, True]


def test_a_cluster_without_a_helper_is_left_alone_while_it_works(cluster, plain, workers):
    group = workers("qcluster a processing generation-7 'run'", helpers=("qcluster p pusher",))

    assert looks(cluster, plain, group) == [False] * 3


def test_a_cluster_with_all_its_helpers_and_no_work_is_well(cluster, plain, workers):
    assert looks(cluster, plain, workers("qcluster a idle")) == [False] * 3


def test_work_that_another_machine_has_taken_is_no_sign(cluster, plain, workers):
    waiting(300, taken=True)

    assert looks(cluster, plain, workers("qcluster a idle")) == [False] * 3


def test_a_cluster_that_has_just_been_started_is_given_its_time(cluster, plain, workers, monkeypatch):
    waiting(300)
    group = workers("qcluster a idle")
    monkeypatch.setattr(stuck, "BOOT_SECONDS", 60)

    assert looks(cluster, plain, group) == [False] * 3


def test_work_that_waits_behind_a_busy_worker_is_patience(cluster, plain, workers):
    waiting(300)

    assert looks(cluster, plain, workers("qcluster a processing generation-7 'run'", "qcluster b idle")) == [False] * 3


def test_work_that_came_just_now_is_patience(cluster, plain, workers):
    waiting(1)
    waiting(1, taken=True)

    assert looks(cluster, plain, workers("qcluster a idle")) == [False] * 3


def test_the_other_clusters_work_does_not_count(cluster, plain, workers):
    waiting(300, key="light")

    assert looks(cluster, plain, workers("qcluster a idle")) == [False] * 3


def test_one_busy_look_starts_the_count_again(cluster, plain, workers):
    waiting(30)
    idle, busy = workers("qcluster a idle"), workers("qcluster a processing x 'y'")

    found = [cluster.is_stuck(plain, group) for group in (idle, idle, busy, idle, idle, idle)]

    assert found == [False] * 5 + [True]


def test_what_a_dead_cluster_had_taken_goes_back_to_its_queue_only(cluster, plain):
    taken, others = waiting(30, taken=True), waiting(30, key="light", taken=True)

    cluster.release(plain)

    for each in (taken, others):
        each.refresh_from_db()
    assert taken.lock <= timezone.now()
    assert others.lock > timezone.now()


def test_a_group_that_is_gone_is_not_at_work():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()

    assert not is_at_work(process.pid)
