"""What goes wrong around an order: bell, queue, engine, disk and database away; and the money after it."""

import os
import subprocess
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from django_q.models import OrmQ

from reklamai.core.errors import Busy, Conflict, NotFound, Unreachable
from studio import storage
from studio.engines import tables
from studio.models import Asset, CreditAccount, Generation, GenerationReference, LedgerEntry, Status
from studio.selectors import generations as reads
from studio.selectors import ledger
from studio.selectors.generations import LibraryQuery
from studio.services import bin, generations, reporting, watch, work, workdirs
from studio.services.reporting import Reporter
from tests.studio.conftest import PRICE, balance_of, picture_result
from tests.studio.test_work import as_if_killed, due, queued, raising, vendor  # noqa: F401  # a fixture among them

pytestmark = pytest.mark.django_db

AGO = timedelta(minutes=5)


@pytest.fixture
def no_engine(settings):
    """The engine of earlier orders is configured no longer."""

    def take_away():
        settings.ENGINES = {name: path for name, path in settings.ENGINES.items() if name != "fake"}
        tables.loaded.cache_clear()

    return take_away


def away(*_args, **_options):
    raise OperationalError("the server is away")


def again(generation):
    return Generation.objects.get(pk=generation.pk)


class TestTheBellAndTheQueue:
    @pytest.mark.django_db(transaction=True)
    def test_an_order_stands_when_the_bell_is_away(self, alice, place, run, monkeypatch):
        monkeypatch.setattr("reklamai.core.push.send", away)

        generation = run(place(alice))

        assert generation.status == Status.DONE
        assert balance_of(alice) == 100 - PRICE

    @pytest.mark.django_db(transaction=True)
    def test_an_order_stands_when_the_queue_is_away_and_the_watch_queues_it(self, alice, place, monkeypatch, request):
        with monkeypatch.context() as broken:
            broken.setattr("studio.queue.async_task", away)
            generation = place(alice, count=2)
        queued = request.getfixturevalue("queued")
        Generation.objects.update(created_at=timezone.now() - AGO)

        watch.sweep()

        assert generation.pk in queued
        assert len(queued) == 2
        assert balance_of(alice) == 100 - 2 * PRICE


class TestAnEngineThatIsGone:
    def test_its_queued_order_can_be_cancelled(self, alice, place, no_engine):
        generation = place(alice)
        no_engine()

        assert generations.can_cancel(generation)
        generations.cancel(generation)

        assert balance_of(alice) == 100

    def test_its_running_order_is_shown_without_a_way_to_stop_it(self, alice, place, no_engine):
        generation = as_if_killed(place(alice))
        no_engine()

        assert not generations.can_cancel(generation)
        with pytest.raises(Conflict):
            generations.cancel(generation)

    def test_its_order_fails_with_its_credits_back_when_a_worker_takes_it(self, alice, place, run, no_engine):
        generation = place(alice)
        no_engine()

        generation = run(generation)

        assert (generation.status, generation.error_code) == (Status.FAILED, "unsupported")
        assert balance_of(alice) == 100

    def test_the_watch_goes_on_with_the_others(self, alice, place, entry, no_engine, queued):
        orphan = as_if_killed(place(alice))
        Generation.objects.filter(pk=orphan.pk).update(heartbeat_at=timezone.now() - 2 * AGO)
        no_engine()
        late = as_if_killed(orphan, deadline_at=timezone.now())
        queued.clear()

        watch.sweep()

        assert again(late).status in (Status.QUEUED, Status.FAILED)
        assert queued == [orphan.pk], "a worker says why it cannot be made"


