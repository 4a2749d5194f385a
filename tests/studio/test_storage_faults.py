"""A bucket that breaks: what is repeated, what is said, and that nothing is half stored."""

import pytest

from reklamai.core.errors import StoreTrouble
from reklamai.core.stores import store
from tests.bucket import BUSY, WRONG_KEY
from tests.studio.test_storage_stores import made, put  # noqa: F401  # a fixture among them


class TestABucketThatBreaks:
    @pytest.fixture
    def weak(self, in_bucket, door):
        """The bucket through a door that breaks; two attempts and one second of patience, for the test's sake."""
        in_bucket(door.address, attempts=2, timeout_s=1.0)
        return store()

    @pytest.mark.parametrize("fault", [(503, BUSY), (500, ""), (503, ""), "reset"], ids=str)
    def test_one_failure_is_not_noticed_by_a_writer(self, weak, door, made, fault):
        door.next(fault, "PUT")

        content = put(weak, made, size=300_000)

        assert b"".join(weak.read("7/x/a.png")) == content
        assert door.seen.count("PUT") == 2

    @pytest.mark.parametrize("fault", [(503, BUSY), (500, ""), "reset", "silence"], ids=str)
    def test_a_store_that_stays_away_is_repeatable_trouble_and_nothing_is_stored(self, weak, door, made, moto, fault):
        door.next(fault, "PUT", times=2)

        with pytest.raises(StoreTrouble) as caught:
            put(weak, made, size=300_000)

        assert caught.value.repeatable
        assert caught.value.facts["reason"] in ("busy", "away")
        assert "Contents" not in moto.client.list_objects_v2(Bucket=moto.bucket)

    def test_a_large_file_that_breaks_off_leaves_neither_object_nor_parts(self, weak, door, made, moto):
        door.next((500, ""), "PUT", times=2, part="partNumber=2")

        with pytest.raises(StoreTrouble):
            put(weak, made, size=20_000_000)

        assert "Contents" not in moto.client.list_objects_v2(Bucket=moto.bucket)
        assert not moto.client.list_multipart_uploads(Bucket=moto.bucket).get("Uploads")

    def test_a_read_that_breaks_off_goes_on_where_it_broke(self, weak, door, made):
        content = put(weak, made, size=3_000_000)
        door.next("cut the answer", "GET", times=3)

        assert b"".join(weak.read("7/x/a.png")) == content
        assert door.seen.count("GET") == 4

    def test_a_read_that_never_gets_further_is_trouble(self, weak, door, made):
        put(weak, made, size=100_000)
        door.next("reset", "GET", times=20)

        with pytest.raises(StoreTrouble):
            list(weak.read("7/x/a.png"))

    def test_wrong_keys_are_said_to_be_refused(self, weak, door, made):
        door.next((403, WRONG_KEY), "PUT")

        with pytest.raises(StoreTrouble) as caught:
            put(weak, made)

        assert caught.value.facts == {"reason": "refused", "code": "InvalidAccessKeyId"}

    def test_a_missing_bucket_is_said_to_be_missing(self, in_bucket, made):
        in_bucket(S3_BUCKET="there-is-none")

        with pytest.raises(StoreTrouble) as put_there:
            put(store(), made)
        with pytest.raises(StoreTrouble) as listed:
            list(store().walk())
        with pytest.raises(StoreTrouble) as checked:
            store().check()

        assert {each.value.facts["reason"] for each in (put_there, listed, checked)} == {"no_bucket"}

    def test_nobody_at_the_address_is_trouble_within_seconds(self, in_bucket):
        in_bucket("http://127.0.0.1:9")

        with pytest.raises(StoreTrouble) as caught:
            store().check()

        assert caught.value.facts["reason"] == "away"
