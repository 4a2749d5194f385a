"""How many works one person may have under way: told in words, and never more, however many tabs order at once."""

from uuid import uuid4

import pytest
from django.utils import translation

from reklamai.core.errors import TooManyOpen
from studio.models import Generation, LedgerEntry, Status
from studio.selectors import ledger
from studio.services import generations, orders
from tests.studio.conftest import balance_of
from tests.studio.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def three(settings):
    settings.OPEN_ORDERS_MOST = 3


def test_one_more_than_may_be_open_is_refused_in_words_and_costs_nothing(alice, place):
    for _ in range(3):
        place(alice)
    before = balance_of(alice)

    with translation.override("en"), pytest.raises(TooManyOpen, match="At most 3 of your works") as caught:
        place(alice)

    assert (caught.value.status, caught.value.facts) == (429, {"limit": 3})
    assert Generation.objects.count() == 3
    assert balance_of(alice) == before
    assert not list(ledger.faults())


def test_an_order_of_several_counts_each_of_them_and_is_taken_whole_or_not_at_all(alice, place):
    place(alice, count=2)

    with pytest.raises(TooManyOpen):
        place(alice, count=2)

    assert Generation.objects.count() == 2
    place(alice)


def test_what_is_over_leaves_room(alice, place, run):
    first, *_ = [place(alice) for _ in range(3)]
    run(first)

    second = place(alice)
    generations.cancel(second)

    assert place(alice).status == Status.QUEUED


def test_anothers_works_take_no_room(alice, bob, place):
    for _ in range(3):
        place(alice)

    assert place(bob).status == Status.QUEUED


def test_a_double_click_at_the_limit_gets_its_order_back(alice, place, an_ask):
    key = uuid4()
    taken = place(alice, key=key, count=3)

    again = orders.order(owner=alice, ask=an_ask(count=3), key=key)

    assert again[0].pk == taken.pk


def test_many_tabs_at_once_do_not_get_past_the_limit(alice, an_ask, place):
    for _ in range(4):
        at_once(*[lambda: orders.order(owner=alice, ask=an_ask(), key=uuid4())] * 8)

        assert Generation.objects.open().count() == 3
        assert LedgerEntry.objects.filter(kind="hold", generation__status__in=["queued", "running"]).count() == 3
        assert not list(ledger.faults())
        for generation in Generation.objects.open():
            generations.cancel(generation)


def test_the_page_and_the_api_say_it_with_429(alice, place, client, an_ask):
    for _ in range(3):
        place(alice)
    client.force_login(alice)
    body = {"kind": "text_to_image", "model": "fake-picture", "prompt": "a poster"}

    answer = client.post("/api/generations", body, content_type="application/json")

    assert answer.status_code == 429
    assert answer.json()["error"]["code"] == "too_many_open"
    assert answer.json()["error"]["facts"] == {"limit": 3}