class TestTimeIsUp:
    def test_an_order_that_is_never_started_gives_its_credits_back(self, alice, place):
        generation = place(alice)
        Generation.objects.update(created_at=timezone.now() - timedelta(hours=25))

        watch.sweep()

        assert (again(generation).status, again(generation).error_code) == (Status.FAILED, "expired")
        assert balance_of(alice) == 100
        assert not list(ledger.faults())

    def test_an_order_that_the_night_interrupted_has_its_whole_time_again(self, alice, place, run, queued):
        generation = as_if_killed(place(alice), deadline_at=timezone.now() - AGO)

        watch.sweep()
        watch.sweep()
        generation = run(generation)

        assert generation.status == Status.DONE
        assert generation.deadline_at > timezone.now()

    def test_the_end_is_told_in_the_owners_language(self, alice, place):
        generation = as_if_killed(place(alice))
        Generation.objects.update(language="en", attempt=3)

        watch.sweep()

        assert again(generation).error_message == "The work stopped three times without a result."

    def test_a_worker_that_is_heard_of_again_is_not_ended(self, alice, place):
        generation = as_if_killed(place(alice))
        Generation.objects.update(attempt=3)
        generation.attempt = 3
        Generation.objects.update(heartbeat_at=timezone.now())

        watch.revive_or_end(generation)

        assert again(generation).status == Status.RUNNING

    def test_orders_that_are_uncertain_do_not_stand_before_those_that_can_be_mended(self, alice, place):
        uncertain = as_if_killed(place(alice), sent_at=timezone.now())
        dead = as_if_killed(place(alice))

        assert [row.pk for row in watch.dead(timezone.now())] == [dead.pk]
        assert uncertain.status == Status.RUNNING

    @pytest.mark.django_db(transaction=True)
    def test_what_lies_in_a_long_queue_is_not_queued_over_and_over(self, alice, place, queued):
        place(alice)
        queued.clear()
        Generation.objects.update(created_at=timezone.now() - AGO, heartbeat_at=timezone.now() - AGO)

        for _ in range(3):
            watch.sweep()

        assert queued == []

    @pytest.mark.django_db(transaction=True)
    def test_what_a_killed_process_had_taken_is_queued_once_more(self, alice, place, queued):
        taken, waits = place(alice), place(alice)
        queued.clear()
        Generation.objects.update(created_at=timezone.now() - AGO)
        row = next(each for each in OrmQ.objects.all() if each.name() == f"generation-{taken.pk}")
        OrmQ.objects.filter(pk=row.pk).update(lock=timezone.now() + AGO)

        for _ in range(3):
            watch.sweep()
            Generation.objects.filter(heartbeat_at__isnull=False).update(heartbeat_at=timezone.now() - AGO)

        assert queued == [taken.pk], "and lies there now: not again"
        assert again(waits).heartbeat_at is None

    def test_what_an_uncertain_order_is_like_is_told_to_the_pages(self, alice, place, run, fake_engine, monkeypatch):
        from reklamai.core.errors import Uncertain

        rung = []
        monkeypatch.setattr("studio.progress.changed", lambda row: rung.append(again(row).stage))
        fake_engine.does = raising(Uncertain("No answer."))

        run(place(alice))

        assert rung[-1] == "uncertain"


class TestAtAVendor:
    def test_trouble_on_the_way_never_ends_an_order_that_a_vendor_has(self, alice, place, run, fake_engine):
        fake_engine.does = vendor
        generation = run(place(alice))
        fake_engine.does = raising(Unreachable("Not there."))
        for _ in range(6):
            due(generation)
            generation = run(generation)
        fake_engine.does = vendor

        for _ in range(2):
            due(generation)
            generation = run(generation)

        assert generation.status == Status.DONE
        assert balance_of(alice) == 100 - PRICE

    def test_a_vendor_that_was_too_busy_has_nothing_so_it_is_asked_again_after_a_kill(
        self, alice, place, run, fake_engine
    ):
        def busy(job, report):
            report.sending()
            raise Busy("Later.")

        fake_engine.does = busy
        generation = run(place(alice))

        assert generation.sent_at is None

    def test_a_vendor_is_told_to_stop_what_its_owner_has_cancelled(self, alice, place, run, fake_engine, monkeypatch):
        stopped = []
        monkeypatch.setattr(type(fake_engine), "stop", lambda self, job: stopped.append(job.provider_ref))
        fake_engine.does = vendor
        generation = run(place(alice))

        generations.cancel(generation)
        work.stop(generation.pk)

        assert stopped == ["task-1"]
        assert balance_of(alice) == 100


class TestCancelledOrDone:
    def test_deleting_what_has_just_been_finished_deletes_it(self, alice, place, run):
        seen_before = place(alice)
        run(seen_before)

        generations.delete(seen_before)

        assert not Generation.objects.visible_to(alice).exists()
        assert again(seen_before).status == Status.DONE
        assert balance_of(alice) == 100 - PRICE

    def test_a_result_that_nobody_wants_any_more_leaves_no_file(
        self, alice, place, run, fake_engine, private_media, django_capture_on_commit_callbacks
    ):
        def does(job, report):
            generations.cancel(Generation.objects.get(pk=job.id))
            report._stage, report._written = "storing", float("inf")
            return picture_result(job)

        fake_engine.does = does

        with django_capture_on_commit_callbacks(execute=True):
            run(place(alice))

        assert [path for path in private_media.rglob("*") if path.is_file()] == []


