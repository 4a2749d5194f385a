"""Engines that make small sketches and animatics at once, and a board to make them for."""

from fractions import Fraction
from pathlib import Path

import numpy as np

from reklamai.core.errors import MediaError
from reklamai.media.ffmpeg import frames_writer
from reklamai.media.film import model
from studio.engines import tables
from studio.engines.base import Result, ResultFile, Score
from studio.engines.describe import sent_by_entry
from studio.models import Generation, Status
from studio.services import work
from tests.video.plating import load
from video.models import MultiShotGeneration, Shot
from video.services import animatics

FPS, SIZE = 24, (64, 36)


class Small:
    """What both have in common: `ran` holds the jobs, `fails` the words of which no sketch is made."""

    cluster, can_stop = "heavy", True
    ran: list = []
    fails: set = set()

    def check(self, ask, entry):
        pass

    def describe(self, ask, entry, *, language):
        return sent_by_entry(ask, entry)

    def stop(self, job):
        pass


class Sketcher(Small):
    """A clip of one grey as long as it was asked for; the first job makes it darker than the second."""

    def run(self, job, report):
        Small.ran.append(job)
        if job.prompt in Small.fails:
            raise MediaError("The pencil broke.")
        path = job.workdir / "sketch.mp4"
        a_clip(path, seconds=job.parameters["duration"], level=40 + 5 * len(Small.ran))
        return Result(files=(ResultFile(path),), seed=job.seed)


class Joiner(Small):
    """One grey, as long as its clips of two seconds are when they are joined."""

    def run(self, job, report):
        Small.ran.append(job)
        path, told = job.workdir / "animatic.mp4", job.parameters.get("joins", "")
        joins = [model.parse(each) for each in told.split(",") if each]
        frames = model.length([2 * FPS] * len(job.references), joins, fps=Fraction(FPS))
        a_clip(path, seconds=frames / FPS, level=200)
        return Result(files=(ResultFile(path),))


class Alike:
    """A scorer that finds everybody in everything."""

    def score(self, job, result):
        return {"face": Score(100, "It is she.")}


def a_clip(path: Path, *, seconds, level=90):
    frame = np.full((SIZE[1] * 3 // 2, SIZE[0]), 128, np.uint8)
    frame[: SIZE[1]] = level
    with frames_writer(path, size=SIZE, fps=FPS, preset="ultrafast") as writer:
        for _index in range(round(seconds * FPS)):
            writer.write(frame.copy())
    return path


def a_film(owner, *prompts, **columns):
    """A board with a shot of two seconds for each of these words."""
    film = MultiShotGeneration.objects.create(owner=owner, name="Morning", **columns)
    for position, prompt in enumerate(prompts):
        Shot.objects.create(film=film, position=position, prompt=prompt, duration_s=2, seed=position + 1)
    return film


def shot_of(film, number):
    return film.shots.filter(deleted_at=None).order_by("position")[number - 1]


def with_small_engines(settings):
    """Small engines in the places of ours; gives what they have run. The caller empties the tables afterwards."""
    settings.ENGINES = {
        **settings.ENGINES,
        "local.animatic_shot": "tests.video.sketching.Sketcher",
        "local.animatic": "tests.video.sketching.Joiner",
    }
    Small.ran, Small.fails = [], set()
    tables.loaded.cache_clear()
    load("local_animatic.yaml")
    return Small


def work_through():
    """Do what is queued, and what is ordered meanwhile, as the heavy workers would."""
    while queued := Generation.objects.filter(status=Status.QUEUED, standby=False).order_by("created_at").first():
        work.run(queued.pk)


def read(film):
    return MultiShotGeneration.objects.get(pk=film.pk)


def drafted(film):
    """The film with an animatic of what it is now."""
    animatics.order_animatic(film.owner, film)
    work_through()
    return read(film)
