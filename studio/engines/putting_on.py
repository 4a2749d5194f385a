"""How a result is finished: the part that needs the media floor. Runs in a worker, never in the web process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from reklamai.core.errors import MediaError
from reklamai.media import pictures, probe
from reklamai.media.cinema.model import Camerawork, camerawork_of
from reklamai.media.finish.clip import finish_clip
from reklamai.media.finish.still import finish_picture
from reklamai.media.masters.export import export
from reklamai.media.probe import MediaFacts
from reklamai.media.sizes import named_size
from reklamai.media.types import AnyArray, Report
from studio.engines.base import Job, Result, ResultFile

MOVING = frozenset({"crop_move", "speed_ramp"})
"""What a picture has nothing of."""
LOOK_SHARE = 0.5
"""Of the work where a master is asked for too: a deep format takes about as long to pack as a look to be put on."""
SOUND_SHARE = 0.65
"""Of the work at which the sound is there that was asked for: it is made in a moment."""
SHAPING = frozenset({"lens", "mask"})
"""What moves the pixels of a picture, and does not only change their colours."""
SEEN = ("picture", "clip")


def finished(job: Job, made: Result, report: Report) -> Result:
    """As `finishing.Finish.finish`. An engine that has put on the look itself has written the master, too."""
    master = None if made.finished else job.plan.get("master")
    sound = job.plan.get("sound")
    heard_from = LOOK_SHARE if master or sound else 1.0
    packed_from = SOUND_SHARE if sound else heard_from
    result = made if made.finished else shown(job, made, Part(report, 0.0, heard_from))
    if sound:
        # Imported where there is sound to make: it brings a synthesiser along.
        from studio.engines.laying_under import sounded

        result = sounded(job, result, Part(report, heard_from, packed_from if master else 1.0))
    if master:
        deep = mastered(job, result.files[0], master, Part(report, packed_from if result is not made else 0.0, 1.0))
        result = replace(result, files=(*result.files, deep))
    return result


def shown(job: Job, made: Result, report: Report) -> Result:
    """With the look on every picture and clip; `made` itself where the plan asks for nothing that they can have."""
    facts = [probe.probe(each.path) for each in made.files]
    done = looked(job, made, facts, report)
    return replace(made, files=(*done, *map(original, made.files))) if done else made


def looked(job: Job, made: Result, facts: list[MediaFacts], report: Report) -> tuple[ResultFile, ...]:
    """Every picture and clip with the look on it; none where the plan asks for nothing that it can have."""
    post = frozenset(job.plan.get("post", ()))
    work = camera_of(job.plan)
    wanted = [
        (each, fact.kind, post - MOVING if fact.kind == "picture" else post)
        for each, fact in zip(made.files, facts, strict=True)
        if fact.kind in SEEN
    ]
    wanted = [each for each in wanted if each[2]]
    seed = job.seed if made.seed is None else made.seed
    done = []
    for number, (file, kind, steps) in enumerate(wanted):
        part = Part(report, number / len(wanted), (number + 1) / len(wanted))
        out = job.workdir / f"finished-{number}{suffix_of(file.path, kind)}"
        if kind == "clip":
            finish_clip(file.path, out, work, steps, seed=seed, report=part)
        else:
            a_picture(file.path, out, work, steps, seed=seed, report=part)
        done.append(ResultFile(out, {**file.metadata, "part": "finished"}))
    return tuple(done)


def camera_of(plan: Mapping[str, Any]) -> Camerawork:
    """Raises MediaError for a plan that no version of ours has written."""
    try:
        return camerawork_of(plan.get("camerawork", {}))
    except (TypeError, KeyError, ValueError) as error:
        raise MediaError("The camera of this order cannot be read.") from error


def a_picture(source: Path, out: Path, work: Camerawork, post: frozenset[str], *, seed: int, report: Report) -> None:
    """The words that a picture carries in its file go along, and its transparency."""
    report("finish", 0.0)
    found = pictures.open_with_alpha(source)
    made = finish_picture(np.ascontiguousarray(found[..., :3]), work, post, seed=seed)
    report("finish", 0.7)
    if found.shape[2] == 4:
        made = np.dstack([made, seen_through(found[..., 3], work, post)])
    pictures.save_picture(made, out, text=pictures.read_text(source))
    report("finish", 1.0)


def seen_through(alpha: AnyArray, work: Camerawork, post: frozenset[str]) -> AnyArray:
    """(H, W) uint8 alpha, bent and cut as the picture is; bars hide what is behind them."""
    bent = replace(work.optics, aberration=0.0, softness=0.0) if work.optics else None
    shape = replace(work, optics=bent, halation=0.0)
    clear = np.dstack([255 - alpha] * 3)
    return np.asarray(255 - finish_picture(clear, shape, post & SHAPING, seed=0)[..., 0], np.uint8)


def suffix_of(path: Path, kind: str) -> str:
    if kind == "clip":
        return ".mp4"
    return path.suffix.lower() if path.suffix.lower() in pictures.FORMATS else ".png"


def original(file: ResultFile) -> ResultFile:
    return replace(file, metadata={**file.metadata, "part": "original"})


def mastered(job: Job, source: ResultFile, master: Mapping[str, Any], report: Report) -> ResultFile:
    """The main file as a master, with what its pixels truly carry."""
    folder = job.workdir / "master"
    folder.mkdir()
    size = size_at(source.path, master.get("resolution", ""))
    made = export(source.path, master["format"], out_dir=folder, size=size, report=report)
    return ResultFile(made.path, {"part": "master", "master": made.as_json()})


def size_at(source: Path, resolution: str) -> tuple[int, int] | None:
    """The size of the short side that a resolution names; None for as it is."""
    if not resolution:
        return None
    facts = probe.probe(source)
    return named_size((facts.width, facts.height), resolution)


class Part:
    """A report whose shares are a part of the whole."""

    def __init__(self, report: Report, begins: float, ends: float) -> None:
        self._report, self._begins, self._ends = report, begins, ends

    def __call__(self, stage: str, share: float) -> None:
        self._report(stage, self._begins + (self._ends - self._begins) * share)
