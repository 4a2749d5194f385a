"""The client against single answers; the whole conversation is tested against the fake server."""

import gzip
import json
from decimal import Decimal

import httpx
import pytest

from reklamai.core.errors import (
    Busy,
    Moderated,
    NotConfigured,
    Rejected,
    Uncertain,
    Unreachable,
    Unsupported,
)
from reklamai.core.secret import Secret
from reklamai.providers.kie.client import MOST_BYTES, Kie
from reklamai.providers.kie.tasks import UnknownAnswer
from reklamai.providers.limits import Unlimited

TASK = "56074f12319c68b246e5a03e05608f31"
CREATED = {"code": 200, "msg": "success", "data": {"taskId": TASK, "recordId": TASK}}


class Vendor:
    """Answers every request with the same thing, and remembers what was asked."""

    def __init__(self, answer):
        self.answer, self.seen = answer, []

    def __call__(self, request):
        self.seen.append(request)
        if isinstance(self.answer, Exception):
            raise self.answer
        if isinstance(self.answer, httpx.Response):
            return self.answer
        return httpx.Response(200, json=self.answer)


def client(answer, limits=None):
    vendor = Vendor(answer)
    return Kie(Secret("kie-key"), limits=limits or Unlimited(), transport=httpx.MockTransport(vendor)), vendor


def refusal(code, msg):
    return {"code": code, "msg": msg, "data": None}


def test_an_order_goes_out_as_documented_and_its_number_comes_back():
    kie, vendor = client(CREATED)

    found = kie.create("nano-banana-2", {"prompt": "a cup"}, callback_url="https://example.com/hook")

    [request] = vendor.seen
    assert found == TASK
    assert (request.method, str(request.url)) == ("POST", "https://api.kie.ai/api/v1/jobs/createTask")
    assert request.headers["Authorization"] == "Bearer kie-key"
    assert "Mozilla" in request.headers["User-Agent"]
    assert json.loads(request.content) == {
        "model": "nano-banana-2",
        "callBackUrl": "https://example.com/hook",
        "input": {"prompt": "a cup"},
    }


# Texts and codes as recorded or documented: kie.md 1.2 and 2.4.
@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refusal(401, "You do not have access permissions"), NotConfigured),
        (refusal(402, "Credits insufficient. Please top up"), NotConfigured),
        (refusal(433, "limit"), NotConfigured),
        (refusal(404, "The model name you specified is not supported."), Unsupported),
        (refusal(422, "The model is not supported"), Rejected),
        (refusal(422, "CONTENT_POLICY_BLOCKED: The input or output was flagged as sensitive"), Moderated),
        (refusal(400, "Sorry, but the image we created may violate OpenAI's content policies"), Moderated),
        (refusal(429, "Your call frequency is too high. Please try again later."), Busy),
        (refusal(455, "maintenance"), Busy),
        (refusal(500, "This field is required"), Rejected),
        (refusal(500, "aspect_ratio is not within the range of allowed options"), Rejected),
        (refusal(500, "first_frame_image_url cannot be empty"), Rejected),
        (refusal(500, "Server exception, please try again later"), Unreachable),
        (refusal("429", "as text"), Busy),
        ({"code": 402, "message": "spelled otherwise"}, NotConfigured),
    ],
)
def test_a_refusal_in_an_answer_of_http_200_is_told_apart(answer, error):
    kie, _ = client(answer)

    with pytest.raises(error) as caught:
        kie.create("m", {})

    assert type(caught.value) is error


@pytest.mark.parametrize(
    "answer",
    [
        httpx.ReadTimeout("slow"),
        httpx.ReadError("reset"),
        httpx.WriteError("reset"),
        httpx.RemoteProtocolError("Server disconnected without sending a response."),
        httpx.Response(502, html="<html>Bad gateway</html>"),
        httpx.Response(200, text='{"code":200,"data":{"task'),
        httpx.Response(200, text="[" * 100_000),
        httpx.Response(200, json=[]),
        httpx.Response(200, json={"code": 200, "msg": "success", "data": None}),
        httpx.Response(200, json={"code": 200, "data": {"taskId": ""}}),
    ],
    ids=["slow", "reset", "reset in writing", "hung up", "gateway", "cut", "deep", "list", "no data", "no number"],
)
def test_an_order_that_may_have_been_taken_is_uncertain(answer):
    kie, vendor = client(answer)

    with pytest.raises(Uncertain):
        kie.create("m", {})

    assert len(vendor.seen) == 1  # never sent again by the client itself


class Tap(httpx.SyncByteStream):
    """A body without an end, that counts what was drawn from it."""

    def __init__(self):
        self.drawn = 0

    def __iter__(self):
        while True:
            self.drawn += 2**20
            yield b" " * 2**20


def test_an_answer_without_an_end_is_let_go_and_the_order_is_uncertain():
    tap = Tap()
    kie, _ = client(httpx.Response(200, stream=tap))

    with pytest.raises(Uncertain):
        kie.create("m", {})

    assert tap.drawn <= MOST_BYTES + 2**20


