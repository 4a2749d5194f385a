"""Whatever ends an order, those who want to know are told of it once, in the transaction that ends it."""

import re
from functools import partial
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ

from reklamai.core.errors import EngineError
from studio import services
from studio.engines.base import Result
from studio.models import Generation, Status, WebhookDelivery, WebhookEndpoint
from studio.services import generations, leaving, outbox, watch, work
from studio.services.sealing import seal
from tests.studio.races import at_once

OVER = re.compile(r"\.update\(\s*status=Status\.(?:DONE|FAILED|CANCELLED)\b")
ALL = ["generation.done", "generation.failed", "generation.cancelled"]


def listening(owner, events=ALL, **fields):
    return WebhookEndpoint.objects.create(
        owner=owner, url="https://example.com/", events=events, secret=seal("s"), **fields
    )


def told():
    return list(WebhookDelivery.objects.values_list("type", flat=True))


def done(generation):
    work.finish(work.claim(generation.pk), Result(files=()), ())


def failed(generation):
    work.fail(work.claim(generation.pk), EngineError("No."))


def died_three_times(generation):
    work.claim(generation.pk)
    Generation.objects.update(attempt=work.MOST_ATTEMPTS)
    watch.revive_or_end(Generation.objects.get())


def late(generation):
    watch.expire(Generation.objects.get())


def cancelled(generation):
    generations.cancel(generation)


def left(generation):
    leaving.end_order(generation)


ENDS = {
    done: "generation.done",
    failed: "generation.failed",
    died_three_times: "generation.failed",
    late: "generation.failed",
    cancelled: "generation.cancelled",
    left: "generation.cancelled",
}


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
@pytest.mark.parametrize("price", [10, 0])
def test_each_way_to_end_is_told_with_its_name(alice, place, end, price):
    listening(alice)
    generation = place(alice)
    Generation.objects.update(price=price)
    generation.refresh_from_db()

    end(generation)

    row = WebhookDelivery.objects.get()
    assert (row.type, row.generation, row.body) == (ENDS[end], generation, "")
    assert row.type == f"generation.{Generation.objects.get().status}"


def test_every_place_that_ends_an_order_tells_of_it():
    """The watch ends orders in two ways in one place: five places. A sixth has to tell too.

    Takes that were not needed are told of to nobody: nothing of theirs ever began.
    """
    [folder] = services.__path__
    sources = {path.stem: path.read_text() for path in Path(folder).glob("*.py") if path.stem != "takes"}
    ends = {name: len(OVER.findall(text)) for name, text in sources.items()}

    assert ends == {name: text.count("endings.ended(") for name, text in sources.items()}
    assert sum(ends.values()) == 5


def test_only_those_who_asked_are_told(alice, bob, place):
    wanting = [listening(alice), listening(alice, ["generation.cancelled"])]
    listening(alice, ["generation.done"])
    listening(alice, status="paused")
    listening(alice, status="disabled")
    listening(bob)

    cancelled(place(alice))

    rows = WebhookDelivery.objects.all()
    assert {row.endpoint for row in rows} == set(wanting)
    assert len({row.event for row in rows}) == 1, "one event has one id, at whichever endpoint"


def test_what_is_rolled_back_is_not_told(alice, place, django_capture_on_commit_callbacks):
    listening(alice)
    generation = place(alice)

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError), transaction.atomic():
        generations.cancel(generation)
        raise RuntimeError

    assert told() == []
    assert Generation.objects.get().status == Status.QUEUED


def test_after_the_commit_the_postman_is_called_once_for_each_end(alice, place, django_capture_on_commit_callbacks):
    listening(alice)
    generation = place(alice)
    OrmQ.objects.all().delete()

    with django_capture_on_commit_callbacks(execute=True):
        generations.cancel(generation)

    assert [task.func() for task in OrmQ.objects.all()].count("studio.tasks.deliver_webhooks") == 1


def test_who_has_no_webhooks_pays_one_query(alice, place, django_assert_num_queries):
    generation = place(alice)

    with django_assert_num_queries(1):
        outbox.ended(generation, Status.DONE)


def test_an_end_that_is_told_twice_is_one_event(alice, place):
    listening(alice)
    generation = place(alice)

    outbox.ended(generation, Status.DONE)
    outbox.ended(generation, Status.DONE)

    assert told() == ["generation.done"]
    assert outbox.event_id(generation.pk, "generation.done") == WebhookDelivery.objects.get().event


def test_an_account_that_is_closed_hears_nothing(alice, place):
    listening(alice)
    place(alice)

    leaving.close(alice)

    assert told() == []
    assert not outbox.due(timezone.now()).exists()


@pytest.mark.django_db(transaction=True)
def test_ends_that_race_are_one_event_and_it_is_the_end_s_own(alice, place):
    listening(alice)
    for _ in range(5):
        seen = work.claim(place(alice).pk)
        actions = (
            partial(work.finish, seen, Result(files=()), ()),
            partial(work.fail, seen, EngineError("No.")),
            partial(watch.expire, Generation.objects.get(pk=seen.pk)),
            partial(generations.cancel, Generation.objects.get(pk=seen.pk)),
            partial(leaving.end_order, Generation.objects.get(pk=seen.pk)),
        )

        at_once(*actions)

        status = Generation.objects.get(pk=seen.pk).status
        assert list(WebhookDelivery.objects.filter(generation=seen).values_list("type", flat=True)) == [
            f"generation.{status}"
        ]
