"""What every store promises, tried on a folder and on a bucket over real HTTP."""

import hashlib
import os
import resource
import signal
import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import SuspiciousOperation

from reklamai.core.errors import StoreTrouble
from reklamai.core.stores import store
from tests.bucket import KEYS

LATER = datetime.now(UTC) + timedelta(days=1)


@pytest.fixture(params=["folder", "bucket"])
def any_store(request):
    if request.param == "folder":
        request.getfixturevalue("private_media")
        return store()
    return request.getfixturevalue("bucket_store")


@pytest.fixture
def bucket_store(in_bucket):
    in_bucket()
    return store()


@pytest.fixture
def made(tmp_path):
    """A local file of so many random bytes; and what they hash to."""

    def make(size):
        path = tmp_path / f"{uuid4().hex}.png"
        path.write_bytes(os.urandom(size))
        return path, hashlib.sha256(path.read_bytes()).hexdigest()

    return make


def put(where, made, name="7/x/a.png", size=1000):
    path, digest = made(size)
    where.put(name, path, sha256=digest)
    return path.read_bytes()


class TestEveryStore:
    @pytest.mark.parametrize("size", [0, 1, 300_000, 20_000_000])
    def test_gives_back_what_was_put_in_whatever_its_size(self, any_store, made, size):
        content = put(any_store, made, size=size)

        assert b"".join(any_store.read("7/x/a.png")) == content
        assert any_store.stat("7/x/a.png").size == size

    @pytest.mark.parametrize(("first", "count"), [(0, 10), (990, 10), (995, 100), (500, None), (0, 1000), (300, 1)])
    def test_reads_any_part(self, any_store, made, first, count):
        content = put(any_store, made)

        expected = content[first:] if count is None else content[first : first + count]
        assert b"".join(any_store.read("7/x/a.png", first=first, count=count)) == expected

    def test_replaces_what_had_the_name(self, any_store, made):
        put(any_store, made, size=2000)
        content = put(any_store, made, size=10)

        assert b"".join(any_store.read("7/x/a.png")) == content

    def test_says_that_nothing_is_there(self, any_store):
        assert any_store.stat("7/x/none.png") is None
        with pytest.raises(FileNotFoundError):
            list(any_store.read("7/x/none.png"))
        any_store.remove("7/x/none.png")

    def test_removes(self, any_store, made):
        put(any_store, made)

        any_store.remove("7/x/a.png")

        assert any_store.stat("7/x/a.png") is None

    def test_lists_everything_in_the_order_of_code_points(self, any_store, made):
        names = ["7/x/a.png", "7/x-y/a.png", "7/x.png", "10/a.png", "7/x/b/c.png", "7/Я.png", "7/xa.png"]
        for name in names:
            put(any_store, made, name=name, size=len(name))

        found = list(any_store.walk())

        assert [each.name for each in found] == sorted(names)
        assert [each.size for each in found] == [len(name) for name in sorted(names)]

    def test_proves_that_it_can_be_written_to_and_leaves_nothing_of_the_proof(self, any_store):
        assert any_store.check(write=True)

        assert list(any_store.walk()) == []

    def test_names_no_file_outside_of_it(self, any_store, made):
        with pytest.raises(SuspiciousOperation):
            put(any_store, made, name="../../etc/passwd")

    def test_many_writers_of_one_name_leave_one_whole_file(self, any_store, made):
        path, digest = made(300_000)
        threads = [threading.Thread(target=any_store.put, args=("7/a.png", path), kwargs={"sha256": digest})
                   for _ in range(8)]  # fmt: skip
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert [each.name for each in any_store.walk()] == ["7/a.png"]
        assert hashlib.sha256(b"".join(any_store.read("7/a.png"))).hexdigest() == digest


class TestAFolder:
    def test_what_a_killed_writer_left_is_neither_listed_nor_kept(self, private_media, made):
        put(store(), made)
        left = private_media / "7" / "x" / ".b.png.12ab34cd.part"
        left.write_bytes(b"half")

        assert [each.name for each in store().walk()] == ["7/x/a.png"]
        assert store().drop_unfinished(datetime.now(UTC) - timedelta(hours=1)) == 0
        assert store().drop_unfinished(LATER) == 1
        assert not left.exists()

    def test_only_its_owner_may_read_a_file(self, private_media, made):
        put(store(), made)

        assert (private_media / "7" / "x" / "a.png").stat().st_mode & 0o077 == 0

    def test_a_place_that_is_no_folder_is_trouble_and_not_a_crash(self, settings, tmp_path, made):
        (tmp_path / "file").write_bytes(b"")
        settings.MEDIA_ROOT = tmp_path / "file"

        with pytest.raises(StoreTrouble):
            put(store(), made)
        with pytest.raises(StoreTrouble):
            store().check()

    def test_a_disk_that_takes_no_more_keeps_nothing_and_says_so(self, private_media, made):
        large = made(5_000_000)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # then a write past the limit fails, as on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
        try:
            with pytest.raises(StoreTrouble) as caught:
                store().put("7/x/a.png", large[0], sha256=large[1])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            signal.signal(signal.SIGXFSZ, before)

        assert caught.value.repeatable
        assert [path for path in private_media.rglob("*") if path.is_file()] == []


class TestABucket:
    def test_knows_type_and_content_of_what_it_keeps(self, bucket_store, made, moto):
        path, digest = made(100)
        bucket_store.put("7/x/a.mp4", path, sha256=digest)

        found = moto.client.head_object(Bucket=moto.bucket, Key="7/x/a.mp4")

        assert found["ContentType"] == "video/mp4"
        assert found["Metadata"] == {"sha256": digest}
        assert bucket_store.stat("7/x/a.mp4").sha256 == digest

    def test_keeps_everything_below_its_prefix_and_sees_nothing_else(self, in_bucket, made, moto):
        moto.client.put_object(Bucket=moto.bucket, Key="others/secret.txt", Body=b"theirs")
        in_bucket(S3_PREFIX="/studio/")
        put(store(), made)

        keys = [each["Key"] for each in moto.client.list_objects_v2(Bucket=moto.bucket)["Contents"]]
        assert keys == ["others/secret.txt", "studio/7/x/a.png"]
        assert [each.name for each in store().walk()] == ["7/x/a.png"]

    def test_parts_of_an_upload_that_never_ended_are_dropped_once_they_are_old(self, bucket_store, moto):
        moto.client.create_multipart_upload(Bucket=moto.bucket, Key="7/x/big.mp4")

        assert bucket_store.drop_unfinished(datetime(2010, 1, 1, tzinfo=UTC)) == 0  # moto says November of that year
        assert bucket_store.drop_unfinished(LATER) == 1
        assert not moto.client.list_multipart_uploads(Bucket=moto.bucket).get("Uploads")

    def test_its_keys_are_not_in_what_the_settings_print(self, settings, in_bucket):
        in_bucket()

        assert KEYS["AWS_SECRET_ACCESS_KEY"] not in repr(settings.STORAGES)
        assert KEYS["AWS_SECRET_ACCESS_KEY"] not in repr(vars(store()))
