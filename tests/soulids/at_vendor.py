"""A person whose weights a vendor trains: fixtures beside those of `tests.studio.at_replicate`.

rich         alice with 1100 credits
training     an order of Maria's weights, not yet begun
album_there  album_there("crashed"): the same, of which the vendor makes what that plan of the stand-in says
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from soulids.services import loras
from studio.models import CatalogueModel
from studio.services import credits
from tests.studio.at_replicate import TRAINING

PRICE = 300
"""3 USD in ours of a cent."""


@pytest.fixture
def rich(alice):
    credits.grant(alice, amount=1000, note="for the test")
    return alice


@pytest.fixture
def training(replicate, album, rich):
    return loras.order_lora(rich, album, uuid4())


@pytest.fixture
def album_there(replicate, album, rich):
    def order(plan):
        row = CatalogueModel.objects.get(pk=TRAINING)
        row.entry = row.entry | {
            "inputs": row.entry["inputs"] | {"plan": {"type": "string", "fixed": f"{{replicate:{plan}}}"}}
        }
        row.save()
        return loras.order_lora(rich, album, uuid4())

    order.soul = album
    return order


def later():
    """The clock of erasures that were put off."""
    return timezone.now() + timedelta(days=1)
