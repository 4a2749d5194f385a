"""People with pictures, and an extraction that finds what a test says."""

import io
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
import yaml
from django.utils import translation
from PIL import Image

from anchors.media.features import (
    ClothingFound,
    Colour,
    FaceFound,
    Features,
    LightFound,
    PersonFound,
    PlaceFound,
    ProductFound,
    SkinFound,
)
from anchors.models import ReferenceAnchor
from anchors.services import anchors
from reklamai.media.mattes.model import Missing
from reklamai.media.pictures import save_picture
from studio.engines.base import Result, ResultFile
from studio.models import CatalogueModel, Generation
from studio.services import assets, work
from tests.api.conftest import client_of
from tests.studio.conftest import alice, an_ask, bob, entry, fake_engine, place, run  # noqa: F401

ROOT = Path(__file__).resolve().parents[2]
ENTRIES = yaml.safe_load((ROOT / "studio/catalogue/entries/local_anchors.yaml").read_text("utf-8"))
NAVY = Colour(hex="#1c2541", lab=(15.0, 4.0, -18.0), share=1.0, name="navy")


def a_face(x=10):
    return FaceFound(
        box=(x, 10, 20, 24), confidence=0.98, yaw=3.0, pitch=-2.0, roll=0.5,
        mesh=((0.3, 0.3),), proportions={"eyes": 0.4},
    )  # fmt: skip


def features(*, missing=(), faces=1, main=0):
    """Everything found but what is named in `missing`."""
    found = {
        "face": a_face(),
        "skin": SkinFound(lab=(65.0, 12.0, 16.0), ita=30.0, tone="intermediate", texture=0.2, confidence=0.9),
        "person": PersonFound(box=(5, 5, 40, 50), coverage=0.4, confidence=0.9),
        "clothing": ClothingFound(
            box=(8, 30, 30, 20), coverage=0.5, colours=(NAVY,), pattern="plain", pattern_confidence=0.8,
            outline=((0.1, 0.5), (0.6, 0.5), (0.6, 0.9)), confidence=0.8,
        ),
        "light": LightFound(azimuth=270.0, elevation=40.0, hardness=0.3, kelvin=4800.0, contrast=1.5, confidence=0.8),
        "place": PlaceFound(colours=(NAVY,), indoors=True, filled=0.3, confidence=0.7),
        "product": Missing("no_product"),
    }  # fmt: skip
    if "product" not in missing and "face" in missing:
        outline = ((0.2, 0.2), (0.8, 0.2), (0.8, 0.8))
        found["product"] = ProductFound((4, 4, 40, 40), coverage=0.5, colours=(NAVY,), outline=outline, confidence=0.9)
    found |= {name: Missing("no_face" if name == "face" else "unsure") for name in missing}
    rows = tuple(a_face(10 + 30 * place) for place in range(faces)) if "face" not in missing else ()
    return Features(size=(64, 64), palette=(NAVY,), faces=rows, main=main if rows else None, **found)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


class Extracting:
    """The extraction engine of tests: finds `found`, cuts as many pieces; `does` may do something before."""

    cluster, can_stop = "heavy", True

    def __init__(self):
        self.found, self.does, self.runs = features(), None, []

    def check(self, ask, entry):
        pass

    def describe(self, ask, entry, *, language):
        from studio.engines.describe import sent_by_entry

        return sent_by_entry(ask, entry)

    def run(self, job, report):
        self.runs.append(job)
        if self.does:
            self.does(job, report)
        files = []
        for shade, cut in enumerate(("face", "portrait", "clothing", "environment", "lighting")):
            path = job.workdir / f"{cut}.png"
            save_picture(np.full((12, 12, 3), 40 * shade + len(self.runs), np.uint8), path)
            files.append(ResultFile(path, metadata={"cut": cut}))
        return Result(files=tuple(files), notes={"features": self.found.as_json()})

    def stop(self, job):
        pass


ENGINE = Extracting()


def engine_of_tests():
    return ENGINE


@pytest.fixture
def extraction(settings, db, private_media):
    """The engine behind the real entry; `extraction.found` is what it finds."""
    from studio.engines import tables

    ENGINE.__init__()
    tables.loaded.cache_clear()
    settings.ENGINES = {**settings.ENGINES, "local.anchor_extract": "tests.anchors.conftest.engine_of_tests"}
    for data in ENTRIES:
        CatalogueModel.objects.create(id=data["model"], provider=data["provider"], entry=data, enabled=True)
    yield ENGINE
    tables.loaded.cache_clear()


def png(shade=90):
    file = io.BytesIO()
    Image.new("RGB", (64, 64), (shade, 90, 7)).save(file, "PNG")
    file.seek(0)
    return file


@pytest.fixture
def picture(private_media):
    """Gives `picture(owner, shade)`: an uploaded picture, of its own content for each shade."""
    return lambda owner, shade=90, name="photo.png": assets.upload(owner=owner, file=png(shade), name=name)


@pytest.fixture
def fresh(extraction, picture):
    """Gives `fresh(owner)`: an anchor whose picture nobody has looked at yet."""

    def make(owner, *, shade=90, **asked):
        given = {"asset": picture(owner, shade).pk, "key": uuid4(), **asked}
        return anchors.create(owner, **given)

    return make


def looked_at(anchor):
    """Do its extraction here and now, and read it again."""
    if anchor.extraction_id:
        work.run(anchor.extraction_id)
    return ReferenceAnchor.objects.select_related("extraction").get(pk=anchor.pk)


@pytest.fixture
def ready(fresh):
    """Gives `ready(owner, locked=[...])`: an anchor whose picture has been looked at."""

    def make(owner, *, locked=(), **asked):
        anchor = looked_at(fresh(owner, **asked))
        return anchors.change(owner, pk=anchor.pk, locked=locked) if locked else anchor

    return make


@pytest.fixture
def api(alice, private_media):
    return client_of(alice)


@pytest.fixture
def api_of_bob(bob):
    return client_of(bob)


def extractions():
    return Generation.objects.filter(kind="anchor_extract")