class TestFiles:
    def test_a_file_that_a_killed_worker_left_half_written_is_written_anew(self, private_media, tmp_path):
        whole = tmp_path / "a.png"
        whole.write_bytes(b"all of it")
        kept = storage.keep(whole, folder="1/x")
        Path(default_storage.path(kept.name)).write_bytes(b"all")

        again = storage.keep(whole, folder="1/x")

        assert again.name == kept.name
        assert Path(default_storage.path(kept.name)).read_bytes() == b"all of it"

    def test_the_folder_of_a_killed_worker_goes_with_the_next_job_and_a_living_ones_stays(self, tmp_path, monkeypatch):
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        gone = subprocess.Popen(["true"])
        gone.wait()
        left = [tmp_path / f"reklamai-{purpose}-{gone.pid}-abc" for purpose in ("job", "upload")]
        living = [tmp_path / f"reklamai-job-{os.getppid()}-abc", tmp_path / "reklamai-test-1-abc"]
        for folder in (*left, *living):
            folder.mkdir()
            (folder / "draft.part.mp4").write_bytes(b"x")

        with workdirs.workdir("job") as own:
            assert own.is_dir()

        assert sorted(tmp_path.iterdir()) == sorted(living)

    def test_a_file_without_a_row_goes_after_a_day_and_others_stay(self, alice, place, run, private_media):
        used = run(place(alice)).result
        fresh, old = (default_storage.save(f"{alice.pk}/x/{name}.png", ContentFile(b"x")) for name in ("new", "old"))
        day_ago = (timezone.now() - timedelta(hours=30)).timestamp()
        for name in (old, used.stored_name, str(used.thumbnail)):
            os.utime(default_storage.path(name), (day_ago, day_ago))

        call_command("sweep")

        assert not default_storage.exists(old)
        assert default_storage.exists(fresh)
        assert default_storage.exists(used.stored_name)
        assert default_storage.exists(str(used.thumbnail))


class TestTheBin:
    @pytest.fixture
    def forgotten(self, alice, place, run):
        """A work that was put into the bin 31 days ago, with a reference to a file of its owner."""
        generation = run(place(alice))
        GenerationReference.objects.create(
            generation=generation, source="asset", source_id=str(uuid4()), role="reference_images",
            file="1/uploads/face.png", text="a face",
        )  # fmt: skip
        Generation.objects.update(deleted_at=timezone.now() - timedelta(days=31), prompt="")
        return again(generation)

    def test_its_camera_goes_with_its_words(self, alice, forgotten):
        Generation.objects.update(camera={"preset": "for Anna"}, master={"format": "png16"}, plan={"words": "for Anna"})

        bin.purge()

        kept = again(forgotten)
        assert (kept.camera, kept.master, kept.plan) == ({}, {}, {})

    def test_after_its_days_nothing_of_a_work_is_left_but_its_row_and_its_money(self, alice, forgotten):
        bin.purge()

        row = again(forgotten)
        assert (row.parameters, row.sent, row.notes) == ({}, {}, {})
        assert not row.references.exclude(file="", text="").exists()
        assert not Asset.objects.exists()
        assert LedgerEntry.objects.filter(generation=row).count() == 2

    def test_after_its_days_it_is_not_in_the_bin_and_cannot_be_restored(self, alice, forgotten):
        assert reads.library(alice, LibraryQuery(bin=True)).items == ()
        with pytest.raises(NotFound):
            reads.visible(alice, forgotten.pk)
        with pytest.raises(NotFound):
            generations.restore(forgotten)


class TestTheHeartbeat:
    def test_it_goes_on_after_the_database_was_away_for_a_moment(self, alice, place, monkeypatch):
        generation = as_if_killed(place(alice))
        report, beats = Reporter(generation), []

        class Over:
            def wait(self, seconds):
                return len(beats) >= 3

        class Row:
            def update(self, **fields):
                beats.append(fields)
                return away() if len(beats) == 1 else 1

        monkeypatch.setattr(reporting, "mine", lambda generation: Row())
        monkeypatch.setattr(reporting, "connection", type("Closed", (), {"close": staticmethod(lambda: None)}))

        reporting.beat(generation, report, Over())

        assert len(beats) == 3
        assert not report.stopped.is_set()


class TestTheLedger:
    @pytest.mark.parametrize(("status", "back"), [("failed", 0), ("cancelled", 0), ("done", PRICE)])
    def test_it_finds_money_that_does_not_fit_how_the_work_ended(self, alice, place, status, back):
        generation = place(alice)
        LedgerEntry.objects.create(account=alice.account, generation=generation, kind="return", delta=back)
        CreditAccount.objects.update(balance=100 - PRICE + back)
        Generation.objects.update(status=status)

        assert list(ledger.faults()) == [f"generation {generation.pk}: {status}, and {back} of {PRICE} came back"]
