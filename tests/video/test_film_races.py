"""Boards under several hands at the same moment, and workers that are killed between a shot and the one after it."""

from datetime import timedelta
from functools import partial
from itertools import combinations_with_replacement
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from studio.models import Generation, Status
from studio.selectors import ledger
from studio.services import credits, generations, watch, work
from tests.studio.conftest import balance_of
from tests.studio.races import at_once
from tests.video.filming import PRICE, failing, orders_of, render, states, work_off
from video.film_follow import Films
from video.models import MultiShotGeneration, Shot
from video.services import rendering

pytestmark = pytest.mark.django_db(transaction=True)

RICH = 5000


def chain(film, alice):
    return film(alice, "a", {"prompt": "b", "continues": True}, {"prompt": "c", "continues": True})


def again(seen):
    return Generation.objects.get(pk=seen.pk)


# Each takes the board and the orders of its shots as their doer saw them before the race.
ACTIONS = {
    "make the first": lambda film, rows: work.run(rows[0].pk),
    "cancel the board": lambda film, rows: rendering.cancel(film),
    "delete the first": lambda film, rows: generations.delete(again(rows[0])),
    "cancel the one that waits": lambda film, rows: generations.cancel(again(rows[1])),
    "render": lambda film, rows: render(MultiShotGeneration.objects.get(pk=film.pk)),
    "sweep": lambda film, rows: watch.sweep(),
}


def what_holds(owner, *, had):
    """Whoever has won: what is made is charged once, all else is back, nothing waits for what will not come."""
    assert list(ledger.faults()) == []
    rows = Generation.objects.filter(owner=owner)
    assert not rows.filter(status__in=[Status.QUEUED, Status.RUNNING]).exists()
    assert balance_of(owner) == had - PRICE * rows.filter(status=Status.DONE, price__gt=0).count()


def test_any_two_things_that_happen_to_a_board_at_once_leave_its_books_right(alice, film):
    had = RICH + 100
    credits.grant(alice, amount=RICH, note="a test")

    for pair in combinations_with_replacement(ACTIONS, 2):
        board = film(alice, "a", {"prompt": "b", "continues": True})
        render(board)
        rows = [each.generation for each in orders_of(board)]
        at_once(*[partial(ACTIONS[name], board, rows) for name in pair])
        work_off(alice)
        what_holds(alice, had=had)


def test_eight_renders_at_once_order_each_shot_once(alice, film):
    board = chain(film, alice)

    at_once(*[lambda: render(MultiShotGeneration.objects.get(pk=board.pk), key=uuid4())] * 8)

    assert len(orders_of(board)) == Generation.objects.count() == 3
    assert balance_of(alice) == 100 - 3 * PRICE


def test_one_key_pressed_eight_times_is_one_render(alice, film):
    board, key = chain(film, alice), uuid4()

    found = at_once(*[lambda: render(MultiShotGeneration.objects.get(pk=board.pk), key=key)] * 8)

    assert None not in found
    assert Generation.objects.count() == 3


def test_credits_for_one_board_are_not_spent_on_two(alice, film):
    one, other = film(alice, *"abcdef"), film(alice, *"ghijkl")

    at_once(*[partial(render, each) for each in (one, other)])

    assert Generation.objects.count() == 6
    assert balance_of(alice) == 100 - 6 * PRICE


class Killed(Films):
    """A worker that is killed while it writes down what follows: its connection is gone before the commit."""

    def _over(self, order):
        super()._over(order)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


@pytest.mark.parametrize("place", ["shot", "frame"])
def test_a_worker_killed_between_a_shot_and_the_next_loses_nothing(alice, film, settings, place):
    board = chain(film, alice)
    render(board)
    first = orders_of(board)[0].generation
    if place == "frame":
        work.run(first.pk)
        first = orders_of(board, "frame")[0].generation
    settings.DATABASE_PATIENCE_S = 0  # the killed one is not asked again
    usual, settings.SERIES = settings.SERIES, ("tests.video.test_film_races.Killed",)
    with pytest.raises(OperationalError):
        work.run(first.pk)
    connection.close()
    assert again(first).status == Status.RUNNING, "nothing of its end has happened"

    settings.SERIES = usual
    Generation.objects.filter(pk=first.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=1))
    watch.sweep()
    work_off(alice)

    assert states(board) == ["rendered"] * 3
    assert len(orders_of(board, "frame")) == 2
    what_holds(alice, had=100)


def test_a_change_while_it_is_made_is_found_by_the_next_render(alice, film, maker):
    board = film(alice, "a", "b")
    render(board)
    Shot.objects.filter(film=board, position=0).update(prompt="changed meanwhile")
    work_off(alice)

    assert states(board) == ["changed", "rendered"]
    maker.does = failing("none")
    render(board)
    work_off(alice)

    assert states(board) == ["rendered"] * 2
    what_holds(alice, had=100)
