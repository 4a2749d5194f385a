"""A training ordered: everything or nothing, once, and never without consent."""

from uuid import uuid4

import pytest

from reklamai.core.errors import BadInput, Conflict, KeyReused, NotConfigured, NotEnoughCredits, NotFound
from reklamai.core.secret import Secret
from soulids.models import Consent, SoulID, SoulLora, SoulMaster, SoulStatus
from soulids.services import training
from studio.models import Generation, LedgerEntry, LedgerKind, Status
from studio.selectors import catalogue as selected
from studio.services import catalogue, credits
from tests.soulids import rows
from tests.soulids.trainings import MASTER, MASTER_PRICE, engines, trainer, vendor  # noqa: F401
from tests.studio.conftest import balance_of

pytestmark = pytest.mark.django_db


def train(soul, **asked):
    return training.train(soul.owner, pk=soul.pk, **{"key": uuid4(), **asked})


def trainings():
    return Generation.objects.filter(kind="soulid_train")


def test_a_training_is_a_free_order_of_the_heavy_cluster_with_all_kept_photos(album, trainer):
    soul = train(album)

    order = trainings().get()
    assert soul.training == order and soul.status == SoulStatus.QUEUED
    assert (order.price, order.provider, order.parameters) == (0, "local", {"soul": str(album.pk)})
    assert {row.source_id for row in order.references.all()} == {str(photo.pk) for photo in album.photos.all()}
    assert {row.role for row in order.references.all()} == {"training_photos"}


def test_the_engine_gets_what_was_found_in_the_photos(album, trainer):
    train(album)

    row = trainings().get().references.first()
    photo = album.photos.get(pk=row.source_id)
    assert row.facts["facts"] == photo.facts
    assert len(row.facts["vector"]) == 2732, "512 numbers of four bytes in base64"


def test_without_consent_nothing_is_trained(album, trainer):
    Consent.objects.all().delete()

    with pytest.raises(Conflict) as caught:
        train(album)

    assert caught.value.facts["because"] == "no_consent"
    assert not trainings().exists()


def test_no_way_round_the_page_gets_at_the_numbers_of_a_face_without_consent(album, trainer):
    """The general door for orders takes any kind."""
    from studio.services import orders

    Consent.objects.all().delete()

    with pytest.raises(Conflict):
        orders.order(owner=album.owner, ask=training.ask_of(album, training.album_of(album)), key=uuid4())


def test_photos_that_do_not_suffice_are_not_trained_on(soul, trainer):
    rows.an_album_row(soul, count=9)
    rows.consent_of(soul)

    with pytest.raises(Conflict) as caught:
        train(soul)

    assert caught.value.facts == {"because": "album", "blocked": ["too_few"]}


def test_an_album_that_is_still_looked_at_waits(album, trainer):
    rows.a_photo_row(album, judged=False)

    with pytest.raises(Conflict) as caught:
        train(album)

    assert caught.value.facts == {"because": "waiting", "waiting": 1}


def test_photos_that_were_refused_are_no_part_of_it(album, trainer):
    stranger = rows.a_photo_row(album, person=1, seed=50)
    blurred = rows.a_photo_row(album, facts=rows.unusable("blurred", seed=51))

    train(album)

    used = {row.source_id for row in trainings().get().references.all()}
    assert len(used) == 12 and not used & {str(stranger.pk), str(blurred.pk)}


def test_the_same_key_is_the_same_training(album, trainer):
    key = uuid4()

    first = train(album, key=key)
    again = train(album, key=key)

    assert first.training == again.training and trainings().count() == 1


def test_the_same_key_stays_the_same_training_when_it_is_over_and_photos_have_changed(album, trainer, run):
    key = uuid4()
    run(train(album, key=key).training)
    rows.a_photo_row(album, seed=60)

    again = train(album, key=key)

    assert again.training.status == Status.DONE and trainings().count() == 1


@pytest.mark.parametrize("other", [{"master": MASTER}, {"of": "another"}], ids=["with a master", "another person"])
def test_a_key_that_trained_something_else_is_refused(album, trainer, vendor, other):
    key = uuid4()
    train(album, key=key)
    another = rows.a_soul(album.owner, name="Olga")
    rows.an_album_row(another, person=1)
    rows.consent_of(another)

    with pytest.raises(KeyReused):
        train(another if "of" in other else album, key=key, master=other.get("master", ""))


def test_one_training_at_a_time(album, trainer):
    train(album)

    with pytest.raises(Conflict) as caught:
        train(album)

    assert caught.value.facts["because"] == "training"


def test_somebody_elses_is_not_there(album, bob, trainer):
    for deed in (training.train, training.cancel, training.estimate):
        with pytest.raises(NotFound):
            deed(bob, pk=album.pk, **({"key": uuid4()} if deed is training.train else {}))


def test_an_estimate_names_every_part_and_moves_nothing(album, trainer, vendor):
    found = training.estimate(album.owner, pk=album.pk, master=MASTER)

    assert [(part.name, part.price) for part in found.parts] == [("training", 0), ("master", MASTER_PRICE)]
    assert (found.total, found.balance, found.affordable) == (MASTER_PRICE, 100, True)
    assert found.expected_s == max(part.expected_s for part in found.parts)
    assert not Generation.objects.exists()


def test_there_is_a_price_before_consent_and_before_the_photos_suffice(soul, trainer, vendor):
    assert training.estimate(soul.owner, pk=soul.pk).total == 0
    with pytest.raises(BadInput):
        training.estimate(soul.owner, pk=soul.pk, master=MASTER)
    rows.an_album_row(soul, count=2)

    assert training.estimate(soul.owner, pk=soul.pk, master=MASTER).total == MASTER_PRICE


