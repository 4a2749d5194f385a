"""What is removed at Replicate is gone there, or said not to be."""

import pytest

from reklamai.core.errors import Busy, NotConfigured, Unreachable, Unsupported
from reklamai.core.secret import Secret
from studio.engines.base import NobodysDesk
from studio.engines.replicate.line import speaking
from studio.engines.replicate.removal import remove
from tests.providers.replicate_server.running import TRAINER, TRAINER_VERSION
from tests.studio.at_replicate import replicate, server  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(replicate, tmp_path):
    """A file, a model with a version, and the training that made it: {"file": id, ...}."""
    zipped = tmp_path / "photos.zip"
    zipped.write_bytes(b"PK\x05\x06" + bytes(18))
    name = f"soul-{tmp_path.name.replace('_', '-')[:60].lower()}"
    with speaking(NobodysDesk()) as client:
        file = client.upload(zipped, name="photos.zip", content_type="application/zip")
        model = client.create_model(f"acme/{name}", hardware="cpu").full_name
        training = client.train(TRAINER, TRAINER_VERSION, destination=model, inputs={"input_images": file.url})
        client.training(training)
        version = client.model(model).latest_version
    return {"file": file.id, "model": model, "version": version, "training": training}


def test_a_file_is_gone_at_once_and_gone_again(replicate, there):
    assert remove("file", there["file"])
    assert remove("file", there["file"])
    assert there["file"] not in replicate.kept()["files"]


@pytest.mark.parametrize("mark", [":", "/"])
def test_a_version_is_gone_when_the_vendor_has_had_its_minutes(replicate, there, mark):
    ref = f"{there['model']}{mark}{there['version']}"

    assert not remove("version", ref)
    replicate.settle()

    assert remove("version", ref)
    assert replicate.kept()["models"][there["model"]]["versions"] == {}


@pytest.mark.parametrize("with_owner", [True, False])
def test_a_model_goes_after_its_versions(replicate, there, with_owner):
    ref = there["model"] if with_owner else there["model"].removeprefix("acme/")

    assert not remove("model", ref)
    replicate.settle()

    assert remove("model", ref)
    assert remove("model", ref)
    assert there["model"] not in replicate.kept()["models"]


def test_a_running_training_is_stopped_and_one_that_is_over_is_let_be(replicate, there):
    assert remove("training", there["training"])
    assert remove("training", "0" * 26)


def test_our_own_name_there_can_be_set_and_is_not_asked_for(replicate, there, settings):
    settings.REPLICATE_OWNER = "acme"
    before = len(replicate.journal("account"))

    remove("model", there["model"].removeprefix("acme/"))

    assert len(replicate.journal("account")) == before


@pytest.mark.parametrize(("fault", "error"), [("429", Busy), ("500", Unreachable), ("cut", Unreachable)])
@pytest.mark.parametrize("what", ["file", "version"])
def test_a_vendor_in_trouble_is_an_error_and_asked_again(replicate, there, what, fault, error):
    ref = {"file": there["file"], "version": f"{there['model']}:{there['version']}"}[what]
    replicate.set(faults={"delete": [fault]})

    with pytest.raises(error):
        remove(what, ref)

    remove(what, ref)
    replicate.settle()
    assert remove(what, ref)


@pytest.mark.parametrize(("what", "ref"), [("person", "1"), ("model", "acme/../x"), ("version", "x"), ("file", "a/b")])
def test_what_is_no_name_there_is_never_asked_about(replicate, what, ref):
    with pytest.raises(Unsupported):
        remove(what, ref)


def test_without_a_key_nothing_can_be_removed(replicate, settings):
    settings.REPLICATE_API_TOKEN = Secret("")

    with pytest.raises(NotConfigured):
        remove("file", "a")
