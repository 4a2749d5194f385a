"""Boards of a person, and a maker of clips that does what a test says: tiny clips of one colour each."""

from copy import deepcopy
from uuid import uuid4

import numpy as np
import pytest

from reklamai.core.errors import Rejected
from reklamai.media.ffmpeg import frames_writer
from studio.engines.base import Result, ResultFile
from studio.models import CatalogueModel, Generation, Status
from studio.models.status import OPEN
from studio.services import work
from tests.video.plating import load
from video.models import MultiShotGeneration, Shot, ShotOrder
from video.selectors.boards import board_of
from video.services import rendering

CLIP = {
    "model": "fake-clip",
    "provider": "fake",
    "title": "Fake",
    "kind": "text_to_video",
    "also": ["image_to_video"],
    "output": "video",
    "inputs": {
        "prompt": {"type": "string", "required": True, "max_length": 500, "maps_to": "prompt"},
        "start": {"type": "string", "accept": ["image/png"], "maps_to": "start_frame"},
        "duration": {"type": "integer", "enum": [2, 4, 8], "default": 4, "maps_to": "duration"},
        "ratio": {"type": "string", "enum": ["1:1", "16:9"], "default": "16:9", "maps_to": "aspect_ratio"},
        "seed": {"type": "integer", "min": 0, "max": 2147483647, "maps_to": "seed"},
    },
    "price": {"unit": "video", "credits": 20, "usd_per_credit": 0.005},
}
PRICE = 10
"""Of each shot: 20 vendor credits of 0.005 USD, in ours of 0.01 USD."""


_CLIPS = {}
"""By grey, the bytes of a clip: one run of ffmpeg for each."""


def clip_of(job):
    """A clip whose grey follows from its words, 8 frames a second; its last frame is white."""
    path, grey = job.workdir / "made.mp4", 30 + sum(job.prompt.encode()) % 150
    if grey not in _CLIPS:
        with frames_writer(path, size=(64, 36), fps=8) as writer:
            for luma in (*[grey] * 5, 235):
                frame = np.full((54, 64), 128, np.uint8)
                frame[:36] = luma
                writer.write(frame)
        _CLIPS[grey] = path.read_bytes()
    path.write_bytes(_CLIPS[grey])
    return Result(files=(ResultFile(path),), seed=job.seed)


def failing(*words):
    """What a maker does that refuses prompts with these words in them."""

    def does(job, report):
        if any(word in job.prompt for word in words):
            raise Rejected("the maker refuses this")
        return clip_of(job)

    return does


@pytest.fixture
def maker(fake_engine, private_media, db):
    CatalogueModel.objects.create(id="fake-clip", provider="fake", entry=deepcopy(CLIP), enabled=True)
    load("local_film.yaml")
    fake_engine.does = lambda job, report: clip_of(job)
    return fake_engine


@pytest.fixture
def film(maker):
    """A board of these shots: `film(alice, "a", {"prompt": "b", "continues": True})`."""

    def make(owner, *shots, **fields):
        row = MultiShotGeneration.objects.create(owner=owner, name="tonic", **{"model": "fake-clip", **fields})
        for place, each in enumerate(shots):
            given = {"prompt": each} if isinstance(each, str) else each
            Shot.objects.create(film=row, position=place, **given)
        return row

    return make


def render(film, **wanted):
    film.refresh_from_db()
    return rendering.render(film.owner, film, key=wanted.pop("key", None) or uuid4(), **wanted)


def states(film):
    film.refresh_from_db()
    return [each.state for each in board_of(film).shots]


def work_off(owner):
    """Do all that is queued, and what follows from it, as the workers would."""
    queued = Generation.objects.filter(owner=owner, status=Status.QUEUED, standby=False).order_by("created_at")
    while ready := queued.first():
        work.run(ready.pk)


def open_orders(owner):
    return Generation.objects.filter(owner=owner, status__in=OPEN)


def orders_of(film, part="shot"):
    return list(ShotOrder.objects.filter(film=film, part=part).select_related("generation").order_by("id"))
