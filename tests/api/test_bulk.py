"""Many orders at once: one quote, one key, all of them or none; or each for itself."""

import threading
from uuid import uuid4

import pytest
from django.db import connection

from reklamai.core.errors import KeyReused, NotEnoughCredits, ReklamError
from studio.models import BulkOrder, Generation, LedgerEntry
from studio.services import bulk, orders
from studio.services.bulk import BulkRefused, Wanted
from tests.api.test_hostile import refused
from tests.studio.conftest import PRICE, balance_of


def send(api, wanted, key=None, **options):
    headers = {"HTTP_IDEMPOTENCY_KEY": str(key)} if key else {}
    return api.post("/api/generations/bulk", {"orders": wanted, **options}, format="json", **headers)


def words_of(answer):
    return [[made["prompt"] for made in result["generations"]] for result in answer.json()["results"]]


def test_all_are_ordered_in_their_order_and_held_for_together(api, alice, order):
    answer = send(api, [order, order | {"prompt": "two", "count": 3}, order | {"prompt": "three"}])

    assert answer.status_code == 202
    assert answer.json()["total"] == 5 * PRICE == 100 - balance_of(alice)
    assert words_of(answer) == [["a poster"], ["two"] * 3, ["three"]]
    assert [result["index"] for result in answer.json()["results"]] == [0, 1, 2]


def test_one_that_cannot_be_taken_stops_all_and_is_named(api, alice, order):
    answer = send(api, [order, order | {"model": "nobody"}, order | {"prompt": ""}])

    error = refused(answer, 422)
    assert error["code"] == "bulk_refused"
    assert [(item["index"], item["code"]) for item in error["facts"]["items"]] == [(1, "not_found"), (2, "invalid")]
    assert list(error["facts"]["items"][1]["facts"]["fields"]) == ["prompt"]
    assert not Generation.objects.exists()
    assert balance_of(alice) == 100


def test_too_few_credits_for_all_order_nothing_and_say_what_is_needed(api, alice, order):
    answer = send(api, [order | {"count": 4}] * 3)

    assert refused(answer, 402)["facts"] == {"needed": 12 * PRICE}
    assert not Generation.objects.exists()
    assert balance_of(alice) == 100


def test_each_for_itself_takes_those_that_can_be(api, alice, order):
    answer = send(api, [order, order | {"model": "nobody"}, order | {"prompt": "three"}], mode="each")

    assert answer.status_code == 202
    assert words_of(answer) == [["a poster"], [], ["three"]]
    errors = [result["error"] for result in answer.json()["results"]]
    assert [errors[0], errors[1]["code"], errors[2]] == [None, "not_found", None]
    assert balance_of(alice) == 100 - 2 * PRICE


def test_credits_that_run_out_stop_the_rest_of_those_for_themselves(api, alice, order):
    answer = send(api, [order | {"count": 4}, order | {"count": 4}, order | {"count": 4}, order], mode="each")

    results = answer.json()["results"]
    assert [len(result["generations"]) for result in results] == [4, 4, 0, 1]
    assert results[2]["error"]["code"] == "not_enough_credits"
    assert balance_of(alice) == 100 - 9 * PRICE


def test_places_that_run_out_stop_the_rest_of_those_for_themselves(api, alice, order, settings):
    settings.OPEN_ORDERS_MOST = 3

    answer = send(api, [order | {"count": 2}, order | {"count": 2}, order], mode="each")

    assert [len(result["generations"]) for result in answer.json()["results"]] == [2, 0, 1]
    assert answer.json()["results"][1]["error"]["facts"] == {"limit": 3}
    assert balance_of(alice) == 100 - 3 * PRICE


def test_more_than_may_be_under_way_at_once_order_nothing_together(api, alice, order, settings):
    settings.OPEN_ORDERS_MOST = 3

    answer = send(api, [order | {"count": 2}, order | {"count": 2}])

    assert refused(answer, 409, 429)["facts"] == {"limit": 3}
    assert not Generation.objects.exists()
    assert balance_of(alice) == 100


def test_an_order_of_which_nothing_was_taken_leaves_its_key_free(api, order):
    key = uuid4()

    refused(send(api, [order | {"model": "nobody"}], key, mode="each"), 422)

    assert not BulkOrder.objects.exists()
    assert send(api, [order], key).status_code == 202


@pytest.mark.parametrize("mode", ["all", "each"])
def test_the_same_key_and_body_are_the_same_order(api, order, mode):
    key, wanted = uuid4(), [order, order | {"prompt": "two", "count": 2}]
    wanted += [order | {"model": "nobody"}] if mode == "each" else []

    first, second = send(api, wanted, key, mode=mode), send(api, wanted, key, mode=mode)

    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json() == second.json()
    assert Generation.objects.count() == 3


