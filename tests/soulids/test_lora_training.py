"""Weights of a person trained at Replicate, through the whole hall, against the stand-in over HTTP."""

from uuid import uuid4

import pytest

from soulids.lora_names import model_of
from soulids.models import SoulLora
from soulids.selectors.loras import lora_of
from soulids.services import loras
from studio.models import Status
from studio.services import credits
from tests.studio.at_replicate import replicate, server, step, worked  # noqa: F401
from tests.studio.conftest import balance_of

pytestmark = pytest.mark.django_db

PRICE = 300
"""3 USD in ours of a cent."""


@pytest.fixture
def rich(alice):
    credits.grant(alice, amount=1000, note="for the test")
    return alice


@pytest.fixture
def training(replicate, album, rich):
    """An order of weights of Maria, not yet begun."""
    return loras.order_lora(rich, album, uuid4())


def test_photos_become_weights_that_orders_can_use(replicate, training, album, rich):
    before = balance_of(rich)
    order = worked(training)

    assert (order.status, order.error_message) == (Status.DONE, "")
    lora = SoulLora.objects.get(order=order)
    assert lora.destination == f"acme/{model_of(str(order.pk))}"
    assert len(lora.trained_version) == 64
    assert lora_of(album) == {"weights": f"{lora.destination}/{lora.trained_version}", "trigger": lora.trigger}
    assert replicate.kept()["models"][lora.destination]["visibility"] == "private"
    assert replicate.kept()["files"] == []
    assert (order.price, balance_of(rich) - before) == (PRICE, 0)
