"""Engines that make small sketches and animatics at once, and a board to make them for."""

from pathlib import Path

import numpy as np

from reklamai.core.errors import MediaError
from reklamai.media.ffmpeg import frames_writer
from studio.engines.base import Result, ResultFile
from studio.engines.describe import sent_by_entry
from video.models import MultiShotGeneration, Shot

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
    """As long as what it was given, cut."""

    def run(self, job, report):
        Small.ran.append(job)
        path = job.workdir / "animatic.mp4"
        a_clip(path, seconds=len(job.references), level=200)
        return Result(files=(ResultFile(path),))


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
