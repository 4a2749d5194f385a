"""People at the door, and orders in every state of their money."""

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.module_loading import import_string
from django_q.models import OrmQ

from studio.models import Generation, Status, User
from studio.services import credits

PASSWORD = "tonic-morning-9"


@pytest.fixture(autouse=True)
def nobody_tried_before():
    """Limits on tries are counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def make_user(db):
    """Gives `make_user(email)`: a person with 100 credits."""

    def make_user(email="vera@lis.studio", **fields):
        user = User.objects.create_user(email, PASSWORD, **{"name": "Vera", "language": "en", **fields})
        credits.open_account(user)
        return user

    return make_user


@pytest.fixture
def vera(make_user):
    return make_user()


@pytest.fixture
def timur(make_user):
    return make_user("timur@lis.studio", name="Timur")


@pytest.fixture
def browser_of():
    """Gives `browser_of(user)`: a client that is signed in."""

    def browser_of(user):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return browser_of


@pytest.fixture
def page(browser_of, vera):
    return browser_of(vera)


@pytest.fixture
def order():
    """Gives `order(owner, price=, status=, ...)`: an order whose credits moved as its status says."""

    def order(owner, *, price=10, status=Status.DONE, **fields):
        ordered = Generation.objects.create(
            owner=owner, key=uuid4(), kind="text_to_image", model="draft", provider="local", status=status, price=price,
            **{"prompt": "a can at sunset", **fields},
        )  # fmt: skip
        credits.hold(ordered)
        if status == Status.DONE:
            credits.charge(ordered)
        elif status in {Status.FAILED, Status.CANCELLED}:
            credits.give_back(ordered)
        return ordered

    return order


@pytest.fixture
def work_off():
    """Gives `work_off()`: does what lies in the queue, as a worker would, letters among it."""

    def work_off():
        for row in list(OrmQ.objects.order_by("id")):
            task = row.task
            row.delete()
            import_string(task["func"])(*task["args"], **task["kwargs"])

    return work_off