def test_an_answer_that_the_front_has_packed_is_read():
    body = gzip.compress(json.dumps(CREATED).encode())
    kie, _ = client(httpx.Response(200, content=body, headers={"Content-Encoding": "gzip"}))

    assert kie.create("m", {}) == TASK


@pytest.mark.parametrize("answer", [httpx.ConnectError("refused"), httpx.ConnectTimeout("slow")])
def test_an_order_that_never_left_may_be_repeated(answer):
    kie, _ = client(answer)

    with pytest.raises(Unreachable) as caught:
        kie.create("m", {})

    assert caught.value.repeatable


def test_the_page_of_the_front_means_that_nothing_was_taken():
    kie, _ = client(httpx.Response(403, html="<html>error code: 1010</html>"))

    with pytest.raises(Busy):
        kie.create("m", {})


@pytest.mark.parametrize("answer", [httpx.ReadTimeout("slow"), httpx.Response(502, text="bad"), httpx.Response(200)])
def test_a_read_that_failed_may_be_repeated(answer):
    kie, _ = client(answer)

    with pytest.raises(Unreachable):
        kie.query(TASK)


def test_what_the_limiter_holds_back_is_not_sent():
    class Full:
        def take(self, name):
            return 2.5

    kie, vendor = client(CREATED, limits=Full())

    with pytest.raises(Busy) as caught:
        kie.create("m", {})

    assert caught.value.facts["retry_after"] == 2.5
    assert vendor.seen == []


def test_each_call_is_counted_under_its_limit():
    class Counting:
        def __init__(self):
            self.names = []

        def take(self, name):
            self.names.append(name)
            return 0.0

    limits = Counting()
    kie, vendor = client(CREATED, limits=limits)
    kie.create("m", {})
    vendor.answer = {"code": 200, "data": {"taskId": TASK, "state": "waiting"}}
    kie.query(TASK)
    vendor.answer = {"code": 200, "data": {"total": 0, "models": []}}
    kie.models()

    assert limits.names == ["kie.create", "kie.query", "kie.catalogue"]


@pytest.mark.parametrize(
    "answer", [refusal(422, "recordInfo is null"), refusal(404, "Task not found"), {"code": 200, "data": None}]
)
def test_a_task_that_is_not_known_yet_is_none(answer):
    kie, _ = client(answer)

    assert kie.query(TASK) is None


def test_the_balance_is_a_bare_number():
    kie, _ = client({"code": 200, "msg": "success", "data": 5916.25})

    assert kie.credit() == Decimal("5916.25")


def test_an_unreadable_balance_is_not_taken_for_zero():
    kie, _ = client({"code": 200, "data": {"credits": 3}})

    with pytest.raises(Unreachable):
        kie.credit()


def test_a_files_address_comes_from_the_recorded_answer(tmp_path):
    recorded = {
        "success": True, "code": 200, "msg": "File uploaded successfully",
        "data": {
            "success": True, "fileName": "a.jpg", "filePath": "kieai/136592/images/a.jpg",
            "downloadUrl": "https://tempfile.redpandaai.co/kieai/136592/images/a.jpg",
            "fileSize": 83558, "mimeType": "image/jpeg", "uploadedAt": "2026-04-30T08:53:07.838Z",
        },
    }  # fmt: skip
    kie, vendor = client(recorded)
    file = tmp_path / "a.jpg"
    file.write_bytes(b"picture bytes")

    streamed = kie.upload(file, name="a.jpg", folder="images", content_type="image/jpeg")
    packed = kie.upload_bytes(b"abc", name="a.jpg", folder="images", content_type="image/jpeg")
    fetched = kie.upload_from("https://example.com/a.jpg", name="a.jpg", folder="images")

    assert streamed == packed == fetched
    assert (streamed.url, streamed.size_bytes) == (recorded["data"]["downloadUrl"], 83558)
    assert [request.url.path for request in vendor.seen] == [
        "/api/file-stream-upload", "/api/file-base64-upload", "/api/file-url-upload",
    ]  # fmt: skip
    assert {request.url.host for request in vendor.seen} == {"kieai.redpandaai.co"}
    body = vendor.seen[0].content
    assert b"picture bytes" in body
    assert body.index(b'name="uploadPath"') < body.index(b'name="file"')
    assert json.loads(vendor.seen[1].content)["base64Data"] == "data:image/jpeg;base64,YWJj"


def test_the_slash_in_a_models_name_is_sent_as_it_is():
    kie, vendor = client({"code": 200, "data": {"model": "google/nano-banana", "pricingDesc": "4 credits per image"}})

    assert kie.price("google/nano-banana") == "4 credits per image"
    assert vendor.seen[0].url.raw_path == b"/api/v1/models/google/nano-banana/price"


def test_the_key_is_not_in_what_is_printed_of_an_error():
    kie, _ = client(refusal(401, "You do not have access permissions"))

    with pytest.raises(NotConfigured) as caught:
        kie.credit()

    assert "kie-key" not in f"{caught.value!r} {caught.value.facts}"


def test_a_record_that_is_no_object_is_an_answer_we_do_not_know():
    kie, _ = client({"code": 200, "data": ["?"]})

    with pytest.raises(UnknownAnswer):
        kie.query(TASK)
