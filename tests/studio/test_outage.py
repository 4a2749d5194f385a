"""A database, a disk or a store that is away: what was made is not lost, made twice or paid twice."""

import errno
import logging
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from reklamai.core.errors import StoreTrouble
from studio.engines.base import Waiting
from studio.models import Generation, Status
from studio.selectors import ledger
from studio.services import outage, watch, work
from studio.services.outage import patiently
from studio.services.rounds import GRACE_S, SWEEP_EVERY_S, Rounds
from studio.services.vendors import SharedDesk
from tests.studio.conftest import PRICE, balance_of, picture_result
from tests.studio.test_work import as_if_killed, queued, raising  # noqa: F401  # a fixture among them

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def away(monkeypatch):
    """Gives `away(n, only="")`: the next n statements (with these words in them) find no database."""
    monkeypatch.setattr(outage, "TRY_EVERY_S", 0.0)
    left = {"n": 0, "only": "", "seen": 0}

    def wrapper(execute, sql, params, many, context):
        if left["n"] and left["only"] in sql:
            left["n"] -= 1
            left["seen"] += 1
            raise OperationalError("the server is away")
        return execute(sql, params, many, context)

    def away(n, only=""):
        left.update(n=n, only=only)
        return left

    with connection.execute_wrapper(wrapper):
        yield away
    connection.close()


def again(seen):
    return Generation.objects.get(pk=seen.pk)


class TestPatience:
    def test_what_has_to_be_written_is_tried_until_the_database_is_back(self, away):
        left = away(3)

        assert patiently(Generation.objects.count) == 0

        assert left["seen"] == 3

    def test_it_ends(self, away, settings):
        settings.DATABASE_PATIENCE_S = 0
        away(3)

        with pytest.raises(OperationalError):
            patiently(Generation.objects.count)

        away(0)

    def test_inside_a_transaction_it_is_tried_once(self, away):
        from django.db import transaction

        left = away(5, only="studio_generation")

        with pytest.raises(OperationalError), transaction.atomic():
            patiently(Generation.objects.count)

        assert left["seen"] == 1


class TestTheDatabaseIsAway:
    def test_a_result_waits_for_it_and_is_charged_once(self, alice, place, run, fake_engine, away):
        def does(job, report):
            made = picture_result(job)
            report._stage, report._written = "storing", float("inf")
            away(4, only="FOR UPDATE")
            return made

        fake_engine.does = does

        generation = run(place(alice))

        assert (generation.status, generation.attempt) == (Status.DONE, 1)
        assert generation.result is not None
        assert len(fake_engine.runs) == 1
        assert balance_of(alice) == 100 - PRICE
        assert list(ledger.faults()) == []

    def test_a_place_at_a_vendor_is_given_back_when_it_is_there_again(self, away, settings):
        settings.VENDOR_PLACES = {"somebody": 1}
        desk = SharedDesk()
        ticket = desk.enter("somebody", most_s=60)

        away(3, only="vendorwindow")
        desk.leave("somebody", ticket)

        assert desk.enter("somebody", most_s=60)

    def test_progress_that_cannot_be_written_stops_no_work(self, alice, place, run, fake_engine, away):
        def does(job, report):
            away(1, only="UPDATE")
            report("scene", 0.5)
            return picture_result(job)

        fake_engine.does = does

        assert run(place(alice)).status == Status.DONE

    def test_the_name_of_an_accepted_order_is_not_lost(self, alice, place, run, fake_engine, away):
        def does(job, report):
            report.sending()
            away(3, only="UPDATE")
            report.accepted("task-7")
            return Waiting("task-7", ask_after=timedelta(seconds=3))

        fake_engine.does = does

        assert run(place(alice)).provider_ref == "task-7"

    def test_nothing_is_sent_that_could_not_be_written_down_before(self, alice, place, fake_engine, away):
        sent = []

        def does(job, report):
            away(1, only="UPDATE")
            report.sending()
            sent.append(job.id)

        fake_engine.does = does
        generation = place(alice)

        with pytest.raises(OperationalError):
            work.run(generation.pk)

        assert sent == []
        row = again(generation)
        assert (row.status, row.sent_at) == (Status.RUNNING, None), "the watch has it made again"

    def test_a_finish_whose_answer_was_lost_may_be_repeated(self, alice, place, fake_engine, run):
        generation = run(place(alice))
        file = generation.result

        before = work.Generation.objects.get(pk=generation.pk)
        before.status = Status.RUNNING
        work.finish(before, picture_of(generation), ())

        assert again(generation).result == file
        assert balance_of(alice) == 100 - PRICE
        assert list(ledger.faults()) == []


