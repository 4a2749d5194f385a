"""The client against a stand-in that breaks off, garbles and delays: what was made is never taken for what was not."""

import time

import pytest

from reklamai.core.errors import Busy, NotConfigured, ReklamError, Uncertain, Unreachable
from reklamai.core.secret import Secret
from reklamai.providers.limits import Unlimited
from reklamai.providers.replicate.answers import UnknownAnswer, trained
from reklamai.providers.replicate.client import Replicate
from tests.providers.replicate_server.running import TRAINER_VERSION

GARBLED = ["half", "list", "null", "deep", "text", "shapes", "endless"]


@pytest.mark.parametrize(
    ("fault", "error", "made"),
    [
        ("429", Busy, 0),
        ("402", NotConfigured, 0),
        ("html403", Busy, 0),
        ("cut_before", Uncertain, 0),
        ("cut_after", Uncertain, 1),
        ("gateway", Uncertain, 1),
        ("unavailable", Uncertain, 1),
        ("500", Uncertain, 1),
        *((fault, Uncertain, 1) for fault in GARBLED),
    ],
)
@pytest.mark.parametrize("kind", ["trainings", "predictions"])
def test_what_may_have_been_made_is_never_taken_for_what_was_not(replicate, server, train, fault, error, made, kind):
    before = len(server.tasks())
    server.set(faults={"create": [fault]})

    with pytest.raises(error) as caught:
        if kind == "trainings":
            train()
        else:
            replicate.predict({"prompt": "a cup"}, version=TRAINER_VERSION)

    assert len(server.tasks()) - before == made
    # Safe to repeat only where nothing was made.
    assert not (caught.value.repeatable and made)


@pytest.mark.parametrize("fault", ["cut", "429", "gateway", "unavailable", "500", "html403", *GARBLED])
def test_a_read_that_failed_is_one_of_our_errors_and_the_next_one_goes_well(replicate, server, train, fault):
    task_id = train("never")
    server.set(faults={"query": [fault]})

    with pytest.raises((Busy, Unreachable, UnknownAnswer)):  # and none of them is taken for "not there"
        replicate.training(task_id)

    assert replicate.training(task_id).id == task_id


@pytest.mark.parametrize("fault", ["cut", "500", "unavailable", *GARBLED])
@pytest.mark.parametrize("call", ["account", "webhook_secret"])
def test_an_account_that_cannot_be_read_is_one_of_our_errors(replicate, server, call, fault):
    server.set(faults={"account": [fault]})

    with pytest.raises((Unreachable, UnknownAnswer)):
        getattr(replicate, call)()


@pytest.mark.parametrize("fault", ["cut_before", "cut_after", "gateway", "damaged", "429"])
def test_an_upload_that_was_lost_or_damaged_is_repeated_whole(replicate, server, photos, fault):
    server.set(faults={"upload": [fault]})

    with pytest.raises((Unreachable, Busy)) as caught:
        replicate.upload(photos, name="photos.zip", content_type="application/zip")

    assert caught.value.repeatable
    given = replicate.upload(photos, name="photos.zip", content_type="application/zip")
    assert given.size_bytes == photos.stat().st_size


@pytest.mark.parametrize("fault", ["cut_before", "cut_after", "gateway", "429"])
def test_a_model_whose_making_was_lost_is_made_once(replicate, server, fault):
    name = f"acme/lost-{fault.replace('_', '-')}"
    server.set(faults={"model": [fault]})

    with pytest.raises((Unreachable, Busy)) as caught:
        replicate.create_model(name, hardware="cpu")

    assert caught.value.repeatable
    assert replicate.create_model(name, hardware="cpu").full_name == name


@pytest.mark.parametrize("fault", ["cut_after", "gateway", "500"])
def test_a_deletion_that_was_lost_is_finished_by_repeating_it(replicate, server, train, ended, destination, fault):
    made = trained(ended(replicate.training, train()))
    server.set(faults={"delete": [fault]})

    with pytest.raises(Unreachable):
        replicate.delete_version(destination, made.version)
    replicate.delete_version(destination, made.version)
    server.settle()
    server.set(faults={"delete": [fault]})
    with pytest.raises(Unreachable):
        replicate.delete_model(destination)
    replicate.delete_model(destination)

    assert destination not in server.kept()["models"]


@pytest.mark.parametrize("fault", ["cut_after", "gateway", "half"])
def test_a_stop_that_was_lost_may_be_repeated(replicate, server, train, fault):
    task_id = train("never")
    server.set(faults={"cancel": [fault]})

    with pytest.raises(Unreachable):
        replicate.cancel_training(task_id)

    assert replicate.cancel_training(task_id).state == "canceled"


def test_a_task_in_a_state_that_nobody_knows_is_told_at_once(replicate, server):
    task_id = replicate.predict({"prompt": "{replicate:strange}"}, version=TRAINER_VERSION)
    server.end(task_id)

    with pytest.raises(UnknownAnswer):
        replicate.prediction(task_id)


def test_a_training_without_weights_is_told_at_once(replicate, train, ended):
    done = ended(replicate.training, train("weightless"))

    with pytest.raises(UnknownAnswer):
        trained(done)


def test_one_that_hangs_stays_as_it_is_until_it_is_stopped(replicate, train):
    task_id = train("never")

    assert [replicate.training(task_id).is_over for _ in range(3)] == [False] * 3


def test_with_every_fault_that_may_be_drawn_a_caller_meets_our_errors_alone(replicate, server, photos):
    drawn = dict.fromkeys(("cut_after", "gateway", "500", "429", "html403", *GARBLED[:-1]), 0.06)
    server.set(faults=dict.fromkeys(("create", "query", "upload", "model", "delete", "cancel", "account"), drawn))
    errors, fine = [], 0

    for at in range(12):
        for call in (
            replicate.account,
            lambda: replicate.upload(photos, name="a.zip", content_type="application/zip"),
            lambda at=at: replicate.create_model(f"acme/drawn-{at}", hardware="cpu"),
            lambda: replicate.predict({"prompt": "a cup"}, version=TRAINER_VERSION),
            lambda at=at: replicate.model(f"acme/drawn-{at}"),
            lambda at=at: replicate.delete_model(f"acme/drawn-{at}"),
        ):
            try:
                call()
                fine += 1
            except ReklamError as error:
                errors.append(error)

    assert errors
    assert fine


def test_an_answer_that_comes_byte_by_byte_does_not_hold_us_for_ever(server):
    server.set(faults={"account": ["drip"]})
    key, begun = Secret("r8_stand_in_key"), time.monotonic()

    with (
        Replicate(key, limits=Unlimited(), base_url=server.base_url, timeout_s=5, most_s=0.2) as replicate,
        pytest.raises(Unreachable),
    ):
        replicate.account()

    assert time.monotonic() - begun < 5


def test_nobody_at_the_other_end_is_told_in_time(server):
    begun = time.monotonic()

    # 127.0.0.1:1 is a port that nobody serves.
    with (
        Replicate(Secret("r8_x"), limits=Unlimited(), base_url="http://127.0.0.1:1", timeout_s=2) as replicate,
        pytest.raises(Unreachable),
    ):
        replicate.predict({"prompt": "x"}, version=TRAINER_VERSION)

    assert time.monotonic() - begun < 3
