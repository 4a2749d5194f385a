"""How fast and how reliable models are, measured over their last orders."""

from datetime import timedelta

import pytest
from django.utils import timezone

from studio.models import CatalogueModel, Generation
from studio.selectors import catalogue
from studio.selectors.speeds import ENOUGH, LAST, speeds
from studio.services.catalogue import measure

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(alice, entry):
    """Gives `ended(status, seconds, hours_ago)`: an order of the fake model that is over."""

    def ended(status="done", *, seconds=10, hours_ago=1.0, model="fake-picture"):
        begun = timezone.now() - timedelta(hours=hours_ago)
        made = Generation.objects.create(
            owner=alice, kind="text_to_image", model=model, provider="fake", status=status, seed=1,
            started_at=begun, finished_at=begun + timedelta(seconds=seconds),
        )  # fmt: skip
        Generation.objects.filter(pk=made.pk).update(created_at=begun)
        return made

    return ended


def test_a_model_without_enough_orders_says_nothing(ended):
    for _ in range(ENOUGH - 1):
        ended("failed")

    assert measure() == 0
    assert not catalogue.offer("fake-picture").is_failing


def test_a_model_that_fails_often_is_known_for_it_and_its_time_is_that_of_its_successes(ended):
    for seconds in (10, 20, 30, 40):
        ended(seconds=seconds)
    for _ in range(6):
        ended("failed", seconds=500)

    assert measure() == 1

    offer = catalogue.offer("fake-picture")
    assert (offer.success, offer.expected_s, offer.is_failing) == (0.4, 25.0, True)


def test_only_the_last_orders_count(ended):
    for _ in range(5):
        ended("failed", hours_ago=100)
    for _ in range(LAST):
        ended()

    [speed] = [speed for speed in speeds() if speed.model == "fake-picture"]
    assert (speed.orders, speed.success) == (LAST, 1.0)


def test_what_is_not_over_and_what_was_cancelled_say_nothing_of_a_model(ended):
    for _ in range(ENOUGH):
        ended("cancelled")
        ended("running")

    assert speeds() == []


def test_measuring_again_changes_nothing(ended):
    for _ in range(ENOUGH):
        ended()

    assert (measure(), measure()) == (1, 0)
    assert CatalogueModel.objects.get(pk="fake-picture").median_seconds == 10.0
