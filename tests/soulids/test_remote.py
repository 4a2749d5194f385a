"""What a vendor has of a face is asked for until it is gone."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ

from reklamai.core import doctor
from reklamai.core.errors import Busy, NotConfigured, Rejected
from reklamai.core.starting import CannotStart
from soulids.models import RemoteErasure
from soulids.services import remote
from soulids.upkeep import Erasures
from studio import metrics, tasks
from studio.services import rooms

pytestmark = pytest.mark.django_db
HASH = "1" * 64


class Vendor:
    """A remover that answers what a test says, and remembers what it was asked."""

    def __init__(self):
        self.asked, self.answers = [], {}

    def __call__(self, what, ref):
        self.asked.append((what, ref))
        answer = self.answers.get(what, True)
        if isinstance(answer, BaseException):
            raise answer
        return answer


VENDOR = Vendor()


def remove(what, ref):
    return VENDOR(what, ref)


@pytest.fixture
def vendor(settings):
    VENDOR.__init__()
    settings.REMOVERS = {"replicate": "tests.soulids.test_remote.remove"}
    return VENDOR


class Later:
    """A clock that a test sets."""

    def __init__(self):
        self.now = timezone.now()

    def __call__(self):
        return self.now

    def passes(self, **time):
        self.now += timedelta(**time)


@pytest.fixture
def clock():
    return Later()


def owed(**columns):
    row, _fresh = RemoteErasure.objects.update_or_create(
        provider="replicate",
        what="model",
        ref="studio/p-1",
        defaults={"next_at": timezone.now() - timedelta(minutes=1), **columns},
    )
    return row


class TestAsked:
    def test_right_after_the_commit_a_worker_hears_of_it(self, vendor, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            remote.owe("replicate", "model", "studio/p-1")
            assert not OrmQ.objects.exists()

        assert [task.func() for task in OrmQ.objects.all()] == ["studio.tasks.look_after_rooms"]
        tasks.look_after_rooms()
        assert vendor.asked == [("model", "studio/p-1")]
        assert RemoteErasure.objects.get().done_at

    def test_nothing_is_owed_for_what_was_rolled_back(self, vendor):
        with pytest.raises(SystemExit), transaction.atomic():
            remote.owe("replicate", "model", "studio/p-1")
            raise SystemExit

        assert not RemoteErasure.objects.exists()

    def test_the_watch_finds_what_could_not_be_queued_and_nothing_where_all_is_done(self, vendor):
        rooms.queue_if_due()
        assert not OrmQ.objects.exists()
        owed()

        rooms.queue_if_due()

        assert OrmQ.objects.count() == 1

    def test_the_same_thing_twice_is_one_row_and_is_tried_anew(self, vendor):
        done = owed(done_at=timezone.now(), attempts=3)

        remote.owe("replicate", "model", "studio/p-1")

        row = RemoteErasure.objects.get()
        assert (row.pk, row.done_at, row.attempts) == (done.pk, None, 0)


class TestRepeated:
    def test_a_version_goes_before_its_model(self, vendor, clock):
        remote.owe("replicate", "version", f"studio/p-1:{HASH}")
        remote.owe("replicate", "model", "studio/p-1")
        clock.passes(seconds=1)

        assert remote.erase_due(clock=clock) == 2

        assert [what for what, _ref in vendor.asked] == ["version", "model"]

    def test_what_is_not_gone_yet_is_asked_for_again_later_and_later(self, vendor, clock):
        owed()
        vendor.answers["model"] = False
        pauses = []
        for _turn in range(7):
            clock.now = max(clock.now, RemoteErasure.objects.get().next_at)
            assert remote.erase_due(clock=clock) == 0
            assert remote.erase_due(clock=clock) == 0  # not before its time
            pauses.append((RemoteErasure.objects.get().next_at - clock.now).total_seconds())

        assert pauses == [30, 90, 270, 810, 2430, 3600, 3600]
        assert len(vendor.asked) == 7
        assert RemoteErasure.objects.get().last_error == "not_yet"
        vendor.answers["model"] = True
        clock.passes(hours=1)
        assert remote.erase_due(clock=clock) == 1
        clock.passes(days=1)
        assert (remote.erase_due(clock=clock), len(vendor.asked)) == (0, 8)

    def test_a_vendors_own_wish_is_kept(self, vendor, clock):
        owed()
        vendor.answers["model"] = Busy("Not yet.", retry_after=60.0)

        remote.erase_due(clock=clock)

        row = RemoteErasure.objects.get()
        assert (row.last_error, row.next_at) == (Busy.code, clock.now + timedelta(seconds=60))

    @pytest.mark.parametrize("trouble", [NotConfigured("No key."), Rejected("No.")])
    def test_without_a_key_or_refused_it_stays_due_and_is_told(self, vendor, clock, trouble):
        owed()
        vendor.answers["model"] = trouble

        remote.erase_due(clock=clock)

        assert RemoteErasure.objects.get().last_error == trouble.code
        assert Erasures().late() == 1
        assert b'reklamai_room_late{task="erasures_at_vendors"} 1.0' in metrics.text()
        clock.passes(hours=1)
        vendor.answers.clear()
        assert remote.erase_due(clock=clock) == 1
        assert b'reklamai_room_late{task="erasures_at_vendors"} 0.0' in metrics.text()

    def test_what_goes_by_itself_is_late_after_an_hour_only_and_the_doctor_tells_it(self, vendor, clock):
        row = owed()
        vendor.answers["model"] = False
        remote.erase_due(clock=clock)
        assert doctor.check_rooms() == "nothing is late"

        RemoteErasure.objects.filter(pk=row.pk).update(asked_at=clock() - timedelta(hours=1, seconds=1))

        with pytest.raises(CannotStart, match="erasures_at_vendors 1"):
            doctor.check_rooms()

    def test_a_vendor_that_nobody_speaks_with_any_more_stays_due_too(self, settings, clock):
        settings.REMOVERS = {}
        owed()

        assert remote.erase_due(clock=clock) == 0

        assert RemoteErasure.objects.get().last_error == NotConfigured.code

    def test_one_that_fails_does_not_hold_up_the_next(self, vendor, clock):
        remote.owe("replicate", "file", "f1")
        remote.owe("replicate", "model", "studio/p-1")
        clock.passes(seconds=1)
        vendor.answers["file"] = Rejected("No.")

        assert remote.erase_due(clock=clock) == 1

    def test_a_worker_that_was_killed_leaves_it_to_the_next(self, vendor, clock):
        row = owed()
        vendor.answers["model"] = SystemExit()
        with pytest.raises(SystemExit):
            remote.attempt(row, clock())

        assert remote.erase_due(clock=clock) == 0
        vendor.answers.clear()
        clock.now += remote.LEASE
        assert remote.erase_due(clock=clock) == 1

    def test_two_workers_do_not_have_the_same_one(self, vendor, clock):
        row = owed()
        seen = RemoteErasure.objects.get(pk=row.pk)

        assert remote.attempt(row, clock())
        assert not remote.attempt(seen, clock())

        assert len(vendor.asked) == 1

    def test_rows_of_what_is_long_gone_go_and_what_is_owed_never_does(self, vendor, clock):
        owed(done_at=clock() - timedelta(days=91))
        RemoteErasure.objects.create(
            provider="replicate", what="model", ref="p-2", asked_at=clock() - timedelta(days=999)
        )

        remote.forget_old(clock=clock)

        assert [row.ref for row in RemoteErasure.objects.all()] == ["p-2"]
