"""How much a person may keep: exact, race-free, and never in the way of what was paid for."""

import io
import threading

import pytest
from django.db import connections
from PIL import Image

from reklamai.core.errors import QuotaReached
from reklamai.core.stores import store
from studio.models import Allowance, Asset, Generation, Status
from studio.selectors.storage import usage
from studio.services import assets, bin
from tests.studio.conftest import PRICE, balance_of


def picture(seed):
    file = io.BytesIO()
    Image.new("RGB", (8, 8), (seed % 256, 9, 9)).save(file, "PNG")
    file.seek(0)
    return file


def upload(owner, seed=1):
    return assets.upload(owner=owner, file=picture(seed), name="a.png")


@pytest.mark.django_db(transaction=True)
class TestUploads:
    def test_the_last_byte_may_be_used_and_not_one_more(self, alice, private_media, settings):
        size = upload(alice, 1).size_bytes
        settings.QUOTA_BYTES = 2 * size

        upload(alice, 2)

        assert (usage(alice).used, usage(alice).full, usage(alice).percent) == (2 * size, True, 100)
        with pytest.raises(QuotaReached) as caught:
            upload(alice, 3)
        assert (caught.value.status, caught.value.facts["limit"]) == (413, 2 * size)
        assert Asset.objects.count() == 2

    def test_a_refused_one_leaves_no_file_and_takes_none_of_another(self, alice, private_media, settings):
        kept = upload(alice, 1)
        settings.QUOTA_BYTES = kept.size_bytes + 1

        for seed in (1, 2):
            with pytest.raises(QuotaReached):
                upload(alice, seed)

        assert {each.name for each in store().walk()} == {kept.stored_name, str(kept.thumbnail)}

    def test_twenty_at_once_pass_it_by_nothing(self, alice, private_media, settings):
        size = upload(alice, 0).size_bytes
        settings.QUOTA_BYTES = 6 * size + size // 2
        at_once, outcomes = threading.Barrier(20), []

        def one(seed):
            at_once.wait()
            try:
                upload(alice, seed)
                outcomes.append("kept")
            except QuotaReached:
                outcomes.append("refused")
            finally:
                connections.close_all()

        threads = [threading.Thread(target=one, args=(seed,)) for seed in range(1, 21)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert (outcomes.count("kept"), outcomes.count("refused")) == (5, 15)
        assert usage(alice).used == 6 * size
        rows = {name for each in Asset.objects.all() for name in (each.stored_name, str(each.thumbnail))}
        assert {each.name for each in store().walk()} == rows

    def test_staff_may_give_one_person_more_or_no_limit(self, alice, bob, private_media, settings):
        settings.QUOTA_BYTES = 1
        Allowance.objects.create(owner=alice, limit_mb=0)

        upload(alice)

        assert usage(alice).limit == 0
        with pytest.raises(QuotaReached):
            upload(bob)

    def test_the_bin_counts_until_it_is_emptied(self, alice, private_media, settings):
        first = upload(alice, 1)
        settings.QUOTA_BYTES = first.size_bytes
        assets.delete(first)
        assert (usage(alice).used, usage(alice).in_bin) == (first.size_bytes, first.size_bytes)
        with pytest.raises(QuotaReached):
            upload(alice, 2)

        bin.empty(alice)

        assert upload(alice, 2)


@pytest.mark.django_db(transaction=True)
class TestOrders:
    def test_a_full_account_orders_nothing_and_pays_nothing(self, alice, place, settings, private_media):
        settings.QUOTA_BYTES = upload(alice).size_bytes

        with pytest.raises(QuotaReached):
            place(alice)

        assert not Generation.objects.exists()
        assert balance_of(alice) == 100

    def test_an_order_that_was_taken_is_delivered_over_the_limit(self, alice, place, run, settings):
        generation = place(alice)
        settings.QUOTA_BYTES = upload(alice).size_bytes

        done = run(generation)

        assert done.status == Status.DONE
        assert done.result is not None
        assert usage(alice).used > usage(alice).limit
        assert balance_of(alice) == 100 - PRICE


@pytest.mark.django_db(transaction=True)
class TestWhatIsShown:
    @pytest.fixture
    def page(self, client, alice, private_media):
        client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def test_settings_and_usage_say_how_much_is_kept(self, page, alice, settings):
        settings.QUOTA_BYTES = 10 * 2**20
        Allowance.objects.create(owner=alice, limit_mb=3)
        upload(alice)

        for address in ("/settings", "/usage"):
            assert "3.0\xa0MB" in page.get(address).content.decode()

    def test_a_full_account_is_told_so_and_can_empty_its_bin(self, page, alice, settings):
        given_up = upload(alice)
        settings.QUOTA_BYTES = given_up.size_bytes
        assets.delete(given_up)
        words = page.get("/settings").content.decode()
        assert "Your storage is full" in words
        assert "/settings/empty-bin" in words

        answer = page.post("/settings/empty-bin", follow=True)

        assert "1 file was erased." in answer.content.decode()
        assert "Your storage is full" not in answer.content.decode()
        assert not Asset.objects.exists()

    def test_the_bin_is_not_emptied_by_a_link_or_by_nobody(self, page, client, alice):
        assets.delete(upload(alice))

        assert page.get("/settings/empty-bin").status_code == 405
        client.logout()
        client.post("/settings/empty-bin")

        assert Asset.objects.count() == 1

    def test_an_upload_over_it_is_a_sentence_in_the_readers_language(self, page, alice, settings):
        settings.QUOTA_BYTES = upload(alice).size_bytes
        alice.language = "ru"
        alice.save()

        answer = page.post("/uploads", {"file": picture(2)})

        assert answer.status_code == 413
        assert "Хранилище заполнено" in answer.content.decode()
