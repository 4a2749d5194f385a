"""The same file sent again at the very moment when its deleted copy of thirty days is purged."""

import io
import threading
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone
from PIL import Image

from reklamai.core.stores.disk import DiskStore
from studio import storage
from studio.models import Asset
from studio.services import assets, bin

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_S = 30


class Meeting:
    """Two threads: the second starts where the first stands in the store, which goes on once that one ends or waits."""

    def __init__(self):
        self.other, self.thread, self.errors, self.passes = None, None, [], 0

    def arrange(self, other, *, passes=0):
        self.other, self.passes = other, passes

    def happen(self):
        self.passes -= 1
        if self.other is None or self.passes >= 0:
            return
        other, self.other = self.other, None
        self.thread = threading.Thread(target=self.run, args=(other,))
        self.thread.start()
        while self.thread.is_alive() and not is_waited_for_a_lock():
            self.thread.join(0.02)

    def run(self, other):
        try:
            other()
        except Exception as error:  # noqa: BLE001 - told to the test's own thread
            self.errors.append(error)
        finally:
            connection.close()

    def end(self):
        self.thread.join(PATIENCE_S)
        assert not self.thread.is_alive()
        assert not self.errors


def is_waited_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
        return cursor.fetchone()[0]


class SlowStore(DiskStore):
    """A folder in which somebody else comes by just before a file is removed, or just after it was looked at."""

    removing, looked = Meeting(), Meeting()

    def remove(self, name):
        self.removing.happen()
        super().remove(name)

    def stat(self, name):
        found = super().stat(name)
        if found is not None:
            self.looked.happen()
        return found


@pytest.fixture
def slow(settings, private_media, monkeypatch):
    for name in ("removing", "looked"):
        monkeypatch.setattr(SlowStore, name, Meeting())
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": f"{__name__}.SlowStore"}}
    assert type(storages["default"]).__name__ == "SlowStore"
    return SlowStore


@pytest.fixture
def send(alice):
    def send():
        file = io.BytesIO()
        Image.new("RGB", (9, 9), "teal").save(file, "PNG")
        file.seek(0)
        return assets.upload(owner=alice, file=file, name="a.png")

    return send


@pytest.fixture
def binned(slow, send):
    """Deleted 31 days ago; its files are as old."""
    asset = send()
    Asset.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    return asset


def assert_whole(asset):
    assert Asset.objects.get().pk == asset
    kept = Asset.objects.get()
    assert all(storage.there(name) is not None for name in (kept.stored_name, str(kept.thumbnail)))


def test_an_upload_while_the_purge_removes_the_file_is_kept_whole(slow, send, binned):
    made = []
    slow.removing.arrange(lambda: made.append(send().pk))

    bin.purge()
    slow.removing.end()

    assert_whole(made[0])


@pytest.mark.parametrize("looks", range(4))
def test_a_purge_after_any_look_of_the_upload_leaves_it_whole(slow, send, binned, looks):
    """It looks for the file and its thumbnail when it keeps them, and again before it writes their row."""
    slow.looked.arrange(bin.purge, passes=looks)

    made = send()
    slow.looked.end()

    assert_whole(made.pk)
