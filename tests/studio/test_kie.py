"""Orders at KIE through the whole hall, against the stand-in over HTTP."""

import hashlib
import io
import json
import time
from copy import deepcopy
from decimal import Decimal
from uuid import uuid4

import pytest
from PIL import Image

from reklamai.core.errors import Conflict, NotConfigured
from reklamai.core.secret import Secret
from studio.ask import Ask, ReferenceAsk
from studio.models import Asset, CatalogueModel, Status
from studio.selectors import ledger
from studio.services import bells, generations, orders, polling, work
from studio.storage import keep
from tests.providers.kie_server import running_kie
from tests.studio.at_kie import connected, worked
from tests.studio.conftest import balance_of

pytestmark = pytest.mark.django_db

ENTRY = {
    "model": "nano-banana-2",
    "provider": "kie",
    "title": "Nano Banana 2",
    "kind": "text_to_image",
    "also": ["image_to_image"],
    "output": "image",
    "endpoint": "/api/v1/jobs/createTask",
    "inputs": {
        "prompt": {"type": "string", "required": True, "max_length": 20000, "maps_to": "prompt"},
        "image_input": {"type": "array", "max_items": 14, "maps_to": "reference_images"},
        "aspect_ratio": {"type": "string", "enum": ["1:1", "16:9"], "default": "1:1", "maps_to": "aspect_ratio"},
        "nsfw_checker": {"type": "boolean", "maps_to": "safety_checker"},
    },
    "price": {"unit": "image", "credits": 8},
}
PRICE = 4
"""8 of KIE's credits of 0.005 USD, in ours of 0.01 USD."""


@pytest.fixture(scope="module")
def server():
    with running_kie(run_s=0.0, webhook_key="bell-key", scale=100.0) as server:
        yield server


@pytest.fixture
def kie(settings, server, private_media):
    server.set(faults={}, callbacks="none", balance=10_000.0)
    connected(settings, server)
    CatalogueModel.objects.create(id="nano-banana-2", provider="kie", entry=deepcopy(ENTRY), enabled=True)
    yield server
    assert not list(ledger.faults())


def ordered(owner, words="a cup", **changes):
    ask = Ask(kind="text_to_image", model="nano-banana-2", prompt=f"{words} {uuid4().hex}", **changes)
    return orders.order(owner=owner, ask=ask, key=uuid4())[0]


def tasks_of(kie, generation):
    return [task for task in kie.tasks() if task["words"] == generation.prompt]


def test_an_order_goes_out_waits_and_comes_home(kie, alice):
    generation = worked(ordered(alice))

    [task] = tasks_of(kie, generation)
    assert (generation.status, generation.provider_ref) == (Status.DONE, task["id"])
    assert task["model"] == "nano-banana-2"
    assert task["body"]["input"] == {"prompt": generation.prompt, "aspect_ratio": "1:1", "nsfw_checker": True}
    assert (balance_of(alice), generation.cost) == (100 - PRICE, Decimal("0.02"))
    asset = generation.result
    with asset.file.open() as file:
        content = file.read()
    assert Image.open(io.BytesIO(content)).text["task"] == f"{task['id']}/0.png"
    assert hashlib.sha256(content).hexdigest() == asset.sha256


def test_a_reference_is_given_once_and_named_by_its_address(kie, alice, tmp_path):
    picture = tmp_path / "reference.png"
    Image.new("RGB", (64, 64), "teal").save(picture)
    kept = keep(picture, folder=f"{alice.pk}/uploads")
    asset = Asset.objects.create(
        owner=alice, kind="picture", origin="upload", name="reference.png", file=kept.name,
        content_type="image/png", size_bytes=kept.size_bytes, sha256=kept.sha256, width=64, height=64,
    )  # fmt: skip
    before = len(kie.journal("upload"))

    first, second = (worked(ordered(alice, references=(ReferenceAsk("asset", str(asset.pk)),))) for _ in range(2))

    uploads = kie.journal("upload")[before:]
    assert len(uploads) == 1
    assert uploads[0]["size"] == picture.stat().st_size
    for generation in (first, second):
        [task] = tasks_of(kie, generation)
        assert task["body"]["input"]["image_input"] == [uploads[0]["url"]]
    assert asset.name not in json.dumps(uploads)  # the user's own name for it is nobody's business there


