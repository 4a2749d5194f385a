"""The engine that reads pictures, as the hall sees it: light to load, free, heavy to run, shown by no picker."""

import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse

from anchors.engines import ExtractEngine
from studio.ask import Ask, ReferenceAsk
from studio.catalogue.entry import parse
from studio.catalogue.validate import AskInvalid, check
from studio.engines.tables import can_stop, cluster_of, engine_for
from studio.models import CatalogueModel, Generation
from studio.selectors import catalogue as shown
from studio.services import catalogue, orders
from tests.studio.conftest import alice  # noqa: F401

ROOT = Path(__file__).resolve().parents[2]
ENTRY = next(parse(each) for each in catalogue.entries() if each["model"] == "anchor-extract")
SOURCE = ReferenceAsk(source="asset", id=str(uuid4()), role="source_image")


@pytest.fixture
def loaded_catalogue(db):
    catalogue.load()


def ask(*references, **parameters):
    return Ask(kind="anchor_extract", model="anchor-extract", references=references, parameters=parameters)


def test_it_works_on_the_heavy_cluster_and_can_be_stopped():
    assert isinstance(engine_for("local", "anchor_extract"), ExtractEngine)
    assert cluster_of("local", "anchor_extract") == "heavy"
    assert can_stop("local", "anchor_extract")


def test_loading_and_asking_it_brings_no_eyes_into_the_web_process():
    code = (
        "import django, sys; django.setup();"
        "from anchors.engines import ExtractEngine;"
        "from studio.ask import Ask;"
        "from studio.catalogue.entry import parse;"
        "from studio.services.catalogue import entries;"
        "entry = next(parse(each) for each in entries() if each['model'] == 'anchor-extract');"
        "ask = Ask(kind='anchor_extract', model='anchor-extract');"
        "ExtractEngine().check(ask, entry); ExtractEngine().describe(ask, entry, language='en');"
        "print([name for name in ('mediapipe', 'dlib', 'anchors.media.extract') if name in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=120,
        env={"DJANGO_SETTINGS_MODULE": "reklamai.settings.test", "PATH": "/usr/bin:/bin", "HOME": str(settings.HOME)},
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


def test_a_picture_is_all_it_needs():
    assert check(ENTRY, ask(SOURCE)).parameters == {}
    assert check(ENTRY, ask(SOURCE, main_face="2")).parameters == {"main_face": 2}


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (ask(), "references"),
        (ask(SOURCE, SOURCE), "references"),
        (ask(SOURCE, main_face=-1), "parameters.main_face"),
        (ask(SOURCE, main_face="left"), "parameters.main_face"),
        (ask(SOURCE, seed=3), "parameters.seed"),
    ],
)
def test_what_it_does_not_take_is_refused_before_it_is_ordered(asked, field):
    with pytest.raises(AskInvalid) as caught:
        check(ENTRY, asked)

    assert field in caught.value.errors


def test_what_is_sent_is_the_picture_and_the_face_that_was_picked():
    sent = ExtractEngine().describe(ask(SOURCE, main_face=1), ENTRY, language="en")

    assert sent.words == ""
    assert sent.files == (("source_image", f"asset:{SOURCE.id}"),)
    assert [(control.name, control.value) for control in sent.controls] == [("main_face", 1)]


def test_reading_is_free_and_can_be_ordered(loaded_catalogue):
    offer = shown.offer("anchor-extract")

    assert offer.entry.is_free
    assert offer.can_be_ordered
    assert offer.is_utility


@pytest.mark.django_db
def test_no_picker_and_no_list_of_models_shows_it(loaded_catalogue, client, alice):
    client.force_login(alice)

    pages = [
        client.get(reverse("studio:create-image")).content.decode(),
        client.get(reverse("studio:create-models", args=["image"])).content.decode(),
    ]

    assert "draft-picture" in pages[1]
    for page in pages:
        assert "anchor-extract" not in page
        assert ENTRY.title not in page
    assert "anchor-extract" not in {offer.id for offer in shown.on_show("image")}
    assert "anchor-extract" not in {offer.id for offer in shown.page(size=500)[0]}
    assert shown.page("anchor_extract")[0] == []
    assert CatalogueModel.objects.filter(pk="anchor-extract").exists()


@pytest.mark.django_db
def test_an_order_of_it_costs_nothing_and_waits_for_a_heavy_worker(loaded_catalogue, alice, picture):
    asset = picture(alice)
    wanted = ask(ReferenceAsk(source="asset", id=str(asset.pk), role="source_image"), main_face=1)

    orders.order(owner=alice, ask=wanted, key=uuid4())

    made = Generation.objects.get(kind="anchor_extract")
    assert (made.price, made.provider, made.parameters) == (0, "local", {"main_face": 1})
    assert [each.role for each in made.references.all()] == ["source_image"]
