"""The engine of trainings and a vendor's model of pictures, replaced by ones that do what a test says.

trainer    learns from the photos' facts as the real one does, and makes small pictures instead of portraits:
           `trainer.does(job, report)` comes first, `trainer.apart` is what it measures of the master
vendor     "fake-master", a priced model that takes up to three pictures; `vendor.does` makes its picture
measurer   reads the face of a master image: `measurer.faces` are the vectors that it finds
"""

from copy import deepcopy

import numpy as np
import pytest

from reklamai.media.pictures import save_picture
from soulids.learning import learn, photos_of, told, written
from soulids.mastering import Master
from soulids.media.encoding import as_text
from studio.engines.base import Result, Sent
from studio.models import CatalogueModel
from tests.studio.conftest import ENTRY, FAKE, fake_engine_of_tests  # noqa: F401

MASTER, MASTER_PRICE = "fake-master", 10
MASTER_ENTRY = {
    **deepcopy(ENTRY), "model": MASTER, "title": "Fake Master", "kind": "image_to_image", "seconds": 40,
    "inputs": {
        "prompt": {"type": "string", "required": True, "max_length": 2000, "maps_to": "prompt"},
        "ratio": {"type": "string", "enum": ["1:1", "3:4"], "default": "1:1", "maps_to": "aspect_ratio"},
        "images": {
            "type": "array", "required": True, "max_items": 3, "accept": ["image/png"], "maps_to": "reference_images"
        },
    },
}  # fmt: skip


class Training:
    cluster, can_stop = "heavy", True

    def __init__(self):
        self.does, self.runs, self.apart = None, [], 0.21

    def check(self, ask, entry):
        pass

    def describe(self, ask, entry, *, language):
        return Sent()

    def run(self, job, report):
        self.runs.append(job)
        if self.does:
            self.does(job, report)
        photos = photos_of(job, report)
        learned = learn(photos, report)
        report("portrait", 0.5)
        shade = len(self.runs)
        master = Master(
            picture=np.full((20, 16, 3), 100 + shade, np.uint8), cut=np.full((20, 16, 4), 60 + shade, np.uint8),
            donor=learned.report.references[0], apart=self.apart, source="portrait", refused={},
        )  # fmt: skip
        return Result(files=written(master, job.workdir), notes=told(learned, master))

    def stop(self, job):
        pass


class Measuring(Training):
    cluster = "light"

    def run(self, job, report):
        self.runs.append(job)
        if self.does:
            self.does(job, report)
        boxes = [[0.1, 0.1, 0.5, 0.5]] * len(self.faces)
        faces = [{"box": box, "vector": as_text(face)} for box, face in zip(boxes, self.faces, strict=True)]
        return Result(files=(), notes={"faces": faces})


TRAINING, MEASURING = Training(), Measuring()


def training_of_tests():
    return TRAINING


def measuring_of_tests():
    return MEASURING


@pytest.fixture
def engines(settings, catalogue_of_souls, private_media):
    from studio.engines import tables

    tables.loaded.cache_clear()
    settings.ENGINES = {
        **settings.ENGINES,
        "local.soulid_train": "tests.soulids.trainings.training_of_tests",
        "local.soulid_master": "tests.soulids.trainings.measuring_of_tests",
        "fake": "tests.studio.conftest.fake_engine_of_tests",
    }
    yield
    tables.loaded.cache_clear()


@pytest.fixture
def trainer(engines):
    TRAINING.__init__()
    return TRAINING


@pytest.fixture
def measurer(engines):
    MEASURING.__init__()
    MEASURING.faces = []
    return MEASURING


@pytest.fixture
def vendor(engines):
    FAKE.does, FAKE.can_stop, FAKE.cluster = None, True, "light"
    FAKE.runs.clear()
    CatalogueModel.objects.create(id=MASTER, provider="fake", entry=deepcopy(MASTER_ENTRY), enabled=True)
    return FAKE


def a_picture(job, *, shade=70):
    """A result of one small picture."""
    from studio.engines.base import ResultFile

    path = job.workdir / "made.png"
    save_picture(np.full((40, 30, 3), shade, np.uint8), path)
    return Result(files=(ResultFile(path),), seed=job.seed)
