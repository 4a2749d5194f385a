import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from reklamai.core.errors import BadInput, NotEnoughCredits
from studio.models import CreditAccount, Generation, LedgerEntry
from studio.selectors import credits as accounts
from studio.selectors import ledger
from studio.services import credits, orders
from tests.studio.conftest import PRICE, balance_of


def test_the_signup_grant_is_given_once_however_often_the_account_is_opened(alice):
    credits.open_account(alice)
    credits.open_account(alice)

    assert balance_of(alice) == 100
    assert alice.account.entries.count() == 1


def test_an_order_holds_its_price_and_says_so_in_the_ledger(alice, place):
    generation = place(alice)

    assert accounts.balance(alice) == accounts.Balance(balance=100 - PRICE, held=PRICE, open=1)
    assert list(generation.entries.values_list("kind", "delta")) == [("hold", -PRICE)]


def test_an_order_of_many_items_holds_one_row_each(alice, place):
    place(alice, count=3)

    holds = LedgerEntry.objects.filter(kind="hold")
    assert [row.delta for row in holds] == [-PRICE] * 3
    assert balance_of(alice) == 100 - 3 * PRICE


def test_an_order_that_cannot_be_paid_in_full_takes_nothing(alice, place):
    credits.correct(alice, delta=-75, note="a test", made_by=alice)

    with pytest.raises(NotEnoughCredits):
        place(alice, count=3)

    assert balance_of(alice) == 25
    assert not Generation.objects.exists()
    assert not list(ledger.faults())


def test_giving_back_twice_returns_the_credits_once(alice, place):
    generation = place(alice)

    credits.give_back(generation)
    credits.give_back(generation)

    assert balance_of(alice) == 100


def test_a_charge_after_a_return_changes_nothing(alice, place):
    generation = place(alice)

    credits.give_back(generation)
    credits.charge(generation)

    assert balance_of(alice) == 100
    assert accounts.receipt(generation).charged == 0


def test_free_work_moves_no_credits(alice, place, entry):
    entry.entry["price"]["credits"] = 0
    entry.save()

    generation = place(alice)
    credits.charge(generation)

    assert generation.price == 0
    assert not generation.entries.exists()


def test_a_correction_never_goes_below_zero(alice):
    with pytest.raises(NotEnoughCredits):
        credits.correct(alice, delta=-101, note="too much", made_by=alice)

    assert balance_of(alice) == 100


def test_a_grant_of_nothing_is_refused(alice):
    with pytest.raises(BadInput):
        credits.grant(alice, amount=0, note="nothing")


@pytest.mark.parametrize("change", ["UPDATE studio_ledgerentry SET delta = 1", "DELETE FROM studio_ledgerentry"])
def test_the_database_itself_refuses_to_change_a_ledger_row(alice, change):
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)

    assert alice.account.entries.count() == 1


def test_the_database_itself_refuses_a_balance_below_zero(alice):
    with pytest.raises(DatabaseError, match="balance_never_below_zero"), transaction.atomic():
        CreditAccount.objects.filter(owner=alice).update(balance=-1)


def test_check_ledger_finds_a_balance_that_is_not_the_sum_of_its_rows(alice):
    CreditAccount.objects.filter(owner=alice).update(balance=101)

    assert list(ledger.faults()) == [f"account {alice.pk}: balance 101, rows add up to 100"]


def test_check_ledger_finds_a_hold_that_was_left_on_work_that_is_over(alice, place):
    generation = place(alice)
    Generation.objects.filter(pk=generation.pk).update(status="done")

    assert list(ledger.faults()) == [f"generation {generation.pk}: over, and its hold is not settled"]


@pytest.mark.django_db(transaction=True)
def test_200_threads_that_order_at_once_never_overdraw_the_account(alice, an_ask, fake_engine):
    start = threading.Barrier(200)
    results = []

    def order(_):
        try:
            start.wait(60)
            results.append(orders.order(owner=alice, ask=an_ask(), key=uuid4()))
        except NotEnoughCredits:
            results.append(None)
        finally:
            connection.close()

    with ThreadPoolExecutor(200) as pool:
        list(pool.map(order, range(200)))

    assert len(results) == 200
    assert sum(result is not None for result in results) == 100 // PRICE
    assert balance_of(alice) == 0
    assert not list(ledger.faults())


@pytest.mark.django_db(transaction=True)
def test_many_threads_with_one_key_make_one_order(alice, an_ask, fake_engine):
    key, start = uuid4(), threading.Barrier(30)

    def order(_):
        try:
            start.wait(60)
            return orders.order(owner=alice, ask=an_ask(), key=key)[0].pk
        finally:
            connection.close()

    with ThreadPoolExecutor(30) as pool:
        made = set(pool.map(order, range(30)))

    assert len(made) == 1
    assert Generation.objects.count() == 1
    assert balance_of(alice) == 100 - PRICE
