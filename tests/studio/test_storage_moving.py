"""All files from one store to another, whatever happens meanwhile."""

import hashlib
import os
import signal
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reklamai.core.stores import store
from studio import storage
from tests.bucket import KEYS
from tests.stack import ROOT


@pytest.fixture
def two_stores(in_bucket, private_media):
    """Files are kept here; a bucket waits."""
    in_bucket(FILES_IN="local")


@pytest.fixture
def kept(tmp_path):
    """Gives `kept(size)`: a file of that many random bytes, kept; its name and content."""

    def keep(size, *, folder="1/uploads"):
        path = tmp_path / f"{os.urandom(4).hex()}.bin.png"
        path.write_bytes(os.urandom(size))
        return storage.keep(path, folder=folder).name, path.read_bytes()

    return keep


def moved(source="local", target="s3", **options):
    said = StringIO()
    call_command("move_store", "--from", source, "--to", target, stdout=said, stderr=said, **options)
    return said.getvalue().strip().splitlines()[-1]


def content(where, name):
    return b"".join(store(where).read(name))


@pytest.mark.usefixtures("two_stores")
class TestMoving:
    def test_every_file_is_there_afterwards_and_still_here(self, kept):
        files = dict(kept(size, folder=f"{size}/uploads") for size in (0, 10, 300_000, 20_000_000))

        assert moved().startswith("4 files, 20300010 bytes: 4 copied (20300010 bytes), 0 there already")
        for name, expected in files.items():
            assert content("s3", name) == expected
            assert content("local", name) == expected

    def test_there_and_back_again_is_what_it_was(self, kept, settings):
        files = dict(kept(1000) for _ in range(5))
        moved()
        for name in files:
            store("local").remove(name)

        moved("s3", "local")

        assert {each.name: content("local", each.name) for each in store("local").walk()} == files

    def test_a_second_run_copies_only_what_is_new(self, kept):
        for _ in range(3):
            kept(500)
        moved()
        kept(70)

        assert "1 copied (70 bytes), 3 there already" in moved()

    def test_a_dry_run_says_what_would_be_copied_and_copies_nothing(self, kept):
        kept(500)

        assert "1 to copy (500 bytes)" in moved(dry_run=True)
        assert list(store("s3").walk()) == []

    def test_a_file_of_another_size_there_is_replaced(self, kept, tmp_path):
        name, expected = kept(500)
        (tmp_path / "short").write_bytes(b"short")
        store("s3").put(name, tmp_path / "short", sha256="")

        moved()

        assert content("s3", name) == expected

    def test_a_decayed_copy_is_found_when_asked_for(self, kept, tmp_path):
        name, expected = kept(500)
        (tmp_path / "other").write_bytes(bytes(500))
        store("s3").put(name, tmp_path / "other", sha256="")

        assert "0 copied" in moved()
        assert "1 copied" in moved(recheck=True)
        assert content("s3", name) == expected

    def test_a_damaged_file_is_named_and_not_copied(self, kept, private_media):
        name, _content = kept(500)
        whole = kept(400)[0]
        (private_media / name).write_bytes(b"decayed")

        with pytest.raises(CommandError, match="1 files are damaged"):
            moved()

        assert [each.name for each in store("s3").walk()] == [whole]

    def test_files_are_not_removed_from_where_new_ones_still_go(self, kept):
        kept(10)

        with pytest.raises(CommandError, match="FILES_IN=s3"):
            moved(remove=True)

    def test_once_new_files_go_there_the_old_store_can_be_emptied(self, kept, in_bucket):
        files = dict(kept(100) for _ in range(3))
        in_bucket(FILES_ALSO_IN="local")

        assert "3 removed" in moved(remove=True)
        assert list(store("local").walk()) == []
        assert {name: content("s3", name) for name in files} == files

    def test_it_names_what_is_not_possible(self, settings, private_media):
        with pytest.raises(CommandError, match="same store"):
            moved("s3", "s3")
        settings.STORAGES = {name: where for name, where in settings.STORAGES.items() if name != "s3"}
        with pytest.raises(CommandError, match="S3_BUCKET"):
            moved()

    def test_while_files_move_each_is_read_from_where_it_lies(self, kept, in_bucket, tmp_path):
        old = dict([kept(100)])
        in_bucket(FILES_ALSO_IN="local")
        new = dict([kept(100)])

        for name, expected in (old | new).items():
            assert b"".join(storage.read(name)) == expected
            assert storage.local_copy(name, into=tmp_path).read_bytes() == expected
            assert storage.size_of(name) == 100
        assert [each.name for each in store("s3").walk()] == list(new)
        assert storage.link(next(iter(old)), content_type="image/png", disposition="inline") == ""
        assert storage.link(next(iter(new)), content_type="image/png", disposition="inline")
        storage.forget(next(iter(old)))
        assert store("local").stat(next(iter(old))) is None


def test_killed_in_the_middle_and_begun_again_it_ends_right(in_bucket, door, moto, tmp_path, settings):
    home, media = tmp_path / "home", tmp_path / "home" / "media" / "1" / "uploads"
    media.mkdir(parents=True)
    files = {}
    for size in (1000, 2000, 20_000_000, 3000):
        made = os.urandom(size)
        name = f"{hashlib.sha256(made).hexdigest()}.mp4"
        files[f"1/uploads/{name}"] = made
        (media / name).write_bytes(made)
    environment = {**os.environ, **KEYS, "REKLAMAI_HOME": str(home), "S3_BUCKET": moto.bucket, "FILES_IN": "local",
                   "S3_ENDPOINT_URL": door.address, "DJANGO_SETTINGS_MODULE": "reklamai.settings.dev"}  # fmt: skip
    command = [sys.executable, "manage.py", "move_store", "--from", "local", "--to", "s3"]
    door.next("silence", "PUT", times=5, part="partNumber=2")
    first = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert door.met.wait(60)

    first.send_signal(signal.SIGKILL)
    first.communicate()
    door.faults.clear()
    there = moto.client.list_objects_v2(Bucket=moto.bucket).get("Contents", [])
    second = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    assert second.returncode == 0, second.stderr
    assert len(there) < len(files)
    assert f"{len(there)} there already" in second.stdout
    found = moto.client.list_objects_v2(Bucket=moto.bucket)["Contents"]
    bodies = {each["Key"]: moto.client.get_object(Bucket=moto.bucket, Key=each["Key"])["Body"].read() for each in found}
    assert bodies == files
