"""Webhooks of the stand-in against the verification: signed by another program, sent over real HTTP."""

import json
import time

import pytest

from reklamai.providers.replicate.answers import task
from reklamai.providers.replicate.signature import task_id_of, verified
from tests.providers.replicate_server.running import TRAINER_VERSION
from tests.receiver import receiving


@pytest.fixture
def receiver():
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def rung(replicate, server, receiver):
    """`rung(how, ...)`: orders a prediction whose webhooks go so, and gives those that came, `count` of them."""

    def order(how, *, count=1, events=("completed",)):
        server.set(callbacks=how)
        hook = f"{receiver.url}/hook?task=7"
        task_id = replicate.predict({"prompt": "a cup"}, version=TRAINER_VERSION, webhook_url=hook, events=events)
        until = time.monotonic() + 5
        while len(receiver.calls) < count:
            assert time.monotonic() < until, "no webhook has come"
            server.journal("callback")
        return task_id, receiver.calls

    return order


def heads(call):
    return {name.lower(): value for name, value in call.headers.items()}


def is_true(replicate, call):
    headers = heads(call)
    return verified(
        replicate.webhook_secret(),
        delivery=headers.get("webhook-id", ""),
        timestamp=headers.get("webhook-timestamp", ""),
        signature=headers.get("webhook-signature", ""),
        body=call.body,
        now=time.time(),
    )


def test_a_webhook_is_true_and_says_what_a_look_says(replicate, rung):
    task_id, [call] = rung("signed")

    assert is_true(replicate, call)
    assert task_id_of(json.loads(call.body)) == task_id
    assert task(json.loads(call.body)) == replicate.prediction(task_id)
    assert call.path == "/hook?task=7"


@pytest.mark.parametrize("how", ["plain", "forged", "old", "tampered"])
def test_one_that_anybody_could_have_sent_is_not(replicate, rung, how):
    _, [call] = rung(how)

    assert not is_true(replicate, call)


def test_a_webhook_that_comes_twice_has_one_name(replicate, rung):
    _, calls = rung("double", count=2)

    assert all(is_true(replicate, call) for call in calls)
    assert len({heads(call)["webhook-id"] for call in calls}) == 1


def test_the_start_is_told_only_to_who_asked(replicate, rung):
    _, calls = rung("signed", count=2, events=("start", "completed"))

    assert "succeeded" in {json.loads(call.body)["status"] for call in calls}
    assert len({heads(call)["webhook-id"] for call in calls}) == 2


def test_a_late_webhook_comes_after_the_look_has_told(replicate, server, rung, receiver):
    server.set(late_s=0.3)
    task_id, [call] = rung("late")

    assert is_true(replicate, call)
    assert replicate.prediction(task_id).is_over


def test_a_webhook_that_was_not_taken_is_sent_again_under_its_name(replicate, server, rung, receiver):
    receiver.answers["/hook"] = 500

    _, calls = rung("signed", count=3)

    assert len({heads(call)["webhook-id"] for call in calls}) == 1
    assert all(is_true(replicate, call) for call in calls)


def test_a_webhook_that_never_comes_leaves_the_look(replicate, server, receiver, ended):
    hook = f"{receiver.url}/hook"
    task_id = replicate.predict({"prompt": "x"}, version=TRAINER_VERSION, webhook_url=hook)

    assert ended(replicate.prediction, task_id).state == "succeeded"
    assert receiver.calls == []


@pytest.mark.parametrize("fault", ["cut", "gateway"])
def test_a_secret_that_could_not_be_read_is_asked_for_again(replicate, server, fault):
    server.set(faults={"account": [fault]})

    with pytest.raises(Exception, match="The maker"):
        replicate.webhook_secret()

    assert repr(replicate.webhook_secret()) == "***"
