"""Pictures by Replicate through the whole hall, against the stand-in over HTTP."""

import io
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone
from PIL import Image

from reklamai.core.errors import NotConfigured
from reklamai.core.secret import Secret
from studio.ask import Ask
from studio.catalogue.entry import parse
from studio.engines.base import Job, NobodysDesk, Reference
from studio.engines.replicate.engine import ReplicateEngine
from studio.engines.replicate.weights import with_weights
from studio.models import Generation, GenerationReference, Status
from studio.services import generations, late, orders, polling, watch, work
from tests.studio.at_replicate import (  # noqa: F401
    ENTRIES,
    RENDER,
    replicate,
    ring,
    server,
    step,
    tasks_of,
    worked,
)
from tests.studio.conftest import balance_of

pytestmark = pytest.mark.django_db

PRICE = 3
"""0.03 USD in ours of a cent."""


def ordered(owner, words="a cup", **parameters):
    ask = Ask(kind="text_to_image", model=RENDER, prompt=words, parameters=parameters)
    return orders.order(owner=owner, ask=ask, key=uuid4())[0]


def held_to(generation, **given):
    """As an order that holds to somebody with weights is written down."""
    facts = {
        "lora": {"weights": "acme/soul/v", "trigger": "SOULXYZ"},
        "given": {"lora_weights": "acme/soul/v", **given},
    }
    GenerationReference.objects.create(
        generation=generation, source="soulid", source_id="1", role="lora_weights", element="face", facts=facts
    )
    return generation


def test_an_order_goes_out_waits_and_comes_home(replicate, alice):
    generation = worked(ordered(alice, aspect_ratio="16:9", seed=7))

    [task] = tasks_of(replicate, generation)
    assert (generation.status, generation.provider_ref) == (Status.DONE, task["id"])
    assert task["inputs"] == {
        "prompt": "a cup", "aspect_ratio": "16:9", "num_outputs": 1, "num_inference_steps": 28, "guidance": 3.0,
        "seed": 7, "output_format": "png",
    }  # fmt: skip
    assert (balance_of(alice), generation.cost) == (100 - PRICE, Decimal("0.03"))
    with generation.result.file.open() as file:
        assert Image.open(io.BytesIO(file.read())).size == (96, 64)
    assert {row["authorization"] for row in replicate.journal("result")} == {None}  # our key goes to the API alone


def test_a_persons_weights_go_along_and_are_called_up(replicate, alice):
    generation = worked(held_to(ordered(alice, "a woman by the sea"), lora_scale=0.8))

    [task] = tasks_of(replicate, generation)
    assert (task["inputs"]["lora_weights"], task["inputs"]["lora_scale"]) == ("acme/soul/v", 0.8)
    assert task["inputs"]["prompt"] == "SOULXYZ, a woman by the sea"


def test_a_word_that_is_there_already_is_not_said_twice(replicate, alice):
    generation = worked(held_to(ordered(alice, "SOULXYZ by the sea")))

    [task] = tasks_of(replicate, generation)
    assert task["inputs"]["prompt"] == "SOULXYZ by the sea"


def test_weights_go_to_no_model_that_has_no_place_for_them(tmp_path):
    entry = parse({**ENTRIES[0], "inputs": {"prompt": {"type": "string", "maps_to": "prompt"}}})
    facts = {"given": {"lora_weights": "acme/soul/v"}}
    job = Job(
        id="1", kind="text_to_image", entry=entry, prompt="a cup", seed=0, parameters={}, workdir=tmp_path,
        references=(Reference("lora_weights", element="face", facts=facts),),
    )  # fmt: skip

    assert "lora_weights" not in with_weights({"prompt": "a cup"}, job)


def test_nobody_can_name_somebodys_weights_in_an_order(replicate, alice):
    from studio.catalogue.validate import AskInvalid

    with pytest.raises(AskInvalid):
        ordered(alice, lora_weights="acme/soul/v")


def test_without_a_key_nothing_can_be_ordered(replicate, alice, settings):
    settings.REPLICATE_API_TOKEN = Secret("")

    with pytest.raises(NotConfigured):
        ordered(alice)

    assert balance_of(alice) == 100


@pytest.mark.parametrize("fault", ["cut_before", "cut_after", "gateway", "half"])
def test_an_order_without_an_answer_is_never_sent_again(replicate, alice, fault):
    replicate.set(faults={"create": [fault]})

    generation = worked(ordered(alice))

    assert (generation.status, generation.stage) == (Status.RUNNING, "uncertain")
    assert len(tasks_of(replicate, generation)) == (0 if fault == "cut_before" else 1)
    assert balance_of(alice) == 100 - PRICE


@pytest.mark.parametrize("fault", ["429", "html403"])
def test_a_refusal_that_took_nothing_is_tried_again(replicate, alice, fault):
    replicate.set(faults={"create": [fault]})

    generation = worked(ordered(alice))

    assert generation.status == Status.DONE
    assert len(tasks_of(replicate, generation)) == 1


