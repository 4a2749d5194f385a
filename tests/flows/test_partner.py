"""A partner's day, over real HTTP: the guide's own examples, and a client generated from the document."""

import importlib
import os
import re
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path

import pytest

from studio.management.commands.sample_account import EMAIL, PASSWORD
from tests.flows.test_kills import call, database

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text()


def blocks(language):
    """The guide's examples in a language, from the top, as one program."""
    return "\n".join(re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE))


def run(command, studio, folder):
    python = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": python, "REKLAMAI": studio.url, "EMAIL": EMAIL, "PASSWORD": PASSWORD}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


def test_the_guide_s_shell_examples_do_what_they_say(studio, tmp_path):
    said = run(["bash", "-eu", "-o", "pipefail", "-c", blocks("bash")], studio, tmp_path)

    assert EMAIL in said
    assert (tmp_path / "sneakers.png").read_bytes().startswith(b"\x89PNG")
    clip, photo, price = said.split()[-3:]
    assert (clip, price) == ("queued", "0")
    assert photo in ("waiting", "judging", "refused")  # of sneakers: nobody's face, once it has been looked at
    with database(studio) as connection:  # nobody waits for the clip: it would take a core for half a minute
        [[pk]] = connection.execute("SELECT id::text FROM studio_generation WHERE kind = 'image_to_video'").fetchall()
    token = call(studio, "POST", "token", {"email": EMAIL, "password": PASSWORD})["access"]
    assert call(studio, "POST", f"generations/{pk}/cancel", {}, token=token)["status"] == "cancelled"


def test_the_guide_s_python_examples_do_what_they_say(studio, tmp_path):
    run([sys.executable, "-c", blocks("python")], studio, tmp_path)

    with zipfile.ZipFile(tmp_path / "autumn.zip") as archive:
        assert archive.testzip() is None
        assert sorted(name[:9] for name in archive.namelist()) == ["a-blue-cu", "a-red-cup"]


@pytest.fixture(scope="module")
def generated(studio, tmp_path_factory):
    """The package that a generator writes from the document alone."""
    folder = tmp_path_factory.mktemp("client")
    document, plain = folder / "schema.json", folder / "plain.yaml"
    ask = urllib.request.Request(f"{studio.url}/api/schema", headers={"Accept": "application/vnd.oai.openapi+json"})  # noqa: S310
    with urllib.request.urlopen(ask) as answer:  # noqa: S310 - our own address
        document.write_bytes(answer.read())
    # Formatting what nobody reads takes longer than writing it.
    plain.write_text(blocks("yaml") + "post_hooks: []\n")
    command = [
        sys.executable, "-m", "openapi_python_client", "generate", "--path", document, "--config", plain,
        "--meta", "none", "--output-path", folder / "reklamai_client", "--fail-on-warning",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    yield importlib.import_module("reklamai_client")
    sys.path.remove(str(folder))


def of(name):
    return importlib.import_module(f"reklamai_client.{name}")


def test_a_generated_client_signs_in_estimates_orders_waits_and_downloads(generated, studio):
    models = of("models")
    with generated.Client(base_url=studio.url) as nobody:
        login = models.SignInRequest(email=EMAIL, password=PASSWORD)
        token = of("api.token.token_create").sync(client=nobody, body=login).access
    order = models.OrderRequest(kind="text_to_image", model="draft-picture", prompt="a lamp on a table")

    with generated.AuthenticatedClient(base_url=studio.url, token=token) as client:
        estimate = of("api.estimates.estimates_make").sync(client=client, body=order)
        [placed] = of("api.generations.generations_order").sync(client=client, body=order)
        made = finished(client, placed.id)
        file = of("api.assets.assets_file").sync_detailed(made.assets[0].id, client=client)

    assert (estimate.total, placed.price) == (0, 0)
    assert (made.status, made.assets[0].content_type) == ("done", "image/png")
    assert len(file.content) == made.assets[0].size_bytes


def finished(client, pk, patience_s=120):
    read, deadline = of("api.generations.generations_read"), time.monotonic() + patience_s
    while (found := read.sync(pk, client=client)).status in ("queued", "running"):
        assert time.monotonic() < deadline, found.status
        time.sleep(0.2)
    return found


def test_a_generated_client_reads_a_refusal(generated, studio):
    with generated.AuthenticatedClient(base_url=studio.url, token="nonsense") as client:
        refusal = of("api.me.me_read").sync(client=client)

    assert refusal.error.code == "token_not_valid"
