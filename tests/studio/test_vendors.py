"""What all workers share when they speak with a vendor."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from studio.models import VendorFile, VendorWindow
from studio.services import vendors

pytestmark = pytest.mark.django_db


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def take(clock, most=3, seconds=10.0):
    return vendors.taken("test", most=most, seconds=seconds, clock=clock)


def test_a_window_lets_so_many_through_and_says_how_long_the_next_one_waits():
    clock = Clock()
    first = [take(clock) for _ in range(3)]
    clock.now += 4

    held = take(clock)

    assert first == [0.0, 0.0, 0.0]
    assert held == pytest.approx(6.0)


def test_what_was_held_back_is_not_counted():
    clock = Clock()
    for _ in range(10):
        take(clock)
    clock.now += 10.001

    assert [take(clock) for _ in range(4)][:3] == [0.0, 0.0, 0.0]


def test_no_window_anywhere_holds_more_than_the_limit():
    clock, granted = Clock(), []
    for _ in range(400):
        clock.now += 0.37
        if take(clock) == 0.0:
            granted.append(clock.now)

    most = max(sum(start <= moment < start + 10 for moment in granted) for start in granted)
    assert most == 3
    assert len(granted) > 400 * 0.37 / 10 * 3 - 4  # and hardly a place is wasted


@pytest.mark.django_db(transaction=True)
def test_sixteen_workers_at_once_share_one_window():
    granted, together = [], threading.Barrier(16)

    def work():
        together.wait()
        try:
            granted.extend(1 for _ in range(5) if vendors.taken("shared", most=20, seconds=60) == 0.0)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(granted) == 20
    assert len(VendorWindow.objects.get(name="shared").sent_at) == 20


def test_a_limit_that_nobody_named_holds_nothing_back(settings):
    settings.VENDOR_LIMITS = {}

    assert vendors.SharedDesk().take("kie.create") == 0.0


def test_a_file_is_known_at_its_vendor_until_it_expires():
    desk = vendors.SharedDesk()

    desk.keep("kie", "a" * 64, "https://files/one", hours=20)
    desk.keep("kie", "a" * 64, "https://files/two", hours=20)

    assert desk.kept("kie", "a" * 64) == "https://files/two"
    assert desk.kept("other", "a" * 64) == ""
    VendorFile.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert desk.kept("kie", "a" * 64) == ""
    assert vendors.forget_expired() == 1
