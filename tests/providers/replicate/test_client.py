"""The client against single answers; the whole conversation is tested against the stand-in."""

import json
import logging

import httpx
import pytest

from reklamai.core.errors import Busy, NotConfigured, Rejected, Unreachable, Unsupported
from reklamai.providers.replicate.answers import UnknownAnswer
from tests.providers.replicate.vendor import KEY, STARTED, TASK, TRAINER, VERSION, client, predict, problem, train


def test_a_training_goes_out_as_documented_and_its_number_comes_back():
    replicate, vendor = client(STARTED)

    found = train(replicate, webhook_url="https://example.com/hook", events=("start", "completed"))

    [request] = vendor.seen
    assert found == TASK
    assert request.method == "POST"
    assert str(request.url) == f"https://api.replicate.com/v1/models/{TRAINER}/versions/{VERSION}/trainings"
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    assert request.headers["Content-Type"] == "application/json"
    assert "Mozilla" in request.headers["User-Agent"]
    assert json.loads(request.content) == {
        "destination": "acme/anna",
        "input": {"input_images": "https://x"},
        "webhook": "https://example.com/hook",
        "webhook_events_filter": ["start", "completed"],
    }


def test_a_prediction_is_ordered_of_a_version_or_of_a_model():
    replicate, vendor = client(STARTED)

    predict(replicate)
    predict(replicate, version="", model="black-forest-labs/flux-dev-lora", cancel_after_s=90)

    by_version, by_model = vendor.seen
    assert by_version.url.path == "/v1/predictions"
    assert json.loads(by_version.content) == {"version": VERSION, "input": {"prompt": "a cup"}}
    assert "Cancel-After" not in by_version.headers
    assert by_model.url.path == "/v1/models/black-forest-labs/flux-dev-lora/predictions"
    assert json.loads(by_model.content) == {"input": {"prompt": "a cup"}}
    assert by_model.headers["Cancel-After"] == "90s"
    assert by_model.headers["Content-Type"] == "application/json"
    assert "Prefer" not in by_model.headers  # nobody waits with a line open


def test_what_the_limiter_holds_back_is_not_sent():
    class Full:
        def take(self, name):
            return 2.5

    told = []
    replicate, vendor = client(STARTED, limits=Full())

    with pytest.raises(Busy) as caught:
        train(replicate, sending=lambda: told.append("sent"))

    assert caught.value.facts["retry_after"] == 2.5
    assert (vendor.seen, told) == ([], [])


def test_new_predictions_are_counted_apart_from_all_other_calls():
    class Counting:
        def __init__(self):
            self.names = []

        def take(self, name):
            self.names.append(name)
            return 0.0

    limits = Counting()
    replicate, vendor = client(STARTED, limits=limits)

    predict(replicate)
    train(replicate)
    replicate.prediction(TASK)

    assert limits.names == ["replicate.predict", "replicate.other", "replicate.other"]
    assert len(vendor.seen) == 3


def test_it_is_told_right_before_an_order_leaves():
    replicate, vendor = client(STARTED)
    seen = []

    train(replicate, sending=lambda: seen.append(len(vendor.seen)))

    assert seen == [0]


@pytest.mark.parametrize("name", ["", "a/..", "../account", "a/b/c", "a?x=1", "a/b#", "a/b\n", "ё/ж", ".", "a b"])
@pytest.mark.parametrize(
    "call",
    [
        lambda replicate, name: replicate.model(name),
        lambda replicate, name: replicate.create_model(name, hardware="cpu"),
        lambda replicate, name: replicate.delete_model(name),
        lambda replicate, name: replicate.train(name, VERSION, destination="a/b", inputs={}),
        lambda replicate, name: replicate.train(TRAINER, VERSION, destination=name, inputs={}),
        lambda replicate, name: replicate.train(TRAINER, name, destination="a/b", inputs={}),
        lambda replicate, name: replicate.has_version("a/b", name),
        lambda replicate, name: replicate.delete_version("a/b", name),
        lambda replicate, name: replicate.predict({}, version=name),
        lambda replicate, name: replicate.training(name),
        lambda replicate, name: replicate.cancel_prediction(name),
        lambda replicate, name: replicate.delete_file(name),
    ],
)
def test_what_is_no_name_leads_nowhere(call, name):
    replicate, vendor = client(STARTED)

    with pytest.raises(Unsupported):
        call(replicate, name)

    assert vendor.seen == []


@pytest.mark.parametrize("name", ["hf_repo_id", "hf_token"])
def test_nothing_is_trained_for_everybody_to_take(name):
    replicate, vendor = client(STARTED)

    with pytest.raises(Unsupported):
        replicate.train(TRAINER, VERSION, destination="acme/anna", inputs={"input_images": "https://x", name: "x"})

    assert vendor.seen == []


@pytest.mark.parametrize("key", ["", "two words", "key\r\nX-Other: 1", "ключ", "x" * 501])
def test_a_key_that_no_header_can_carry_is_not_sent_and_not_shown(key):
    replicate, vendor = client(STARTED, key=key)

    with pytest.raises(NotConfigured) as caught:
        replicate.account()

    assert vendor.seen == []
    assert not key or key not in f"{caught.value!r} {caught.value.facts} {caught.value.__cause__!r}"


@pytest.mark.parametrize(
    "answer", [problem(401, "no"), httpx.ReadTimeout("slow"), httpx.Response(502), {"username": 7}]
)
def test_the_key_stands_in_a_header_and_nowhere_else(answer, caplog):
    caplog.set_level(logging.DEBUG)
    replicate, vendor = client(answer)

    with pytest.raises((NotConfigured, Unreachable, UnknownAnswer)) as caught:
        replicate.account()

    shown = f"{caught.value!r} {caught.value.facts} {caught.value.__cause__!r} {vars(replicate)} {vars(replicate.line)}"
    assert KEY not in shown + caplog.text + repr(replicate.line.web.headers) + str(vendor.seen[0].url)


def test_what_is_not_there_is_none():
    replicate, _ = client(problem(404, "Not found"))

    assert replicate.training(TASK) is None
    assert replicate.cancel_prediction(TASK) is None
    assert replicate.model("acme/anna") is None
    assert not replicate.has_version("acme/anna", VERSION)


def test_a_model_that_everybody_sees_is_not_trained_into():
    replicate, _ = client({"owner": "acme", "name": "anna", "visibility": "public", "latest_version": None})

    with pytest.raises(Rejected) as caught:
        replicate.create_model("acme/anna", hardware="cpu")

    assert caught.value.code == "not_private"


def test_a_file_that_is_too_large_is_not_begun(tmp_path):
    file = tmp_path / "a.zip"
    file.write_bytes(b"x" * 11)
    replicate, vendor = client(STARTED, most_upload_bytes=10)

    with pytest.raises(Unsupported) as caught:
        replicate.upload(file, name="a.zip", content_type="application/zip")

    assert (caught.value.facts["bytes"], vendor.seen) == (11, [])


@pytest.mark.parametrize("change", [{"size": 2}, {"checksums": {"sha256": "00" * 32}}])
def test_a_file_that_arrived_otherwise_is_no_file(tmp_path, change):
    file = tmp_path / "a.zip"
    file.write_bytes(b"zip")
    whole = {"id": "f", "size": 3, "urls": {"get": "https://api.replicate.com/v1/files/f"}}
    replicate, vendor = client(whole)
    assert replicate.upload(file, name="a.zip", content_type="application/zip").id == "f"
    vendor.answer = whole | change

    with pytest.raises(Unreachable):
        replicate.upload(file, name="a.zip", content_type="application/zip")
