"""What happens to the takes of one item at the same moment, with threads on PostgreSQL."""

from datetime import timedelta
from itertools import combinations_with_replacement
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from studio.ask import Retakes
from studio.models import Generation
from studio.services import credits, orders, takes, watch, work
from tests.studio.conftest import PRICE, balance_of
from tests.studio.races import at_once
from tests.studio.retaking import FACE, retake, scored, states_of, takes_of  # noqa: F401
from tests.studio.take_races import ACTIONS, many_races, race, what_holds_of_every_item

pytestmark = pytest.mark.django_db(transaction=True)

ENDS = ("like enough", "not like enough", "fail", "expire", "cancel", "delete")


def test_any_two_ends_of_a_take_at_once_leave_one_end_and_one_next_step(alice, retake):
    credits.grant(alice, amount=5000, note="a test")
    had = balance_of(alice)

    for pair in combinations_with_replacement(ENDS, 2):
        race(retake(alice, most=2, below=70)[0], pair)

    what_holds_of_every_item(alice, had=had)


def test_whatever_comes_together_in_any_order_the_books_are_right(alice, retake):
    credits.grant(alice, amount=5000, note="a test")

    many_races(alice, retake, rounds=6, seed=20261122)


def test_eight_endings_of_one_take_release_one_next_take(alice, retake):
    first = retake(alice, most=3, below=70)[0]
    seen = work.claim(first.pk)
    at_once(*[lambda: ACTIONS["not like enough"](seen)] * 8)

    assert states_of(first) == ["done", "queued", "standby", "standby"]
    assert balance_of(alice) == 100 - 4 * PRICE


def test_one_key_pressed_eight_times_holds_for_its_takes_once(alice, an_ask, scored):
    ask, key = an_ask(references=(FACE,), retakes=Retakes(2, 70)), uuid4()

    made = at_once(*[lambda: orders.order(owner=alice, ask=ask, key=key)] * 8)

    assert {rows[0].pk for rows in made} == {Generation.objects.get(take=1).pk}
    assert balance_of(alice) == 100 - 3 * PRICE


class Killed:
    """A room whose worker is killed while it hears of the end: its connection is gone before the commit."""

    def done(self, generation):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def killed():
    return Killed()


def test_a_worker_killed_between_the_end_of_a_take_and_the_release_of_the_next_loses_nothing(alice, retake, settings):
    first = retake(alice, most=1, below=70)[0]
    seen = work.claim(first.pk)
    settings.FOLLOW_UPS = {"text_to_image": "tests.studio.test_take_races.killed"}
    with pytest.raises(OperationalError):
        ACTIONS["not like enough"](seen)
    connection.close()
    assert states_of(first) == ["running", "standby"], "neither has happened"

    settings.FOLLOW_UPS = {}
    Generation.objects.filter(pk=first.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=1))
    watch.sweep()
    assert states_of(first) == ["queued", "standby"]
    ACTIONS["not like enough"](work.claim(first.pk))

    assert states_of(first) == ["done", "queued"]
    what_holds_of_every_item(alice, had=100)


def test_free_takes_take_turns_too(alice, retake, entry):
    entry.entry["price"]["credits"] = 0
    entry.save()
    for pair in (("not like enough", "cancel"), ("not like enough", "expire"), ("delete", "not like enough")) * 3:
        first = retake(alice, most=2, below=70)[0]

        race(first, (*pair, "go on"))

        found = takes_of(first)
        assert sum(take.shown for take in found) == 1
        assert sum(not take.is_over and not take.standby for take in found) <= 1
        assert not takes.stalled().exists()
    assert balance_of(alice) == 100
