"""A Soul ID with weights in an order: from the training at the vendor to the picture made with them."""

from uuid import uuid4

import pytest

from soulids.models import SoulLora
from studio.ask import Ask, ReferenceAsk
from studio.models import Status
from studio.services import orders
from tests.soulids.at_vendor import rich, training  # noqa: F401
from tests.studio.at_replicate import RENDER, replicate, server, tasks_of, worked  # noqa: F401

pytestmark = pytest.mark.django_db


def drawn_with(soul, words="a woman by the sea", **reference):
    ask = Ask(
        kind="text_to_image",
        model=RENDER,
        prompt=words,
        references=(ReferenceAsk("soulid", str(soul.pk), "", **reference),),
    )
    return worked(orders.order(owner=soul.owner, ask=ask, key=uuid4())[0])


def test_a_person_is_trained_once_and_drawn_with_their_own_weights(replicate, trained, rich, training):
    worked(training)

    picture = drawn_with(trained)

    lora = SoulLora.objects.get(order=training)
    [task] = tasks_of(replicate, picture)
    assert (picture.status, picture.error_message) == (Status.DONE, "")
    assert task["inputs"]["lora_weights"] == f"{lora.destination}/{lora.trained_version}"
    assert lora.trigger in task["inputs"]["prompt"]
    assert "a woman by the sea" in task["inputs"]["prompt"]


def test_the_strength_of_a_face_is_the_scale_of_its_weights(replicate, trained, rich, training):
    worked(training)

    weak, strong = (tasks_of(replicate, drawn_with(trained, strength=each))[0]["inputs"] for each in (10, 95))

    assert 0 < weak["lora_scale"] < strong["lora_scale"] <= 2


def test_a_person_without_weights_goes_in_as_words(replicate, trained, rich):
    picture = drawn_with(trained)

    [task] = tasks_of(replicate, picture)
    assert picture.status == Status.DONE
    assert "lora_weights" not in task["inputs"]
    assert trained.name not in task["inputs"]["prompt"]
