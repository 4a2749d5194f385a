"""The queue of a cluster: every message once, whoever is killed."""

import multiprocessing
import os
import pickle
import signal
import threading
from collections import Counter

import pytest

from reklamai.core.packets import LARGEST_BYTES, PacketQueue

FORK = multiprocessing.get_context("fork")


def taking(queue, taken):
    """Take messages until told to stop; each is written into the pipe with the taker's pid."""
    for message in iter(queue.get, "STOP"):
        os.write(taken, f"{message}\n".encode())


@pytest.fixture
def made():
    """Gives `made(maxsize=0)`: a queue whose sockets are closed after the test."""
    queues = []

    def made(maxsize=0):
        queues.append(PacketQueue(maxsize))
        return queues[-1]

    yield made
    for each in queues:
        each._in.close()
        each._out.close()


@pytest.fixture
def takers():
    """Gives `takers(queue, n)`: n processes that take, and the end of the pipe where one reads what they took."""
    processes, pipes = [], []

    def takers(queue, count):
        reads, writes = os.pipe()
        pipes.extend((reads, writes))
        started = [FORK.Process(target=taking, args=(queue, writes), daemon=True) for _ in range(count)]
        for each in started:
            each.start()
        processes.extend(started)
        return started, reads

    yield takers
    for each in processes:
        each.kill()
        each.join()
    for each in pipes:
        os.close(each)


def lines(reads, count):
    found = b""
    while found.count(b"\n") < count:
        found += os.read(reads, 65536)
    return found.decode().split()


def test_each_message_is_taken_once_and_whole(takers, made):
    queue = made()
    _, reads = takers(queue, 4)
    sent = [f"{number}-{'x' * (number * 7 % 600)}" for number in range(150)]

    for each in sent:
        queue.put(each)

    assert Counter(lines(reads, len(sent))) == Counter(sent)


def test_idle_takers_that_were_killed_leave_the_queue_open_to_others(takers, made):
    queue = made(maxsize=1)
    idle, _ = takers(queue, 3)
    for each in idle:
        os.kill(each.pid, signal.SIGKILL)
        each.join()

    _, reads = takers(queue, 1)
    for number in range(20):
        queue.put(number)

    assert lines(reads, 20) == [str(number) for number in range(20)]


def test_a_long_message_arrives_whole(made):
    queue = made()
    traceback = {"result": "line\n" * LARGEST_BYTES, "success": False}

    queue.put(traceback)

    assert queue.get() == traceback
    assert queue.empty()


@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_a_message_around_the_border_of_a_packet_arrives_whole(extra, made):
    queue = made()
    frame = len(pickle.dumps("x" * 1000)) - 1000
    message = "y" * (LARGEST_BYTES - frame + extra)

    queue.put(message)

    assert queue.get() == message


def test_a_bounded_queue_takes_the_second_message_when_the_first_is_gone(made):
    queue, second = made(maxsize=1), threading.Event()
    queue.put("first")

    def put():
        queue.put("second")
        second.set()

    thread = threading.Thread(target=put)
    thread.start()

    assert not second.wait(0.2)
    assert queue.get() == "first"
    assert second.wait(10)
    assert queue.get() == "second"
    thread.join()


def test_words_to_stop_wait_for_no_room_so_that_a_cluster_without_workers_can_end(made):
    queue = made(maxsize=1)

    for _ in range(3):
        queue.put("STOP")

    assert [queue.get() for _ in range(3)] == ["STOP"] * 3


def test_its_size_says_whether_anything_waits(made):
    queue = made()
    assert (queue.empty(), queue.qsize()) == (True, 0)

    queue.put("a")
    queue.put("b")

    assert (queue.empty(), queue.qsize()) == (False, 1)


def test_the_command_of_a_cluster_is_ours():
    from django.core.management import get_commands

    assert get_commands()["qcluster"] == "reklamai.core"
