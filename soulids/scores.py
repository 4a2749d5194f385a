"""How surely finished results show the person of their orders, for the hall's SCORERS."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import translation

from reklamai.core.errors import MediaError
from reklamai.media.mattes.model import Missing
from reklamai.media.pictures import open_picture
from reklamai.media.probe import probe
from soulids.sentences import sentence
from studio.engines.base import Job, Reference, Result, Score

if TYPE_CHECKING:
    from soulids.media.likeness import Likeness as Judged

SOURCE = "soulid"


class Likeness:
    """Measures the main file of a result; an order without a Soul ID is not looked at."""

    def score(self, job: Job, result: Result) -> dict[str, Score]:
        """ "face", by the calibration that was learned of this person, with a sentence in the job's language.

        {} if the order has no Soul ID, if that was deleted meanwhile, or if the result is a sound. MediaPipe runs
        inside: only for workers.
        """
        person = next((each for each in job.references if each.source == SOURCE and "embedding" in each.facts), None)
        if person is None or not result.files:
            return {}
        judged = _judged(person, result.files[0].path)
        if judged is None:
            return {}
        with translation.override(job.language):
            return {"face": _score(person, judged)}


def _judged(person: Reference, path: Path) -> Judged | Missing | None:
    # Imported where it runs: the web process checks that this table's line loads, and needs no MediaPipe for it.
    import numpy as np

    from reklamai.media.samples import samples
    from soulids.media import likeness
    from soulids.media.calibration import OWN, Calibration, calibrate

    embedding = np.asarray(person.facts["embedding"], np.float32)
    known = person.facts.get("calibration")
    calibration = Calibration(**known) if known else calibrate([OWN])
    try:
        kind = probe(path).kind
        if kind == "picture":
            return likeness.of_picture(likeness.look(open_picture(path), embedding), calibration)
        if kind != "clip":
            return None
        frames = samples(path, longest=likeness.FRAME_SIDE)
        return likeness.of_frames(likeness.look_through(frames, embedding), calibration)
    except MediaError:
        return Missing("result_unreadable")


def _score(person: Reference, judged: Judged | Missing) -> Score:
    facts: dict[str, Any] = {"soulid": person.source_id}
    if isinstance(judged, Missing):
        return Score(None, sentence(judged), {**facts, "because": judged.reason})
    known = person.facts.get("calibration") or {}
    facts |= {"distance": judged.distance, "level": judged.level, "threshold": round(known.get("threshold", 0), 4)}
    return Score(round(judged.value), sentence(judged), {**facts, **judged.facts})
