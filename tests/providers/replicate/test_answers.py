from datetime import UTC, datetime

import pytest

from reklamai.core.errors import Cancelled, Failed, Moderated, Rejected
from reklamai.providers.replicate import answers
from reklamai.providers.replicate.answers import Task, Trained, UnknownAnswer, task, trained
from reklamai.providers.replicate.failures import PaidFailure, error_of
from reklamai.providers.replicate.progress import share_of

VERSION = "da77bc59ee60423279fd632efb4795ab731d9e3ca9705ef3341091fb989b7eaf"
# The training of the vendor's reference, with an output as recorded.
DONE = {
    "completed_at": "2023-09-08T16:41:19.826523Z", "created_at": "2023-09-08T16:32:57.018467Z", "error": None,
    "id": "zz4ibbonubfz7carwiefibzgga", "input": {"input_images": "https://example.com/my-input-images.zip"},
    "logs": "...", "metrics": {"predict_time": 502.713876}, "started_at": "2023-09-08T16:32:57.112647Z",
    "output": {"version": f"acme/anna:{VERSION}", "weights": "https://replicate.delivery/xezq/trained_model.tar"},
    "status": "succeeded", "model": "stability-ai/sdxl", "version": VERSION,
    "urls": {"get": "https://api.replicate.com/v1/trainings/zz4", "cancel": "https://api.replicate.com/v1/trainings/zz4/cancel"},
}  # fmt: skip
STARTED = {"id": "zz4", "status": "starting", "logs": "", "error": None, "created_at": "2023-09-08T16:32:56.990893084Z"}


def test_a_training_that_succeeded_has_a_version_weights_a_price_and_an_end():
    found = task(DONE)

    assert trained(found) == Trained("acme/anna", VERSION, "https://replicate.delivery/xezq/trained_model.tar")
    assert (found.is_over, found.seconds, found.error) == (True, 502.713876, "")
    assert found.completed_at == datetime(2023, 9, 8, 16, 41, 19, 826523, tzinfo=UTC)


def test_a_version_may_stand_without_its_model():
    assert trained(task(DONE | {"output": DONE["output"] | {"version": VERSION}})).model == ""


def test_a_task_that_has_just_begun_has_nothing_of_it():
    found = task(STARTED)

    assert found == Task(id="zz4", state="starting")
    assert not found.is_over
    assert found.expires_at is None


def test_the_results_of_a_prediction_are_kept_for_an_hour():
    assert task(DONE).expires_at == datetime(2023, 9, 8, 17, 41, 19, 826523, tzinfo=UTC)


@pytest.mark.parametrize(
    ("output", "urls"),
    [
        (["https://replicate.delivery/a.webp", "https://replicate.delivery/b.webp"], 2),
        ("https://replicate.delivery/a.webp", 1),
        (["data:image/png;base64,AAAA", "file:///etc/passwd", 7, None], 0),
        ({"version": VERSION}, 0),
        ("words of a language model", 0),
        (None, 0),
        ([], 0),
    ],
)
def test_results_are_the_addresses_among_what_came_out(output, urls):
    assert len(task(DONE | {"output": output}).urls) == urls


def test_what_came_out_before_the_end_is_no_result():
    assert task(DONE | {"status": "processing", "output": ["https://replicate.delivery/a.webp"]}).urls == ()


def test_a_result_that_was_thrown_away_is_told_as_such():
    found = task(DONE | {"output": None, "input": {}, "logs": "", "data_removed": True})

    assert found.removed
    assert found.urls == ()


@pytest.mark.parametrize(
    "change", [{"status": "paused"}, {"status": None}, {"status": ["x"]}, {"id": None}, {"id": ""}]
)
def test_a_state_that_nobody_knows_is_reported_not_waited_for(change):
    with pytest.raises(UnknownAnswer):
        task(DONE | change)


@pytest.mark.parametrize("data", [None, [], "text", 7, True])
def test_an_answer_that_is_no_object_is_reported(data):
    for read in (task, answers.account, answers.model, answers.stored_file):
        with pytest.raises(UnknownAnswer):
            read(data)


@pytest.mark.parametrize(
    "output",
    [None, {}, [], "x", {"version": None, "weights": None}, {"version": "acme/anna:1", "weights": "https://a"},
     {"version": VERSION, "weights": "weights.tar"}, {"version": VERSION}],
)  # fmt: skip
def test_a_training_that_does_not_say_where_its_weights_are_is_reported(output):
    with pytest.raises(UnknownAnswer):
        trained(task(DONE | {"output": output}))


NO_TIMES = ["long", True, -1, None, [1], float("nan"), float("inf")]


@pytest.mark.parametrize("metrics", [None, [], {}, *({"predict_time": each} for each in NO_TIMES)])
def test_a_time_that_is_none_is_no_price(metrics):
    assert task(DONE | {"metrics": metrics}).seconds is None


@pytest.mark.parametrize("moment", [None, "", "yesterday", 7, {}])
def test_a_moment_that_is_none_is_left_out(moment):
    assert task(DONE | {"completed_at": moment}).completed_at is None


