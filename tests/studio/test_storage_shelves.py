"""The store compared with the rows, and the bin; beside uploads that go on."""

import io
import os
import threading
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone
from PIL import Image

from reklamai.core.stores import store
from studio import storage
from studio.models import Asset, StoreReport, User
from studio.selectors.files import named
from studio.services import assets, bin, generations, shelves

DAYS = timedelta(days=2)


@pytest.fixture
def picture():
    """Gives `picture(seed)`: a PNG of its own for each seed, as a file to upload."""

    def make(seed):
        file = io.BytesIO()
        Image.new("RGB", (8, 8), (seed * 50 % 256, 90, 7)).save(file, "PNG")
        file.seek(0)
        return file

    return make


@pytest.fixture
def upload(alice, private_media, picture):
    return lambda seed=1: assets.upload(owner=alice, file=picture(seed), name="a.png")


def age(*names):
    then = (timezone.now() - DAYS).timestamp()
    for name in names:
        os.utime(default_storage.path(name), (then, then))


def lost(name="9/x/lost.png"):
    return default_storage.save(name, ContentFile(b"lost"))


@pytest.mark.django_db
class TestTheReport:
    def test_it_counts_removes_and_names(self, upload):
        used, broken = upload(1), upload(2)
        old, young = lost("9/x/old.png"), lost("9/x/young.png")
        age(old, used.stored_name)
        storage.forget(broken.stored_name)

        report = shelves.nightly()

        assert (report.files, report.dropped, report.dropped_bytes, report.young) == (5, 1, 4, 1)
        assert (report.missing, report.missing_names) == (1, [broken.stored_name])
        assert [default_storage.exists(name) for name in (old, young, used.stored_name)] == [False, True, True]

    def test_a_second_look_finds_nothing_more_to_do(self, upload):
        upload()
        age(lost())
        shelves.nightly()

        again = shelves.nightly()

        assert (again.dropped, again.young, again.missing, again.purged) == (0, 0, 0, 0)

    def test_a_file_that_only_a_reference_names_stays(self, alice, place, private_media):
        name = lost()
        place(alice).references.create(source="asset", source_id="1", role="x", file=name)
        age(name)

        assert shelves.nightly().dropped == 0
        assert list(named()) == [name]

    def test_the_command_prints_it(self, upload, capsys):
        broken = upload()
        storage.forget(broken.stored_name)

        call_command("sweep")

        said = capsys.readouterr().out
        assert "missing files: 1" in said
        assert broken.stored_name in said

    def test_it_is_due_once_a_day(self, private_media, monkeypatch):
        queued = []
        monkeypatch.setattr("studio.queue.async_task", lambda *task, **options: queued.append(task[0]))

        shelves.queue_if_due()
        shelves.nightly()
        shelves.queue_if_due()
        StoreReport.objects.update(began_at=timezone.now() - timedelta(hours=25))
        shelves.queue_if_due()

        assert queued == ["studio.tasks.look_after_files"] * 2

    def test_names_are_told_in_the_order_in_which_stores_list_them(self, upload):
        found = [upload(seed) for seed in range(5)]
        names = [name for each in found for name in (each.stored_name, str(each.thumbnail))]

        assert list(named()) == sorted(set(names)) == [each.name for each in store().walk()]

    def test_a_bucket_is_compared_in_the_same_way(self, alice, in_bucket, picture, settings):
        in_bucket()
        used = assets.upload(owner=alice, file=picture(1), name="a.png")
        lost_name = lost()

        assert shelves.compare(remove_before=timezone.now() - DAYS).young == 1
        assert shelves.compare(remove_before=timezone.now() + DAYS).dropped == 1
        assert store().stat(lost_name) is None
        assert store().stat(used.stored_name)


@pytest.mark.django_db(transaction=True)
class TestTheBin:
    def test_emptied_at_once_its_files_are_gone_and_others_stay(self, alice, upload):
        kept, given_up = upload(1), upload(2)
        assets.delete(given_up)

        assert bin.empty(alice) == 1
        assert list(Asset.objects.all()) == [kept]
        assert {each.name for each in store().walk()} == {kept.stored_name, str(kept.thumbnail)}

    def test_of_somebody_else_nothing_is_touched(self, bob, upload):
        given_up = upload()
        assets.delete(given_up)

        assert bin.empty(bob) == 0
        assert default_storage.exists(given_up.stored_name)

    def test_a_work_keeps_its_money_and_loses_its_words(self, alice, place, run):
        generation = run(place(alice))
        generations.delete(generation)

        bin.empty(alice)
        bin.empty(alice)

        generation.refresh_from_db()
        assert (generation.prompt, generation.sent, generation.entries.count()) == ("", {}, 2)
        assert list(store().walk()) == []

    def test_a_file_that_another_upload_shares_stays(self, alice, upload):
        one, same = upload(1), upload(1)
        assets.delete(one)

        bin.empty(alice)

        assert default_storage.exists(same.stored_name)

    def test_what_was_restored_meanwhile_stays(self, alice, upload):
        found = upload()
        assets.delete(found)
        found.refresh_from_db()
        assets.restore(Asset.objects.get())

        assert not bin.remove(found, before=timezone.now())
        assert default_storage.exists(found.stored_name)


@pytest.mark.django_db(transaction=True)
class TestBesideUploads:
    def test_no_row_ever_names_a_file_that_a_sweep_or_a_purge_took(self, alice, private_media, picture):
        """Uploads of the same three pictures, each deleted at once, against sweeps that know no grace."""
        over, failures = threading.Event(), []

        def guarded(work):
            try:
                while not over.is_set():
                    work()
            except Exception as error:  # noqa: BLE001 - told to the test's own thread
                failures.append(error)
            finally:
                connections.close_all()

        def sweep():
            shelves.compare(remove_before=timezone.now() + DAYS)

        def purge():
            bin.empty(User.objects.get(pk=alice.pk))

        threads = [threading.Thread(target=guarded, args=(work,)) for work in (sweep, sweep, purge)]
        for thread in threads:
            thread.start()
        try:
            for seed in range(45):
                asset = assets.upload(owner=alice, file=picture(seed % 3), name="a.png")
                with connection.cursor():
                    missing = [
                        name for name in (asset.stored_name, str(asset.thumbnail)) if storage.there(name) is None
                    ]
                assert missing == []
                assets.delete(asset)
        finally:
            over.set()
            for thread in threads:
                thread.join()
        assert failures == []
