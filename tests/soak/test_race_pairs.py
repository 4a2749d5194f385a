"""All 105 pairs of actions on one order, from all five states, again and again; `make test` runs those that can act."""

import os
from itertools import combinations_with_replacement

import pytest

from studio.services import credits
from tests.studio.conftest import balance_of
from tests.studio.test_race_pairs import ACTIONS, POSSIBLE, race, the_books_are_right

pytestmark = [pytest.mark.soak, pytest.mark.django_db(transaction=True)]

REPEATS = int(os.environ.get("SOAK_REPEATS", "5"))


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("start", POSSIBLE)
def test_every_pair_from_every_state_leaves_one_end_and_its_money(alice, place, start, private_media, settings):
    settings.OPEN_ORDERS_MOST = 10_000
    credits.grant(alice, amount=100_000, note="a soak")
    had = balance_of(alice)

    for pair in list(combinations_with_replacement(ACTIONS, 2)) * REPEATS:
        race(alice, place, start, pair)

    the_books_are_right(alice, had)