def test_without_a_key_nothing_can_be_ordered(kie, alice, settings):
    settings.KIE_API_KEY = Secret("")

    with pytest.raises(NotConfigured):
        ordered(alice)

    assert balance_of(alice) == 100


@pytest.mark.parametrize("fault", ["cut_after", "cut_before", "gateway"])
def test_an_order_without_an_answer_is_never_sent_again(kie, alice, fault):
    kie.set(faults={"create": [fault]})

    generation = worked(ordered(alice))

    assert (generation.status, generation.stage) == (Status.RUNNING, "uncertain")
    assert len(tasks_of(kie, generation)) == (0 if fault == "cut_before" else 1)
    assert balance_of(alice) == 100 - PRICE  # held until its deadline


def test_an_uncertain_order_is_found_when_its_vendor_rings(kie, alice, settings, client):
    settings.CALLBACKS_URL = "http://testserver"
    settings.KIE_WEBHOOK_KEY = Secret("")
    kie.set(faults={"create": ["cut_after"]})
    generation = worked(ordered(alice))
    [task] = tasks_of(kie, generation)

    answer = ring(client, task["callback"], task["id"])

    assert answer.status_code == 200
    generation.refresh_from_db()
    assert generation.provider_ref == task["id"]
    assert worked(generation).status == Status.DONE
    assert len(tasks_of(kie, generation)) == 1
    assert balance_of(alice) == 100 - PRICE


def ring(client, url, task_id, **headers):
    path = url.removeprefix("http://testserver")
    return client.post(
        path, {"code": 200, "data": {"taskId": task_id}}, content_type="application/json", headers=headers
    )


def test_a_strangers_bell_names_no_order(kie, alice, client, settings):
    settings.CALLBACKS_URL = "http://testserver"
    kie.set(faults={"create": ["cut_after"]})
    generation = worked(ordered(alice))
    url = bells.url_for("kie", generation.pk)

    ring(client, url[:-4] + "AAAA", "f" * 32)

    generation.refresh_from_db()
    assert generation.provider_ref == ""


def test_a_bell_must_be_signed_where_a_key_is_agreed_on(kie, client, settings):
    settings.KIE_WEBHOOK_KEY = Secret("bell-key")
    stamp = str(int(time.time()))

    plain = ring(client, "/hooks/kie", "t1")
    forged = ring(client, "/hooks/kie", "t1", **{"X-Webhook-Timestamp": stamp, "X-Webhook-Signature": "x" * 44})

    assert (plain.status_code, forged.status_code) == (403, 403)


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '{"data": 7}'])
def test_a_bell_that_says_nothing_is_refused(client, body):
    assert client.post("/hooks/kie", body, content_type="application/json").status_code in (400, 403)