@pytest.mark.parametrize("fault", ["cut", "429", "half"])
def test_a_question_that_fails_is_asked_again(replicate, alice, fault):
    replicate.set(faults={"query": [fault]})

    assert worked(ordered(alice)).status == Status.DONE


def test_an_answer_that_drips_is_given_up_and_asked_for_again(replicate, alice, settings):
    settings.REPLICATE_MOST_S = 0.3
    replicate.set(faults={"query": ["drip"]})

    assert worked(ordered(alice)).status == Status.DONE


def test_an_empty_account_at_the_maker_gives_the_credits_back(replicate, alice):
    replicate.set(balance=0.0)

    generation = worked(ordered(alice))

    assert (generation.status, generation.error_code) == (Status.FAILED, "not_configured")
    assert balance_of(alice) == 100


@pytest.mark.parametrize(
    ("plan", "code"),
    [("moderated", "moderated"), ("crashed", "paid_failure"), ("stopped", "paid_failure"), ("mistyped", "media"),
     ("empty", "media"), ("strange", "unknown_answer"), ("private", "media"), ("huge", "media")],
)  # fmt: skip
def test_what_cannot_be_delivered_is_not_paid(replicate, alice, plan, code):
    generation = worked(ordered(alice, f"{{replicate:{plan}}}"))

    assert (generation.status, generation.error_code) == (Status.FAILED, code)
    assert balance_of(alice) == 100
    assert "replicate" not in generation.error_message.lower()
    assert len(tasks_of(replicate, generation)) == 1  # and never ordered anew


@pytest.mark.parametrize("plan", ["interrupted", "aborted"])
def test_a_failure_that_cost_nothing_is_ordered_anew(replicate, alice, plan):
    generation = worked(ordered(alice, f"{{replicate:{plan}}}"))

    assert (generation.status, balance_of(alice)) == (Status.FAILED, 100)
    assert len(tasks_of(replicate, generation)) == work.MOST_ATTEMPTS


def test_a_download_that_breaks_is_repeated_and_not_the_order(replicate, alice):
    generation = worked(ordered(alice, "{replicate:truncated}"))

    assert generation.status == Status.DONE
    assert len(tasks_of(replicate, generation)) == 1


def test_results_that_are_gone_after_an_hour_give_the_credits_back(replicate, alice):
    replicate.set(kept_s=-1.0)

    generation = worked(ordered(alice))

    assert (generation.status, generation.error_code) == (Status.FAILED, "media")
    assert balance_of(alice) == 100


def test_a_running_order_that_is_cancelled_stops_at_the_maker(replicate, alice):
    generation = step(ordered(alice, "{replicate:never}"))

    generations.cancel(generation)
    work.stop(generation.pk)

    [task] = tasks_of(replicate, generation)
    assert (task["state"], balance_of(alice)) == ("canceled", 100)
    assert replicate.journal("create")[-1]["cancel_after"] == "1800s"


def test_an_order_stands_in_line_for_its_turn_over_all_processes(replicate, alice, settings):
    settings.VENDOR_LIMITS = {"replicate.predict": (1, 60.0)}
    first, second = ordered(alice), ordered(alice)

    step(first)
    step(second)

    assert (second.stage, second.provider_ref, second.sent_at, second.attempt) == ("in line", "", None, 1)
    assert tasks_of(replicate, second) == []


def test_our_limits_stay_within_the_vendors(settings):
    for name, most in {"replicate.predict": 600, "replicate.other": 3000}.items():
        number, seconds = settings.VENDOR_LIMITS[name]

        assert 0.9 * most < number * 60 / seconds < most


def test_the_poller_asks_in_the_rhythm_and_hands_over_what_has_ended(replicate, alice):
    waits = step(ordered(alice, "{replicate:never}"))
    ended = step(ordered(alice))
    entry, engine = parse(ENTRIES[0]), ReplicateEngine()

    peeks = [engine.peek(entry, waits.provider_ref, waited_s=s, desk=NobodysDesk()) for s in (1, 60, 300, 5000)]

    assert [peek.ask_after.total_seconds() for peek in peeks] == [2, 5, 15, 30]
    assert engine.peek(entry, ended.provider_ref, waited_s=1, desk=NobodysDesk()) is None
    now = timezone.now()
    Generation.objects.filter(pk=ended.pk).update(ask_after=now, heartbeat_at=now - timedelta(seconds=3))
    assert polling.poll() == 1


def test_what_comes_after_the_deadline_is_its_owners_and_free(replicate, alice):
    generation = step(ordered(alice))
    Generation.objects.filter(pk=generation.pk).update(deadline_at=generation.created_at)
    watch.sweep()

    late.fetch(generation.pk)

    generation.refresh_from_db()
    assert (generation.status, generation.error_code, len(generation.results)) == (Status.FAILED, "expired", 1)
    assert balance_of(alice) == 100
