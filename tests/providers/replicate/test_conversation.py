"""The client against the stand-in: whole conversations over real HTTP."""

import tarfile
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from PIL import Image

from reklamai.core.errors import Busy, NotConfigured, Rejected, Unsupported
from reklamai.core.outside.fetch import client, fetch
from reklamai.core.outside.transport import Guarded
from reklamai.core.secret import Secret
from reklamai.providers.limits import Unlimited
from reklamai.providers.replicate.answers import NameTaken, trained
from reklamai.providers.replicate.client import Replicate
from reklamai.providers.replicate.failures import error_of
from reklamai.providers.replicate.progress import share_of
from tests.providers.replicate_server.running import TRAINER, TRAINER_VERSION

LORA = "output/flux_train_replicate/lora.safetensors"


def brought(server, url, into):
    with client(Guarded(trusted=frozenset({server.delivery_host})), user_agent="ReklamAI") as web:
        fetch(web, url, into, most_bytes=10**6, most_s=5)
    return into


def test_the_key_tells_whose_it_is_and_the_calls_look_like_a_browsers(replicate, server):
    found = replicate.account()

    assert (found.username, found.kind) == ("acme", "organization")
    assert "Mozilla" in server.journal("account")[-1]["agent"]


def test_a_person_is_trained_and_the_weights_come_home(replicate, server, train, ended, destination, tmp_path):
    made = trained(ended(replicate.training, train()))
    archive = brought(server, made.weights_url, tmp_path / "weights.tar")

    assert made.model == destination
    assert replicate.model(destination).latest_version == made.version
    with tarfile.open(archive) as tar:
        assert LORA in tar.getnames()
    # Our key has gone to the API alone: results are fetched without it.
    assert {row["authorization"] for row in server.journal("result")} == {None}


def test_a_picture_is_made_with_what_was_trained(replicate, server, train, ended, tmp_path):
    made = trained(ended(replicate.training, train()))

    task = ended(replicate.prediction, replicate.predict({"prompt": "TOK {replicate:several}"}, version=made.version))

    assert (task.state, len(task.urls), task.seconds) == ("succeeded", 3, 3.25)
    with Image.open(brought(server, task.urls[0], tmp_path / "a.png")) as picture:
        assert picture.size == (96, 64)


def test_a_picture_is_made_by_an_official_model_with_weights_from_elsewhere(replicate, server, ended):
    inputs = {"prompt": "TOK", "lora_weights": "acme/anna", "output_format": "webp"}

    task_id = replicate.predict(inputs, model="black-forest-labs/flux-dev-lora", cancel_after_s=120)

    assert ended(replicate.prediction, task_id).urls[0].endswith(".webp")
    assert server.journal("create")[-1]["cancel_after"] == "120s"


def test_a_training_tells_how_far_it_is(replicate, server, train):
    server.set(run_s=600)
    begun = replicate.training(task_id := train())
    server.end(task_id)

    done = replicate.training(task_id)

    assert (begun.state, share_of(begun.logs)) == ("starting", 0.0)
    assert (done.state, share_of(done.logs)) == ("succeeded", 1.0)


def test_a_training_is_stopped_and_what_it_ran_is_told(replicate, train):
    task_id = train("never")

    stopped = replicate.cancel_training(task_id)

    assert (stopped.state, stopped.is_over, stopped.seconds) == ("canceled", True, 412.7)
    assert replicate.training(task_id).state == "canceled"
    assert error_of(stopped).code == "cancelled"


@pytest.mark.parametrize("faults", [{}, {"cancel": ["over"]}])
def test_stopping_what_is_over_changes_nothing(replicate, server, train, ended, faults):
    done = ended(replicate.training, train())
    server.set(faults=faults)

    assert replicate.cancel_training(done.id) == done


def test_a_stop_that_is_refused_while_it_runs_is_told(replicate, server, train):
    task_id = train("never")
    server.set(faults={"cancel": ["over"]})

    with pytest.raises(Rejected):
        replicate.cancel_training(task_id)


def test_a_prediction_is_stopped(replicate):
    task_id = replicate.predict({"prompt": "{replicate:never}"}, version=TRAINER_VERSION)

    assert replicate.cancel_prediction(task_id).state == "canceled"


@pytest.mark.parametrize("kind", ["training", "prediction", "cancel_training", "cancel_prediction"])
def test_a_task_that_nobody_knows_is_none(replicate, kind):
    assert getattr(replicate, kind)("zz4ibbonubfz7carwiefibzgga") is None


@pytest.mark.parametrize(
    ("plan", "state", "code", "is_repeatable"),
    [
        ("interrupted", "failed", "failed", True),
        ("director", "failed", "failed", True),
        ("crashed", "failed", "paid_failure", False),
        ("moderated", "failed", "moderated", False),
        ("aborted", "aborted", "failed", True),
        ("stopped", "canceled", "cancelled", False),
    ],
)
def test_failed_tasks_are_told_as_recorded(replicate, ended, plan, state, code, is_repeatable):
    task = ended(replicate.prediction, replicate.predict({"prompt": f"{{replicate:{plan}}}"}, version=TRAINER_VERSION))

    assert (task.state, error_of(task).code, error_of(task).repeatable) == (state, code, is_repeatable)