def test_the_same_key_with_another_body_is_a_422(api, order):
    key = uuid4()
    send(api, [order, order], key)

    answers = [
        send(api, [order], key),
        send(api, [order, order], key, mode="each"),
        send(api, [order, order | {"prompt": "other"}], key),
        api.post("/api/generations", order, format="json", HTTP_IDEMPOTENCY_KEY=str(key)),
    ]

    assert [refused(answer, 422)["code"] for answer in answers] == ["key_reused"] * 4
    assert Generation.objects.count() == 2


def test_the_key_of_a_single_order_is_not_one_for_many(api, order):
    key = uuid4()
    api.post("/api/generations", order, format="json", HTTP_IDEMPOTENCY_KEY=str(key))

    assert refused(send(api, [order], key), 422)["code"] == "key_reused"


def test_the_key_of_somebody_else_is_free(api, api_of_bob, order):
    key = uuid4()

    assert send(api, [order], key).status_code == send(api_of_bob, [order], key).status_code == 202
    assert Generation.objects.count() == 2


def test_a_price_that_has_changed_is_not_taken(api, alice, order, entry):
    quoted = api.post("/api/estimates/bulk", {"orders": [order, order]}, format="json").json()["total"]
    entry.margin_percent = 50
    entry.save()

    assert refused(send(api, [order, order], quoted=quoted), 409)["facts"] == {"needed": 30}
    inner = refused(send(api, [order | {"quoted": PRICE}, order]), 422)["facts"]["items"]
    assert [(item["index"], item["code"]) for item in inner] == [(0, "conflict")]
    assert balance_of(alice) == 100


def test_an_estimate_of_many_has_a_price_or_a_reason_for_each(api, alice, order):
    body = {"orders": [order, order | {"model": "nobody"}, order | {"count": 3}]}

    quote = api.post("/api/estimates/bulk", body, format="json").json()

    assert (quote["total"], quote["balance"], quote["affordable"]) == (4 * PRICE, 100, True)
    assert [(each["estimate"] or {}).get("total") for each in quote["results"]] == [PRICE, None, 3 * PRICE]
    assert quote["results"][1]["error"]["code"] == "not_found"
    assert balance_of(alice) == 100


@pytest.mark.parametrize("wanted", [[], None, "all", [1], [[]], {}])
def test_what_is_no_list_of_orders_is_a_400(api, entry, wanted):
    refused(send(api, wanted), 400)


def test_there_is_a_limit_of_asks(api, order, settings):
    assert list(refused(send(api, [order] * (settings.BULK_ASKS + 1)), 400)["facts"]["fields"]) == ["orders"]


def together(*deeds):
    """Do them all at once, each in a thread; what each returned or raised."""
    found, gate = [], threading.Barrier(len(deeds))

    def run(deed):
        gate.wait()
        try:
            found.append(deed())
        except ReklamError as error:
            found.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def many(an_ask, *counts):
    return [Wanted(an_ask(prompt=f"poster {place}", count=count)) for place, count in enumerate(counts)]


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_one_key_sent_ten_times_at_once_is_one_order(self, alice, an_ask, fake_engine):
        key, wanted = uuid4(), many(an_ask, 2, 1, 1)

        outcomes = together(*[lambda: bulk.order(owner=alice, wanted=wanted, key=key)] * 10)

        ids = {tuple(each.pk for outcome in found for each in outcome.generations) for found in outcomes}
        assert len(ids) == 1
        assert Generation.objects.count() == 4
        assert balance_of(alice) == 100 - 4 * PRICE

    def test_two_that_together_cost_more_than_there_is_are_one_order(self, alice, an_ask, fake_engine):
        found = together(
            *[lambda: bulk.order(owner=alice, wanted=many(an_ask, 4, 2), key=uuid4()) for _each in range(2)]
        )

        assert sorted(type(each) for each in found if isinstance(each, ReklamError)) == [NotEnoughCredits]
        assert Generation.objects.count() == LedgerEntry.objects.filter(kind="hold").count() == 6
        assert balance_of(alice) == 100 - 6 * PRICE

    def test_many_and_one_under_the_same_key_are_never_both(self, alice, an_ask, fake_engine):
        key = uuid4()

        found = together(
            lambda: bulk.order(owner=alice, wanted=many(an_ask, 1, 1), key=key),
            lambda: orders.order(owner=alice, ask=an_ask(), key=key),
        )

        assert [type(each) for each in found if isinstance(each, ReklamError)] == [KeyReused]
        assert Generation.objects.count() in (1, 2)

    def test_those_for_themselves_never_spend_more_than_there_is(self, alice, an_ask, fake_engine):
        found = together(
            *[lambda: bulk.order(owner=alice, wanted=many(an_ask, 3, 3, 3), key=uuid4(), each=True) for _each in "ab"]
        )

        assert not [each for each in found if isinstance(each, ReklamError) and not isinstance(each, BulkRefused)]
        assert Generation.objects.count() == 9
        assert balance_of(alice) == 100 - 9 * PRICE
