"""What happens to a training at the same moment, with threads on PostgreSQL."""

from functools import partial
from uuid import uuid4

import pytest

from soulids.models import SoulID, SoulMaster, SoulPhoto, SoulVersion
from soulids.services import forgetting, masters, training, versions
from studio.models import Asset, Generation, LedgerEntry, LedgerKind, Status, User
from studio.selectors import ledger
from studio.services import generations, work
from studio.services.reporting import Reporter
from studio.services.workdirs import workdir
from tests.media.soulids.people import directions, near
from tests.soulids import rows
from tests.soulids.trainings import MASTER, MASTER_PRICE, engines, measurer, trainer, vendor  # noqa: F401
from tests.studio.conftest import balance_of
from tests.studio.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def owner():
    return User.objects.get()


def begun(soul, **asked):
    return training.train(soul.owner, pk=soul.pk, **{"key": uuid4(), **asked}).training


def finishing(order):
    """The end of a claimed order, ready to be written down."""
    generation = work.claim(order.pk)
    with workdir("job") as folder:
        made = work.make(generation, Reporter(generation), workdir=folder)
    return partial(work.finish, generation, *made)


def test_two_tabs_with_one_key_train_once_and_hold_once(album, trainer, vendor):
    key = uuid4()

    def train():
        return training.train(owner(), pk=album.pk, key=key, master=MASTER).training_id

    found = at_once(train, train, train)

    assert len(set(found)) == 1 and None not in found
    assert Generation.objects.count() == 2 and SoulMaster.objects.count() == 1
    assert LedgerEntry.objects.filter(kind=LedgerKind.HOLD).count() == 1
    assert balance_of(album.owner) == 100 - MASTER_PRICE


def test_of_two_tabs_with_keys_of_their_own_one_trains(album, trainer, vendor):
    def train():
        return training.train(owner(), pk=album.pk, key=uuid4(), master=MASTER).training_id

    found = at_once(train, train)

    assert found.count(None) == 1 and Generation.objects.filter(kind="soulid_train").count() == 1
    assert balance_of(album.owner) == 100 - MASTER_PRICE


def test_cancelled_as_it_ends_it_ends_one_way(album, trainer, vendor):
    for _ in range(3):
        order = begun(album, master=MASTER)
        at_once(finishing(order), lambda: training.cancel(owner(), pk=album.pk))

        order.refresh_from_db()
        learned = SoulVersion.objects.filter(order=order)
        assert learned.exists() == (order.status == Status.DONE)
        assert order.status in (Status.DONE, Status.CANCELLED) and order.notes == {}
        for left in Generation.objects.open():
            generations.cancel(left)
    assert not list(ledger.faults())


def test_forgotten_as_it_ends_nothing_is_left(album, trainer):
    order = begun(album)

    at_once(finishing(order), lambda: forgetting.forget(owner(), album.pk))

    for rows_left in (SoulID, SoulVersion, SoulPhoto):
        assert not rows_left.objects.exists()
    assert not Asset.objects.exists()
    assert not Generation.objects.exclude(notes={}).exists()


def test_a_training_and_a_look_that_end_together_leave_one_version_in_use(trained, trainer, vendor, measurer):
    measurer.faces = [near(directions(4)[0], apart=0.2, seed=600)]
    master = masters.order_master(trained.owner, pk=trained.pk, model=MASTER, key=uuid4())
    work.run(master.order_id)
    look = Generation.objects.get(kind="soulid_master")
    order = begun(trained)

    at_once(finishing(order), finishing(look))

    assert SoulMaster.objects.get().passed
    current = SoulVersion.objects.get(is_current=True)
    assert current.number == 2 and SoulID.objects.get().version == current


def test_two_tabs_that_go_to_two_versions_leave_one_in_use(trained):
    rows.a_version(trained)
    rows.a_version(trained)

    at_once(*(partial(versions.use, owner(), pk=trained.pk, number=number) for number in (1, 2, 3)))

    current = SoulVersion.objects.get(is_current=True)
    assert SoulID.objects.get().version == current


def test_a_version_gone_back_to_as_it_is_deleted_is_in_use_or_gone(trained):
    rows.a_version(trained)

    at_once(
        partial(versions.use, owner(), pk=trained.pk, number=1),
        partial(versions.delete, owner(), pk=trained.pk, number=1),
    )

    current = SoulVersion.objects.get(is_current=True)
    assert SoulID.objects.get().version == current
    assert SoulVersion.objects.filter(number=1).exists() == (current.number == 1)