def test_a_file_is_kept_for_a_day_and_comes_back_as_it_was(replicate, photos):
    given = replicate.upload(photos, name="photos.zip", content_type="application/zip")

    assert timedelta(hours=23) < given.expires_at - datetime.now(UTC) <= timedelta(hours=24)
    assert httpx.get(given.url, headers={"Authorization": "Bearer r8_stand_in_key"}).content == photos.read_bytes()
    assert httpx.get(given.url).status_code == 401


def test_a_training_whose_photos_are_gone_fails_and_costs_nothing(replicate, server, train, ended):
    server.set(files_s=-1.0)

    failed = ended(replicate.training, train())

    assert (failed.state, failed.seconds) == ("failed", None)
    assert type(error_of(failed)) is Rejected


def test_an_hour_after_its_end_a_prediction_has_nothing_left(replicate, server, ended):
    task = ended(replicate.prediction, replicate.predict({"prompt": "a cup"}, version=TRAINER_VERSION))
    assert httpx.get(task.urls[0]).status_code == 200

    server.set(kept_s=-1.0)

    found = replicate.prediction(task.id)
    assert (found.state, found.removed, found.urls) == ("succeeded", True, ())
    assert httpx.get(task.urls[0]).status_code == 404


def test_a_model_that_is_there_is_found_again(replicate, destination):
    assert replicate.create_model(destination, hardware="cpu").full_name == destination


def test_a_person_is_erased_file_version_and_model(replicate, server, train, ended, destination):
    made = trained(ended(replicate.training, train()))
    file = server.tasks()[-1]["inputs"]["input_images"].rpartition("/")[2]
    assert file in server.kept()["files"]

    replicate.delete_file(file)
    replicate.delete_version(destination, made.version)
    with pytest.raises(Busy) as caught:  # "a few minutes", in the vendor's words
        replicate.delete_model(destination)
    assert replicate.has_version(destination, made.version)
    server.settle()
    assert not replicate.has_version(destination, made.version)
    replicate.delete_model(destination)

    assert caught.value.facts["retry_after"] == 60
    assert replicate.model(destination) is None
    kept = server.kept()
    assert file not in kept["files"]
    assert destination not in kept["models"]


def test_erasing_may_be_repeated(replicate, server, train, ended, destination):
    made = trained(ended(replicate.training, train()))
    replicate.delete_version(destination, made.version)
    server.settle()

    for _ in range(2):
        replicate.delete_version(destination, made.version)
        replicate.delete_model(destination)
        replicate.delete_file("gone")

    assert replicate.model(destination) is None


def test_the_name_of_a_model_that_was_deleted_is_not_given_out_again(replicate, destination):
    replicate.delete_model(destination)

    with pytest.raises(NameTaken):
        replicate.create_model(destination, hardware="cpu")


def test_a_deleted_version_makes_no_pictures(replicate):
    with pytest.raises(Unsupported):
        replicate.predict({"prompt": "a cup"}, version="0" * 64)


@pytest.mark.parametrize(
    ("inputs", "destination_of", "error"),
    [
        ({"input_images": "x", "steps": 6001}, "acme", Rejected),
        ({}, "acme", Rejected),
        ({"input_images": "x"}, "nobody", Unsupported),
    ],
)
def test_a_training_that_cannot_be_is_turned_down(replicate, server, destination, inputs, destination_of, error):
    before = len(server.tasks())

    with pytest.raises(error):
        to = destination.replace("acme/", f"{destination_of}/")
        replicate.train(TRAINER, TRAINER_VERSION, destination=to, inputs=inputs)

    assert len(server.tasks()) == before


def test_a_webhook_must_be_where_nobody_listens_in(replicate):
    with pytest.raises(Rejected):
        replicate.predict({"prompt": "x"}, version=TRAINER_VERSION, webhook_url="http://example.com/hook")


def test_a_wrong_key_opens_nothing(server):
    with Replicate(Secret("r8_wrong"), limits=Unlimited(), base_url=server.base_url) as replicate:
        for call in (replicate.account, replicate.webhook_secret, lambda: replicate.model(TRAINER)):
            with pytest.raises(NotConfigured):
                call()


def test_nothing_is_ordered_on_an_empty_account_and_little_on_a_poor_one(replicate, server):
    server.set(balance=0.0)
    with pytest.raises(NotConfigured):
        replicate.predict({"prompt": "x"}, version=TRAINER_VERSION)
    server.set(balance=4.9)

    with pytest.raises(Busy) as caught:
        for _ in range(7):
            replicate.predict({"prompt": "x"}, version=TRAINER_VERSION)

    assert caught.value.facts["retry_after"] == 30
