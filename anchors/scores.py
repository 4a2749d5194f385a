"""How far finished results keep to what their orders held to, for the hall's SCORERS."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import translation

from anchors.verdicts import sentence
from reklamai.core.errors import MediaError
from reklamai.media.mattes.model import Missing
from reklamai.media.pictures import open_picture
from reklamai.media.probe import probe
from studio.engines.base import Job, Reference, Result, Score

if TYPE_CHECKING:
    from anchors.media.likeness import Held, Judged, Name


SOURCES = ("anchor", "multi-reference")
"""Whose references are measured here; a person of a Soul ID is measured by their own numbers."""


class AnchorScores:
    """Measures the main file of a result; an order that held to nothing of this room is not looked at."""

    def score(self, job: Job, result: Result) -> dict[str, Score]:
        """One score for each element that a reference of the job holds, with a sentence in the job's language.

        {} if there is none, or the result is a sound. MediaPipe runs inside: only for workers.
        """
        asked = [reference for reference in job.references if reference.element and reference.source in SOURCES]
        if not asked or not result.files:
            return {}
        judged = _judged(asked, result.files[0].path, person=_person(job))
        with translation.override(job.language):
            return {name: _score(name, each) for name, each in judged.items()}


def _person(job: Job) -> list[float] | None:
    """The identity that another room gives the face by: whose clothes they are is told by it."""
    return next((each.facts["embedding"] for each in job.references if "embedding" in each.facts), None)


def _judged(asked: list[Reference], path: Path, *, person: list[float] | None) -> dict[Name, Judged]:
    # Imported where it runs: the web process checks that this table's line loads, and needs no MediaPipe for it.
    import numpy as np

    from anchors.media import likeness

    helds, wanted = _helds(asked), None if person is None else np.asarray(person, np.float32)
    try:
        kind = probe(path).kind
        if kind == "picture":
            return likeness.judge_picture(helds, open_picture(path), wanted=wanted)
        return likeness.judge_frames(helds, likeness.frames(path), wanted=wanted) if kind == "clip" else {}
    except MediaError:
        return {likeness.SCORED[held.element]: Missing("result_unreadable") for held in helds}


def _helds(asked: list[Reference]) -> list[Held]:
    """One for each element; the first reference that holds it counts."""
    from anchors.media.features import ELEMENTS
    from anchors.media.likeness import Held

    first: dict[str, Reference] = {}
    for reference in asked:
        first.setdefault(reference.element, reference)
    return [Held(name, first[name].path, first[name].facts) for name in ELEMENTS if name in first]


def _score(name: Name, judged: Judged) -> Score:
    if isinstance(judged, Missing):
        return Score(None, sentence(name, judged), {"because": judged.reason})
    facts: dict[str, Any] = {**judged.facts, "distance": judged.distance, "level": judged.level}
    return Score(round(judged.value), sentence(name, judged), facts)
