"""A voice that costs and speaks at once, and a mixer that lays nothing, for what is ordered and written down."""

import json
import wave
from copy import deepcopy
from uuid import uuid4

from reklamai.core.errors import Rejected
from studio.engines import tables
from studio.engines.base import Result, ResultFile
from studio.engines.describe import sent_by_entry
from studio.models import CatalogueModel, Generation
from tests.video.plating import load
from tests.video.sounds import SPEECH
from video.models import SoundMix, SoundOrder, SoundPart, SoundPiece
from video.selectors.mixes import board_of_sound
from video.services import speaking

PRICE = 10
"""Of each line: 20 vendor credits of 0.005 USD, in ours of 0.01 USD."""
PAID = {"model": "fake-voice", "parameters": {"voice": "anna"}}


def spoken(job, report=None):
    """Silence of a quarter of a second for each word, with the words at their times."""
    words = job.prompt.split()
    path = job.workdir / "said.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        # not two files alike: each take is a file of its own
        file.writeframes(job.id.encode()[:32].ljust(32) + b"\0" * (2000 * 2 * len(words)))
    timed = [[word, place * 0.25, place * 0.25 + 0.2] for place, word in enumerate(words)]
    return Result(files=(ResultFile(path),), notes={"speech": {"text": job.prompt, "words": timed}})


def refusing(*wanted):
    def does(job, report):
        if any(word in job.prompt for word in wanted):
            raise Rejected("the maker refuses this")
        return spoken(job)

    return does


class Mixer:
    """The clip as it is: what was ordered is what these tests are about."""

    cluster, can_stop = "heavy", True
    ran: list = []

    def check(self, ask, entry):
        pass

    def describe(self, ask, entry, *, language):
        return sent_by_entry(ask, entry)

    def run(self, job, report):
        Mixer.ran.append(job)
        [clip] = [each.path for each in job.references if each.role == "source_video"]
        out = job.workdir / "mixed.mp4"
        # a box that players skip: each mix is a file of its own
        out.write_bytes(clip.read_bytes() + b"\0\0\0\x2cfree" + job.id.encode()[:36].ljust(36))
        return Result(files=(ResultFile(out),))

    def stop(self, job):
        pass


def with_hearing(settings, fake_engine):
    """A paid voice, and a mixer in the place of ours. The caller empties the tables afterwards."""
    settings.ENGINES = {
        **settings.ENGINES,
        "local.sound_preview": "tests.video.hearing.Mixer",
        "local.sound_mix": "tests.video.hearing.Mixer",
    }
    Mixer.ran = []
    tables.loaded.cache_clear()
    CatalogueModel.objects.create(id="fake-voice", provider="fake", entry=deepcopy(SPEECH), enabled=True)
    load("local_mix.yaml")
    fake_engine.does = spoken
    return fake_engine


def say(film, *lines):
    """What is said in each shot, in order."""
    for shot, line in zip(film.shots.filter(deleted_at=None).order_by("position"), lines, strict=False):
        shot.line = line
        shot.save(update_fields=["line"])


def mix_for(film, voice=PAID):
    mix, _fresh = SoundMix.objects.get_or_create(film=film, defaults={"owner": film.owner})
    mix.voice = dict(voice)
    mix.save()
    return mix


def speak(mix, **changes):
    return speaking.speak(mix.owner, mix, key=changes.pop("key", None) or uuid4(), **changes)


def standing(mix):
    return board_of_sound(SoundMix.objects.get(pk=mix.pk))


def states(mix):
    return [line.state for line in standing(mix).lines]


def pieces(mix):
    return list(SoundPiece.objects.filter(mix=mix, deleted_at=None).order_by("shot__position", "created_at"))


def orders_of(mix, part=SoundPart.PIECE):
    return list(SoundOrder.objects.filter(mix=mix, part=part).select_related("generation").order_by("id"))


def mix_in(order):
    """The JSON of what is mixed."""
    return json.loads(order.generation.parameters["mix"])


def again(row):
    return type(row).objects.get(pk=row.pk)


def prices():
    return sum(Generation.objects.filter(status="done").values_list("price", flat=True))
