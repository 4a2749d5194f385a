"""Items with takes under several hands at once, many times; `make test` runs a few. `SOAK_SEED` repeats a run."""

import os
import secrets

import pytest

from studio.services import credits
from tests.studio.retaking import retake, scored  # noqa: F401
from tests.studio.take_races import many_races

pytestmark = [pytest.mark.soak, pytest.mark.django_db(transaction=True)]

ITEMS = int(os.environ.get("SOAK_ITEMS", "500"))


@pytest.mark.timeout(3600)
def test_five_hundred_items_made_again_under_many_hands_keep_the_books_right(alice, retake, settings):
    settings.OPEN_ORDERS_MOST = 10_000
    seed = int(os.environ.get("SOAK_SEED") or secrets.randbelow(10**6))
    print(f"\nseed {seed}")
    credits.grant(alice, amount=100_000, note="a soak")

    many_races(alice, retake, rounds=ITEMS, seed=seed)
