"""Weights of a person, as they are offered, ordered and read."""

from uuid import uuid4

import pytest
from django.utils import timezone

from reklamai.core.errors import Conflict, NotConfigured, NotEnoughCredits, NotFound
from reklamai.core.secret import Secret
from soulids.lora_names import model_of, trigger_of
from soulids.models import SoulLora
from soulids.selectors.loras import lora_of, loras_of
from soulids.services import loras
from studio.models import CatalogueModel, Generation
from studio.services import bulk, generations, orders
from tests.soulids import rows
from tests.soulids.at_vendor import PRICE, rich  # noqa: F401
from tests.studio.at_replicate import ENTRIES, TRAINING
from tests.studio.conftest import balance_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def set_up(settings, private_media):
    settings.REPLICATE_API_TOKEN = Secret("r8_key")
    for entry in ENTRIES:
        CatalogueModel.objects.create(id=entry["model"], provider="replicate", entry=entry, enabled=True)


def test_an_estimate_says_what_weights_cost(rich, album):
    assert loras.estimate(rich, album).total == PRICE


def test_the_margin_of_staff_is_in_the_price(rich, album):
    CatalogueModel.objects.filter(pk=TRAINING).update(margin_percent=40)

    assert loras.estimate(rich, album).total == 420


def test_without_the_vendors_key_nothing_can_be_ordered(rich, album, settings):
    settings.REPLICATE_API_TOKEN = Secret("")

    with pytest.raises(NotConfigured) as caught:
        loras.estimate(rich, album)
    assert caught.value.message == "Replicate is not set up on this installation."
    with pytest.raises(NotConfigured):
        loras.order_lora(rich, album, uuid4())
    assert balance_of(rich) == 1100


def test_without_a_good_photo_there_is_no_estimate(rich, soul):
    with pytest.raises(Conflict) as caught:
        loras.estimate(rich, soul)

    assert caught.value.facts["because"] == "no_photos"


def test_an_order_holds_its_price_and_names_nobody(rich, album):
    order = loras.order_lora(rich, album, uuid4(), quoted=PRICE)

    lora = SoulLora.objects.get(order=order)
    assert (order.kind, order.price, balance_of(rich)) == ("soulid_lora", PRICE, 1100 - PRICE)
    assert order.references.count() == 12
    assert {row.facts == {} for row in order.references.all()} == {True}  # no numbers of the face go along
    assert (lora.destination, lora.trigger) == (model_of(str(order.pk)), trigger_of(str(order.pk)))
    for private in (album.name, album.handle, str(album.pk), str(order.pk)):
        assert private.lower() not in f"{lora.destination} {lora.trigger}".lower()


def test_the_same_key_is_the_same_order_and_another_waits_for_it(rich, album):
    key = uuid4()

    first, again = (loras.order_lora(rich, album.pk, key) for _ in range(2))

    assert first == again
    with pytest.raises(Conflict) as caught:
        loras.order_lora(rich, album, uuid4())
    assert caught.value.facts["because"] == "training"
    assert balance_of(rich) == 1100 - PRICE


def test_a_key_is_still_the_same_order_when_the_album_has_changed(rich, album):
    key = uuid4()
    first = loras.order_lora(rich, album, key)
    rows.a_photo_row(album, seed=40)

    assert loras.order_lora(rich, album, key) == first


def test_nobody_is_trained_without_consent(rich, album):
    album.consent.delete()

    with pytest.raises(Conflict) as caught:
        loras.order_lora(rich, album, uuid4())

    assert caught.value.facts["because"] == "no_consent"
    assert not Generation.objects.exists()


def test_the_general_door_orders_no_weights(rich, album):
    """Without the room nobody would have asked for consent, and what was paid for would belong to nobody."""
    album.consent.delete()

    with pytest.raises(Conflict):
        orders.order(owner=rich, ask=loras.ask_of(album), key=uuid4())

    assert (balance_of(rich), Generation.objects.count()) == (1100, 0)


def test_weights_among_many_orders_are_refused_too(rich, album):
    with pytest.raises(bulk.BulkRefused) as caught:
        bulk.order(owner=rich, wanted=[bulk.Wanted(loras.ask_of(album))], key=uuid4())

    [fault] = caught.value.facts["items"]
    assert (fault["index"], fault["code"]) == (0, "conflict")
    assert (balance_of(rich), Generation.objects.count()) == (1100, 0)


def test_weights_that_failed_are_not_ordered_again_beside_the_room(rich, album):
    failed = loras.order_lora(rich, album, uuid4())
    Generation.objects.filter(pk=failed.pk).update(status="failed")
    failed.refresh_from_db()

    with pytest.raises(Conflict):
        generations.retry(generation=failed, key=uuid4())

    assert Generation.objects.get() == failed


@pytest.mark.parametrize(("change", "because"), [("waiting", "waiting"), ("few", "album")])
def test_an_album_that_is_not_ready_is_not_trained(rich, album, change, because):
    if change == "waiting":
        rows.a_photo_row(album, judged=False)
    else:
        album.photos.filter(pk__in=album.photos.values("pk")[:5]).delete()

    with pytest.raises(Conflict) as caught:
        loras.order_lora(rich, album, uuid4())

    assert caught.value.facts["because"] == because


def test_a_price_above_the_one_that_was_told_is_not_held(rich, album):
    with pytest.raises(Conflict):
        loras.order_lora(rich, album, uuid4(), quoted=PRICE - 1)

    assert (balance_of(rich), SoulLora.objects.count()) == (1100, 0)


def test_too_few_credits_order_nothing(alice, album):
    with pytest.raises(NotEnoughCredits):
        loras.order_lora(alice, album, uuid4())

    assert SoulLora.objects.count() == Generation.objects.count() == 0


def test_somebody_elses_person_is_not_found(bob, album):
    with pytest.raises(NotFound):
        loras.order_lora(bob, album, uuid4())


def test_the_newest_weights_that_were_trained_count(soul, alice):
    other = rows.a_soul(alice, name="Anna")
    for number, weights in enumerate(["acme/one/v", "acme/two/v", ""]):
        SoulLora.objects.create(
            soul=soul, destination=f"acme/{number}", trigger=f"T{number}", weights=weights,
            trained_at=timezone.now() if weights else None,
        )  # fmt: skip

    assert lora_of(soul) == {"weights": "acme/two/v", "trigger": "T1"}
    assert lora_of(other) is None
    assert loras_of([soul.pk, other.pk]) == {soul.pk: {"weights": "acme/two/v", "trigger": "T1"}}
