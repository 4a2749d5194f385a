"""Making it again while it is not like enough, for programs."""

from uuid import uuid4

import pytest

from studio.models import Generation, WebhookDelivery, WebhookEndpoint
from studio.selectors import ledger
from studio.services import generations, work
from tests.api.test_hostile import refused
from tests.studio.conftest import PRICE, balance_of
from tests.studio.retaking import retake, scored, takes_of  # noqa: F401

RETAKES = {"most": 2, "below": 70}


@pytest.fixture
def wanted(order, scored):
    return order | {"references": [{"source": "somebody", "id": "vera", "role": ""}], "retakes": RETAKES}


def send(api, body, path="/api/generations"):
    return api.post(path, body, format="json", HTTP_IDEMPOTENCY_KEY=str(uuid4()))


def test_the_estimate_says_what_is_sure_and_what_would_be_held(api, wanted):
    answer = api.post("/api/estimates", wanted | {"count": 2}, format="json").json()

    assert (answer["each"], answer["takes"], answer["first"], answer["total"]) == (PRICE, 3, 2 * PRICE, 6 * PRICE)


def test_the_answer_to_an_order_lists_the_takes(api, alice, wanted):
    answer = send(api, wanted | {"quoted": 3 * PRICE})

    [made] = answer.json()
    assert answer.status_code == 202
    assert made["retakes"] == {"most": 2, "below": 70, "score": "face", "within": None}
    assert [(take["take"], take["status"], take["shown"]) for take in made["takes"]] == [
        (1, "queued", True),
        (2, "standby", False),
        (3, "standby", False),
    ]
    assert made["takes"][0]["id"] == made["id"]
    assert balance_of(alice) == 100 - 3 * PRICE


@pytest.mark.parametrize(
    "retakes",
    [
        {"most": 0, "below": 70},
        {"most": 6, "below": 70},
        {"most": 1, "below": 0},
        {"most": 1, "below": 100},
        {"most": 1},
        {"most": 1, "below": 70, "score": "charm"},
        {"most": 1, "below": 70, "within": -1},
        {"most": 1, "below": 70, "score": "place"},
        {"most": 1, "below": 70, "within": PRICE},
    ],
)
def test_what_cannot_be_is_refused_by_the_name_of_its_field(api, alice, wanted, retakes):
    error = refused(send(api, wanted | {"retakes": retakes}), 400)

    assert any(name.startswith("retakes") for name in error["facts"]["fields"])
    assert balance_of(alice) == 100


def test_an_order_without_it_is_made_once(api, order):
    [made] = send(api, order).json()

    assert (made["retakes"], made["takes"], made["take"], made["shown"]) == ({}, [], 1, True)


def test_the_list_has_one_generation_for_each_item_and_each_take_can_be_read(api, alice, retake, scored):
    found = retake(alice, most=2, below=70)
    scored(40, 80)
    work.run(found[0].pk)
    work.run(found[1].pk)

    [listed] = api.get("/api/generations").json()["results"]

    assert listed["id"] == str(found[1].pk)
    assert [(take["status"], take["score"]) for take in listed["takes"]] == [
        ("done", 40),
        ("done", 80),
        ("not_needed", None),
    ]
    assert api.get(f"/api/generations/{found[0].pk}").json()["scores"]["face"]["value"] == 40


def test_a_list_reads_the_takes_of_all_at_once(api, alice, retake, django_assert_max_num_queries):
    for _ in range(3):
        retake(alice, most=1)

    with django_assert_max_num_queries(9):
        assert len(api.get("/api/generations").json()["results"]) == 3


def test_many_orders_are_held_for_with_all_their_takes(api, alice, wanted, order):
    answer = send(api, {"orders": [wanted, order]}, "/api/generations/bulk")

    assert answer.json()["total"] == 4 * PRICE == 100 - balance_of(alice)
    assert [len(result["generations"]) for result in answer.json()["results"]] == [1, 1]


def test_all_or_nothing_counts_the_takes_too(api, alice, wanted):
    refused(send(api, {"orders": [wanted] * 4}, "/api/generations/bulk"), 402)

    assert not Generation.objects.exists()


def test_a_cancel_by_the_id_that_was_ordered_stops_the_take_at_work(api, alice, retake, scored):
    found = retake(alice, most=2, below=70)
    scored(40)
    work.run(found[0].pk)

    answer = api.post(f"/api/generations/{found[0].pk}/cancel").json()

    assert [take["status"] for take in answer["takes"]] == ["done", "cancelled", "not_needed"]
    assert list(ledger.faults()) == []


def test_partners_hear_of_every_take_that_was_made_and_of_no_other(alice, retake, scored):
    events = ["generation.done", "generation.failed", "generation.cancelled"]
    WebhookEndpoint.objects.create(owner=alice, url="https://example.com/hook", events=events)
    found = retake(alice, most=3, below=70)
    scored(40)
    work.run(found[0].pk)

    generations.cancel(found[0])

    heard = WebhookDelivery.objects.order_by("created_at").values_list("generation", "type")
    assert list(heard) == [(found[0].pk, "generation.done"), (found[1].pk, "generation.cancelled")]
    assert len(takes_of(found[0])) == 4