def test_what_was_told_is_held(album, trainer, vendor):
    told = training.estimate(album.owner, pk=album.pk, master=MASTER).total

    train(album, master=MASTER, quoted=told)

    holds = LedgerEntry.objects.filter(kind=LedgerKind.HOLD)
    assert [entry.delta for entry in holds] == [-told]
    assert balance_of(album.owner) == 100 - told
    assert SoulMaster.objects.get().soul == album


def test_a_price_above_the_told_one_orders_nothing_at_all(album, trainer, vendor):
    with pytest.raises(Conflict):
        train(album, master=MASTER, quoted=MASTER_PRICE - 1)

    assert not Generation.objects.exists() and balance_of(album.owner) == 100
    assert SoulID.objects.get().training is None


def test_too_few_credits_for_the_master_order_no_training_either(album, trainer, vendor, bob):
    credits.correct(album.owner, delta=-(100 - MASTER_PRICE + 1), note="spent", made_by=bob)

    with pytest.raises(NotEnoughCredits):
        train(album, master=MASTER)

    assert not Generation.objects.exists() and not SoulMaster.objects.exists()
    assert SoulID.objects.get().training is None


def test_a_model_that_makes_no_masters_orders_nothing(album, trainer, vendor):
    with pytest.raises((NotFound, BadInput)):
        train(album, master="soulid-train")

    assert not Generation.objects.exists()


@pytest.fixture
def weights(settings):
    """The real entry of weights at Replicate; its price in whole credits."""
    catalogue.load()
    settings.REPLICATE_API_TOKEN = Secret("r8_of_tests")
    return selected.offer("soulid-lora")


def test_training_master_and_weights_are_one_price_and_one_deed(album, trainer, vendor, weights, bob):
    credits.grant(album.owner, amount=1000, note="for weights", made_by=bob)
    told = training.estimate(album.owner, pk=album.pk, master=MASTER, lora=True)

    train(album, master=MASTER, lora=True, quoted=told.total)

    assert [part.name for part in told.parts] == ["training", "master", "lora"]
    held = sorted(-entry.delta for entry in LedgerEntry.objects.filter(kind=LedgerKind.HOLD))
    assert held == sorted(part.price for part in told.parts if part.price) and held[-1] >= 300, "3 USD and more"
    assert balance_of(album.owner) == 1100 - told.total
    assert SoulLora.objects.get().soul == album

    stopped = training.cancel(album.owner, pk=album.pk)

    assert stopped.stopped == ("training", "master", "lora") and balance_of(album.owner) == 1100


def test_too_few_credits_for_the_weights_order_nothing_of_the_rest(album, trainer, vendor, weights):
    with pytest.raises(NotEnoughCredits):
        train(album, master=MASTER, lora=True)

    assert not Generation.objects.exists() and balance_of(album.owner) == 100
    assert not SoulMaster.objects.exists() and not SoulLora.objects.exists()


def test_without_the_vendors_key_a_training_with_weights_is_refused_whole(album, trainer):
    catalogue.load()

    with pytest.raises(NotConfigured):
        train(album, lora=True)

    assert not Generation.objects.exists()


def test_the_same_key_without_weights_is_another_training(album, trainer, vendor, weights, bob):
    credits.grant(album.owner, amount=1000, note="for weights", made_by=bob)
    key = uuid4()
    train(album, key=key, lora=True)

    assert train(album, key=key, lora=True).training_id == trainings().get().pk
    with pytest.raises(KeyReused):
        train(album, key=key)


def test_a_queued_training_is_cancelled_with_all_its_parts_and_every_credit_comes_back(album, trainer, vendor):
    train(album, master=MASTER)

    stopped = training.cancel(album.owner, pk=album.pk)

    assert stopped.stopped == ("training", "master") and stopped.running == ()
    assert {row.status for row in Generation.objects.all()} == {Status.CANCELLED}
    assert balance_of(album.owner) == 100
    assert SoulID.objects.get().status == SoulStatus.DRAFT


def test_a_master_that_a_vendor_is_making_goes_on_and_is_charged(album, trainer, vendor, run):
    vendor.can_stop = False
    train(album, master=MASTER)
    master = SoulMaster.objects.get().order
    Generation.objects.filter(pk=master.pk).update(status=Status.RUNNING, sent_at=master.created_at, attempt=1)

    stopped = training.cancel(album.owner, pk=album.pk)

    assert (stopped.stopped, stopped.running) == (("training",), ("master",))
    assert balance_of(album.owner) == 100 - MASTER_PRICE


def test_there_is_nothing_to_cancel_before_and_after(album, trainer, run):
    with pytest.raises(Conflict):
        training.cancel(album.owner, pk=album.pk)
    run(train(album).training)

    with pytest.raises(Conflict):
        training.cancel(album.owner, pk=album.pk)


def test_a_running_training_stops_at_its_next_report(album, trainer, run):
    trainer.does = lambda _job, _report: training.cancel(album.owner, pk=album.pk)

    order = run(train(album).training)

    assert order.status == Status.CANCELLED and order.notes == {} and order.kept == {}
    assert SoulID.objects.get().status == SoulStatus.DRAFT
    assert not order.assets.exists()


def test_a_cancelled_training_leaves_the_one_before_in_use(trained, trainer):
    train(trained)

    training.cancel(trained.owner, pk=trained.pk)

    soul = SoulID.objects.get()
    assert soul.status == SoulStatus.READY and soul.version.number == 1
    train(soul)
    assert trainings().count() == 2