def test_texts_are_such_as_a_database_takes_and_no_longer_than_is_of_use():
    found = task(
        DONE | {"status": "failed", "error": "a\0b\ud800" + "x" * 5000, "logs": "first " + "y" * 30_000 + " last"}
    )

    assert found.error.startswith("ab?xxx")
    assert (len(found.error), len(found.logs)) == (2000, 20_000)
    assert found.logs.endswith(" last")


def test_addresses_and_logs_are_not_printed():
    printed = repr(task(DONE | {"output": ["https://replicate.delivery/signed"], "logs": "what was asked"}))

    assert "replicate.delivery" not in printed
    assert "what was asked" not in printed
    assert "replicate.delivery" not in repr(trained(task(DONE)))


def test_an_account_a_model_and_a_file_are_read_as_recorded():
    account = answers.account({"type": "organization", "username": "acme", "name": "Acme Corp, Inc."})
    model = answers.model({"owner": "acme", "name": "anna", "visibility": "private", "latest_version": {"id": VERSION}})
    kept = answers.stored_file({
        "id": "cneqzikepnug6xezperrr4z55o", "name": "a.zip", "content_type": "application/zip", "size": 9,
        "checksums": {"sha256": "ab" * 32, "md5": "cd" * 16}, "metadata": {}, "created_at": "2025-09-06T04:04:16.162Z",
        "expires_at": "2025-09-07T04:04:16.162Z", "urls": {"get": "https://api.replicate.com/v1/files/cneq"},
    })  # fmt: skip

    assert (account.username, account.kind) == ("acme", "organization")
    assert (model.full_name, model.visibility, model.latest_version) == ("acme/anna", "private", VERSION)
    assert (kept.id, kept.size_bytes, kept.sha256) == ("cneqzikepnug6xezperrr4z55o", 9, "ab" * 32)
    assert kept.expires_at == datetime(2025, 9, 7, 4, 4, 16, 162000, tzinfo=UTC)


def test_a_model_into_which_nothing_was_trained_has_no_version():
    assert answers.model({"owner": "acme", "name": "anna", "latest_version": None}).latest_version == ""


@pytest.mark.parametrize(
    "change", [{"urls": "x"}, {"urls": {}}, {"size": "9"}, {"id": 7}, {"urls": {"get": "ftp://x"}}]
)
def test_a_file_without_an_address_or_a_size_is_reported(change):
    whole = {"id": "a", "size": 9, "urls": {"get": "https://api.replicate.com/v1/files/a"}}

    with pytest.raises(UnknownAnswer):
        answers.stored_file(whole | change)


# Sentences of recorded failures.
@pytest.mark.parametrize(
    ("state", "text", "seconds", "error"),
    [
        ("failed", "Prediction interrupted; please retry (code: PA)", None, Failed),
        ("failed", "Director: unexpected error handling prediction (E8765)", None, Failed),
        ("failed", "Service is currently unavailable due to high demand. Please try again later. (E003)", 0.0, Failed),
        ("failed", "Prediction interrupted; please retry (code: PA)", 12.5, PaidFailure),
        ("failed", "CUDA out of memory. Tried to allocate 20.00 MiB", 96.0, PaidFailure),
        ("failed", "NSFW content detected. Try running it again, or try a different prompt.", 2.0, Moderated),
        ("failed", "The input or output was flagged as sensitive. Please try again … (E005)", 2.0, Moderated),
        ("failed", "Input images must be a zip file", None, Rejected),
        ("failed", "", None, Rejected),
        ("aborted", "", None, Failed),
        ("canceled", "", 31.0, Cancelled),
    ],
)  # fmt: skip
def test_a_failure_says_whether_it_may_be_tried_anew(state, text, seconds, error):
    found = error_of(Task(id="t", state=state, error=text, seconds=seconds))

    assert type(found) is error
    assert found.repeatable is (error is Failed)
    assert (found.facts["task"], found.facts["seconds"]) == ("t", seconds)


@pytest.mark.parametrize(
    ("logs", "share"),
    [
        ("flux_train_replicate:  10%|█         | 100/1000 [01:23<11:07, 1.35it/s]", 0.1),
        ("flux_train_replicate: 15% |███▌ | 150/1000 [\nflux_train_replicate: 31% |███████▌  | 307/1000 [", 0.307),
        ("flux_train_replicate:   0%|          | 0/1000\rflux_train_replicate:   1%|          | 5/1000", 0.005),
        ("flux_train_replicate: 100%|██████████| 1000/1000 [12:00<00:00]\nSaved to output/", 1.0),
        ("flux_train_replicate: 100%|██████████| 1001/1000 [", 1.0),
        ("flux_train_replicate:   0%|          | 0/0 [", None),
        ("Loading checkpoint shards: 100%|██████████| 3/3 [00:01<00:00]\nloaded 10/10 images", None),
        ("", None),
    ],
)  # fmt: skip
def test_how_far_a_training_is_stands_in_the_last_bar_of_its_log(logs, share):
    assert share_of(logs) == share
