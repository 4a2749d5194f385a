"""One stand-in for all tests of this folder, calm again before each, and an account to talk to it."""

import io
import time
import zipfile

import pytest
from PIL import Image

from reklamai.core.secret import Secret
from reklamai.providers.limits import Unlimited
from reklamai.providers.replicate.client import Replicate
from tests.providers.replicate_server import running_replicate
from tests.providers.replicate_server.running import TRAINER, TRAINER_VERSION

CALM = {
    "faults": {}, "balance": 1000.0, "per_minute": 10_000, "callbacks": "none", "run_s": 0.05, "kept_s": 3600.0,
    "files_s": 86400.0,
}  # fmt: skip


@pytest.fixture(scope="session")
def shared_server():
    with running_replicate() as server:
        yield server


@pytest.fixture
def server(shared_server):
    shared_server.set(**CALM)
    return shared_server


@pytest.fixture
def replicate(server):
    key = Secret("r8_stand_in_key")
    with Replicate(key, limits=Unlimited(), base_url=server.base_url, timeout_s=5) as replicate:
        yield replicate


@pytest.fixture
def photos(tmp_path):
    """A zip of three pictures."""
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for at, colour in enumerate(("red", "green", "blue")):
            out = io.BytesIO()
            Image.new("RGB", (64, 64), colour).save(out, "JPEG")
            archive.writestr(f"{at}.jpg", out.getvalue())
    return path


@pytest.fixture
def destination(replicate, request):
    """A private model of ours, named after the test, whose parameters may be no names."""
    name = f"{request.node.originalname[:60]}-{abs(hash(request.node.nodeid)) % 10**9}".replace("_", "-")
    return replicate.create_model(f"acme/{name}", hardware="cpu").full_name


@pytest.fixture
def train(replicate, photos, destination):
    """`train(plan, ...)` orders a training of the photos that goes so; its id."""

    def order(plan="done", **more):
        given = replicate.upload(photos, name="photos.zip", content_type="application/zip")
        inputs = {"input_images": given.url, "trigger_word": f"{{replicate:{plan}}}", "steps": 1000}
        return replicate.train(TRAINER, TRAINER_VERSION, destination=destination, inputs=inputs, **more)

    return order


@pytest.fixture
def ended():
    """`ended(read, id)`: the task, once it is over."""

    def wait(read, task_id):
        until = time.monotonic() + 5
        while (task := read(task_id)) is None or not task.is_over:
            assert time.monotonic() < until, "the task does not end"
        return task

    return wait
