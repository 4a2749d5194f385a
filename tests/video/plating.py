"""A reader of plates that makes a small one at once, and pictures to read."""

import io
from itertools import count
from pathlib import Path

import numpy as np
import yaml
from PIL import Image

from reklamai.core.errors import MediaError
from reklamai.media.cinema import plate
from studio.engines.base import Result, ResultFile
from studio.engines.describe import sent_by_entry
from studio.models import CatalogueModel
from studio.services import assets

ENTRIES = Path(__file__).resolve().parents[2] / "studio" / "catalogue" / "entries"
_numbers = count(1)


class Reader:
    """The engine of tests: a grey ground four metres away with a lighter square two metres away."""

    cluster, can_stop = "heavy", True
    fails, runs = False, 0

    def check(self, ask, entry):
        pass

    def describe(self, ask, entry, *, language):
        return sent_by_entry(ask, entry)

    def run(self, job, report):
        Reader.runs += 1
        if Reader.fails:
            raise MediaError("unreadable")
        made = small_plate()
        picture, depth = job.workdir / "picture.png", job.workdir / "depth.png"
        plate.save(made, picture, depth)
        return Result(
            files=(ResultFile(picture), ResultFile(depth)),
            notes={"plate": {"subject_m": 2.0, "face": [0.4, 0.3, 0.2, 0.3]}},
        )

    def stop(self, job):
        pass


def load(*names):
    """The entries of these files alone: the whole catalogue takes half a second."""
    for name in names:
        for data in yaml.safe_load((ENTRIES / name).read_text("utf-8")):
            CatalogueModel.objects.create(id=data["model"], provider=data["provider"], entry=data, enabled=True)


def small_plate():
    picture = np.full((90, 160, 3), 90, np.uint8)
    picture[::4, :, 1] = 160
    picture[30:75, 60:100] = 200
    depth = np.full((90, 160), 4.0, np.float32)
    depth[30:75, 60:100] = 2.0
    return plate.FramePlate(picture, depth, 2.0, (0.4, 0.3, 0.2, 0.3))


def picture_of(owner):
    """A picture in the owner's library, unlike every other."""
    content = io.BytesIO()
    number = next(_numbers)
    Image.new("RGB", (64, 48), (number % 256, number // 256 % 256, 120)).save(content, "PNG")
    content.seek(0)
    content.name = "picture.png"
    return assets.upload(owner=owner, file=content, name="picture.png", project=None)
