"""The client against the stand-in: a whole conversation over real HTTP."""

import time
from decimal import Decimal

import httpx
import pytest
from PIL import Image

from reklamai.core.errors import Busy, Moderated, NotConfigured, Rejected, Uncertain, Unreachable
from reklamai.core.outside.fetch import client, fetch
from reklamai.core.outside.transport import Guarded
from reklamai.core.secret import Secret
from reklamai.providers.kie.client import Kie
from reklamai.providers.kie.failures import error_of
from reklamai.providers.limits import Unlimited
from tests.providers.kie_server import running_kie


@pytest.fixture(scope="module")
def server():
    with running_kie(run_s=0.05, late_record_s=0.0) as server:
        yield server


@pytest.fixture
def kie(server):
    server.set(faults={}, balance=1000.0, seed=1, scale=100.0)
    with Kie(
        Secret("kie-key"), limits=Unlimited(), base_url=server.base_url, upload_url=server.upload_url, timeout_s=5
    ) as kie:
        yield kie


def ended(kie, task_id):
    """The task, once it is over."""
    until = time.monotonic() + 5
    while (task := kie.query(task_id)) is None or not task.is_over:
        assert time.monotonic() < until, "the task does not end"
    return task


def test_an_order_is_made_looked_up_and_its_file_brought_home(kie, server, tmp_path):
    before = kie.credit()

    task = ended(kie, kie.create("nano-banana-2", {"prompt": "a cup"}))
    web = client(Guarded(trusted=frozenset({server.results_host})), user_agent="ReklamAI")
    with web:
        fetch(web, task.urls[0], tmp_path / "result.png", most_bytes=10**6, most_s=5)

    assert (task.state, task.credits) == ("success", Decimal("4.0"))
    assert before - kie.credit() == 4
    with Image.open(tmp_path / "result.png") as picture:
        assert picture.text["task"] == f"{task.id}/0.png"


def test_a_given_file_is_there_whole(kie, tmp_path):
    file = tmp_path / "in.png"
    Image.new("RGB", (300, 200), "red").save(file)

    given = kie.upload(file, name="in.png", folder="inputs", content_type="image/png")

    assert (given.size_bytes, given.mime_type) == (file.stat().st_size, "image/png")
    assert httpx.get(given.url).content == file.read_bytes()


@pytest.mark.parametrize(
    ("fault", "error", "made"),
    [
        ("429", Busy, 0),
        ("html403", Busy, 0),
        ("500", Unreachable, 0),
        ("field", Rejected, 0),
        ("moderated", Moderated, 0),
        ("cut_before", Uncertain, 0),
        ("cut_after", Uncertain, 1),
        ("gateway", Uncertain, 1),
    ],
)
def test_what_may_have_been_made_is_never_taken_for_what_was_not(kie, server, fault, error, made):
    words = f"an order that meets {fault}"
    server.set(faults={"create": [fault]})

    with pytest.raises(error) as caught:
        kie.create("nano-banana-2", {"prompt": words})

    assert sum(task["words"] == words for task in server.tasks()) == made
    # Safe to repeat only where nothing was made.
    assert not (caught.value.repeatable and made)


def test_the_21st_order_within_ten_seconds_is_turned_away(kie, server):
    server.set(scale=1.0)
    taken = 0

    with pytest.raises(Busy):
        for _ in range(21):
            kie.create("nano-banana-2", {"prompt": "many"})
            taken += 1

    assert taken <= 20


@pytest.mark.parametrize("plan", ["internal", "moderated", "keeps", "unfetched"])
def test_failed_tasks_are_told_as_recorded(kie, plan):
    task = ended(kie, kie.create("nano-banana-2", {"prompt": f"{{kie:{plan}}}"}))

    assert task.state == "fail"
    assert error_of(task).repeatable is (plan in ("internal", "unfetched"))


def test_an_expired_result_has_a_fresh_address(kie):
    task = ended(kie, kie.create("nano-banana-2", {"prompt": "{kie:expired}"}))

    assert httpx.get(task.urls[0]).status_code == 403
    assert httpx.get(kie.download_url(task.urls[0])).status_code == 200


def test_a_fresh_address_is_given_for_kies_own_files_alone(kie):
    with pytest.raises(Rejected):
        kie.download_url("https://example.com/x.png")


def test_a_wrong_key_opens_nothing(server):
    with (
        Kie(Secret("wrong"), limits=Unlimited(), base_url=server.base_url, upload_url=server.upload_url) as kie,
        pytest.raises(NotConfigured),
    ):
        kie.credit()


def test_a_clip_and_a_sound_are_what_they_say(kie):
    clip = ended(kie, kie.create("kling-3.0/video", {"prompt": "a clip"}))
    sound = ended(kie, kie.create("elevenlabs/text-to-speech-turbo-2-5", {"text": "hello"}))

    assert httpx.get(clip.urls[0]).content[4:8] == b"ftyp"
    assert httpx.get(sound.urls[0]).content[:4] == b"RIFF"