def test_a_bell_has_the_order_asked_about_at_once(kie, alice, client):
    generation = ordered(alice)
    work.run(generation.pk)
    generation.refresh_from_db()
    assert polling.poll() == 0  # its pause is not over

    answers = [ring(client, "/hooks/kie", generation.provider_ref) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert polling.poll() == 1


@pytest.mark.parametrize(
    ("plan", "code"),
    [("moderated", "moderated"), ("keeps", "kept_credits"), ("mistyped", "media"), ("empty", "media"),
     ("strange", "unknown_answer"), ("garbled", "unknown_answer"), ("private", "media"), ("huge", "media")],
)  # fmt: skip
def test_what_cannot_be_delivered_is_not_paid(kie, alice, plan, code):
    generation = worked(ordered(alice, f"{{kie:{plan}}}"))

    assert (generation.status, generation.error_code) == (Status.FAILED, code)
    assert balance_of(alice) == 100
    assert "kie" not in generation.error_message.lower()
    assert len(tasks_of(kie, generation)) == 1  # and never ordered anew


@pytest.mark.parametrize("plan", ["internal", "unfetched"])
def test_a_failure_that_cost_nothing_is_ordered_anew_as_a_task_of_its_own(kie, alice, plan):
    generation = worked(ordered(alice, f"{{kie:{plan}}}"))

    assert generation.status == Status.FAILED
    assert len(tasks_of(kie, generation)) == work.MOST_ATTEMPTS
    assert balance_of(alice) == 100


@pytest.mark.parametrize("plan", ["expired", "truncated", "several"])
def test_a_download_that_breaks_is_repeated_and_not_the_order(kie, alice, plan):
    generation = worked(ordered(alice, f"{{kie:{plan}}}"))

    assert generation.status == Status.DONE
    assert len(generation.results) == (3 if plan == "several" else 1)
    assert len(tasks_of(kie, generation)) == 1
    assert balance_of(alice) == 100 - PRICE


@pytest.mark.parametrize("fault", ["429", "html403", "500", "455"])
def test_a_refusal_that_took_nothing_is_tried_again(kie, alice, fault):
    kie.set(faults={"create": [fault]})

    generation = worked(ordered(alice))

    assert generation.status == Status.DONE
    assert len(tasks_of(kie, generation)) == 1


def test_an_order_stands_in_line_without_losing_an_attempt(kie, alice, settings):
    settings.VENDOR_LIMITS = {"kie.create": (1, 60.0)}
    first, second = ordered(alice), ordered(alice)

    work.run(first.pk)
    work.run(second.pk)

    second.refresh_from_db()
    assert (second.stage, second.provider_ref, second.sent_at, second.attempt) == ("in line", "", None, 1)
    assert second.ask_after is not None
    assert tasks_of(kie, second) == []


def test_an_order_in_line_can_be_cancelled_and_one_that_was_sent_cannot(kie, alice, settings):
    settings.VENDOR_LIMITS = {"kie.create": (1, 60.0)}
    sent, in_line = ordered(alice), ordered(alice)
    work.run(sent.pk)
    work.run(in_line.pk)
    sent.refresh_from_db()
    in_line.refresh_from_db()

    assert (generations.can_cancel(in_line), generations.can_cancel(sent)) == (True, False)
    generations.cancel(in_line)
    with pytest.raises(Conflict):
        generations.cancel(sent)

    assert worked(in_line).status == Status.CANCELLED
    assert tasks_of(kie, in_line) == []
    assert balance_of(alice) == 100 - PRICE


@pytest.mark.parametrize("fault", ["cut", "429", "gateway"])
def test_a_question_that_fails_is_asked_again(kie, alice, fault):
    kie.set(faults={"query": [fault]})

    assert worked(ordered(alice)).status == Status.DONE


def test_an_empty_account_at_the_maker_gives_the_credits_back(kie, alice):
    kie.set(balance=0.0)

    generation = worked(ordered(alice))

    assert (generation.status, generation.error_code) == (Status.FAILED, "not_configured")
    assert balance_of(alice) == 100


def test_a_file_that_the_maker_could_not_read_is_given_anew(kie, alice, tmp_path):
    picture = tmp_path / "reference.png"
    Image.new("RGB", (48, 48), "olive").save(picture)
    kept = keep(picture, folder=f"{alice.pk}/uploads")
    asset = Asset.objects.create(
        owner=alice, kind="picture", origin="upload", name="r.png", file=kept.name,
        content_type="image/png", size_bytes=kept.size_bytes, sha256=kept.sha256, width=48, height=48,
    )  # fmt: skip
    before = len(kie.journal("upload"))

    generation = worked(ordered(alice, "{kie:unfetched}", references=(ReferenceAsk("asset", str(asset.pk)),)))

    assert generation.status == Status.FAILED
    assert len(kie.journal("upload")) - before == work.MOST_ATTEMPTS
