"""Orders whose results have to get into a bucket that breaks: nothing is lost, made twice or paid twice."""

import io
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone
from PIL import Image

from reklamai.core.stores import store
from studio.engines.base import Waiting
from studio.models import Asset, Generation, Status
from studio.services import assets, generations, work
from tests.bucket import BUSY, WRONG_KEY
from tests.studio.conftest import PRICE, balance_of, picture_result

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def weak(in_bucket, door, settings):
    in_bucket(door.address, attempts=1, timeout_s=1.0)
    settings.STORE_PATIENCE_S = 30
    return door


def due(generation):
    Generation.objects.filter(pk=generation.pk).update(ask_after=timezone.now())


def objects(moto):
    return {each["Key"] for each in moto.client.list_objects_v2(Bucket=moto.bucket).get("Contents", ())}


def test_an_order_is_made_stored_and_read_as_on_a_disk(alice, place, run, in_bucket, moto):
    in_bucket()

    generation = run(place(alice))

    asset = generation.result
    assert generation.status == Status.DONE
    assert objects(moto) == {asset.stored_name, str(asset.thumbnail)}
    assert len(b"".join(store().read(asset.stored_name))) == asset.size_bytes


def test_what_an_order_was_given_reaches_its_maker_from_the_bucket(alice, place, run, in_bucket, fake_engine):
    in_bucket()
    picture, given = io.BytesIO(), []
    Image.new("RGB", (50, 40), "red").save(picture, "PNG")
    picture.seek(0)
    asset = assets.upload(owner=alice, file=picture, name="red.png")
    generation = place(alice)
    generation.references.create(source="asset", source_id=str(asset.pk), role="x", file=asset.stored_name)

    def does(job, report):
        with Image.open(job.references[0].path) as found:
            given.append(found.size)
        return picture_result(job)

    fake_engine.does = does

    assert run(generation).status == Status.DONE
    assert given == [(50, 40)]


@pytest.mark.parametrize("fault", [(503, BUSY), (500, ""), "reset", (403, WRONG_KEY)], ids=str)
def test_a_store_that_fails_for_a_while_is_asked_again_and_nothing_is_made_anew(
    alice, place, run, weak, fake_engine, fault
):
    weak.next(fault, "PUT", times=2)

    generation = run(place(alice))

    assert generation.status == Status.DONE
    assert len(fake_engine.runs) == 1
    assert balance_of(alice) == 100 - PRICE


def test_a_store_that_stays_away_ends_a_draft_with_its_credits_back(alice, place, run, weak, settings, moto):
    settings.STORE_PATIENCE_S = 0
    weak.next((503, BUSY), "PUT", times=3)
    generation = place(alice)
    for _attempt in range(work.MOST_ATTEMPTS):
        generation = run(generation)
        due(generation)

    assert (generation.status, generation.error_code) == (Status.FAILED, "store")
    assert balance_of(alice) == 100
    assert objects(moto) == set()


def test_what_a_vendor_made_waits_for_the_store_and_is_neither_made_nor_paid_again(
    alice, place, run, weak, settings, fake_engine
):
    settings.STORE_PATIENCE_S = 0
    sent = []

    def does(job, report):
        if not job.provider_ref:
            sent.append(job.id)
            report.sending()
            report.accepted("vendor-1")
            return Waiting(provider_ref="vendor-1", ask_after=timedelta(0))
        return picture_result(job)

    fake_engine.does = does
    generation = run(place(alice))
    weak.next((503, BUSY), "PUT", times=work.MOST_ATTEMPTS + 2)
    for _attempt in range(work.MOST_ATTEMPTS + 2):
        due(generation)
        generation = run(generation)
        assert generation.status == Status.RUNNING
    due(generation)

    generation = run(generation)

    assert generation.status == Status.DONE
    assert sent == [str(generation.pk)]
    assert balance_of(alice) == 100 - PRICE


def test_an_order_can_be_cancelled_while_the_store_is_away(alice, place, run, weak, moto):
    generation = place(alice)
    weak.next((503, BUSY), "PUT", times=1000)

    def cancel_at_the_first_try(method):
        weak.knock = str
        generations.cancel(Generation.objects.get(pk=generation.pk))
        connections.close_all()  # this thread's own

    weak.knock = cancel_at_the_first_try

    generation = run(generation)

    assert generation.status == Status.CANCELLED
    assert balance_of(alice) == 100
    assert objects(moto) == set()
    assert not Asset.objects.exists()
