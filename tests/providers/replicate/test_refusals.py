"""Each single answer that is no success, and what becomes of it."""

import httpx
import pytest

from reklamai.core.errors import Busy, Moderated, NotConfigured, Rejected, Uncertain, Unreachable, Unsupported
from tests.providers.replicate.vendor import TASK, VERSION, client, predict, problem, train


# Texts as recorded: the vendor's reference, and answers that were published by its users in 2025 and 2026.
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
