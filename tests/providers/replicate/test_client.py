"""The client against single answers; the whole conversation is tested against the stand-in."""

import json
import logging

import httpx
import pytest

from reklamai.core.errors import Busy, Moderated, NotConfigured, Rejected, Uncertain, Unreachable, Unsupported
from reklamai.core.secret import Secret
from reklamai.providers.limits import Unlimited
from reklamai.providers.replicate.answers import UnknownAnswer
from reklamai.providers.replicate.client import Replicate

KEY = "r8_a_key_that_nobody_may_see"
TRAINER, VERSION = "ostris/flux-dev-lora-trainer", "26dce37af90b9d997eeb970d92e47de3064d46c300504ae376c75bef6a9022d2"
TASK = "zz4ibbonubfz7carwiefibzgga"
STARTED = {"id": TASK, "status": "starting"}


class Vendor:
    """Answers every request with the same thing, and remembers what was asked."""

    def __init__(self, answer):
        self.answer, self.seen = answer, []

    def __call__(self, request):
        request.read()
        self.seen.append(request)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer if isinstance(self.answer, httpx.Response) else httpx.Response(201, json=self.answer)


def client(answer, *, key=KEY, limits=None, **options):
    vendor = Vendor(answer)
    return Replicate(
        Secret(key), limits=limits or Unlimited(), transport=httpx.MockTransport(vendor), **options
    ), vendor


def problem(status, detail, **more):
    return httpx.Response(status, json={"detail": detail, "status": status, **more})


def train(replicate, **more):
    return replicate.train(TRAINER, VERSION, destination="acme/anna", inputs={"input_images": "https://x"}, **more)


def predict(replicate, **more):
    return replicate.predict({"prompt": "a cup"}, **{"version": VERSION} | more)


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


# Texts as recorded: providers.md, Replicate, and answers that were published by its users in 2025 and 2026.
@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (problem(401, "You did not pass a valid authentication token", title="Unauthenticated"), NotConfigured),
        (problem(402, "You have insufficient credit to run this model.", title="Insufficient credit"), NotConfigured),
        (problem(403, "You do not have permission to perform this action."), NotConfigured),
        (problem(400, "You've hit your monthly spend limit."), NotConfigured),
        (problem(404, "The specified training destination does not exist"), Unsupported),
        (problem(422, "The specified version does not exist", title="Invalid version or not permitted"), Unsupported),
        (problem(422, "- input.steps: Must be less than or equal to 6000", title="Input validation failed"), Rejected),
        (problem(422, "The input was flagged as sensitive (E005)"), Moderated),
        (problem(409, "Conflict"), Rejected),
        (problem(413, "Too large"), Rejected),
        (problem(408, "Slow"), Busy),
        (problem(429, "Request was throttled. Your rate limit resets in ~30s."), Busy),
        (httpx.Response(403, html="<html>error code: 1010</html>"), Busy),
        (httpx.Response(401, html="<html>no</html>"), NotConfigured),
        (httpx.Response(400, json=["no", "problem"]), Busy),
    ],
)  # fmt: skip
@pytest.mark.parametrize("order", [train, predict])
def test_a_refusal_says_that_nothing_was_made(answer, error, order):
    replicate, _ = client(answer)

    with pytest.raises(error) as caught:
        order(replicate)

    assert type(caught.value) is error


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (problem(429, "Request was throttled. Your rate limit resets in ~30s."), 30),
        (problem(429, "Request was throttled. Expected available in 1 second."), 1),
        (problem(429, "Request was throttled.", retry_after=10), 10),
        (httpx.Response(429, json={"detail": "Request was throttled."}, headers={"Retry-After": "7"}), 7),
        (httpx.Response(429, json={"detail": "x"}, headers={"Retry-After": "Fri, 31 Dec 2026 23:59:59 GMT"}), None),
        (problem(429, "resets in ~99999s"), 600),
        (problem(429, "Request was throttled."), None),
        (problem(429, "x", retry_after="soon"), None),
    ],
)
def test_being_too_fast_says_for_how_long(answer, seconds):
    replicate, _ = client(answer)

    with pytest.raises(Busy) as caught:
        predict(replicate)

    assert caught.value.facts["retry_after"] == seconds


LOST = {
    "slow": httpx.ReadTimeout("slow"),
    "reset": httpx.ReadError("reset"),
    "reset in writing": httpx.WriteError("reset"),
    "hung up": httpx.RemoteProtocolError("Server disconnected without sending a response."),
    "gateway": httpx.Response(502, html="<html>Bad gateway</html>"),
    "their error": problem(500, "Internal server error"),
    "cut": httpx.Response(201, text='{"id":"zz4'),
    "moved": httpx.Response(302, headers={"Location": "https://elsewhere.example"}),
    "packed": httpx.Response(201, content=b"x", headers={"Content-Encoding": "zstd-of-theirs"}),
    "too many levels": httpx.Response(201, text="[" * 200_000),
    "too long": httpx.Response(201, text="[" + " " * (8 * 2**20) + "]"),
}


@pytest.mark.parametrize(
    "answer",
    [*LOST.values(), httpx.Response(201), httpx.Response(201, json=[]), {"status": "starting"}, {"id": ""}, {"id": 7},
     {"id": "../account"}],
    ids=[*LOST, "empty", "list", "no number", "empty number", "a number of another kind", "no such number"],
)  # fmt: skip
@pytest.mark.parametrize("order", [train, predict])
def test_an_order_that_may_have_been_taken_is_uncertain(answer, order):
    replicate, vendor = client(answer)

    with pytest.raises(Uncertain) as caught:
        order(replicate)

    assert len(vendor.seen) == 1  # never sent again by the client itself
    assert not caught.value.repeatable


@pytest.mark.parametrize("answer", LOST.values(), ids=LOST)
def test_a_read_a_deletion_and_a_stop_that_were_lost_may_be_repeated(answer, tmp_path):
    file = tmp_path / "a.zip"
    file.write_bytes(b"zip")
    replicate, _ = client(answer)

    for call in (
        replicate.account,
        lambda: replicate.training(TASK),
        lambda: replicate.cancel_training(TASK),
        lambda: replicate.delete_version("acme/anna", VERSION),
        lambda: replicate.create_model("acme/anna", hardware="cpu"),
        lambda: replicate.upload(file, name="a.zip", content_type="application/zip"),
    ):
        with pytest.raises(Unreachable):
            call()


@pytest.mark.parametrize("answer", [httpx.ConnectError("refused"), httpx.ConnectTimeout("slow"), httpx.PoolTimeout("")])
def test_an_order_that_never_left_may_be_repeated(answer):
    replicate, _ = client(answer)

    with pytest.raises(Unreachable) as caught:
        train(replicate)

    assert caught.value.repeatable


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