def picture_of(generation):
    from studio.engines.base import Result

    return Result(files=())


class TestNoRoom:
    def test_a_disk_that_is_full_is_tried_three_times_and_gives_the_credits_back(
        self, alice, place, run, fake_engine, caplog
    ):
        fake_engine.does = raising(OSError(errno.ENOSPC, "No space left on device"))
        generation = run(place(alice))
        assert (generation.status, generation.stage) == (Status.RUNNING, "busy")

        for _ in range(3):
            Generation.objects.filter(pk=generation.pk, status=Status.RUNNING).update(ask_after=timezone.now())
            generation = run(generation)

        assert (generation.status, generation.error_code) == (Status.FAILED, "store")
        assert balance_of(alice) == 100
        assert [each.levelno for each in caplog.records if each.exc_info] == [logging.ERROR] * 3

    def test_room_in_time_ends_the_order_well(self, alice, place, run, fake_engine):
        fake_engine.does = raising(OSError(errno.EROFS, "Read-only file system"))
        generation = run(place(alice))
        fake_engine.does = None
        Generation.objects.filter(pk=generation.pk).update(ask_after=timezone.now())

        generation = run(generation)

        assert generation.status == Status.DONE
        assert balance_of(alice) == 100 - PRICE

    def test_another_fault_of_a_file_is_a_bug_and_ends_it(self, alice, place, fake_engine):
        fake_engine.does = raising(FileNotFoundError("a font"))
        generation = place(alice)

        with pytest.raises(FileNotFoundError):
            work.run(generation.pk)

        assert again(generation).status == Status.FAILED
        assert balance_of(alice) == 100

    def test_what_a_vendor_made_at_once_and_we_could_not_keep_is_not_ordered_again(
        self, alice, place, run, fake_engine
    ):
        def does(job, report):
            report.sending()
            raise StoreTrouble("Away.")

        fake_engine.does = does

        generation = run(place(alice))

        assert generation.status == Status.FAILED
        assert len(fake_engine.runs) == 1
        assert balance_of(alice) == 100


class TestTheRounds:
    @pytest.fixture
    def clock(self):
        class Clock:
            now = 1000.0

            def __call__(self):
                return self.now

        return Clock()

    def go(self, rounds, clock, seconds):
        for _ in range(round(seconds)):
            clock.now += 1
            rounds.go()

    def test_a_dead_workers_order_is_revived_within_a_sweep(self, alice, place, queued, clock):
        rounds = Rounds(clock)
        self.go(rounds, clock, GRACE_S + 1)
        dead = as_if_killed(place(alice))
        queued.clear()

        self.go(rounds, clock, SWEEP_EVERY_S)

        assert queued == [dead.pk]

    def test_after_an_outage_nobody_is_taken_for_dead_before_the_living_have_beaten(
        self, alice, place, queued, clock, away
    ):
        rounds = Rounds(clock)
        self.go(rounds, clock, GRACE_S + 1)
        silent = as_if_killed(place(alice))
        queued.clear()
        away(1)
        self.go(rounds, clock, 1)

        self.go(rounds, clock, GRACE_S - 2)
        assert again(silent).status == Status.RUNNING
        self.go(rounds, clock, 2 + SWEEP_EVERY_S)

        assert queued == [silent.pk]

    @pytest.mark.parametrize("jump", [-3600.0, 3600.0])
    def test_a_clock_that_is_set_or_a_machine_that_slept_stops_no_round_and_kills_nobody(
        self, alice, place, queued, clock, jump
    ):
        rounds = Rounds(clock)
        self.go(rounds, clock, GRACE_S + 1)
        silent = as_if_killed(place(alice))
        clock.now += jump

        self.go(rounds, clock, 2)
        assert again(silent).status == Status.RUNNING
        self.go(rounds, clock, GRACE_S + SWEEP_EVERY_S)

        assert again(silent).status == Status.QUEUED

    def test_a_row_that_cannot_be_mended_does_not_keep_the_others_from_it(self, alice, place, queued, caplog):
        broken, dead = as_if_killed(place(alice)), as_if_killed(place(alice))
        done = []

        def deed(generation):
            if generation.pk == broken.pk:
                raise ZeroDivisionError
            done.append(generation.pk)
            return True

        assert watch.each([broken, dead], deed) == 1

        assert done == [dead.pk]
        assert "cannot be mended" in caplog.text
